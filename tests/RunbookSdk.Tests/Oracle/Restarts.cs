using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Tests.Oracle;

/// <summary>What properties of sessions that end and go on have in common: one session is never ended, and the other must say the same.</summary>
internal static class Restarts
{
    public static FactCatalog Catalog { get; } = new(
        typeof(Gauge), typeof(Part), typeof(Beat), typeof(Meter), typeof(Ping), typeof(Hot), typeof(Alarm), typeof(Note), typeof(Poison), typeof(Flip));

    /// <summary>The rules of a case, read anew each time, as another process would.</summary>
    public static RuleSet Rules(RandomCase random) => RuleSet.Create(new Palette(random.Rules), new Restless());

    public static SessionOptions Options(IJournal? journal) =>
        OracleMatcher.Use(new SessionOptions { FaultsUntilQuarantine = int.MaxValue, MaxRounds = 12, Journal = journal });

    /// <summary>Both observe the same and evaluate.</summary>
    public static void AssertSameStep(RunbookSession forever, RunbookSession session, IEnumerable<Observation> seen, DateTimeOffset now)
    {
        foreach (var observation in seen)
        {
            forever.Observe(observation);
            session.Observe(observation);
        }

        var (expected, actual) = (forever.Evaluate(now), session.Evaluate(now));
        Assert.Equal(Comparison.Text(expected.Decisions), Comparison.Text(actual.Decisions));
        Assert.Equal(
            (expected.MatchesBegun, expected.MatchesEnded, expected.Late, expected.Duplicates, expected.Faults.Count),
            (actual.MatchesBegun, actual.MatchesEnded, actual.Late, actual.Duplicates, actual.Faults.Count));
        Assert.Equal(forever.NextDue, session.NextDue);
    }

    /// <summary>Both refuse an evaluation whole.</summary>
    public static void RefuseBoth(RunbookSession forever, RunbookSession session, DateTimeOffset now)
    {
        foreach (var refusing in (RunbookSession[])[forever, session])
        {
            refusing.Observe(new Poison("x"));
            Assert.Throws<RunbookException>(() => refusing.Evaluate(now));
        }
    }

    private sealed record Poison([Key] string Name);

    private sealed record Flip([Key] string Name);

    /// <summary>Does not come to rest when poisoned.</summary>
    private sealed class Restless : Runbook
    {
        protected override void Define() => Rule("restless", from p in Facts<Poison>() where !Facts<Flip>().Any() select new Flip(p.Name));
    }
}
