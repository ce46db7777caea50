using System.Numerics;
using RunbookSdk.Matching;

namespace RunbookSdk.Tests.Matching;

public sealed class ExactSumTests
{
    private readonly ExactSum sum = new();

    [Fact]
    public void A_tenth_added_and_removed_many_times_leaves_nothing()
    {
        for (var i = 0; i < 1000; i++) sum.Add(0.1);
        for (var i = 0; i < 1000; i++) sum.Remove(0.1);

        Assert.Equal(0, sum.Value);
    }

    [Fact]
    public void What_is_small_survives_what_is_huge()
    {
        sum.Add(1e300);
        sum.Add(1);
        sum.Add(-1e300);
        Assert.Equal(1, sum.Value);
        sum.Remove(1);

        Assert.Equal(0, sum.Value);
    }

    [Theory]
    [InlineData(double.Epsilon)]
    [InlineData(-double.Epsilon)]
    [InlineData(2.2250738585072014E-308)]
    [InlineData(double.MaxValue)]
    [InlineData(double.MinValue)]
    [InlineData(0.1)]
    [InlineData(-85.25)]
    [InlineData(9007199254740993)]
    public void One_number_is_its_own_sum(double number)
    {
        sum.Add(number);

        Assert.Equal(number, sum.Value);
    }

    [Fact]
    public void A_sum_beyond_all_numbers_comes_back_when_it_shrinks()
    {
        sum.Add(double.MaxValue);
        sum.Add(double.MaxValue);
        Assert.Equal(double.PositiveInfinity, sum.Value);
        sum.Remove(double.MaxValue);

        Assert.Equal(double.MaxValue, sum.Value);
    }

    [Fact]
    public void Half_way_between_two_numbers_the_even_one_is_nearest()
    {
        sum.Add(9007199254740992);
        sum.Add(1);
        Assert.Equal(9007199254740992, sum.Value);
        sum.Add(double.Epsilon);

        Assert.Equal(9007199254740994, sum.Value);
    }

    [Fact]
    public void Any_numbers_sum_as_their_exact_fractions_do_in_any_order()
    {
        const int Seed = 20190911;
        var random = new Random(Seed);
        for (var round = 0; round < 200; round++)
        {
            var numbers = Enumerable.Range(0, 20).Select(_ => Math.ScaleB(random.NextDouble() - 0.5, random.Next(-300, 300))).ToArray();
            var (forth, back) = (new ExactSum(), new ExactSum());
            foreach (var number in numbers) forth.Add(number);
            foreach (var number in numbers.Reverse()) back.Add(number);
            var exact = numbers.Aggregate(BigInteger.Zero, (total, number) => total + Scaled(number));

            Assert.Equal(forth.Value, back.Value);
            Assert.Equal(BitConverter.DoubleToInt64Bits(Nearest(exact)), BitConverter.DoubleToInt64Bits(forth.Value));
            foreach (var number in numbers.Skip(1)) forth.Remove(number);
            Assert.Equal(numbers[0], forth.Value);
        }
    }

    /// <summary>Number times 2^400; every number of the test is a whole number then.</summary>
    private static BigInteger Scaled(double number) => new(Math.ScaleB(number, 400));

    /// <summary>The number nearest to a whole number of 2^-400, found by bisecting all numbers.</summary>
    private static double Nearest(BigInteger exact)
    {
        var estimate = Math.ScaleB((double)exact, -400);
        return new[] { Math.BitDecrement(estimate), estimate, Math.BitIncrement(estimate) }
            .OrderBy(candidate => BigInteger.Abs(Scaled(candidate) - exact)).ThenBy(candidate => BitConverter.DoubleToInt64Bits(candidate) & 1).First();
    }
}
