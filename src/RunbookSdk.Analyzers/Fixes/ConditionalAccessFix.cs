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
        if (node.AncestorsAndSelf().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault() is not { } access) return null;
        while (access.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault(a => a.WhenNotNull.Span.Contains(access.Span)) is { } outer) access = outer;
        return OfComparison(access, model) ?? OfValue(access, model);
    }

    private static Mended? OfComparison(ConditionalAccessExpressionSyntax access, SemanticModel model)
    {
        if (access.Parent is not BinaryExpressionSyntax comparison) return null;
        var other = comparison.Left == access ? comparison.Right : comparison.Left;
        if (model.GetConstantValue(other) is not { HasValue: true, Value: var value }) return null;
        var member = access.Expression.ToString() + access.WhenNotNull;
        var direct = comparison.Left == access ? $"{member} {comparison.OperatorToken} {other}" : $"{other} {comparison.OperatorToken} {member}";
        if (Condition(comparison, access.Expression.ToString(), direct, value is null, IsValue(access, model)) is not { } condition) return null;
        var text = ExpressionTrees.Closed(condition, comparison);
        return new($"Write '{text}'", comparison.Span, text);
    }

    /// <summary>The member, or null; of what is never null itself that has to be said.</summary>
    private static Mended? OfValue(ConditionalAccessExpressionSyntax access, SemanticModel model)
    {
        if (model.GetTypeInfo(access.WhenNotNull).Type is not { SpecialType: not SpecialType.System_Void } type) return null;
        var nothing = IsValue(access, model) ? $"default({type.ToMinimalDisplayString(model, access.SpanStart)}?)" : "null";
        var text = $"{NameOf(access)}({access.Expression} == null ? {nothing} : {access.Expression}{access.WhenNotNull})";
        return new($"Write '{text}'", access.Span, text);
    }

    /// <summary>A member of <c>new { a?.Name }</c> takes its name from <c>?.</c>, and has to be given it otherwise.</summary>
    private static string NameOf(ConditionalAccessExpressionSyntax access)
    {
        var last = access.WhenNotNull;
        while (last is ConditionalAccessExpressionSyntax inner) last = inner.WhenNotNull;
        var name = last switch
        {
            MemberBindingExpressionSyntax member => member.Name.Identifier.Text,
            MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
            _ => null,
        };
        return name is not null && access.Parent is AnonymousObjectMemberDeclaratorSyntax { NameEquals: null } ? $"{name} = " : "";
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

    /// <summary>True when the member itself is never null; asking would be a warning.</summary>
    private static bool IsValue(ConditionalAccessExpressionSyntax access, SemanticModel model) =>
        model.GetTypeInfo(access.WhenNotNull).Type is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T };
}
