using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using RunbookSdk.Tests.Sessions;

namespace RunbookSdk.Tests.Documentation;

/// <summary>The rules and the code that docs/safety.md shows do what the page says.</summary>
public sealed class SafetyPageTests
{
    private static readonly RuleSet Rules = RuleSet.Create(new SafetyPage());

    [Fact]
    public void Rules_of_the_page_are_accepted()
    {
        var rules = RuleSet.TryCreate([new SafetyPage()], out var problems);

        Assert.True(rules is not null && problems.Count == 0, string.Join('\n', problems));
        Assert.Equal(4, rules.Rules.Count);
    }

    [Fact]
    public void Fail_over_waits_for_two_who_may_approve_and_did_not_write_it()
    {
        var desk = new Desk(Rules);
        desk.At(0, new Service("crm", "dc1"), new Site("dc1", false, 0), new Site("dc2", true, 0), new TeamMember("sre", "cid@example.com"), new TeamMember("sre", "ann@example.com"));

        foreach (var (minute, who) in (ReadOnlySpan<(int, string)>)[(1, "ann@example.com"), (2, "ben@example.com"), (3, "dan@example.com")])
            desk.At(minute, new Approval("fail-over-when-a-site-dies", "site/dc2", who, Verdict.Approve, Desk.Minute(minute)));
        Assert.Equal(["ben@example.com"], Assert.Single(desk.Session.Snapshot.Proposals).Approvers);
        desk.At(4, new Approval("fail-over-when-a-site-dies", "site/dc2", "cid@example.com", Verdict.Approve, Desk.Minute(4)));

        Assert.Equal(Outcome.Decided, desk.Decisions[^1].Outcome);
    }

    [Fact]
    public void Load_everywhere_suspends_two_and_wakes_whom_every_rule_names()
    {
        var desk = new Desk(Rules);
        desk.At(0, [.. Enumerable.Range(0, 6).SelectMany(i => (object[])[new Component($"c{i}", "WebTools"), new ClusterLoad($"c{i}", 90)])]);

        desk.At(10);

        Assert.Equal(2, desk.Decisions.Count(d => d.Action is Suspend && d.Outcome == Outcome.Decided));
        Assert.Equal(4, desk.Decisions.Count(d => d.Action is Page { Team: "on-call" }));
    }

    [Fact]
    public void Windows_of_the_page_open_on_the_clocks_of_their_zone()
    {
        var session = new RunbookSession(Rules, Desk.Noon);
        var now = Desk.Noon;
        // snippet: window-fact
        session.Observe(new MaintenanceWindow(
            Id: "change-window",
            Schedule: "0 22 * * TUE,THU",
            Zone: "Europe/Oslo",
            Lasting: TimeSpan.FromHours(4),
            By: "ann@example.com",
            Because: "quiet hours of our customers",
            At: now,
            Expires: now.AddDays(90)));

        session.Observe(new Pause(Scope: "rule/drain-announced-machines", By: "ben@example.com", Because: "the drain job is broken", At: now));
        // end-snippet
        session.Evaluate(now);

        var window = Assert.Single(SessionStatus.Of(session.Snapshot, Rules).Windows);
        Assert.Equal(new DateTimeOffset(2019, 9, 12, 20, 0, 0, TimeSpan.Zero), window.OpensAt);
        Assert.Equal((null, null), (window.OpenSince, window.ClosesAt));
        session.Evaluate(window.OpensAt!.Value);
        window = Assert.Single(SessionStatus.Of(session.Snapshot, Rules).Windows);
        Assert.Equal((window.OpenSince!.Value.AddHours(4), null), (window.ClosesAt!.Value, window.OpensAt));
    }

    [Fact]
    public void Careful_host_begins_its_journal_and_ends_its_run()
    {
        IJournal journal = new MemoryJournal();
        var (rules, start) = (Rules, Desk.Noon);
        // snippet: careful-host
        var options = new SessionOptions
        {
            Journal = journal,
            Budget = new Budget(20, per: TimeSpan.FromHours(1)),
            EscalatesTo = "on-call",
            ProposesAfterUncleanEnd = true,
        };
        var catalog = DomainFacts.CatalogWith(typeof(DrainPlan), typeof(Machine));
        var session = RunbookSession.Open(rules, start, options, catalog, earlier: null, out var opened);
        // ... observe, evaluate, hand decisions over ...
        session.End();
        // end-snippet

        Assert.Empty(opened.Decisions);
        RunbookSession.Open(rules, start, options, catalog, null, out _);
        var crashed = RunbookSession.Open(rules, start, options, catalog, null, out _);
        Assert.Equal("all", Assert.Single(crashed.Snapshot.Facts<ProposeOnly>()).Scope);
    }
}
