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
        if (clock.Parent is not BinaryExpressionSyntax || !IsInRule(clock, model)) return null;
        return model.LookupSymbols(clock.SpanStart, name: "Now").OfType<IPropertySymbol>().Any() ? new("Write 'Now'", clock.Span, "Now") : null;
    }

    /// <summary>In a lambda that is run <c>Now</c> would throw.</summary>
    private static bool IsInRule(SyntaxNode node, SemanticModel model) =>
        node.Ancestors().Any(a => a is QueryExpressionSyntax || (a is LambdaExpressionSyntax && model.GetTypeInfo(a).ConvertedType is { Name: "Expression" }));
}
