using System.Collections;
using System.Globalization;
using System.Linq.Expressions;
using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Explanation;

/// <summary>
/// The parts of a condition that are worth a look: members of facts, answers, what is computed of them. Comparisons and what joins them are
/// seen from the values of their parts.
/// </summary>
internal sealed class ValueFinder : ExpressionVisitor
{
    private readonly List<Expression> parts = [];

    /// <summary>The parts in the order in which they stand.</summary>
    public static IReadOnlyList<Expression> In(Expression condition)
    {
        var finder = new ValueFinder();
        finder.Visit(condition);
        return finder.parts;
    }

    /// <summary>A value for people.</summary>
    public static string Write(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        DateTimeOffset instant => instant.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF zzz", CultureInfo.InvariantCulture).Replace(". ", " ", StringComparison.Ordinal),
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        Enum word => word.ToString(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Take(10).Select(Write))}]",
        _ => value.ToString() ?? "",
    };

    public override Expression? Visit(Expression? node)
    {
        if (node is null or ConstantExpression or LambdaExpression || !ReadsSomething(node)) return node;
        if (IsPart(node))
        {
            parts.Add(node);
            // What is computed says little without what it was computed of; a member says all of it.
            if (node is BinaryExpression or MethodCallExpression or ConditionalExpression) base.Visit(node);
            return node;
        }

        return base.Visit(node);
    }

    private static bool IsPart(Expression node) => node switch
    {
        ParameterExpression parameter => parameter == QueryModel.Now || !IsRecord(parameter.Type),
        MemberExpression or IndexExpression or MethodCallExpression => true,
        BinaryExpression binary => binary.Type != typeof(bool),
        _ => false,
    };

    private static bool IsRecord(Type type) => type.IsClass && type != typeof(string) && type != typeof(ProductVersion);

    private static bool ReadsSomething(Expression node) => Reads.Of(node).Count > 0;
}
