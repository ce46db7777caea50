using System.Globalization;
using System.Linq.Expressions;

namespace RunbookSdk.Explanation;

/// <summary>The two sides of a comparison, compiled.</summary>
/// <param name="Left">What is compared.</param>
/// <param name="Right">With what.</param>
internal sealed record Sides<T>(T Left, T Right)
{
    /// <summary>How far the sides are apart, in parts of the greater: 0 to 1, and 1 for what is no number and no time.</summary>
    public double Distance(Func<T, object?> value)
    {
        try
        {
            return Between(Number(value(Left)), Number(value(Right)));
        }
#pragma warning disable CA1031 // A rule may throw anything; what has no value is as far as can be.
        catch (Exception)
#pragma warning restore CA1031
        {
            return 1;
        }
    }

    private static double Between(double left, double right)
    {
        var greater = Math.Max(Math.Abs(left), Math.Abs(right));
        var distance = greater == 0 ? 0 : Math.Abs(left - right) / greater;
        return distance <= 1 ? distance : 1;
    }

    private static double Number(object? value) => value switch
    {
        TimeSpan time => time.Ticks,
        null or string or bool or DateTimeOffset => double.NaN,
        IConvertible number => number.ToDouble(CultureInfo.InvariantCulture),
        _ => double.NaN,
    };
}

internal static class Sides
{
    /// <summary>The sides of a condition that compares; null for any other.</summary>
    public static Sides<T>? Of<T>(Expression condition, Func<Expression, T> compile) =>
        condition is BinaryExpression
        {
            NodeType: ExpressionType.GreaterThan or ExpressionType.GreaterThanOrEqual or ExpressionType.LessThan or ExpressionType.LessThanOrEqual,
        } comparison
            ? new(compile(comparison.Left), compile(comparison.Right))
            : null;
}
