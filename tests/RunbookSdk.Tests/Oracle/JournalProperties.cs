using RunbookSdk.Journal;
using RunbookSdk.Sessions;
using Xunit.Abstractions;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Random rules over random facts: a session that is opened from its journal again and again says what one says that never ends.</summary>
public sealed class JournalProperties(ITestOutputHelper output)
{
    [Fact]
    public void A_session_that_is_opened_again_goes_on_as_if_it_had_never_ended() =>
        OracleProperties.Check(output, RandomCase.Any, 200, random => Reopened(random, refuses: false));

    [Fact]
    public void Rules_upon_rules_go_on_from_the_journal() =>
        OracleProperties.Check(output, RandomCase.Chained, 150, random => Reopened(random, refuses: false));

    [Fact]
    public void Conditions_that_last_over_what_rules_write_go_on_from_the_journal() =>
        OracleProperties.Check(output, RandomCase.TimedChains, 40, random => Reopened(random, refuses: false));

    [Fact]
    public void What_was_refused_is_refused_in_the_journal_too() =>
        OracleProperties.Check(output, RandomCase.Any, 100, random => Reopened(random, refuses: true));

    private static void Reopened(RandomCase random, bool refuses)
    {
        var journal = new MemoryJournal();
        var forever = new RunbookSession(Restarts.Rules(random), OracleTime.Start, Restarts.Options(null));
        foreach (var (now, seen) in random.Timed)
        {
            var session = RunbookSession.Open(
                Restarts.Rules(random), OracleTime.Start, Restarts.Options(journal), Restarts.Catalog, null, out var opened);
            Assert.Equal((0, 0), (opened.Decisions.Count, opened.MatchesBegun));
            if (refuses && now > session.Now) Restarts.RefuseBoth(forever, session, now.AddSeconds(-30));
            Restarts.AssertSameStep(forever, session, seen, now);
        }
    }
}
