using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Scripting.Compiling;

/// <summary>
/// Finds where the statements of scripts wait. Read from their texts: whether something that is waited for is over already depends on how busy the machine is.
/// </summary>
internal static class WaitingScripts
{
    public static IEnumerable<Diagnostics.Diagnostic> Find(CSharpCompilation compilation) => compilation.SyntaxTrees.SelectMany(tree =>
        tree.GetCompilationUnitRoot().DescendantNodes(n => !IsFunction(n)).Where(n => !IsFunction(n)).SelectMany(n => n.ChildTokens()).Where(t => t.IsKind(SyntaxKind.AwaitKeyword))
            .Select(t => ScriptProblems.Waits(PlaceOf(tree, t))));

    /// <summary>What waits within a function is for who calls it.</summary>
    private static bool IsFunction(SyntaxNode node) => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseTypeDeclarationSyntax or BaseMethodDeclarationSyntax;

    private static SourceLocation PlaceOf(SyntaxTree tree, SyntaxToken token)
    {
        var start = tree.GetLineSpan(token.Span).StartLinePosition;
        return new(tree.FilePath, start.Line + 1, start.Character + 1);
    }
}
