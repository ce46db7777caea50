using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using Xunit.Abstractions;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Random rules over random facts: a session that is opened from its journal again and again says what one says that never ends.</summary>
public sealed class JournalProperties(ITestOutputHelper output)
{
    private static readonly FactCatalog Catalog = new(
        typeof(Gauge), typeof(Part), typeof(Beat), typeof(Meter), typeof(Ping), typeof(Hot), typeof(Alarm), typeof(Note), typeof(Poison), typeof(Flip));

    [Fact]
    public void A_session_that_is_opened_again_goes_on_as_if_it_had_never_ended() =>
        OracleProperties.Check(output, RandomCase.Any, 200, random => Reopened(random, refuses: false));

    [Fact]
    public void Rules_upon_rules_go_on_from_the_journal() =>
        OracleProperties.Check(output, RandomCase.Chained, 150, random => Reopened(random, refuses: false));

    [Fact]
    public void What_was_refused_is_refused_in_the_journal_too() =>
        OracleProperties.Check(output, RandomCase.Any, 100, random => Reopened(random, refuses: true));

    /// <summary>Reads its rules anew each time, as another process would.</summary>
    private static void Reopened(RandomCase random, bool refuses)
    {
        var journal = new MemoryJournal();
        var forever = new RunbookSession(Rules(random), OracleTime.Start, Options(null));
        foreach (var (now, seen) in random.Timed)
        {
            var session = RunbookSession.Open(Rules(random), OracleTime.Start, Options(journal), Catalog, null, out var opened);
            Assert.Equal((0, 0), (opened.Decisions.Count, opened.MatchesBegun));
            if (refuses && now > session.Now) RefuseBoth(forever, session, now.AddSeconds(-30));
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
    }

    private static void RefuseBoth(RunbookSession forever, RunbookSession session, DateTimeOffset now)
    {
        foreach (var refusing in (RunbookSession[])[forever, session])
        {
            refusing.Observe(new Poison("x"));
            Assert.Throws<RunbookException>(() => refusing.Evaluate(now));
        }
    }

    private static RuleSet Rules(RandomCase random) => RuleSet.Create(new Palette(random.Rules), new Restless());

    private static SessionOptions Options(IJournal? journal) =>
        OracleMatcher.Use(new SessionOptions { FaultsUntilQuarantine = int.MaxValue, MaxRounds = 12, Journal = journal });

    private sealed record Poison([Key] string Name);

    private sealed record Flip([Key] string Name);

    /// <summary>Does not come to rest when poisoned.</summary>
    private sealed class Restless : Runbook
    {
        protected override void Define() => Rule("restless", from p in Facts<Poison>() where !Facts<Flip>().Any() select new Flip(p.Name));
    }
}
