using RunbookSdk.Facts;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;
using RunbookSdk.Tests.Sessions;
using RunbookSdk.Tests.TestDoubles;

namespace RunbookSdk.Tests.Matching;

public sealed class AggregateTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 2.25)]
    [InlineData(0.5, 3.5)]
    [InlineData(0.9, 12.5)]
    [InlineData(1, 15)]
    public void A_quantile_lies_between_its_neighbours_in_proportion(double q, double expected)
    {
        // As promql's quantile over {1, 2, 3, 4, 10, 15} gives it; 0.9 is half way from the fifth to the sixth.
        var aggregate = Of(AggregateKind.Quantile, q, 4, 15, 1, 10, 3, 2);

        Assert.Equal(expected, aggregate.Value, 12);
    }

    [Fact]
    public void A_quantile_of_one_number_is_that_number() => Assert.Equal(7, Of(AggregateKind.Quantile, 0.3, 7).Value);

    [Theory]
    [InlineData((int)AggregateKind.Average)]
    [InlineData((int)AggregateKind.Min)]
    [InlineData((int)AggregateKind.Max)]
    [InlineData((int)AggregateKind.Quantile)]
    [InlineData((int)AggregateKind.Rate)]
    public void What_is_asked_of_nothing_is_not_a_number(int kind) => Assert.Equal(double.NaN, new Aggregate((AggregateKind)kind).Value);

    [Theory]
    [InlineData((int)AggregateKind.Sum)]
    [InlineData((int)AggregateKind.Average)]
    [InlineData((int)AggregateKind.Min)]
    [InlineData((int)AggregateKind.Max)]
    [InlineData((int)AggregateKind.Quantile)]
    public void One_number_that_is_none_makes_the_answer_none_until_it_is_gone(int kind)
    {
        foreach (var none in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            var aggregate = Of((AggregateKind)kind, 0.5, 2, none);
            Assert.Equal((double.NaN, 2), (aggregate.Value, aggregate.Count));
            aggregate.Remove(none);

            Assert.Equal(2, aggregate.Value);
        }
    }

    [Fact]
    public void Equal_numbers_count_each()
    {
        var aggregate = Of(AggregateKind.Max, 0, 3, 3, 1);

        aggregate.Remove(3);
        Assert.Equal(3, aggregate.Value);
        aggregate.Remove(3);

        Assert.Equal(1, aggregate.Value);
    }

    [Fact]
    public void Which_of_the_two_zeros_came_first_does_not_show()
    {
        var (one, other) = (Of(AggregateKind.Min, 0, -0d, 0d), Of(AggregateKind.Min, 0, 0d, -0d));

        Assert.Equal(BitConverter.DoubleToInt64Bits(one.Value), BitConverter.DoubleToInt64Bits(other.Value));
    }

    [Theory]
    [InlineData((int)AggregateKind.Sum)]
    [InlineData((int)AggregateKind.Max)]
    [InlineData((int)AggregateKind.Quantile)]
    public void A_window_that_moves_on_costs_no_memory(int kind)
    {
        var aggregate = new Aggregate((AggregateKind)kind, 0.5);
        for (var i = 0; i < 1000; i++) aggregate.Add(Everyday(i));

        var next = 1000;
        Assert.Equal(0, Allocation.Of(1000, () =>
        {
            aggregate.Add(Everyday(next));
            aggregate.Remove(Everyday(next++ - 1000));
            _ = aggregate.Value;
        }));
    }

    [Fact]
    public void A_counter_rises_by_what_it_rose_by_and_begins_anew_when_it_falls()
    {
        var (rate, samples) = Counter((0, 10), (1, 40), (2, 5), (3, 5));
        Assert.Equal(35 / 180d, rate.Value);

        rate.Remove(10, samples[0]);
        Assert.Equal(5 / 120d, rate.Value);
        rate.Remove(40, samples[1]);
        rate.Remove(5, samples[2]);

        Assert.Equal(double.NaN, rate.Value);
    }

    [Fact]
    public void Samples_may_come_and_go_in_any_order()
    {
        var (sorted, _) = Counter((0, 1), (1, 4), (2, 2), (4, 9));
        var (mixed, samples) = Counter((2, 2), (3, 100), (4, 9), (0, 1), (1, 4));
        mixed.Remove(100, samples[1]);

        Assert.Equal(sorted.Value, mixed.Value);
    }

    [Fact]
    public void At_one_instant_there_is_no_rate() => Assert.Equal(double.NaN, Counter((1, 4), (1, 5)).Rate.Value);

    [Fact]
    public void Rates_of_several_subjects_are_added_and_those_without_one_do_not_count()
    {
        var rate = new Aggregate(AggregateKind.Rate);
        rate.Add(0, Sample("a", 0, 1));
        rate.Add(60, Sample("a", 1, 2));
        rate.Add(5, Sample("b", 1, 3));
        Assert.Equal(1, rate.Value);

        rate.Add(125, Sample("b", 2, 4));
        Assert.Equal(3, rate.Value);
    }

    [Fact]
    public void Ten_million_updates_leave_no_drift()
    {
        // What is in the window is known at any time, so its answers are those of an aggregate that never saw anything else.
        const int Updates = 10_000_000, Window = 1000, Looks = 8;
        var (sum, mean) = (new Aggregate(AggregateKind.Sum), new Aggregate(AggregateKind.Average));
        for (var i = 0; i < Updates / 4; i++)
        {
            sum.Add(Awkward(i));
            mean.Add(Awkward(i));
            if (i < Window) continue;
            sum.Remove(Awkward(i - Window));
            mean.Remove(Awkward(i - Window));
            if (i % (Updates / 4 / Looks) != 0) continue;
            var fresh = new Aggregate(AggregateKind.Sum);
            for (var j = 0; j < Window; j++) fresh.Add(Awkward(i - j));
            Assert.Equal((fresh.Value, fresh.Value / Window), (sum.Value, mean.Value));
        }

        for (var i = (Updates / 4) - Window; i < Updates / 4; i++) sum.Remove(Awkward(i));
        Assert.Equal(0, sum.Value);
    }

    /// <summary>Magnitudes that swallow one another when they are added as doubles.</summary>
    private static double Awkward(int i) => (i % 7) switch
    {
        0 => 1e16 + (2 * (i % 1000)),
        1 => -1e16,
        2 => 1e-9 * i,
        3 => 0.1 * (i % 97),
        4 => -(i / 3d),
        5 => 1d / (i + 1),
        _ => Everyday(i),
    };

    private static double Everyday(int i) => i % 1009 * 0.37;

    private static Aggregate Of(AggregateKind kind, double parameter, params double[] numbers)
    {
        var aggregate = new Aggregate(kind, parameter);
        foreach (var number in numbers) aggregate.Add(number);
        return aggregate;
    }

    private static (Aggregate Rate, List<KnownFact> Samples) Counter(params (int Minute, double Number)[] numbers)
    {
        var (rate, samples) = (new Aggregate(AggregateKind.Rate), new List<KnownFact>());
        foreach (var (minute, number) in numbers)
        {
            samples.Add(Sample("a", minute, samples.Count));
            rate.Add(number, samples[^1]);
        }

        return (rate, samples);
    }

    private static KnownFact Sample(string subject, double minute, long sequence) =>
        new(FactType.Of(typeof(Total)), sequence) { Value = new Total(subject, sequence), ObservedAt = Desk.Minute(minute) };

    private sealed record Total([Key] string Subject, double Value);
}
