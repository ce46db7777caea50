using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using RunbookSdk.Analyzers.Language;
using RunbookSdk.Analyzers.Reporting;

namespace RunbookSdk.Analyzers.Fixes;

/// <summary>Puts the <c>$</c> in front of a text that names values in braces.</summary>
internal sealed class PlainTextFix : Fix
{
    public override IReadOnlyList<string> Ids { get; } = [Ledger.BracesWithoutDollar.Id];

    public override Mended? For(SyntaxNode node, Diagnostic diagnostic, SemanticModel model) =>
        (node is ArgumentSyntax argument ? argument.Expression : node) is LiteralExpressionSyntax literal && PlainTextAnalyzer.LacksDollarOnly(literal)
            ? new("Put $ in front", new TextSpan(literal.SpanStart, 0), "$")
            : null;
}
