using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using RunbookSdk.Matching;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Sums of random doubles against integers: what is left after some are taken out is the double nearest to the true sum.</summary>
public sealed class ExactSumProperties
{
    private const int Scale = 1074;

    private static readonly Gen<double> Any = Gen.OneOf(
        ArbMap.Default.GeneratorFor<NormalFloat>().Select(f => f.Get),
        Gen.Choose(-1000, 1000).Select(n => n / 8d),
        Gen.Elements(0, -0d, 0.1, 0.2, -0.1, 1e16, -1e16, 1, double.Epsilon, -double.Epsilon, 1e305, 1e300, -1e300, 1e-300, 85.5),
        from bits in ArbMap.Default.GeneratorFor<long>() select Finite(BitConverter.Int64BitsToDouble(bits)));

    [Fact]
    public void A_sum_is_the_double_nearest_to_the_true_sum() =>
        Prop.ForAll((from kept in Any.ListOf() from gone in Any.ListOf() select (kept, gone)).ToArbitrary(), numbers =>
        {
            var sum = new ExactSum();
            foreach (var number in numbers.gone) sum.Add(number);
            foreach (var number in numbers.kept) sum.Add(number);
            foreach (var number in numbers.gone) sum.Remove(number);
            IsNearest(sum.Value, numbers.kept.Aggregate(BigInteger.Zero, (total, number) => total + Scaled(number)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static double Finite(double number) => double.IsFinite(number) ? number / 1024 : 1;

    /// <summary>The number in units of the smallest double.</summary>
    private static BigInteger Scaled(double number)
    {
        // Twice the half at a time: each step is exact, and the last value is an integer below 2^53.
        var halvings = 0;
        while (number != Math.Truncate(number) || Math.Abs(number) >= 1L << 53)
        {
            var isFraction = number != Math.Truncate(number);
            number = isFraction ? number * 2 : number / 2;
            halvings += isFraction ? -1 : 1;
        }

        return new BigInteger(number) << (Scale + halvings);
    }

    private static void IsNearest(double value, BigInteger total)
    {
        Assert.True(double.IsFinite(value));
        var error = BigInteger.Abs(Scaled(value) - total);
        foreach (var neighbour in new[] { Math.BitIncrement(value), Math.BitDecrement(value) }.Where(double.IsFinite))
        {
            var other = BigInteger.Abs(Scaled(neighbour) - total);
            var isEven = (BitConverter.DoubleToInt64Bits(value) & 1) == 0;
            Assert.True(error < other || (error == other && isEven), $"{neighbour:R} is nearer than {value:R}");
        }
    }
}
