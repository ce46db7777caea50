using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

/// <summary>What the options say of the gate is in the journal: it may be opened with others.</summary>
public sealed class PolicyTests
{
    private static readonly RuleSet Rules = RuleSet.Create(new Book(book => book.Rule("restart",
        from a in Facts<Alert>() where a.Firing select Runbook.RunJob("restart-" + a.Subject, new string[0], a.Subject)).Mode(Mode.Act)));

    private readonly MemoryJournal journal = new();

    [Fact]
    public void Journal_is_opened_with_another_mode_which_holds_from_there_on()
    {
        Assert.Equal(Outcome.Observed, Alarm(Open(new() { Mode = Mode.Observe }), "a", 1));
        Assert.Equal(Outcome.Proposed, Alarm(Open(new() { Mode = Mode.Propose }), "b", 2));
        Assert.Equal(Outcome.Decided, Alarm(Open(new()), "c", 3));
        Assert.Equal(Outcome.Observed, Alarm(Open(new() { Mode = Mode.Observe }), "d", 4));

        Assert.Equal(4, RunbookSession.Verify(Rules, new() { Journal = journal }, DomainFacts.CatalogWith(), null).Decisions);
    }

    [Fact]
    public void Budget_and_whom_to_wake_hold_from_where_they_were_said()
    {
        Alarm(Open(new() { Budget = new(1, TimeSpan.FromHours(1)), EscalatesTo = "sre" }), "a", 1);
        var second = Open(new() { Budget = new(1, TimeSpan.FromHours(1)), EscalatesTo = "sre" });
        second.Observe(new Alert("down", "b", true));
        Assert.Equal(["job/restart-b Denied", "team/sre Decided"], second.Evaluate(Desk.Minute(2)).Decisions.Select(d => $"{d.Target} {d.Outcome}"));

        Assert.Equal(Outcome.Decided, Alarm(Open(new()), "c", 3));
        Assert.Equal(4, RunbookSession.Verify(Rules, new() { Journal = journal }, DomainFacts.CatalogWith(), null).Decisions);
    }

    [Fact]
    public void Journal_that_is_opened_again_to_look_at_decides_by_what_it_says()
    {
        Alarm(Open(new() { Mode = Mode.Propose, Budget = new(3, TimeSpan.FromHours(1)) }), "a", 1);

        var session = RunbookSession.Reopen(new() { Journal = journal }, _ => new(Rules, DomainFacts.CatalogWith()));

        Assert.Single(session.Snapshot.Proposals);
        Assert.Equal(Outcome.Proposed, Alarm(session, "b", 2));
    }

    [Fact]
    public void Session_that_goes_on_from_a_snapshot_decides_by_what_the_journal_says()
    {
        var session = Open(new() { Mode = Mode.Propose });
        Alarm(session, "a", 1);
        session.KeepSnapshot();

        var again = RunbookSession.Reopen(new() { Journal = journal }, _ => new(Rules, DomainFacts.CatalogWith()));

        Assert.Equal(Outcome.Proposed, Alarm(again, "b", 2));
    }

    [Fact]
    public void Nothing_that_waits_for_an_approval_is_decided_while_the_session_only_observes()
    {
        Alarm(Open(new() { Mode = Mode.Propose, EscalatesTo = "sre" }), "a", 1);
        var observing = Open(new() { Mode = Mode.Observe, EscalatesTo = "sre" });
        var yes = new Approval("restart", "job/restart-a", "ann", Verdict.Approve, Desk.Minute(2));

        observing.Observe(yes);
        var evaluation = observing.Evaluate(Desk.Minute(2));
        Assert.Empty(evaluation.Decisions);
        Assert.Contains("the session only observes", Assert.Single(evaluation.Problems).Message, StringComparison.Ordinal);
        Assert.Single(observing.Snapshot.Proposals);
        var acting = Open(new() { Mode = Mode.Act });
        acting.Observe(yes with { Approver = "ben", At = Desk.Minute(3) });

        Assert.Equal(Outcome.Decided, Assert.Single(acting.Evaluate(Desk.Minute(3)).Decisions).Outcome);
    }

    [Fact]
    public void Proposal_that_nobody_answers_wakes_nobody_while_the_session_only_observes()
    {
        Alarm(Open(new() { Mode = Mode.Propose, EscalatesTo = "sre" }), "a", 1);
        var observing = Open(new() { Mode = Mode.Observe, EscalatesTo = "sre" });

        Assert.Equal(Outcome.Denied, Assert.Single(observing.Evaluate(Desk.Minute(60 * 25)).Decisions).Outcome);
        Assert.DoesNotContain(journal.Read().SelectMany(e => e.Records), r => r.Kind == JournalRecordKind.Intent);
    }

    [Fact]
    public void What_is_held_goes_on_to_wait_while_the_session_only_observes_and_is_asked_for_when_it_may_act_again()
    {
        var pause = new Pause("all", "ann", "x", Desk.Noon);
        var acting = Open(new());
        acting.Observe(pause);
        Assert.Equal(Outcome.Denied, Alarm(acting, "a", 1));

        var observing = Open(new() { Mode = Mode.Observe });
        observing.Observe(Desk.Gone(pause, 2));
        Assert.Empty(observing.Evaluate(Desk.Minute(2)).Decisions);
        Assert.StartsWith("it is only observed as things are", Assert.Single(observing.Snapshot.Held).Because, StringComparison.Ordinal);

        RunbookSession.Open(Rules, Desk.Noon, new() { Journal = journal }, DomainFacts.CatalogWith(), null, out var opened);

        Assert.Equal(Outcome.Decided, Assert.Single(opened.Decisions).Outcome);
        Assert.Equal(2, RunbookSession.Verify(Rules, new() { Journal = journal }, DomainFacts.CatalogWith(), null).Decisions);
    }

    [Fact]
    public void Options_that_say_nothing_of_the_gate_write_nothing()
    {
        Open(new());
        var entries = journal.Count;
        Open(new());

        Assert.Equal(entries, journal.Count);
        Assert.DoesNotContain(journal.Read().SelectMany(e => e.Records), r => r.Kind == JournalRecordKind.Fact);
    }

    [Fact]
    public void Budget_of_the_status_is_the_one_that_the_journal_says()
    {
        var options = new SessionOptions { Budget = new(3, TimeSpan.FromHours(1)) };
        Alarm(Open(options), "a", 1);

        var session = RunbookSession.Reopen(new() { Journal = journal }, _ => new(Rules, DomainFacts.CatalogWith()));

        Assert.Equal((null, 2), SessionStatus.Of(session.Snapshot, Rules).Budgets.Select(b => (b.Rule, b.Left)).Single());
    }

    private RunbookSession Open(SessionOptions options)
    {
        options.Journal = journal;
        return RunbookSession.Open(Rules, Desk.Noon, options, DomainFacts.CatalogWith(), null, out _);
    }

    private static Outcome Alarm(RunbookSession session, string subject, double minute)
    {
        session.Observe(new Alert("down", subject, true));
        return Assert.Single(session.Evaluate(Desk.Minute(minute)).Decisions).Outcome;
    }
}
