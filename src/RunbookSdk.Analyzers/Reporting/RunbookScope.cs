using Microsoft.CodeAnalysis;
using RunbookSdk.Analyzers.Model;

namespace RunbookSdk.Analyzers.Reporting;

/// <summary>Tells what belongs to a runbook from the other code of a host, which may do what runbooks must not.</summary>
internal static class RunbookScope
{
    /// <summary>True in a script, and in a class that is a runbook or stands inside one.</summary>
    public static bool Contains(Found<IOperation> found, RunbookSymbols symbols)
    {
        if (found.Model.SyntaxTree.Options.Kind == SourceCodeKind.Script) return true;
        var symbol = found.Model.GetEnclosingSymbol(found.Item.Syntax.SpanStart, found.CancellationToken);
        for (var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType; type is not null; type = type.ContainingType)
            if (RunbookSymbols.Is(type, symbols.RuleBook)) return true;
        return false;
    }
}
