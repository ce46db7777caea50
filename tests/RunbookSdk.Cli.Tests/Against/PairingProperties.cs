using FsCheck;
using FsCheck.Fluent;
using RunbookSdk.Actions;
using RunbookSdk.Cli.Against;
using RunbookSdk.Rules;
using Xunit.Abstractions;
using Outcome = RunbookSdk.Actions.Outcome;

namespace RunbookSdk.Cli.Tests.Against;

/// <summary>Which decisions of two versions belong together, held to trying every pairing there is. RUNBOOK_ORACLE_SEED runs the same cases again.</summary>
public sealed class PairingProperties(ITestOutputHelper output)
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;
    private static readonly DateTimeOffset Noon = new(2019, 9, 11, 12, 0, 0, TimeSpan.Zero);
    private static readonly ulong Seed =
        ulong.TryParse(Environment.GetEnvironmentVariable("RUNBOOK_ORACLE_SEED"), out var seed) ? seed : (ulong)Random.Shared.NextInt64();

    private static Gen<Decision[]> Side =>
        from decisions in (
            from minute in Gen.Elements(0, 1, 2, 5, 30, 90, 700, 1500, 4000)
            from rule in Gen.Elements("one", "one", "other")
            from team in Gen.Elements("ops", "ops", "net")
            from word in Gen.Elements("high", "low")
            from outcome in Gen.Elements(Outcome.Decided, Outcome.Decided, Outcome.Proposed)
            select Decide(minute, rule, team, word, outcome)).ArrayOf().Resize(5)
        select (Decision[])[.. decisions.OrderBy(d => d.Instant).Select((d, i) => d with { Sequence = i + 1 })];

    private static Arbitrary<(Decision[] Here, Decision[] There)> Cases =>
        Arb.From(from here in Side from there in Side select (here, there));

    [Fact]
    public void Pairs_cost_the_least_of_all_pairings_in_order() => Check(random =>
    {
        var (here, there) = random;
        var cheapest = Cheapest(here, there, 0, 0);
        var pairs = DecisionPairing.InOrder(here, there, DecisionPairing.Cost, DecisionPairing.Alone);

        Assert.Equal(cheapest, CostOf(here, there, pairs));
        Assert.All(pairs.Zip(pairs.Skip(1)), p => Assert.True(p.First.Left < p.Second.Left && p.First.Right < p.Second.Right));
    });

    [Fact]
    public void Every_decision_is_in_one_pair_and_what_is_the_same_is_never_told() => Check(random =>
    {
        var (here, there) = random;
        var pairs = DecisionPairing.Pair(here, there);

        Assert.Equal(here.Order(BySequence), pairs.Select(p => p.Here).OfType<Decision>().Order(BySequence));
        Assert.Equal(there.Order(BySequence), pairs.Select(p => p.There).OfType<Decision>().Order(BySequence));
        Assert.Equal(CountSame(here, there), pairs.Count(p => p is { Here: { } mine, There: { } theirs } && Key(mine) == Key(theirs)));
        Assert.All(pairs, p => Assert.True(p is not { Here: { } mine, There: { } theirs } || mine.Target == theirs.Target));
    });

    [Fact]
    public void What_is_left_over_could_not_be_paired_for_less_than_a_day() => Check(random =>
    {
        var pairs = DecisionPairing.Pair(random.Here, random.There);
        var left = pairs.Where(p => p.There is null).Select(p => p.Here!).ToList();
        foreach (var theirs in pairs.Where(p => p.Here is null).Select(p => p.There!))
        {
            // Two that are alone and of one subject stand in the way of a pair between them, or are a day apart.
            foreach (var mine in left.Where(m => (m.Rule, m.Target) == (theirs.Rule, theirs.Target)))
                Assert.True(DecisionPairing.Cost(mine, theirs) >= 2 * DecisionPairing.Alone || pairs.Any(p => IsBetween(p, mine, theirs)));
        }
    });

    [Fact]
    public void The_other_way_round_the_same_number_is_left_over() => Check(random =>
    {
        var (one, other) = (DecisionPairing.Pair(random.Here, random.There), DecisionPairing.Pair(random.There, random.Here));

        Assert.Equal(one.Count(p => p.There is null), other.Count(p => p.Here is null));
        Assert.Equal(one.Count, other.Count);
    });

    [Fact]
    public void A_rule_that_flaps_for_years_is_paired_in_parts()
    {
        var here = Enumerable.Range(0, 5_000).Select(i => Decide(i * 10, "one", "ops", "high", Outcome.Decided) with { Sequence = i + 1 }).ToList();
        var there = here.Select(d => d with { Instant = d.Instant.AddMinutes(1) }).ToList();

        var pairs = DecisionPairing.Pair(here, there);

        Assert.InRange(pairs.Count, 5_000, 5_010);
        Assert.True(pairs.Count(p => p is { Here: { } mine, There: { } theirs } && mine.Sequence == theirs.Sequence) > 4_900);
    }

    private static bool IsBetween(DecisionPair pair, Decision mine, Decision theirs) =>
        pair is { Here: { } here, There: { } there } && here.Rule == mine.Rule && here.Target == mine.Target
        && ((here.Sequence < mine.Sequence && there.Sequence > theirs.Sequence) || (here.Sequence > mine.Sequence && there.Sequence < theirs.Sequence));

    /// <summary>Tries everything.</summary>
    private static long Cheapest(Decision[] here, Decision[] there, int i, int j)
    {
        if (i == here.Length) return (there.Length - j) * DecisionPairing.Alone;
        var cheapest = DecisionPairing.Alone + Cheapest(here, there, i + 1, j);
        for (var k = j; k < there.Length; k++)
        {
            var cost = ((k - j) * DecisionPairing.Alone) + NaiveCost(here[i], there[k]) + Cheapest(here, there, i + 1, k + 1);
            cheapest = Math.Min(cheapest, cost);
        }

        return cheapest;
    }

    private static long NaiveCost(Decision here, Decision there)
    {
        var ticks = Math.Abs((here.Instant - there.Instant).Ticks);
        if (here.Outcome != there.Outcome) ticks += TimeSpan.TicksPerHour;
        if (((Page)here.Action).Target != ((Page)there.Action).Target) ticks += TimeSpan.TicksPerHour;
        return ticks;
    }

    private static long CostOf(Decision[] here, Decision[] there, IReadOnlyList<(int Left, int Right)> pairs) =>
        pairs.Sum(p => NaiveCost(here[p.Left], there[p.Right])) + ((here.Length + there.Length - (2L * pairs.Count)) * DecisionPairing.Alone);

    private static int CountSame(Decision[] here, Decision[] there) =>
        here.GroupBy(Key).Sum(g => Math.Min(g.Count(), there.Count(d => Key(d) == g.Key)));

    private static (string, DateTimeOffset, Target, Outcome) Key(Decision decision) => (decision.Rule, decision.Instant, decision.Target, decision.Outcome);

    private static Comparer<Decision> BySequence { get; } = Comparer<Decision>.Create((left, right) => left.Sequence.CompareTo(right.Sequence));

    private static Decision Decide(int minute, string rule, string team, string because, Outcome outcome) => new()
    {
        Sequence = 1,
        Instant = Noon.AddMinutes(minute),
        Rule = rule,
        Action = new Page(team, because),
        Mode = Mode.Act,
        Outcome = outcome,
        Because = because,
        Facts = [],
        MatchBegan = Noon.AddMinutes(minute),
    };

    private void Check(Action<(Decision[] Here, Decision[] There)> property)
    {
        output.WriteLine($"seed {Seed}");
        Prop.ForAll(Cases, property).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(Seed, Gamma));
    }
}
