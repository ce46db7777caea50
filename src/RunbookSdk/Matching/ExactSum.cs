using System.Numerics;

namespace RunbookSdk.Matching;

/// <summary>
/// A sum of finite doubles without rounding: each is an integer times a power of two, and integers add exactly. So the order of
/// additions does not matter, what is taken out leaves nothing behind, and no drift can build up; only reading the sum rounds, once.
/// </summary>
/// <remarks>
/// Numbers of everyday size are multiples of 2^-64 below 2^61 and go to a 128-bit integer; the others go to an unbounded one that
/// counts in 2^-1074, the smallest double. The two parts are added when the sum is read.
/// </remarks>
internal sealed class ExactSum
{
    private const int SmallScale = 64;
    private const int Scale = 1074;

    /// <summary>53 bits times 2^8 in units of 2^-64 stay below 2^126, so one more of them never overflows.</summary>
    private const int LargestSmall = 8;

    private static readonly Int128 Limit = Int128.One << 126;
    private Int128 small;
    private BigInteger large;

    public double Value => large.IsZero
        ? Math.ScaleB((double)small, -SmallScale)
        : ToDouble(large + ((BigInteger)small << (Scale - SmallScale)));

    public void Add(double number) => Add(number, 1);

    public void Remove(double number) => Add(number, -1);

    private void Add(double number, int sign)
    {
        var (mantissa, exponent) = Split(number);
        if (exponent is >= -SmallScale and <= LargestSmall)
        {
            small += (Int128)(sign * mantissa) << (exponent + SmallScale);
            if (small < Limit && small > -Limit) return;
            large += (BigInteger)small << (Scale - SmallScale);
            small = 0;
        }
        else if (mantissa != 0) large += (BigInteger)(sign * mantissa) << (exponent + Scale);
    }

    /// <summary>The number as an integer times a power of two.</summary>
    private static (long Mantissa, int Exponent) Split(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & 0xF_FFFF_FFFF_FFFF;
        if (exponent > 0) mantissa |= 1L << 52;
        var power = Math.Max(exponent, 1) - 1075;
        return (bits < 0 ? -mantissa : mantissa, power);
    }

    /// <summary>Rounds to nearest, ties to even.</summary>
    private static double ToDouble(BigInteger scaled)
    {
        var magnitude = BigInteger.Abs(scaled);
        var drop = (int)magnitude.GetBitLength() - 53;
        if (drop <= 0) return Math.ScaleB((double)(long)scaled, -Scale);
        var kept = magnitude >> drop;
        var rest = magnitude - (kept << drop);
        var half = BigInteger.One << (drop - 1);
        if (rest > half || (rest == half && !kept.IsEven)) kept += BigInteger.One;
        var result = Math.ScaleB((double)(long)kept, drop - Scale);
        return scaled.Sign < 0 ? -result : result;
    }
}
