using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

public sealed class CooldownAndLeaseTests
{
    private const string Tools = "component/c1/webtools";
    private static readonly Component WebTools = new("c1", "WebTools");

    [Fact]
    public void One_tick_before_the_end_of_a_cooldown_a_request_is_denied()
    {
        var desk = new Desk(book => PageOn(book, "page").Cooldown(Minutes(30)));

        desk.At(0, new Alert("a", "c1", true));
        desk.At(Desk.Minute(30).AddTicks(-1), new Alert("b", "c1", true));

        Assert.Equal([Outcome.Decided, Outcome.Denied], desk.Decisions.Select(d => d.Outcome));
        Assert.Equal(
            "cooling down until 2019-09-11 12:30:00Z: decided for team/c1 at 2019-09-11 12:00:00Z; asked because b",
            desk.Decisions[1].Because);
    }

    [Fact]
    public void Exactly_at_the_end_of_a_cooldown_a_request_is_decided()
    {
        var desk = new Desk(book => PageOn(book, "page").Cooldown(Minutes(30)));

        desk.At(0, new Alert("a", "c1", true));
        desk.At(30, new Alert("b", "c1", true));

        Assert.Equal(["0 page page team/c1 Decided", "30 page page team/c1 Decided"], desk.Told);
    }

    /// <summary>A session that goes on from a snapshot has forgotten what is over, and has to say the same.</summary>
    [Theory]
    [InlineData(10, 60, 29.99, false)]
    [InlineData(10, 60, 30, true)]
    [InlineData(31, 60, 40, true)]
    [InlineData(5, 20, 19.99, false)]
    [InlineData(5, 20, 20, true)]
    public void A_cooldown_that_was_begun_lasts_as_long_as_the_rule_said_then_or_less(double swapped, int minutes, double asked, bool decides)
    {
        var desk = new Desk(book => PageOn(book, "page").Cooldown(Minutes(30)));
        desk.At(0, new Alert("a", "c1", true));
        desk.At(1, new Alert("a", "c1", false));

        desk.At(swapped);
        desk.Swap(book => PageOn(book, "page").Cooldown(Minutes(minutes)));
        desk.At(asked, new Alert("b", "c1", true));

        Assert.Equal(decides ? Outcome.Decided : Outcome.Denied, desk.Decisions[^1].Outcome);
        Assert.Equal(2, desk.Decisions.Count);
    }

    [Fact]
    public void A_denied_request_does_not_prolong_a_cooldown()
    {
        var desk = new Desk(book => PageOn(book, "page").Cooldown(Minutes(30)));

        desk.At(0, new Alert("a", "c1", true));
        desk.At(20, new Alert("b", "c1", true));
        desk.At(30, new Alert("c", "c1", true));

        Assert.Equal([Outcome.Decided, Outcome.Denied, Outcome.Decided], desk.Decisions.Select(d => d.Outcome));
    }

    [Fact]
    public void A_cooldown_counts_for_one_rule_and_one_target()
    {
        var desk = new Desk(book =>
        {
            PageOn(book, "page").Cooldown(Minutes(30));
            PageOn(book, "also").Cooldown(Minutes(30));
        });

        desk.At(0, new Alert("a", "c1", true));
        desk.At(1, new Alert("a", "c2", true));

        Assert.Equal(
            ["0 page page team/c1 Decided", "0 also page team/c1 Decided", "1 page page team/c2 Decided", "1 also page team/c2 Decided"],
            desk.Told);
    }

    [Fact]
    public void A_failover_cools_down_its_service_wherever_it_goes()
    {
        var desk = new Desk(FailOverToAnyOtherSite);

        desk.At(0, new Service("crm", "dc1"), new Site("dc2", true, 0));
        desk.At(1, Approve("site/dc2", 1));
        desk.At(2, new Site("dc3", true, 0));

        Assert.Equal(
            ["0 move fail-over site/dc2 Proposed", "1 move fail-over site/dc2 Decided", "2 move fail-over site/dc3 Denied"], desk.Told);
    }

    [Fact]
    public void An_approval_does_not_overrule_a_cooldown_that_began_while_it_was_awaited()
    {
        var desk = new Desk(FailOverToAnyOtherSite);

        desk.At(0, new Service("crm", "dc1"), new Site("dc2", true, 0), new Site("dc3", true, 0));
        desk.At(1, Approve("site/dc2", 1));
        desk.At(2, Approve("site/dc3", 2));

        Assert.Equal(
            [
                "0 move fail-over site/dc2 Proposed", "0 move fail-over site/dc3 Proposed",
                "1 move fail-over site/dc2 Decided", "2 move fail-over site/dc3 Denied",
            ],
            desk.Told);
    }

    [Fact]
    public void A_lease_is_renewed_at_its_end_when_a_fact_was_observed_during_the_term()
    {
        var desk = new Desk(book => SuspendOn(book).Lease(Hours(1)));

        desk.At(0, WebTools, new Alert("a", "c1", true));
        desk.At(30, new Alert("a", "c1", true));
        desk.At(60);

        Assert.Equal([$"0 keep suspend {Tools} Decided", $"60 keep suspend {Tools} Renewed"], desk.Told);
        Assert.Equal([Desk.Minute(60), Desk.Minute(120)], desk.Decisions.Select(d => d.LeaseUntil));
    }

    [Fact]
    public void A_lease_ends_at_its_instant_when_nothing_was_observed_during_the_term()
    {
        var desk = new Desk(book => SuspendOn(book).Lease(Hours(1)));

        desk.At(0, WebTools, new Alert("a", "c1", true));
        Assert.Equal(Desk.Minute(60), desk.Session.NextDue);
        desk.At(Desk.Minute(60).AddTicks(-1));
        Assert.Single(desk.Told);
        desk.At(90);

        Assert.Equal([$"0 keep suspend {Tools} Decided", $"60 keep release {Tools} Released"], desk.Told);
        Assert.Equal(
            "its lease of 1 hours ended and nothing it rests on was observed since 2019-09-11 12:00:00Z", desk.Decisions[1].Because);
    }

    [Fact]
    public void What_a_lease_released_is_not_asked_again_while_its_match_stands()
    {
        var desk = new Desk(book => SuspendOn(book).Lease(Hours(1)));

        desk.At(0, WebTools, new Alert("a", "c1", true));
        desk.At(61, new Alert("a", "c1", true));
        desk.At(62, new Alert("a", "c1", true, "high"));
        desk.At(63, new Alert("a", "c1", false));
        Assert.Equal([$"0 keep suspend {Tools} Decided", $"60 keep release {Tools} Released"], desk.Told);
        desk.At(64, new Alert("a", "c1", true));

        Assert.Equal($"64 keep suspend {Tools} Decided", desk.Told.Last());
    }

    [Fact]
    public void What_a_lease_released_comes_back_with_a_new_cause()
    {
        var desk = new Desk(book => SuspendOn(book).Lease(Hours(1)));

        desk.At(0, WebTools, new Alert("a", "c1", true));
        desk.At(61, new Alert("b", "c1", true));

        Assert.Equal($"61 keep suspend {Tools} Decided", desk.Told.Last());
    }

    [Fact]
    public void A_released_action_leaves_no_lease_behind()
    {
        var desk = new Desk(book => SuspendOn(book).Lease(Hours(1)));

        desk.At(0, WebTools, new Alert("a", "c1", true));
        desk.At(1, new Alert("a", "c1", false));

        Assert.Null(desk.Session.NextDue);
    }

    [Fact]
    public void A_lease_on_a_group_is_renewed_when_a_member_was_observed()
    {
        var desk = new Desk(book => book.Rule("keep",
            from load in Facts<ClusterLoad>()
            where load.Percent > 50
            group load by load.Cluster into hot
            join tools in Facts<Component>() on hot.Key equals tools.Cluster
            select Runbook.Suspend(tools, "hot")).Mode(Mode.Act).Lease(Hours(1)));

        desk.At(0, WebTools, new ClusterLoad("c1", 90));
        desk.At(30, new ClusterLoad("c1", 91));
        desk.At(60);

        Assert.Equal([$"0 keep suspend {Tools} Decided", $"60 keep suspend {Tools} Renewed"], desk.Told);
    }

    private static void FailOverToAnyOtherSite(Book book) => book.Rule("move",
        from service in Facts<Service>()
        from site in Facts<Site>()
        where site.Name != service.Site
        select Runbook.FailOver(service, site, "down")).Mode(Mode.Act).Cooldown(Hours(24));

    private static Approval Approve(string target, double at) => new("move", target, "ann", Verdict.Approve, Desk.Minute(at));

    private static RuleBuilder PageOn(Book book, string id) => book.Rule(id,
        from alert in Facts<Alert>() where alert.Firing select Runbook.Page(alert.Subject, alert.Name)).Mode(Mode.Act);

    private static RuleBuilder SuspendOn(Book book) => book.Rule("keep",
        from alert in Facts<Alert>()
        where alert.Firing
        join tools in Facts<Component>() on alert.Subject equals tools.Cluster
        select Runbook.Suspend(tools, alert.Name)).Mode(Mode.Act);
}
