using System.Linq.Expressions;
using FsCheck;
using FsCheck.Fluent;
using RunbookSdk.Matching;
using RunbookSdk.Tests.Oracle;
using Xunit.Abstractions;

namespace RunbookSdk.Tests.Matching;

/// <summary>Keys have the order of what they stand for, and neighbours stay apart.</summary>
public sealed class OrderedKeyProperties(ITestOutputHelper output)
{
    private static readonly Gen<double> Doubles = Gen.OneOf(
        from bits in ArbMap.Default.GeneratorFor<long>() select BitConverter.Int64BitsToDouble(bits),
        Gen.Elements(0, -0d, 1, -1, 85.5, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue),
        Gen.Elements(double.NaN, double.PositiveInfinity, double.NegativeInfinity));

    private static readonly Gen<long> Longs = Gen.OneOf(
        ArbMap.Default.GeneratorFor<long>(), Gen.Choose(-3, 3).Select(n => (long)n), Gen.Elements(long.MaxValue, long.MaxValue - 1, long.MinValue + 2));

    [Fact]
    public void Numbers_keep_their_order() => Check(Doubles, (a, b) => (a < b, a == b));

    [Fact]
    public void Numbers_next_to_one_another_have_keys_of_their_own() => OracleProperties.Check(output, Doubles.ToArbitrary(), 500, number =>
    {
        if (!double.IsFinite(number)) return;
        Assert.True(OrderedKey.Of(Math.BitIncrement(number)) > OrderedKey.Of(number));
        Assert.True(OrderedKey.Of(Math.BitDecrement(number)) < OrderedKey.Of(number));
    });

    [Fact]
    public void Short_numbers_keep_their_order() => Check(Doubles.Select(d => (float)d), (a, b) => (a < b, a == b));

    [Fact]
    public void Integers_keep_their_order() => Check(Longs, (a, b) => (a < b, a == b));

    [Fact]
    public void Small_integers_keep_their_order() => Check(ArbMap.Default.GeneratorFor<short>(), (a, b) => (a < b, a == b));

    [Fact]
    public void Instants_keep_their_order_in_any_zone() => Check(
        from ticks in Gen.Choose(0, 5) from hours in Gen.Choose(-3, 3) select OracleTime.Start.AddTicks(ticks).ToOffset(TimeSpan.FromHours(hours)),
        (a, b) => (a < b, a == b));

    [Fact]
    public void Times_keep_their_order() => Check(Longs.Select(TimeSpan.FromTicks), (a, b) => (a < b, a == b));

    [Fact]
    public void Days_keep_their_order() => Check(
        from ticks in Gen.Choose(0, 5) from kind in Gen.Elements(DateTimeKind.Local, DateTimeKind.Utc) select new DateTime(ticks, kind),
        (a, b) => (a < b, a == b));

    [Fact]
    public void What_is_no_number_or_nothing_has_no_key()
    {
        Assert.Equal(OrderedKey.None, OrderedKey.Of(double.NaN));
        Assert.Equal(OrderedKey.None, OrderedKey.Of(float.NaN));
        Assert.Equal(OrderedKey.None, OrderedKey.Of((object?)null));
        Assert.Equal(OrderedKey.None, KeyOf<long?>(null));
        Assert.Equal(OrderedKey.None, KeyOf<double?>(double.NaN));
        Assert.NotEqual(OrderedKey.None, KeyOf(long.MinValue));
        Assert.NotEqual(OrderedKey.None, KeyOf(double.NegativeInfinity));
    }

    [Theory]
    [InlineData(typeof(string))]
    [InlineData(typeof(Guid))]
    [InlineData(typeof(bool))]
    [InlineData(typeof(ulong))]
    [InlineData(typeof(decimal))]
    [InlineData(typeof(Sort))]
    public void Other_types_have_no_keys(Type type) => Assert.False(OrderedKey.IsOrdered(type));

    /// <summary>The key of a constant is that of a value, and both have the order of the language.</summary>
    private void Check<T>(Gen<T> values, Func<T, T, (bool IsLess, bool IsEqual)> compare)
        where T : struct
    {
        var pairs = from a in values from b in values select (a, b);
        OracleProperties.Check(output, pairs.ToArbitrary(), 200, pair =>
        {
            var (left, right) = (KeyOf(pair.a), KeyOf(pair.b));
            Assert.Equal(left, OrderedKey.Of((object)pair.a));
            Assert.Equal(left, KeyOf<T?>(pair.a));
            var (isLess, isEqual) = compare(pair.a, pair.b);
            if (left == OrderedKey.None || right == OrderedKey.None) Assert.False(isLess || isEqual);
            else Assert.Equal((isLess, isEqual), (left < right, left == right));
        });
    }

    private static long KeyOf<T>(T value)
    {
        var parameter = Expression.Parameter(typeof(T));
        return (long)Expression.Lambda(OrderedKey.Of(parameter), parameter).Compile(preferInterpretation: true).DynamicInvoke(value)!;
    }
}
