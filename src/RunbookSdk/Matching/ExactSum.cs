using System.Numerics;

namespace RunbookSdk.Matching;

/// <summary>
/// A sum of finite doubles without rounding: each is an integer times 2^-1074, and integers add exactly. So the order of additions
/// does not matter, what is taken out leaves nothing behind, and no drift can build up; only reading the sum rounds, once.
/// </summary>
internal sealed class ExactSum
{
    private const int Scale = 1074;
    private BigInteger total;

    public double Value => ToDouble(total);

    public void Add(double number) => total += Scaled(number);

    public void Remove(double number) => total -= Scaled(number);

    private static BigInteger Scaled(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & 0xF_FFFF_FFFF_FFFF;
        if (exponent > 0) mantissa |= 1L << 52;
        var magnitude = new BigInteger(mantissa) << Math.Max(exponent - 1, 0);
        return bits < 0 ? -magnitude : magnitude;
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
