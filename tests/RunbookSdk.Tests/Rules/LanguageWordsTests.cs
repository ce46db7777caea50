using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Rules;
using RunbookSdk.Tests.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Rules;

/// <summary>Words of the language that have no page of tests of their own, as a session understands them.</summary>
public sealed class LanguageWordsTests
{
    private static readonly Client Old = new("WebTools", Version("10.2"), 3);

    [Fact]
    public void A_client_is_blocked_while_its_match_stands()
    {
        var desk = new Desk(book => book.Rule("block",
            from client in Facts<Client>()
            where client.Product == "WebTools" && client.Version < Version("11.5") && Now >= Date("2019-09-11 14:30 Europe/Oslo")
            select Runbook.Block(client, "too old")).Mode(Mode.Act));

        desk.At(0, Old, Old with { Version = Version("11.5") });
        desk.At(60);
        desk.At(90, Desk.Gone(Old, 90));

        Assert.Equal(
            ["30 block block client/webtools/10.2 Decided", "90 block release client/webtools/10.2 Released"], desk.Told);
    }

    [Fact]
    public void A_job_is_asked_for_once_with_its_arguments()
    {
        var desk = new Desk(book => book.Rule("drain",
            from load in Facts<ClusterLoad>()
            where load.Percent > 90
            select Runbook.RunJob("drain", new[] { load.Cluster, "--fast" }, "full")).Mode(Mode.Act));

        desk.At(0, new ClusterLoad("c1", 91));
        desk.At(1, new ClusterLoad("c1", 99));

        var decision = Assert.Single(desk.Decisions);
        Assert.Equal(["argument1=c1", "argument2=--fast"], decision.Action.Details.Select(d => $"{d.Key}={d.Value}"));
    }

    [Fact]
    public void An_instant_is_written_as_a_zones_clocks_show_it()
    {
        var desk = new Desk(book => book.Rule("day",
            from load in Facts<ClusterLoad>()
            select Runbook.Page("ops", $"{Local(Now, "Europe/Oslo"):yyyy-MM-dd HH:mm}")).Mode(Mode.Act));

        desk.At(12 * 60, new ClusterLoad("c1", 1));

        Assert.Equal("2019-09-12 02:00", desk.Decisions[0].Because);
    }

    [Fact]
    public void A_share_of_a_fleet_is_a_count_over_a_count()
    {
        var desk = new Desk(book => book.Rule("fleet",
            from cluster in Facts<Cluster>()
            where (double)Facts<Probe>().Count(p => p.Subject == cluster.Name && !p.Up) / Facts<Probe>().Count(p => p.Subject == cluster.Name) > 0.5
            select Runbook.Suspend(new Component(cluster.Name, "x"), "most are down")).Mode(Mode.Act));

        desk.At(0, new Cluster("c1", 1), new Probe("a", "c1", false), new Probe("b", "c1", true));
        desk.At(1, new Probe("c", "c1", false));
        desk.At(2, new Probe("d", "c1", true));

        Assert.Equal(["1 fleet suspend component/c1/x Decided", "2 fleet release component/c1/x Released"], desk.Told);
    }

    [Fact]
    public void Let_several_from_group_and_having_go_together()
    {
        var desk = new Desk(book => book.Rule("sites",
            from site in Facts<Site>()
            from cluster in Facts<Cluster>()
            let share = cluster.CustomerShare * 100
            where !site.Healthy && share >= 10
            group share by site.Name into shares
            let total = shares.Sum(s => s)
            where total > 50 && shares.Count() > 1
            select Runbook.Page(shares.Key, $"{total}% of the customers")).Mode(Mode.Act));

        desk.At(0, new Site("dc1", false, 0), new Site("dc2", true, 0), new Cluster("c1", 0.25), new Cluster("c2", 0.25), new Cluster("c3", 0.05));
        Assert.Empty(desk.Decisions);
        desk.At(1, new Cluster("c3", 0.5));

        Assert.Equal(["100% of the customers"], desk.Decisions.Select(d => d.Because));
    }
}
