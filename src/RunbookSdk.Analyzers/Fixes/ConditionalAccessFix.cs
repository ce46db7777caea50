using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunbookSdk.Analyzers.Fixes;

/// <summary>Asks for null first where <c>?.</c> stands in a comparison: CS8072.</summary>
internal sealed class ConditionalAccessFix : Fix
{
    public override IReadOnlyList<string> Ids { get; } = ["CS8072"];

    public override Mended? For(SyntaxNode node, Diagnostic diagnostic, SemanticModel model)
    {
        // Of a chain the outermost comes first; what is left of it is mended in the next round.
        if (node.AncestorsAndSelf().OfType<ConditionalAccessExpressionSyntax>().LastOrDefault(a => !IsInner(a)) is not { Parent: BinaryExpressionSyntax comparison } access) return null;
        var other = comparison.Left == access ? comparison.Right : comparison.Left;
        if (model.GetConstantValue(other) is not { HasValue: true, Value: var value }) return null;
        var owner = access.Expression.ToString();
        var member = owner + access.WhenNotNull;
        var direct = comparison.Left == access ? $"{member} {comparison.OperatorToken} {other}" : $"{other} {comparison.OperatorToken} {member}";
        if (Condition(comparison, owner, direct, value is null, IsValue(access, model)) is not { } condition) return null;
        var text = ExpressionTrees.Closed(condition, comparison);
        return new($"Write '{text}'", comparison.Span, text);
    }

    /// <summary>When the owner is null, so is the member: equal to null, unlike everything else, and neither above nor below anything.</summary>
    private static string? Condition(BinaryExpressionSyntax comparison, string owner, string direct, bool withNull, bool isValue) => comparison.Kind() switch
    {
        SyntaxKind.EqualsExpression when withNull => isValue ? $"{owner} == null" : $"{owner} == null || {direct}",
        SyntaxKind.NotEqualsExpression when withNull => isValue ? $"{owner} != null" : $"{owner} != null && {direct}",
        SyntaxKind.NotEqualsExpression => $"{owner} == null || {direct}",
        SyntaxKind.EqualsExpression or SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression
            or SyntaxKind.GreaterThanOrEqualExpression => $"{owner} != null && {direct}",
        _ => null,
    };

    private static bool IsInner(ConditionalAccessExpressionSyntax access) => access.Parent is ConditionalAccessExpressionSyntax outer && outer.WhenNotNull == access;

    /// <summary>True when the member itself is never null; asking would be a warning.</summary>
    private static bool IsValue(ConditionalAccessExpressionSyntax access, SemanticModel model) =>
        model.GetTypeInfo(access.WhenNotNull).Type is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T };
}
