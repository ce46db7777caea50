using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunbookSdk.Analyzers.Model;

namespace RunbookSdk.Analyzers.Reporting;

/// <summary>Tells what belongs to a runbook from the other code of a host, which may do what runbooks must not.</summary>
internal static class RunbookScope
{
    /// <summary>True in a text that is a runbook, and in a class that is one or stands inside one.</summary>
    public static bool Contains(Found<IOperation> found, RunbookSymbols symbols)
    {
        if (IsRunbook(found.Model.SyntaxTree, symbols)) return true;
        var symbol = found.Model.GetEnclosingSymbol(found.Item.Syntax.SpanStart, found.CancellationToken);
        for (var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType; type is not null; type = type.ContainingType)
            if (RunbookSymbols.Is(type, symbols.RuleBook)) return true;
        return false;
    }

    /// <summary>True for a script, and for the text of an app of one file: the one with statements of its own, not what the package adds to it.</summary>
    public static bool IsRunbook(SyntaxTree tree, RunbookSymbols symbols)
    {
        if (tree.Options.Kind == SourceCodeKind.Script) return true;
        return symbols.AppWords is not null && tree.GetRoot() is CompilationUnitSyntax root && root.Members.Any(m => m is GlobalStatementSyntax);
    }
}
