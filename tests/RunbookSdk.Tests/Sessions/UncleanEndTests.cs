using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

/// <summary>After a run that did not end as it should people are asked, if so configured.</summary>
public sealed class UncleanEndTests
{
    private readonly MemoryJournal journal = new();

    [Fact]
    public void Run_that_ended_as_it_should_leaves_rules_free_to_act()
    {
        var first = Open(0);
        Suspend(first, 1, "a");
        first.End();

        var second = Open(2);

        Assert.Equal(Outcome.Decided, Assert.Single(Suspend(second, 3, "b").Decisions).Outcome);
        Assert.Empty(second.Snapshot.Facts<ProposeOnly>());
    }

    [Fact]
    public void Run_that_did_not_end_makes_the_next_one_propose_until_a_person_says_otherwise()
    {
        Suspend(Open(0), 1, "a");

        var second = Open(2);
        var word = Assert.Single(second.Snapshot.Facts<ProposeOnly>());
        Assert.Equal(
            ("all", "runbook", "the run since 2019-09-11 12:00:00Z did not end as it should; look at what it left, then take this back"),
            (word.Scope, word.By, word.Because));
        Assert.Equal(Outcome.Proposed, Assert.Single(Suspend(second, 3, "b").Decisions).Outcome);
        second.Observe(new Observation(word, Desk.Minute(4), IsRetraction: true));
        second.Evaluate(Desk.Minute(4));

        Assert.Equal(Outcome.Decided, Assert.Single(Suspend(second, 5, "c").Decisions).Outcome);
    }

    [Fact]
    public void It_proposes_still_when_it_has_ended_as_it_should_meanwhile_and_nobody_has_looked()
    {
        Suspend(Open(0), 1, "a");
        Open(2).End();

        var third = Open(3);

        Assert.Equal(Outcome.Proposed, Assert.Single(Suspend(third, 4, "b").Decisions).Outcome);
    }

    [Fact]
    public void What_was_in_force_stays_so()
    {
        Suspend(Open(0), 1, "a");

        Assert.Single(Open(2).Snapshot.InForce);
    }

    [Fact]
    public void Word_of_a_person_who_asks_to_be_asked_is_not_taken_over()
    {
        var first = Open(0);
        first.Observe(new ProposeOnly("all", "ann", "new version", Desk.Noon));
        first.Evaluate(Desk.Minute(1));

        Assert.Equal("ann", Assert.Single(Open(2).Snapshot.Facts<ProposeOnly>()).By);
    }

    [Fact]
    public void Rules_that_are_exchanged_when_it_opens_already_propose()
    {
        var first = Open(0);
        first.Observe(new ClusterLoad("a", 90));
        first.Observe(new Component("a", "WebTools"));
        first.Evaluate(Desk.Minute(1));
        var other = RuleSet.Create(new Book(book => Rules(book).Priority(1)));

        var second = RunbookSession.Open(other, Desk.Noon, Options(true), DomainFacts.CatalogWith(), _ => new(Set(), DomainFacts.CatalogWith()), out var opened);

        Assert.Single(second.Snapshot.InForce);
        Assert.DoesNotContain(opened.Decisions, d => d.Outcome == Outcome.Released);
        Assert.Single(second.Snapshot.Facts<ProposeOnly>());
    }

    [Fact]
    public void Nothing_is_written_and_nothing_follows_unless_it_is_configured()
    {
        var first = Open(0, false);
        var entries = journal.Count;
        first.End();
        Assert.Equal(entries, journal.Count);

        Assert.Equal(Outcome.Decided, Assert.Single(Suspend(Open(2, false), 3, "a").Decisions).Outcome);
    }

    [Fact]
    public void Journal_that_was_never_opened_so_tells_nothing_of_its_end()
    {
        Suspend(Open(0, false), 1, "a");

        Assert.Equal(Outcome.Decided, Assert.Single(Suspend(Open(2), 3, "b").Decisions).Outcome);
    }

    [Fact]
    public void Whoever_crashed_while_it_opened_has_not_ended_either()
    {
        Open(0);
        Open(1);

        Assert.Single(Open(2).Snapshot.Facts<ProposeOnly>());
    }

    [Fact]
    public void Journal_of_runs_can_be_verified()
    {
        Suspend(Open(0), 1, "a");
        Suspend(Open(2), 3, "b");
        Open(4).End();

        Assert.Equal(2, RunbookSession.Verify(Set(), Options(true), DomainFacts.CatalogWith(), null).Decisions);
    }

    private static Evaluation Suspend(RunbookSession session, double minute, string cluster)
    {
        session.Observe(new Component(cluster, "WebTools"));
        session.Observe(new ClusterLoad(cluster, 90));
        return session.Evaluate(Desk.Minute(minute));
    }

    private RunbookSession Open(double minute, bool proposes = true)
    {
        var session = RunbookSession.Open(Set(), Desk.Noon, Options(proposes), DomainFacts.CatalogWith(), null, out _);
        session.Evaluate(Desk.Minute(minute));
        return session;
    }

    private SessionOptions Options(bool proposes) => new() { Journal = journal, ProposesAfterUncleanEnd = proposes };

    private static RuleSet Set() => RuleSet.Create(new Book(book => Rules(book)));

    private static RuleBuilder Rules(Book book) => book.Rule("suspend",
        from load in Facts<ClusterLoad>()
        join tools in Facts<Component>() on load.Cluster equals tools.Cluster
        where load.Percent > 80
        select Runbook.Suspend(tools, $"{load.Percent}%")).Mode(Mode.Act);
}
