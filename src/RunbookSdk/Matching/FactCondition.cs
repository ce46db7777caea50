using System.Linq.Expressions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>A condition about one fact, as the rules of a type share it. Immutable but for what it compiles.</summary>
internal sealed class FactCondition
{
    private readonly FactFunction<bool> holds;

    public FactCondition(Expression body, ParameterExpression fact, SourceLocation location, ShapeCache shapes)
    {
        (Body, Location, holds) = (body, location, new(body, fact, shapes));
        Tokens = ExpressionTokens.Of(body, fact);
        Reads = FactMembers.ReadBy(body, fact);
        Lookup = FactLookup.Of(body, fact);
    }

    public Expression Body { get; }

    public SourceLocation Location { get; }

    /// <summary>Two conditions with equal tokens say the same.</summary>
    public ExpressionTokens Tokens { get; }

    /// <summary>Members of the fact that it reads.</summary>
    public ulong Reads { get; }

    /// <summary>How facts can be looked up by it; null when it has to be asked.</summary>
    public FactLookup? Lookup { get; }

    public bool Holds(object value) => holds.Of(value);
}

internal enum LookupKind
{
    /// <summary>The member has one value.</summary>
    Equal,

    /// <summary>The member's key lies between two.</summary>
    Range,

    /// <summary>The text of the member begins with another.</summary>
    Prefix,
}

/// <summary>A condition that compares a stored member of a fact with a constant.</summary>
/// <param name="Kind">How.</param>
/// <param name="Member">The member, perhaps converted.</param>
/// <param name="Constant">The constant of <see cref="LookupKind.Equal"/> and <see cref="LookupKind.Prefix"/>.</param>
/// <param name="Low">The least key of a range.</param>
/// <param name="High">The greatest key of a range.</param>
internal sealed record FactLookup(LookupKind Kind, Expression Member, object? Constant, long Low, long High)
{
    /// <summary>Of several equalities the one with the most possible values tells facts apart best.</summary>
    public int Rank => Kind switch
    {
        LookupKind.Equal when Member.Type == typeof(bool) => 1,
        LookupKind.Equal when Member is UnaryExpression => 3,
        LookupKind.Equal => 4,
        LookupKind.Range => 2,
        _ => 2,
    };

    public static FactLookup? Of(Expression body, ParameterExpression fact) => body switch
    {
        _ when IsStored(body, fact) && body.Type == typeof(bool) => Equal(body, true),
        UnaryExpression { NodeType: ExpressionType.Not } not when IsStored(not.Operand, fact) && not.Type == typeof(bool) => Equal(not.Operand, false),
        BinaryExpression binary when binary.Right is ConstantExpression constant && IsStored(binary.Left, fact) =>
            Compare(binary.NodeType, binary.Left, constant.Value),
        BinaryExpression binary when binary.Left is ConstantExpression constant && IsStored(binary.Right, fact) =>
            Compare(Mirror(binary.NodeType), binary.Right, constant.Value),
        MethodCallExpression { Method.Name: nameof(string.StartsWith), Object: { } text } call when text.Type == typeof(string) && IsStored(text, fact) => Prefix(call, text),
        _ => null,
    };

    private static FactLookup Equal(Expression member, object? constant) => new(LookupKind.Equal, member, constant, 0, 0);

    private static FactLookup? Compare(ExpressionType comparison, Expression member, object? constant)
    {
        if (comparison == ExpressionType.Equal)
            return IsComparedByValue(member.Type) && constant is not (double.NaN or float.NaN) ? Equal(member, constant) : null;
        if (!OrderedKey.IsOrdered(member.Type)) return null;
        var key = OrderedKey.Of(constant);
        // Next to the ends a key has no neighbour; such a constant is asked like any other condition.
        if (key is <= OrderedKey.None + 2 or long.MaxValue) return null;
        return comparison switch
        {
            ExpressionType.GreaterThan => Range(member, key + 1, long.MaxValue),
            ExpressionType.GreaterThanOrEqual => Range(member, key, long.MaxValue),
            ExpressionType.LessThan => Range(member, OrderedKey.None + 1, key - 1),
            ExpressionType.LessThanOrEqual => Range(member, OrderedKey.None + 1, key),
            _ => null,
        };
    }

    private static FactLookup Range(Expression member, long low, long high) => new(LookupKind.Range, member, null, low, high);

    private static FactLookup? Prefix(MethodCallExpression call, Expression text)
    {
        var isOrdinal = call.Arguments.Count == 2 && call.Arguments[1] is ConstantExpression { Value: StringComparison.Ordinal };
        return isOrdinal && call.Arguments[0] is ConstantExpression { Value: string { Length: > 0 } prefix }
            ? new(LookupKind.Prefix, text, prefix, 0, 0)
            : null;
    }

    private static ExpressionType Mirror(ExpressionType comparison) => comparison switch
    {
        ExpressionType.GreaterThan => ExpressionType.LessThan,
        ExpressionType.GreaterThanOrEqual => ExpressionType.LessThanOrEqual,
        ExpressionType.LessThan => ExpressionType.GreaterThan,
        ExpressionType.LessThanOrEqual => ExpressionType.GreaterThanOrEqual,
        var same => same,
    };

    /// <summary>A member that keeps its value, or a conversion of one that cannot fail.</summary>
    private static bool IsStored(Expression expression, ParameterExpression fact) => expression switch
    {
        MemberExpression member => member.Expression == fact && FactMembers.IsStored(member.Member),
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert =>
            IsStored(convert.Operand, fact) && CannotFail(convert.Operand.Type, convert.Type),
        _ => false,
    };

    private static bool CannotFail(Type from, Type to)
    {
        if (Nullable.GetUnderlyingType(from) is not null && Nullable.GetUnderlyingType(to) is null) return false;
        return IsNumber(Nullable.GetUnderlyingType(from) ?? from) && IsNumber(Nullable.GetUnderlyingType(to) ?? to);

        static bool IsNumber(Type type) => type.IsEnum || (type.IsPrimitive && type != typeof(bool)) || type == typeof(DateTimeOffset) || type == typeof(TimeSpan);
    }

    /// <summary>Types whose operator == and whose own Equals say the same.</summary>
    private static bool IsComparedByValue(Type type)
    {
        var underlying = Nullable.GetUnderlyingType(type) ?? type;
        return underlying.IsPrimitive || underlying.IsEnum || underlying == typeof(string) || underlying == typeof(Guid)
            || underlying == typeof(DateTimeOffset) || underlying == typeof(TimeSpan) || underlying == typeof(DateTime) || underlying == typeof(decimal);
    }
}
