using RunbookSdk.Actions;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

public sealed class ApprovalTests
{
    private const string Tools = "component/c1/webtools";
    private static readonly Component WebTools = new("c1", "WebTools");
    private static readonly Alert Firing = new("a", "c1", true);
    private static readonly Alert Quiet = new("a", "c1", false);

    [Fact]
    public void A_request_is_decided_when_enough_different_people_have_approved()
    {
        var desk = new Desk(book => PageOnAlert(book).RequireApproval(2));

        desk.At(0, Firing);
        desk.At(1, Yes("ann", 1, "team/sre"));
        desk.At(2, Yes("ben", 2, "team/sre"));

        Assert.Equal(["0 ask page team/sre Proposed", "2 ask page team/sre Decided"], desk.Told);
        Assert.Equal(["ann", "ben"], desk.Decisions[1].Approvers);
    }

    [Fact]
    public void The_same_person_twice_counts_once()
    {
        var desk = new Desk(book => PageOnAlert(book).RequireApproval(2));

        desk.At(0, Firing);
        desk.At(1, Yes("ann", 1, "team/sre"));
        desk.At(2, Yes("ann", 2, "team/sre"));

        Assert.Equal(["0 ask page team/sre Proposed"], desk.Told);
    }

    [Fact]
    public void An_approval_given_before_the_proposal_does_not_count()
    {
        var desk = new Desk(book => PageOnAlert(book).RequireApproval());

        desk.At(0, Yes("ann", 0, "team/sre"));
        desk.At(5, Firing, Yes("ben", 4, "team/sre"));
        desk.At(6, Yes("cid", 4.9, "team/sre"));
        desk.At(7, Yes("ben", 7, "team/sre"));

        Assert.Equal(["5 ask page team/sre Proposed", "7 ask page team/sre Decided"], desk.Told);
        Assert.Equal(["ben"], desk.Decisions[1].Approvers);
    }

    [Fact]
    public void An_approval_at_the_instant_of_the_proposal_counts()
    {
        var desk = new Desk(book => PageOnAlert(book).RequireApproval());

        desk.At(0, Firing, Yes("ann", 0, "team/sre"));

        Assert.Equal(["0 ask page team/sre Proposed", "0 ask page team/sre Decided"], desk.Told);
    }

    [Theory]
    [InlineData("other", "team/sre")]
    [InlineData("ask", "team/dba")]
    public void An_approval_of_something_else_does_not_count(string rule, string target)
    {
        var desk = new Desk(book => PageOnAlert(book).RequireApproval());

        desk.At(0, Firing);
        desk.At(1, new Approval(rule, target, "ann", Verdict.Approve, Desk.Minute(1)));

        Assert.Equal(["0 ask page team/sre Proposed"], desk.Told);
    }

    [Fact]
    public void One_who_denies_is_enough_to_refuse()
    {
        var desk = new Desk(book => PageOnAlert(book).RequireApproval(3));

        desk.At(0, Firing);
        desk.At(1, Yes("ann", 1, "team/sre"));
        desk.At(2, No("ben", 2, "team/sre"));
        desk.At(3, Yes("cid", 3, "team/sre"), Yes("dan", 3, "team/sre"), Yes("eve", 3, "team/sre"));

        Assert.Equal(["0 ask page team/sre Proposed", "2 ask page team/sre Denied"], desk.Told);
        Assert.Equal("denied by ben", desk.Decisions[1].Because);
        Assert.Equal(["ann", "ben"], desk.Decisions[1].Approvers);
    }

    [Fact]
    public void One_who_approved_may_still_deny()
    {
        var desk = new Desk(book => PageOnAlert(book).RequireApproval(2));

        desk.At(0, Firing);
        desk.At(1, Yes("ann", 1, "team/sre"));
        desk.At(2, No("ann", 2, "team/sre"));
        desk.At(3, Yes("ben", 3, "team/sre"));

        Assert.Equal(["0 ask page team/sre Proposed", "2 ask page team/sre Denied"], desk.Told);
    }

    [Fact]
    public void A_proposal_counts_as_denied_at_the_instant_its_time_is_over()
    {
        var desk = new Desk(book => PageOnAlert(book).RequireApproval(1, within: Minutes(30)));

        desk.At(0, Firing);
        Assert.Equal(Desk.Minute(30), desk.Session.NextDue);
        desk.At(Desk.Minute(30).AddTicks(-1));
        Assert.Single(desk.Told);
        desk.At(30);
        desk.At(31, Yes("ann", 31, "team/sre"));

        Assert.Equal(["0 ask page team/sre Proposed", "30 ask page team/sre Denied"], desk.Told);
        Assert.Equal("nobody approved within 30 minutes", desk.Decisions[1].Because);
    }

    [Fact]
    public void A_proposal_is_withdrawn_when_its_match_ends()
    {
        var desk = new Desk(book => PageOnAlert(book).RequireApproval());

        desk.At(0, Firing);
        desk.At(1, Quiet);
        desk.At(2, Yes("ann", 2, "team/sre"));

        Assert.Equal(["0 ask page team/sre Proposed", "1 ask page team/sre Withdrawn"], desk.Told);
        Assert.Null(desk.Session.NextDue);
    }

    [Fact]
    public void What_nothing_takes_back_always_waits_for_an_approval()
    {
        var desk = new Desk(book => book.Rule("move",
            from service in Facts<Service>()
            from site in Facts<Site>()
            where site.Name != service.Site
            select Runbook.FailOver(service, site, "down")).Mode(Mode.Act));

        desk.At(0, new Service("crm", "dc1"), new Site("dc2", true, 0));
        desk.At(1, new Approval("move", "site/dc2", "ann", Verdict.Approve, Desk.Minute(1)));

        Assert.Equal(["0 move fail-over site/dc2 Proposed", "1 move fail-over site/dc2 Decided"], desk.Told);
    }

    [Fact]
    public void The_approvals_are_part_of_the_evidence()
    {
        var desk = new Desk(book => PageOnAlert(book).RequireApproval(2));
        var (first, second) = (Yes("ann", 1, "team/sre"), Yes("ben", 2, "team/sre"));

        desk.At(0, Firing);
        desk.At(1, first);
        desk.At(2, second);

        var decision = desk.Decisions[1];
        Assert.Equal(["Alert a/c1", "Approval ask/team/sre/ann", "Approval ask/team/sre/ben"], decision.Facts.Select(f => $"{f.Type} {f.Key}"));
        Assert.Equal([Firing, first, second], decision.Facts.Select(f => f.Value));
    }

    [Fact]
    public void A_standing_action_waits_for_its_approval_and_is_released_with_its_match()
    {
        var desk = new Desk(book => SuspendOnAlert(book, "ask").RequireApproval());

        desk.At(0, WebTools, Firing);
        desk.At(1, Yes("ann", 1, Tools));
        desk.At(2, Quiet);

        Assert.Equal(
            [$"0 ask suspend {Tools} Proposed", $"1 ask suspend {Tools} Decided", $"2 ask release {Tools} Released"], desk.Told);
        Assert.Equal(["ann"], desk.Decisions[1].Approvers);
    }

    [Fact]
    public void A_standing_action_that_was_denied_is_neither_in_force_nor_released()
    {
        var desk = new Desk(book => SuspendOnAlert(book, "ask").RequireApproval());

        desk.At(0, WebTools, Firing);
        desk.At(1, No("ann", 1, Tools));
        desk.At(2, Quiet);

        Assert.Equal([$"0 ask suspend {Tools} Proposed", $"1 ask suspend {Tools} Denied"], desk.Told);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Two_causes_of_one_proposed_suspension_propose_it_once(bool byMode)
    {
        var desk = new Desk(book =>
        {
            if (byMode) SuspendOnAlert(book, "ask").Mode(Mode.Propose);
            else SuspendOnAlert(book, "ask").RequireApproval();
        });

        desk.At(0, WebTools, Firing);
        desk.At(1, new Alert("b", "c1", true));
        desk.At(2, Yes("ann", 2, Tools));
        desk.At(3, Quiet);
        desk.At(60 * 48);
        desk.At((60 * 48) + 1, new Alert("b", "c1", false));

        Assert.Equal(
            [$"0 ask suspend {Tools} Proposed", $"2 ask suspend {Tools} Decided", $"{(60 * 48) + 1} ask release {Tools} Released"], desk.Told);
    }

    [Fact]
    public void A_proposal_passes_on_to_a_further_cause_when_the_one_that_asked_ends()
    {
        var desk = new Desk(book => SuspendOnAlert(book, "ask").RequireApproval());

        desk.At(0, WebTools, Firing);
        desk.At(1, new Alert("b", "c1", true));
        desk.At(2, Quiet);
        desk.At(3, Yes("ann", 3, Tools));
        desk.At(4, new Alert("b", "c1", false));

        Assert.Equal(
            [
                $"0 ask suspend {Tools} Proposed",
                $"2 ask suspend {Tools} Withdrawn",
                $"2 ask suspend {Tools} Proposed",
                $"3 ask suspend {Tools} Decided",
                $"4 ask release {Tools} Released",
            ],
            desk.Told);
    }

    [Fact]
    public void A_proposal_passes_on_to_a_cause_that_begins_as_the_one_that_asked_ends()
    {
        var desk = new Desk(book => SuspendOnAlert(book, "ask").RequireApproval());

        desk.At(0, WebTools, Firing);
        desk.At(1, Quiet, new Alert("b", "c1", true));
        desk.At(2, Yes("ann", 2, Tools));

        Assert.Equal(
            [
                $"0 ask suspend {Tools} Proposed", $"1 ask suspend {Tools} Withdrawn", $"1 ask suspend {Tools} Proposed",
                $"2 ask suspend {Tools} Decided",
            ],
            desk.Told);
        Assert.Equal("Alert b/c1", $"{desk.Decisions[3].Facts[0].Type} {desk.Decisions[3].Facts[0].Key}");
        Assert.Equal("b", desk.Decisions[3].Because);
    }

    [Fact]
    public void A_rule_that_may_act_alone_brings_a_proposed_action_into_force()
    {
        var desk = new Desk(book =>
        {
            SuspendOnAlert(book, "ask").RequireApproval();
            book.Rule("alone", from load in Facts<ClusterLoad>()
                               where load.Percent > 85
                               from tools in Facts<Component>()
                               select Runbook.Suspend(tools, "hot")).Mode(Mode.Act);
        });

        desk.At(0, WebTools, Firing);
        desk.At(1, new ClusterLoad("c1", 90));
        desk.At(60 * 48);
        desk.At((60 * 48) + 1, Quiet);
        desk.At((60 * 48) + 2, new ClusterLoad("c1", 10));

        Assert.Equal(
            [$"0 ask suspend {Tools} Proposed", $"1 alone suspend {Tools} Decided", $"{(60 * 48) + 2} alone release {Tools} Released"],
            desk.Told);
    }

    [Fact]
    public void Asking_again_while_a_proposal_waits_does_not_make_one_approval_decide_twice()
    {
        var desk = new Desk(book => book.Rule("ask",
            from load in Facts<ClusterLoad>() where load.Percent > 85 select Runbook.Page("sre", "hot"))
            .AgainOnChange().Mode(Mode.Act).RequireApproval());

        desk.At(0, new ClusterLoad("c1", 90));
        desk.At(1, new ClusterLoad("c1", 91));
        desk.At(2, Yes("ann", 2, "team/sre"));

        Assert.Single(desk.Decisions, d => d.Outcome == Outcome.Decided);
    }

    [Fact]
    public void A_match_that_asks_for_something_else_on_change_withdraws_what_it_asked_for_before()
    {
        var desk = new Desk(book => book.Rule("ask",
            from load in Facts<ClusterLoad>() where load.Percent > 50 select Runbook.Page(load.Percent > 85 ? "sre" : "ops", $"{load.Percent}%"))
            .AgainOnChange().Mode(Mode.Act).RequireApproval());

        desk.At(0, new ClusterLoad("c1", 90));
        desk.At(1, new ClusterLoad("c1", 60));

        Assert.Equal(["0 ask page team/sre Proposed", "1 ask page team/sre Withdrawn", "1 ask page team/ops Proposed"], desk.Told);
        Assert.Equal("its facts have changed, and the rule asks for page of team/ops instead", desk.Decisions[1].Because);
        Assert.Equal("team/ops", $"{Assert.Single(desk.Session.Snapshot.Proposals).Action.Target}");
        Assert.Equal("RBK5041", Assert.Single(desk.At(2, Yes("ann", 2, "team/sre")).Problems).Code);
        desk.At(3, Yes("ann", 3, "team/ops"));
        desk.At(4, new ClusterLoad("c1", 10));
        Assert.Equal(["3 ask page team/ops Decided"], desk.Told.Skip(3));
    }

    [Fact]
    public void A_match_that_asks_for_nothing_more_on_change_withdraws_what_it_asked_for_and_asks_again_when_it_does()
    {
        var desk = new Desk(book => book.Rule("ask",
            from load in Facts<ClusterLoad>() select load.Percent > 85 ? Runbook.Page("sre", "hot") : null)
            .AgainOnChange().Mode(Mode.Act).RequireApproval());

        desk.At(0, new ClusterLoad("c1", 90));
        desk.At(1, new ClusterLoad("c1", 10));
        desk.At(2, new ClusterLoad("c1", 90));

        Assert.Equal(["0 ask page team/sre Proposed", "1 ask page team/sre Withdrawn", "2 ask page team/sre Proposed"], desk.Told);
        Assert.Equal("its facts have changed, and the rule asks for it no more", desk.Decisions[1].Because);
        Assert.Single(desk.Session.Snapshot.Proposals);
    }

    [Fact]
    public void What_is_approved_after_it_was_asked_anew_is_what_was_asked_last_and_with_that_reason()
    {
        var desk = new Desk(book => book.Rule("ask",
            from load in Facts<ClusterLoad>() where load.Cluster == "c1" select Runbook.Assert(new ClusterLoad("c2", load.Percent), $"{load.Percent}%")).AgainOnChange().Mode(Mode.Act).RequireApproval());

        desk.At(0, new ClusterLoad("c1", 90));
        desk.At(1, new ClusterLoad("c1", 60));
        Assert.Equal(["90%", "60%"], desk.Decisions.Select(d => d.Because));
        Assert.Empty(desk.At(2, Yes("ann", 2, $"{desk.Decisions[0].Target}")).Problems);

        Assert.Equal(60, Assert.Single(desk.Session.Snapshot.Facts<ClusterLoad>(), l => l.Cluster == "c2").Percent);
    }

    /// <summary>Found by the simulation: the approval brought the first plan into force, and the limit of the rule then stopped the second.</summary>
    [Fact]
    public void An_approval_that_comes_with_the_end_of_a_plan_is_for_the_plan_that_takes_its_place()
    {
        var desk = new Desk(book => book.Rule("ask",
            from load in Facts<ClusterLoad>()
            select Runbook.RequireVersion("crm", Version("11.5"), load.Percent > 70 ? Enforcement.Block : Enforcement.Warn, "busy"))
            .Mode(Mode.Act).RequireApproval().Cooldown(Hours(1)));

        desk.At(0, new ClusterLoad("c1", 50));
        desk.At(1, new ClusterLoad("c1", 90), Yes("ann", 1, "client-policy/crm"));

        Assert.Equal([Outcome.Proposed, Outcome.Proposed, Outcome.Decided, Outcome.Withdrawn], desk.Decisions.Select(d => d.Outcome));
        Assert.Equal(Enforcement.Block, Assert.IsType<RequireVersion>(Assert.Single(desk.Session.Snapshot.InForce).Action).Enforcement);
    }

    private static RuleBuilder PageOnAlert(Book book) => book.Rule("ask",
        from alert in Facts<Alert>() where alert.Firing select Runbook.Page("sre", alert.Name)).Mode(Mode.Act);

    private static RuleBuilder SuspendOnAlert(Book book, string id) => book.Rule(id,
        from alert in Facts<Alert>()
        where alert.Firing
        from tools in Facts<Component>()
        select Runbook.Suspend(tools, alert.Name)).Mode(Mode.Act);

    private static Approval Yes(string who, double at, string target) => new("ask", target, who, Verdict.Approve, Desk.Minute(at));

    private static Approval No(string who, double at, string target) => new("ask", target, who, Verdict.Deny, Desk.Minute(at));
}
