using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunbookSdk.Analyzers.Reporting;

namespace RunbookSdk.Analyzers.Fixes;

/// <summary>Says what a job is over, and asks for a fact where all of none would do.</summary>
internal sealed class EmptySelectionFix : Fix
{
    public override IReadOnlyList<string> Ids { get; } = [Ledger.SelectionMayBeEmpty.Id, Ledger.AllOfNothing.Id];

    public override Mended? For(SyntaxNode node, Diagnostic diagnostic, SemanticModel model) => diagnostic.Id == Ledger.SelectionMayBeEmpty.Id ? Over(node) : AnyFirst(node);

    private static Mended? Over(SyntaxNode selection)
    {
        var job = selection.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault(c => c.Expression is IdentifierNameSyntax { Identifier.ValueText: "RunJob" });
        return job is null ? null : new($"Add over: {selection}", new(job.ArgumentList.CloseParenToken.SpanStart, 0), $", over: {selection}");
    }

    /// <summary>In brackets where what stands beside binds closer.</summary>
    private static Mended? AnyFirst(SyntaxNode node)
    {
        if (node.AncestorsAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault() is not { Expression: MemberAccessExpressionSyntax all } question) return null;
        var both = $"{all.Expression}.Any() && {question}";
        var stands = question.Parent is LambdaExpressionSyntax or WhereClauseSyntax or ParenthesizedExpressionSyntax or ArgumentSyntax
            || question.Parent.IsKind(Microsoft.CodeAnalysis.CSharp.SyntaxKind.LogicalAndExpression);
        return new($"Ask for one first: {all.Expression}.Any()", question.Span, stands ? both : $"({both})");
    }
}
