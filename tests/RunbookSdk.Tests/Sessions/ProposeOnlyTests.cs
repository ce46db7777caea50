using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

/// <summary>While people want to be asked, rules that may act ask.</summary>
public sealed class ProposeOnlyTests
{
    private static readonly ProposeOnly All = new("all", "ann", "new version", Desk.Noon);

    [Fact]
    public void What_would_be_decided_waits_for_an_approval_and_people_are_woken_all_the_same()
    {
        var desk = new Desk(SuspendAndPage);
        desk.At(0, new Component("c1", "WebTools"), All);

        desk.At(1, new ClusterLoad("c1", 90));
        Assert.Equal(["1 suspend suspend component/c1/webtools Proposed", "1 page page team/ops Decided"], desk.Told);
        Assert.Equal(Mode.Propose, desk.Decisions[0].Mode);
        desk.At(2, new Approval("suspend", "component/c1/webtools", "ben", Verdict.Approve, Desk.Minute(2)));

        Assert.Equal("2 suspend suspend component/c1/webtools Decided", desk.Told.Last());
    }

    [Fact]
    public void Taken_back_rules_decide_by_themselves_again()
    {
        var desk = new Desk(SuspendAndPage);
        desk.At(0, new Component("c1", "WebTools"), new Component("c2", "WebTools"), All);
        desk.At(1, new ClusterLoad("c1", 90));

        desk.At(2, Desk.Gone(All, 2));
        desk.At(3, new ClusterLoad("c2", 90));

        Assert.Contains("3 suspend suspend component/c2/webtools Decided", desk.Told);
        Assert.Equal("component/c1/webtools", Assert.Single(desk.Session.Snapshot.Proposals).Action.Target.ToString());
    }

    [Theory]
    [InlineData("rule/suspend", true)]
    [InlineData("component/c1/*", true)]
    [InlineData("component/c2/*", false)]
    [InlineData("rule/other", false)]
    public void It_is_about_its_scope(string scope, bool waits)
    {
        var desk = new Desk(SuspendAndPage);

        desk.At(0, new Component("c1", "WebTools"), All with { Scope = scope }, new ClusterLoad("c1", 90));

        Assert.Equal(waits, desk.Session.Snapshot.Proposals.Count == 1);
    }

    [Fact]
    public void Rule_that_only_observes_goes_on_to_observe()
    {
        var desk = new Desk(book => book.Rule("suspend",
            from load in Facts<ClusterLoad>() from tools in Facts<Component>() select Runbook.Suspend(tools, "")));

        desk.At(0, new Component("c1", "WebTools"), All, new ClusterLoad("c1", 90));

        Assert.Equal(["0 suspend suspend component/c1/webtools Observed"], desk.Told);
    }

    private static void SuspendAndPage(Book book)
    {
        book.Rule("suspend",
            from load in Facts<ClusterLoad>()
            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
            where load.Percent > 80
            select Runbook.Suspend(tools, $"{load.Percent}%")).Mode(Mode.Act);
        book.Rule("page", from load in Facts<ClusterLoad>() where load.Percent > 80 select Runbook.Page("ops", $"{load.Percent}%")).Mode(Mode.Act);
    }
}
