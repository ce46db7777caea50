using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Incidents;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

/// <summary>How things stand, for who has to know it at once.</summary>
public sealed class StatusTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Status_says_what_waits_what_is_in_force_and_where_everything_stands(bool keepsSnapshots)
    {
        var desk = Of(keepsSnapshots);
        desk.At(0, new Component("c1", "WebTools"), new Component("c1", "Login"), new ClusterLoad("c1", 90));

        var status = Status(desk);

        Assert.Equal((Desk.Noon, desk.Session.NextDue), (status.At, status.NextDue));
        var proposed = desk.Decisions.Single(d => d.Outcome == Outcome.Proposed);
        Assert.Equal((proposed.Sequence, "move"), Assert.Single(status.Waiting.Select(w => (w.Number, w.Rule))));
        Assert.Equal("suspend", Assert.Single(status.InForce).Rule);
        Assert.Equal(
            [
                ("incident/i1", "investigating", false), ("component/c1/login", "operational", true), ("component/c1/webtools", "suspended", false),
            ],
            status.Subjects.Select(s => (s.Subject.ToString(), s.Status, s.IsOver)));
    }

    [Fact]
    public void What_people_say_of_a_component_is_shown_as_theirs()
    {
        var desk = Of(true);
        desk.At(0, new Component("c1", "WebTools"));
        desk.At(1, new ComponentEdit("c1", "WebTools", ComponentStatus.MajorOutage, "ann", "it is dark here", Desk.Minute(1)));

        var subject = Assert.Single(Status(desk).Subjects);

        Assert.Equal(("major_outage", "ann", "it is dark here"), (subject.Status, subject.HeldBy, subject.HeldBecause));
    }

    [Fact]
    public void Switches_and_silences_are_shown_with_the_widest_first_until_they_end()
    {
        var desk = Of(true);
        desk.At(0, new Silence("s", "rule/move", "ann", "noise", Desk.Minute(5), Desk.Minute(10)));
        desk.At(1, new Pause("all", "bob", "exercise", Desk.Minute(1)));

        var holds = Status(desk).Holds;

        Assert.Equal([("all", (string?)null), ("rule/move", "s")], holds.Select(h => (h.Scope, h.Id)));
        Assert.Equal([false, true, false], ((double[])[4.999, 5, 10]).Select(m => holds[1].HoldsAt(Desk.Minute(m))));
        desk.At(10);
        Assert.Equal(["all"], Status(desk).Holds.Select(h => h.Scope));
        desk.At(11, Desk.Gone(new Pause("ALL", "", "", default), 11), Desk.Gone(new Pause("all", "", "", default), 11));
        Assert.Empty(Status(desk).Holds);
    }

    [Fact]
    public void Windows_and_what_rules_hold_are_shown_with_the_switches()
    {
        var desk = new Desk(book => book.Rule("too-much", from a in Facts<Alert>() select Runbook.Hold("component/*", "half of it is broken")).Mode(Mode.Act));
        desk.At(0, new Alert("down", "a", true), new MaintenanceWindow("nightly", "0 2 * * *", "UTC", TimeSpan.FromHours(1), "ann", "backup", Desk.Noon, Desk.Noon.AddDays(3), "component/c1/*"));

        var holds = Status(desk).Holds;

        Assert.Equal(
            [
                new StandingHold(HoldKind.Rule, "component/*", null, "too-much", "half of it is broken", Desk.Noon, null),
                new(HoldKind.Window, "component/c1/*", "nightly", "ann", "backup", Desk.Noon.AddHours(14), Desk.Noon.AddHours(15)),
            ],
            holds);
        desk.At(Desk.Noon.AddHours(14.5));
        Assert.True(Status(desk).Holds[1].HoldsAt(Desk.Noon.AddHours(14.5)));
        desk.At(Desk.Noon.AddHours(15));
        Assert.Equal(Desk.Noon.AddHours(38), Status(desk).Holds[1].Begins);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_budget_says_how_much_is_left_and_when_one_more_is_possible(bool keepsSnapshots)
    {
        var budget = new Budget(3, TimeSpan.FromHours(1));
        var desk = new Desk(
            book => book.Rule("restart", from a in Facts<Alert>() where a.Firing select Runbook.RunJob(a.Subject, Array.Empty<string>(), "down"))
                .Mode(Mode.Act).AtMost(2, Hours(1)),
            new SessionOptions { Budget = budget, KeepsSnapshots = keepsSnapshots });
        desk.At(0, new Alert("down", "a", true));
        desk.At(1, Desk.Gone(new Alert("down", "a", true), 1));
        desk.At(10, new Alert("down", "a", true), new Alert("down", "b", true));

        Assert.Equal(
            ["  0 left, next 13:00", "restart job/a 0 left, next 13:00", "restart job/b 1 left, next "],
            SessionStatus.Of(desk.Session.Snapshot, desk.Session.Rules, budget).Budgets.Select(Text));
        desk.At(60);
        Assert.Equal(
            ["  1 left, next ", "restart job/a 1 left, next ", "restart job/b 1 left, next "],
            SessionStatus.Of(desk.Session.Snapshot, desk.Session.Rules, budget).Budgets.Select(Text));
        desk.At(70);
        Assert.Empty(SessionStatus.Of(desk.Session.Snapshot, desk.Session.Rules, budget).Budgets);

        static string Text(BudgetUse use) => $"{use.Rule} {use.Target} {use.Left} left, next {use.NextAt:HH:mm}";
    }

    [Fact]
    public void A_budget_is_forgotten_with_its_rule()
    {
        var desk = new Desk(
            book => book.Rule("restart", from a in Facts<Alert>() select Runbook.Page(a.Subject, "")).Mode(Mode.Act).AtMost(2, Hours(1)),
            new SessionOptions { KeepsSnapshots = true });
        desk.At(0, new Alert("down", "a", true));
        Assert.Single(Status(desk).Budgets);

        desk.Swap(_ => { });
        desk.Swap(book => book.Rule("restart", from a in Facts<Alert>() select Runbook.Page("x", "")).Mode(Mode.Observe).AtMost(2, Hours(1)));

        Assert.Empty(Status(desk).Budgets);
    }

    private static SessionStatus Status(Desk desk) => SessionStatus.Of(desk.Session.Snapshot, desk.Session.Rules);

    private static Desk Of(bool keepsSnapshots) => new(
        book =>
        {
            book.Rule("suspend", from load in Facts<ClusterLoad>()
                                 join tools in Facts<Component>() on load.Cluster equals tools.Cluster
                                 where tools.Name == "WebTools"
                                 select Runbook.Suspend(tools, "busy")).Mode(Mode.Act);
            book.Rule("open", from tools in Facts<Component>()
                              where tools.Status == ComponentStatus.Suspended
                              select Runbook.OpenIncident("i1", "Suspended", Impact.Major, "it is off")).Mode(Mode.Act);
            book.Rule("move", from load in Facts<ClusterLoad>() select Runbook.RunJob("move", Array.Empty<string>(), "busy")).Mode(Mode.Propose);
        },
        new SessionOptions { KeepsSnapshots = keepsSnapshots });
}
