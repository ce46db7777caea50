using System.Globalization;

namespace RunbookSdk.Explanation;

/// <summary>
/// Numbers, times and instants in the order of their values: each has a place, and between neighbouring places there is no other value of its
/// type. A decimal has a place for each millionth.
/// </summary>
internal static class Ordered
{
    private const decimal Millionth = 0.000001m;

    /// <summary>The place of a value; null for what has no order, and for what is no number.</summary>
    public static long? PlaceOf(object? value) => value switch
    {
        double.NaN or float.NaN => null,
        double number => BitConverter.DoubleToInt64Bits(number) is var bits && bits < 0 ? long.MinValue - bits : bits,
        float number => BitConverter.SingleToInt32Bits(number) is var bits && bits < 0 ? (long)int.MinValue - bits : bits,
        decimal number => number is > -9_000_000_000m and < 9_000_000_000m ? (long)Math.Floor(number / Millionth) : null,
        TimeSpan time => time.Ticks,
        DateTimeOffset instant => instant.UtcTicks,
        sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>The value of a type at a place; null when there is none.</summary>
    /// <param name="like">A value of the type.</param>
    /// <param name="place">The place.</param>
    public static object? At(object like, long place)
    {
        try
        {
            return like switch
            {
                double => Known(BitConverter.Int64BitsToDouble(place < 0 ? long.MinValue - place : place)),
                float => (float)Known(BitConverter.Int32BitsToSingle(checked((int)(place < 0 ? int.MinValue - place : place)))),
                decimal => place * Millionth,
                TimeSpan => new TimeSpan(place),
                DateTimeOffset instant => new DateTimeOffset(place, TimeSpan.Zero).ToOffset(instant.Offset),
                _ => Convert.ChangeType(place, like.GetType(), CultureInfo.InvariantCulture),
            };
        }
        catch (Exception exception) when (exception is OverflowException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A value as a number: ticks of times and instants.</summary>
    public static double NumberOf(object? value) => value switch
    {
        TimeSpan time => time.Ticks,
        DateTimeOffset instant => instant.UtcTicks,
        Enum or null or string or bool or char => double.NaN,
        IConvertible number => number.ToDouble(CultureInfo.InvariantCulture),
        _ => double.NaN,
    };

    /// <summary>The place of the value of a type that is nearest to a number; null when the type does not reach as far.</summary>
    public static long? PlaceNear(object like, double number)
    {
        if (double.IsNaN(number)) return null;
        if (like is double) return PlaceOf(number);
        if (like is float) return PlaceOf((float)number);
        var place = like is decimal ? number / (double)Millionth : number;
        return Math.Abs(place) < long.MaxValue / 2d ? (long)Math.Round(place) : null;
    }

    /// <summary>The place nearest to one that does not say otherwise, of those towards one that does; between the two it turns once.</summary>
    public static long Nearest(long same, long other, Func<long, bool> saysOtherwise)
    {
        while (Int128.Abs((Int128)other - same) > 1)
        {
            var middle = (long)(((Int128)same + other) / 2);
            if (saysOtherwise(middle)) other = middle;
            else same = middle;
        }

        return other;
    }

    private static double Known(double number) => double.IsFinite(number) ? number : throw new OverflowException();
}
