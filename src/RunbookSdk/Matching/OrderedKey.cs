using System.Linq.Expressions;
using System.Reflection;

namespace RunbookSdk.Matching;

/// <summary>
/// Numbers, instants and times as integers of the same order, so that thresholds and ordered indexes have one kind of key. The mapping
/// is exact: neighbours stay apart, so "greater than c" is "at least the key of c plus one".
/// </summary>
internal static class OrderedKey
{
    /// <summary>No value, or not a number: no comparison with it holds.</summary>
    public const long None = long.MinValue;

    public static bool IsOrdered(Type type) => FromMethod(type) is not null;

    /// <summary>The key of a value, as an expression; of a value of a type for which <see cref="IsOrdered"/>.</summary>
    public static Expression Of(Expression value)
    {
        if (Nullable.GetUnderlyingType(value.Type) is not { } underlying) return Expression.Call(FromMethod(value.Type)!, Widened(value));
        var variable = Expression.Variable(value.Type);
        return Expression.Block(
            [variable],
            Expression.Assign(variable, value),
            Expression.Condition(
                Expression.Property(variable, "HasValue"),
                Expression.Call(FromMethod(underlying)!, Widened(Expression.Property(variable, "Value"))),
                Expression.Constant(None)));
    }

    public static long Of(object? constant) => constant switch
    {
        null => None,
        double number => From(number),
        float number => From((double)number),
        DateTimeOffset instant => From(instant),
        DateTime instant => From(instant),
        TimeSpan time => From(time),
        _ => From(Convert.ToInt64(constant, System.Globalization.CultureInfo.InvariantCulture)),
    };

    private static MethodInfo? FromMethod(Type type)
    {
        var underlying = Nullable.GetUnderlyingType(type) ?? type;
        var argument = Type.GetTypeCode(underlying) switch
        {
            _ when underlying.IsEnum => null,
            TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Int64
                or TypeCode.Char => typeof(long),
            TypeCode.Single or TypeCode.Double => typeof(double),
            TypeCode.DateTime => typeof(DateTime),
            _ when underlying == typeof(DateTimeOffset) || underlying == typeof(TimeSpan) => underlying,
            _ => null,
        };
        return argument is null ? null : typeof(OrderedKey).GetMethod(nameof(From), BindingFlags.NonPublic | BindingFlags.Static, [argument]);
    }

    private static Expression Widened(Expression value)
    {
        var wide = FromMethod(value.Type)!.GetParameters()[0].ParameterType;
        return value.Type == wide ? value : Expression.Convert(value, wide);
    }

    /// <summary>The least integers stand for no value; nobody observes them.</summary>
    private static long From(long number) => Math.Max(number, None + 1);

    private static long From(double number)
    {
        if (double.IsNaN(number)) return None;
        if (number == 0) return 0;
        var bits = BitConverter.DoubleToInt64Bits(number);
        return bits >= 0 ? bits : bits ^ long.MaxValue;
    }

    private static long From(DateTimeOffset instant) => instant.UtcTicks;

    private static long From(DateTime instant) => instant.Ticks;

    private static long From(TimeSpan time) => From(time.Ticks);
}
