using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

/// <summary>When too much is broken, automation holds itself and wakes somebody.</summary>
public sealed class AutomationHoldTests
{
    private static readonly SessionOptions WithTeam = new() { EscalatesTo = "sre" };

    [Fact]
    public void Too_much_that_breaks_at_one_instant_is_held_before_anything_is_done_and_wakes_one_team_once()
    {
        var desk = new Desk(Both, WithTeam);
        desk.At(0, Tools(4));

        desk.At(1, Down(0, 1, 2));

        Assert.Equal(
        [
            "1 too-much hold automation/component/* Decided", "1 too-much page team/sre Decided",
            "1 suspend suspend component/c0/webtools Denied", "1 suspend suspend component/c1/webtools Denied", "1 suspend suspend component/c2/webtools Denied",
        ], desk.Told);
        Assert.Equal("automation is held within component/*: 3 down", desk.Decisions[1].Because);
        Assert.Equal(
            "automation is held (component/*): 3 down; it is asked for again when that ends; asked because c0 down", desk.Decisions[2].Because);
        Assert.Equal(3, desk.Session.Snapshot.Held.Count);
    }

    [Fact]
    public void What_was_held_is_asked_for_again_when_less_is_broken()
    {
        var desk = new Desk(Both);
        desk.At(0, Tools(4));
        desk.At(1, Down(0, 1, 2));

        desk.At(2, new Probe("x", "c2", true));

        Assert.Equal(
        [
            "2 too-much release automation/component/* Released", "2 suspend suspend component/c0/webtools Decided",
            "2 suspend suspend component/c1/webtools Decided",
        ], desk.Told.Skip(4));
        Assert.Empty(desk.Session.Snapshot.Held);
    }

    [Fact]
    public void What_is_not_within_its_scope_goes_on()
    {
        var desk = new Desk(book =>
        {
            Both(book);
            book.Rule("job", from p in Facts<Probe>() where !p.Up select Runbook.RunJob("look", new[] { p.Subject }, "")).Mode(Mode.Act);
        });
        desk.At(0, Tools(4));

        desk.At(1, Down(0, 1, 2));

        Assert.Equal(3, desk.Decisions.Count(d => d.Action is RunJob && d.Outcome == Outcome.Decided));
    }

    [Fact]
    public void Hold_comes_into_force_whatever_is_paused_budgeted_or_proposed()
    {
        var desk = new Desk(Both, new SessionOptions { Mode = Mode.Propose, Budget = new Budget(1, TimeSpan.FromDays(1)) });
        desk.At(0, Tools(4));
        desk.At(0, new Pause("all", "ann", "x", Desk.Noon), new ProposeOnly("all", "ann", "x", Desk.Noon));

        desk.At(1, Down(0, 1, 2));

        Assert.Equal("1 too-much hold automation/component/* Decided", desk.Told.First());
    }

    [Fact]
    public void Hold_of_a_rule_that_observes_holds_nothing()
    {
        var desk = new Desk(book =>
        {
            Suspends(book);
            TooMuch(book).Mode(Mode.Observe);
        });
        desk.At(0, Tools(4));

        desk.At(1, Down(0, 1, 2));

        Assert.Equal(3, desk.Decisions.Count(d => d.Outcome == Outcome.Decided));
    }

    [Fact]
    public void Hold_of_a_rule_that_is_gone_holds_no_more()
    {
        var desk = new Desk(Both);
        desk.At(0, Tools(4));
        desk.At(1, Down(0, 1, 2));

        desk.Swap(Suspends);

        Assert.Equal(3, desk.Decisions.Count(d => d.Action is Suspend && d.Outcome == Outcome.Decided));
    }

    [Fact]
    public void Hold_of_a_scope_that_is_none_is_told_denied_and_escalated_and_nothing_else_is_lost()
    {
        var desk = new Desk(book =>
        {
            book.Rule("hold", from p in Facts<Probe>() where !p.Up select Runbook.Hold(p.Subject, "x")).Mode(Mode.Act);
            Suspends(book);
        }, WithTeam);
        desk.At(0, Tools(1));

        var evaluation = desk.At(1, Down(0));

        const string Problem = "'c0' is no scope; write all, rule/ID, or a target such as component/online1/webtools";
        var problem = Assert.Single(evaluation.Problems);
        Assert.Equal(("RBK5043", $"rule hold holds nothing: {Problem}."), (problem.Code, problem.Message));
        Assert.EndsWith($"{nameof(AutomationHoldTests)}.cs", problem.Location.File, StringComparison.Ordinal);
        Assert.Equal(
            ["1 hold hold automation/c0 Denied", "1 hold page team/sre Decided", "1 suspend suspend component/c0/webtools Decided"], desk.Told);
        Assert.Equal($"it would hold nothing: {Problem}; asked because x", desk.Decisions[0].Because);
        Assert.Empty(desk.Session.Snapshot.Held);
        Assert.DoesNotContain(desk.Session.Snapshot.InForce, a => a.Action is Hold);

        desk.At(2, new Probe("x", "c0", true));

        Assert.Equal(["2 suspend release component/c0/webtools Released"], desk.Told.Skip(3));
    }

    [Fact]
    public void Hold_of_a_scope_that_is_none_is_told_though_it_is_only_observed_or_tried()
    {
        var desk = new Desk(book => book.Rule("hold", from p in Facts<Probe>() where !p.Up select Runbook.Hold(p.Subject, "x")));

        Assert.Equal("RBK5043", Assert.Single(desk.At(1, Down(0)).Problems).Code);
        Assert.Empty(desk.At(2).Problems);

        var preview = desk.Session.Preview(RuleSet.Create(new Book(book => book.Rule("other", from p in Facts<Probe>() where !p.Up select Runbook.Hold(p.VantagePoint, "x")))));
        Assert.Equal("RBK5043", Assert.Single(preview.Evaluation.Problems).Code);
        Assert.Empty(desk.At(3).Problems);
    }

    private static void Both(Book book)
    {
        Suspends(book);
        TooMuch(book).Mode(Mode.Act);
    }

    private static RuleBuilder TooMuch(Book book) => book.Rule("too-much",
        from probe in Facts<Probe>()
        where !probe.Up
        group probe by probe.VantagePoint into down
        where down.Count() > 0.5 * Facts<Component>().Count()
        select Runbook.Hold("component/*", $"{down.Count()} down"));

    private static void Suspends(Book book) => book.Rule("suspend",
        from probe in Facts<Probe>()
        where !probe.Up
        join tools in Facts<Component>() on probe.Subject equals tools.Cluster
        select Runbook.Suspend(tools, $"{probe.Subject} down")).Mode(Mode.Act).Priority(100);

    private static object[] Tools(int count) => [.. Enumerable.Range(0, count).Select(i => new Component($"c{i}", "WebTools"))];

    private static object[] Down(params int[] clusters) => [.. clusters.Select(c => new Probe("x", $"c{c}", false))];
}
