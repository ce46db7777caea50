using FsCheck;
using FsCheck.Fluent;
using RunbookSdk.Facts;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;
using Xunit.Abstractions;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Rates that are kept up to date against rates that are computed anew after each change.</summary>
public sealed class RateProperties(ITestOutputHelper output)
{
    private static readonly ulong Seed =
        ulong.TryParse(Environment.GetEnvironmentVariable("RUNBOOK_ORACLE_SEED"), out var seed) ? seed : (ulong)Random.Shared.NextInt64();

    /// <summary>A sample of one of two counters; or, when it has no subject, the removal of one of those that are there.</summary>
    private static readonly Gen<(string? Subject, int Minute, double Number)> Change =
        from subject in Gen.Elements("a", "a", "b", null)
        from minute in Gen.Choose(0, 12)
        from number in Gen.OneOf(Gen.Choose(0, 6).Select(n => (double)n), Gen.Elements(0.1, 1e16, 1e-9))
        select (subject, minute, number);

    [Fact]
    public void A_rate_is_what_its_samples_say_whatever_came_and_went()
    {
        output.WriteLine($"seed {Seed}");
        Prop.ForAll(Change.ListOf().ToArbitrary(), changes => Compare([.. changes]))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(Seed, 0x9E3779B97F4A7C15));
    }

    private static void Compare(IReadOnlyList<(string? Subject, int Minute, double Number)> changes)
    {
        var rate = new Aggregate(AggregateKind.Rate);
        var samples = new List<(KnownFact Fact, double Number)>();
        foreach (var (subject, minute, number) in changes)
        {
            if (subject is not null)
            {
                var fact = new KnownFact(FactType.Of(typeof(Total)), samples.Count + minute)
                {
                    Value = new Total(subject, number),
                    ObservedAt = OracleTime.Minute(minute),
                };
                if (samples.Exists(s => s.Fact.ObservedAt == fact.ObservedAt && s.Fact.Sequence == fact.Sequence)) continue;
                samples.Add((fact, number));
                rate.Add(number, fact);
            }
            else if (samples.Count > 0)
            {
                var (gone, was) = samples[minute % samples.Count];
                samples.RemoveAt(minute % samples.Count);
                rate.Remove(was, gone);
            }

            var expected = Anew(samples);
            if (double.IsNaN(expected)) Assert.Equal(double.NaN, rate.Value);
            else Assert.Equal(expected, rate.Value, 1e-9 * Math.Max(1, Math.Abs(expected)));
        }
    }

    private static double Anew(IEnumerable<(KnownFact Fact, double Number)> samples)
    {
        var rates = samples.GroupBy(s => ((Total)s.Fact.Value).Subject)
            .Select(s => OfOne([.. s.OrderBy(x => x.Fact.ObservedAt).ThenBy(x => x.Fact.Sequence)]))
            .Where(r => !double.IsNaN(r)).ToList();
        return rates.Count == 0 ? double.NaN : rates.Sum();
    }

    private static double OfOne(IReadOnlyList<(KnownFact Fact, double Number)> samples)
    {
        var rise = 0m;
        for (var i = 1; i < samples.Count; i++)
        {
            var (before, after) = ((decimal)samples[i - 1].Number, (decimal)samples[i].Number);
            rise += after < before ? after : after - before;
        }

        var seconds = (samples[^1].Fact.ObservedAt - samples[0].Fact.ObservedAt).TotalSeconds;
        return seconds > 0 ? (double)rise / seconds : double.NaN;
    }

    private sealed record Total([Key] string Subject, double Value);
}
