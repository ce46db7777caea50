using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

public sealed class StandingActionTests
{
    private static readonly Component Tools = new("c1", "WebTools");

    [Fact]
    public void Two_causes_of_one_suspension_keep_it_until_both_are_gone()
    {
        var desk = new Desk(SuspendForAnyReason);

        desk.At(0, Tools, new Alert("a", "c1", true), new Alert("b", "c1", true));
        desk.At(1, new Alert("a", "c1", false));
        desk.At(2, new Alert("b", "c1", false));

        Assert.Equal(["0 reasons suspend component/c1/webtools Decided", "2 reasons release component/c1/webtools Released"], desk.Told);
        Assert.True(desk.Decisions[1].IsRelease);
        Assert.Equal("ended: b", desk.Decisions[1].Because);
    }

    [Fact]
    public void Causes_of_different_rules_hold_one_suspension()
    {
        var desk = new Desk(book =>
        {
            SuspendForAnyReason(book);
            book.Rule("hot",
                from load in Facts<ClusterLoad>()
                where load.Percent > 85
                from tools in Facts<Component>()
                select Runbook.Suspend(tools, "hot")).Mode(Mode.Act);
        });

        desk.At(0, Tools, new Alert("a", "c1", true));
        desk.At(1, new ClusterLoad("c1", 90));
        desk.At(2, new Alert("a", "c1", false));
        desk.At(3, new ClusterLoad("c1", 10));

        Assert.Equal(["0 reasons suspend component/c1/webtools Decided", "3 hot release component/c1/webtools Released"], desk.Told);
    }

    [Fact]
    public void A_cause_takes_over_from_another_in_one_round_without_a_gap()
    {
        var desk = new Desk(SuspendForAnyReason);

        desk.At(0, Tools, new Alert("b", "c1", true));
        desk.At(1, new Alert("b", "c1", false), new Alert("a", "c1", true));
        desk.At(2, new Alert("a", "c1", false), new Alert("b", "c1", true));

        Assert.Equal(["0 reasons suspend component/c1/webtools Decided"], desk.Told);
    }

    [Fact]
    public void A_claim_moves_when_the_identity_of_the_result_changes()
    {
        var desk = new Desk(book => book.Rule("worse",
            from load in Facts<ClusterLoad>()
            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
            select Runbook.Degrade(
                tools, load.Percent > 95 ? ComponentStatus.MajorOutage : ComponentStatus.DegradedPerformance, "load")).Mode(Mode.Act));

        desk.At(0, Tools, new ClusterLoad("c1", 90));
        desk.At(1, new ClusterLoad("c1", 91));
        desk.At(2, new ClusterLoad("c1", 99));

        Assert.Equal(
            [
                "0 worse degrade component/c1/webtools Decided",
                "2 worse degrade component/c1/webtools Decided",
                "2 worse release component/c1/webtools Released",
            ],
            desk.Told);
    }

    [Fact]
    public void A_claim_ends_when_the_result_becomes_nothing_and_comes_back_with_it()
    {
        var desk = new Desk(book => book.Rule("sometimes",
            from load in Facts<ClusterLoad>()
            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
            select load.Percent > 95 ? Runbook.Suspend(tools, "load") : null).Mode(Mode.Act));

        desk.At(0, Tools, new ClusterLoad("c1", 99));
        desk.At(1, new ClusterLoad("c1", 10));
        desk.At(2, new ClusterLoad("c1", 98));

        Assert.Equal(
            [
                "0 sometimes suspend component/c1/webtools Decided",
                "1 sometimes release component/c1/webtools Released",
                "2 sometimes suspend component/c1/webtools Decided",
            ],
            desk.Told);
    }

    [Fact]
    public void The_component_stands_as_bad_as_the_worst_action_in_force()
    {
        var desk = new Desk(book =>
        {
            book.Rule("degrade",
                from load in Facts<ClusterLoad>()
                where load.Percent > 50
                from tools in Facts<Component>()
                select Runbook.Degrade(tools, ComponentStatus.DegradedPerformance, "load")).Mode(Mode.Act);
            SuspendForAnyReason(book);
            book.Rule("status", from tools in Facts<Component>() select Runbook.Page("sre", $"{tools.Status}")).AgainOnChange().Mode(Mode.Act);
        });

        desk.At(0, Tools);
        desk.At(1, new ClusterLoad("c1", 60));
        desk.At(2, new Alert("a", "c1", true));
        desk.At(3, new ClusterLoad("c1", 10));
        desk.At(4, new Alert("a", "c1", false));

        Assert.Equal(
            ["0 Operational", "1 DegradedPerformance", "2 Suspended", "4 Operational"],
            desk.Decisions.Where(d => d.Rule == "status").Select(d => $"{(d.Instant - Desk.Noon).TotalMinutes} {d.Because}"));
    }

    [Fact]
    public void A_rule_that_observes_says_what_it_would_do_and_when_it_would_stop()
    {
        var desk = new Desk(book => ForAnyReason(book, "reasons"));

        desk.At(0, Tools, new Alert("a", "c1", true), new Alert("b", "c1", true));
        desk.At(1, new Alert("a", "c1", false));
        desk.At(2, new Alert("b", "c1", false));

        Assert.Equal(["0 reasons suspend component/c1/webtools Observed", "2 reasons release component/c1/webtools Observed"], desk.Told);
        Assert.All(desk.Decisions, d => Assert.Equal(Mode.Observe, d.Mode));
    }

    [Fact]
    public void What_is_only_observed_touches_nothing()
    {
        var desk = new Desk(book =>
        {
            ForAnyReason(book, "reasons");
            book.Rule("status", from tools in Facts<Component>()
                                where tools.Status == ComponentStatus.Suspended
                                select Runbook.Page("sre", "off")).Mode(Mode.Act);
        });

        desk.At(0, Tools, new Alert("a", "c1", true));

        Assert.Equal(["0 reasons suspend component/c1/webtools Observed"], desk.Told);
    }

    [Fact]
    public void A_rule_that_observes_neither_hides_nor_holds_what_another_decides()
    {
        var desk = new Desk(book =>
        {
            ForAnyReason(book, "watching");
            book.Rule("acting", from load in Facts<ClusterLoad>()
                                where load.Percent > 85
                                from tools in Facts<Component>()
                                select Runbook.Suspend(tools, "hot")).Mode(Mode.Act);
        });

        desk.At(0, Tools, new Alert("a", "c1", true));
        desk.At(1, new ClusterLoad("c1", 90));
        desk.At(2, new ClusterLoad("c1", 10));

        Assert.Equal(
            [
                "0 watching suspend component/c1/webtools Observed",
                "1 acting suspend component/c1/webtools Decided",
                "2 acting release component/c1/webtools Released",
            ],
            desk.Told);
    }

    [Theory]
    [InlineData(Mode.Observe, Mode.Act, Outcome.Observed, Mode.Observe)]
    [InlineData(Mode.Propose, Mode.Act, Outcome.Proposed, Mode.Propose)]
    [InlineData(Mode.Act, Mode.Act, Outcome.Decided, Mode.Act)]
    [InlineData(Mode.Act, Mode.Propose, Outcome.Proposed, Mode.Propose)]
    [InlineData(Mode.Act, Mode.Observe, Outcome.Observed, Mode.Observe)]
    [InlineData(Mode.Propose, Mode.Observe, Outcome.Observed, Mode.Observe)]
    public void The_lower_of_the_modes_of_session_and_rule_holds(Mode session, Mode rule, Outcome outcome, Mode held)
    {
        var desk = new Desk(book => ForAnyReason(book, "reasons").Mode(rule), new SessionOptions { Mode = session });

        desk.At(0, Tools, new Alert("a", "c1", true));

        var decision = Assert.Single(desk.Decisions);
        Assert.Equal((outcome, held), (decision.Outcome, decision.Mode));
    }

    [Fact]
    public void A_decision_carries_its_evidence_and_the_beginning_of_its_match()
    {
        var desk = new Desk(SuspendForAnyReason);

        desk.At(0, Tools);
        desk.At(3, new Alert("a", "c1", true));

        var decision = Assert.Single(desk.Decisions);
        Assert.Equal(["Alert a/c1", "Component c1/WebTools"], decision.Facts.Select(f => $"{f.Type} {f.Key}"));
        Assert.Equal([Desk.Minute(3), Desk.Minute(0)], decision.Facts.Select(f => f.ObservedAt));
        Assert.Equal(Desk.Minute(3), decision.MatchBegan);
        Assert.Equal(1, decision.Sequence);
        Assert.Equal("reasons/component/c1/webtools/2019-09-11T12:03:00Z/suspend", decision.IdempotencyKey);
    }

    private static void SuspendForAnyReason(Book book) => ForAnyReason(book, "reasons").Mode(Mode.Act);

    private static RuleBuilder ForAnyReason(Book book, string id) => book.Rule(id,
        from alert in Facts<Alert>()
        where alert.Firing
        from tools in Facts<Component>()
        where tools.Cluster == alert.Subject && tools.Name == "WebTools"
        select Runbook.Suspend(tools, alert.Name));
}
