using System.Linq.Expressions;
using System.Reflection;
using RunbookSdk.Facts;

namespace RunbookSdk.Cli.Replay.Page;

/// <summary>What a comparison with a number is for.</summary>
internal enum ThresholdUse
{
    /// <summary>A condition of the rule.</summary>
    Condition,

    /// <summary>It raises a fact.</summary>
    Raises,

    /// <summary>It clears a raised fact.</summary>
    Clears,
}

/// <summary>A number that a rule compares a member of a fact with.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Type">The fact.</param>
/// <param name="Member">The member.</param>
/// <param name="Operator">How the member is compared with the number: <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c> or <c>==</c>.</param>
/// <param name="Value">The number.</param>
internal sealed record Threshold(string Rule, FactType Type, PropertyInfo Member, string Operator, double Value)
{
    public ThresholdUse Use { get; init; }

    /// <summary>For how long it has to hold; zero: at once.</summary>
    public TimeSpan Lasting { get; init; }

    /// <summary>What of several facts is compared, as <c>average over 10 minutes</c>; null for the value of one fact.</summary>
    public string? Of { get; init; }

    /// <summary>What else the rule asks of the fact, of members that are equal to something: other facts are not compared.</summary>
    public IReadOnlyList<(PropertyInfo Member, object? Value)> Only { get; init; } = [];
}

/// <summary>Finds comparisons of a member with a number in a condition.</summary>
/// <param name="found">Receives each: whose member, how it is compared, and with what.</param>
internal sealed class ComparisonFinder(Action<Expression, string, double> found) : ExpressionVisitor
{
    private bool isNegated;

    protected override Expression VisitUnary(UnaryExpression node)
    {
        if (node.NodeType != ExpressionType.Not) return base.VisitUnary(node);
        isNegated = !isNegated;
        Visit(node.Operand);
        isNegated = !isNegated;
        return node;
    }

    protected override Expression VisitBinary(BinaryExpression node)
    {
        if (Operator(node.NodeType) is not { } sign) return base.VisitBinary(node);
        if (isNegated) sign = Opposite(sign);
        if (NumberOf(node.Right) is { } right) found(Plain(node.Left), sign, right);
        else if (NumberOf(node.Left) is { } left) found(Plain(node.Right), Turned(sign), left);
        return base.VisitBinary(node);
    }

    /// <summary>An expression without the conversions that the compiler puts around it.</summary>
    public static Expression Plain(Expression expression)
    {
        while (expression is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } conversion) expression = conversion.Operand;
        return expression is MemberExpression { Member.Name: nameof(Nullable<>.Value), Expression: { } inner } && Nullable.GetUnderlyingType(inner.Type) is not null
            ? inner
            : expression;
    }

    private static double? NumberOf(Expression expression) =>
        Plain(expression) is ConstantExpression { Value: { } value } && Numbers.Of(value) is { } number && double.IsFinite(number) ? number : null;

    private static string? Operator(ExpressionType type) => type switch
    {
        ExpressionType.LessThan => "<",
        ExpressionType.LessThanOrEqual => "<=",
        ExpressionType.GreaterThan => ">",
        ExpressionType.GreaterThanOrEqual => ">=",
        ExpressionType.Equal => "==",
        _ => null,
    };

    private static string Opposite(string sign) => sign switch { "<" => ">=", "<=" => ">", ">" => "<=", ">=" => "<", _ => sign };

    private static string Turned(string sign) => sign switch { "<" => ">", "<=" => ">=", ">" => "<", ">=" => "<=", _ => sign };
}

/// <summary>Numbers of facts.</summary>
internal static class Numbers
{
    public static bool Is(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: false } plain && Type.GetTypeCode(plain)
        is >= TypeCode.SByte and <= TypeCode.Decimal;

    /// <summary>A value as a number; null for anything else.</summary>
    public static double? Of(object? value) => value is not null && Is(value.GetType())
        ? ((IConvertible)value).ToDouble(System.Globalization.CultureInfo.InvariantCulture)
        : null;
}
