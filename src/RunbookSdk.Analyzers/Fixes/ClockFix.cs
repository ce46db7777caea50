using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunbookSdk.Analyzers.Reporting;

namespace RunbookSdk.Analyzers.Fixes;

/// <summary>Writes <c>Now</c> for the machine's clock where a rule compares an instant with it, or takes the time since one.</summary>
internal sealed class ClockFix : Fix
{
    public override IReadOnlyList<string> Ids { get; } = [Ledger.WallClock.Id];

    public override Mended? For(SyntaxNode node, Diagnostic diagnostic, SemanticModel model)
    {
        if (node is not MemberAccessExpressionSyntax { Name.Identifier.Text: "Now" or "UtcNow" } clock) return null;
        if (clock.Parent is not BinaryExpressionSyntax || !IsInRule(clock)) return null;
        return model.LookupSymbols(clock.SpanStart, name: "Now").OfType<IPropertySymbol>().Any() ? new("Write 'Now'", clock.Span, "Now") : null;
    }

    private static bool IsInRule(SyntaxNode node) => node.Ancestors().Any(a => a is QueryExpressionSyntax or LambdaExpressionSyntax);
}
