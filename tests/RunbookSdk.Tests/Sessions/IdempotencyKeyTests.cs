using RunbookSdk.Actions;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

/// <summary>What a handler knows a decision by: two decisions that are both to be carried out never share it.</summary>
public sealed class IdempotencyKeyTests
{
    [Fact]
    public void Key_says_rule_target_beginning_and_action()
    {
        var desk = new Desk(PageOnLoad);
        desk.At(1.5, new ClusterLoad("c1", 90));

        Assert.Equal(["page-on-load/team/sre/2019-09-11T12:01:30Z/page"], Keys(desk));
    }

    [Fact]
    public void Matches_of_one_instant_that_ask_for_the_same_have_keys_of_their_own()
    {
        var desk = new Desk(PageOnLoad);
        desk.At(0, new ClusterLoad("c1", 90), new ClusterLoad("c2", 91), new ClusterLoad("c3", 92));

        Assert.Equal(
        [
            "page-on-load/team/sre/2019-09-11T12:00:00Z/page", "page-on-load/team/sre/2019-09-11T12:00:00Z+2/page",
            "page-on-load/team/sre/2019-09-11T12:00:00Z+3/page",
        ], Keys(desk));
    }

    [Fact]
    public void What_is_asked_again_on_change_has_a_key_of_its_own()
    {
        var desk = new Desk(book => book.Rule("tell", from load in Facts<ClusterLoad>() select Runbook.Page("sre", $"{load.Percent}")).Mode(Mode.Act).AgainOnChange());
        desk.At(0, new ClusterLoad("c1", 90));
        desk.At(1, new ClusterLoad("c1", 91));

        Assert.Equal(["tell/team/sre/2019-09-11T12:00:00Z/page", "tell/team/sre/2019-09-11T12:00:00Z/page/2"], Keys(desk));
    }

    [Fact]
    public void A_match_that_asks_for_another_thing_and_for_the_first_again_decides_and_releases_under_new_keys()
    {
        var desk = new Desk(book => book.Rule(
            "block", from load in Facts<ClusterLoad>()
                     select Runbook.RequireVersion("crm", Version("11.5"), load.Percent > 50 ? Enforcement.Block : Enforcement.Warn, "")).Mode(Mode.Act));
        foreach (var (minute, load) in new[] { (0, 90), (1, 10), (2, 95), (3, 20) }) desk.At(minute, new ClusterLoad("c1", load));

        Assert.Equal(7, Keys(desk).Count());
        Assert.Equal(7, Keys(desk).Distinct().Count());
    }

    [Fact]
    public void A_proposal_its_decision_and_the_renewals_have_one_key_and_the_release_another()
    {
        var desk = new Desk(book => book.Rule("suspend",
            from load in Facts<ClusterLoad>()
            where load.Percent > 50
            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
            select Runbook.Suspend(tools, "")).Mode(Mode.Act).RequireApproval().Lease(Minutes(10)));
        desk.At(0, new Component("c1", "WebTools"), new ClusterLoad("c1", 90));
        desk.At(1, new Approval("suspend", "component/c1/webtools", "ann", Verdict.Approve, Desk.Minute(1)));
        desk.At(5, new ClusterLoad("c1", 91));
        desk.At(12, new ClusterLoad("c1", 10));

        Assert.Equal([Outcome.Proposed, Outcome.Decided, Outcome.Renewed, Outcome.Released], desk.Decisions.Select(d => d.Outcome));
        const string match = "suspend/component/c1/webtools/2019-09-11T12:00:00Z";
        Assert.Equal([$"{match}/suspend", $"{match}/suspend", $"{match}/suspend", $"{match}/release"], desk.Decisions.Select(d => d.IdempotencyKey));
    }

    [Fact]
    public void Plans_that_wait_one_after_the_other_have_keys_of_their_own_until_they_end()
    {
        var desk = new Desk(book => book.Rule("block",
            from load in Facts<ClusterLoad>()
            select Runbook.RequireVersion("crm", Version("11.5"), load.Percent > 50 ? Enforcement.Block : Enforcement.Warn, "")).Mode(Mode.Act).RequireApproval());
        desk.At(0, new ClusterLoad("c1", 90));
        desk.At(1, new ClusterLoad("c1", 10));
        desk.At(2, new Approval("block", "client-policy/crm", "ann", Verdict.Approve, Desk.Minute(2)));

        Assert.Equal(
            ["Proposed", "Proposed/2", "Withdrawn", "Decided/2"],
            desk.Decisions.Select(d => $"{d.Outcome}{d.IdempotencyKey.Split("/require-version")[1]}"));
    }

    [Fact]
    public void A_rule_that_is_exchanged_at_the_instant_of_its_match_decides_under_another_key()
    {
        var desk = new Desk(PageOnLoad);
        desk.At(0, new ClusterLoad("c1", 90));
        desk.Swap(book => book.Rule("page-on-load", from load in Facts<ClusterLoad>() where load.Percent > 1 select Runbook.Page("sre", "")).Mode(Mode.Act));

        Assert.Equal(["page-on-load/team/sre/2019-09-11T12:00:00Z/page", "page-on-load/team/sre/2019-09-11T12:00:00Z+2/page"], Keys(desk));
    }

    [Fact]
    public void A_refused_evaluation_uses_no_number_up()
    {
        var desk = new Desk(book =>
        {
            PageOnLoad(book);
            book.Rule("endless", from step in Facts<Step>() select Runbook.Assert(new Step(step.Name, step.Number + 1), "")).Mode(Mode.Act).AgainOnChange();
        });
        Assert.Throws<RunbookException>(() => desk.At(1, new ClusterLoad("c1", 90), new ClusterLoad("c2", 90), new Step("s", 0)));

        desk.At(1, new ClusterLoad("c1", 90));

        Assert.Equal(["page-on-load/team/sre/2019-09-11T12:01:00Z/page"], Keys(desk));
    }

    private static void PageOnLoad(Book book) =>
        book.Rule("page-on-load", from load in Facts<ClusterLoad>() select Runbook.Page("sre", $"{load.Cluster}")).Mode(Mode.Act);

    private static IEnumerable<string> Keys(Desk desk) =>
        desk.Decisions.Where(d => d.Outcome is Outcome.Decided or Outcome.Released).Select(d => d.IdempotencyKey);

    private sealed record Step([Key] string Name, int Number);
}
