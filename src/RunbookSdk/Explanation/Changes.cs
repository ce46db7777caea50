using System.Linq.Expressions;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Explanation;

/// <summary>Says what would make a condition hold, where that can be said in a few words.</summary>
internal static class Changes
{
    public static string? Of(Expression? condition, QueryModel? query) => condition switch
    {
        BinaryExpression { Right: ConstantExpression } comparison when Word(comparison.NodeType) is { } word => Says(comparison.Left, word, comparison.Right, query),
        BinaryExpression { Left: ConstantExpression } comparison when Word(Turned(comparison.NodeType)) is { } word => Says(comparison.Right, word, comparison.Left, query),
        _ => null,
    };

    private static string Says(Expression side, string word, Expression constant, QueryModel? query) =>
        $"it would hold with {ExpressionText.Of(side, query)} {word} {ExpressionText.Of(constant, query)}";

    private static string? Word(ExpressionType comparison) => comparison switch
    {
        ExpressionType.GreaterThan => "above",
        ExpressionType.GreaterThanOrEqual => "at or above",
        ExpressionType.LessThan => "below",
        ExpressionType.LessThanOrEqual => "at or below",
        _ => null,
    };

    private static ExpressionType Turned(ExpressionType comparison) => comparison switch
    {
        ExpressionType.GreaterThan => ExpressionType.LessThan,
        ExpressionType.GreaterThanOrEqual => ExpressionType.LessThanOrEqual,
        ExpressionType.LessThan => ExpressionType.GreaterThan,
        ExpressionType.LessThanOrEqual => ExpressionType.GreaterThanOrEqual,
        var other => other,
    };
}
