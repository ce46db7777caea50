using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunbookSdk.Analyzers.Reporting;

namespace RunbookSdk.Analyzers.Fixes;

/// <summary>Says what a job is over, and asks for a fact where all of none would do.</summary>
internal sealed class EmptySelectionFix : Fix
{
    public override IReadOnlyList<string> Ids { get; } = [Ledger.SelectionMayBeEmpty.Id, Ledger.AllOfNothing.Id];

    public override Mended? For(SyntaxNode node, Diagnostic diagnostic, SemanticModel model) => diagnostic.Id == Ledger.SelectionMayBeEmpty.Id ? Over(node, model) : AnyFirst(node);

    /// <summary>What a job is over is a list of texts; what is none yet is made one, and what holds something else is left to its author.</summary>
    private static Mended? Over(SyntaxNode selection, SemanticModel model)
    {
        var job = selection.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault(c => c.Expression is IdentifierNameSyntax { Identifier.ValueText: "RunJob" });
        if (job is null || model.GetTypeInfo(selection).Type is not { } type || !IsOfTexts(type, "IEnumerable")) return null;
        var over = IsOfTexts(type, "IReadOnlyList") ? selection.ToString() : $"{selection}.ToArray()";
        return new($"Add over: {over}", new(job.ArgumentList.CloseParenToken.SpanStart, 0), $", over: {over}");
    }

    private static bool IsOfTexts(ITypeSymbol type, string list) => type.AllInterfaces.Concat(type is INamedTypeSymbol named ? [named] : [])
        .Any(i => i.Name == list && i.TypeArguments.Length == 1 && i.TypeArguments[0].SpecialType == SpecialType.System_String);

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
