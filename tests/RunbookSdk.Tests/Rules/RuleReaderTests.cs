using RunbookSdk.Components;
using RunbookSdk.Rules;

namespace RunbookSdk.Tests.Rules;

public sealed class RuleReaderTests
{
    [Fact]
    public void A_rule_reads_as_text_with_its_variables_folded()
    {
        var set = RuleSet.Create(new WebTools());

        Assert.Equal(
            """
            suspend-webtools: from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85, lasting: 00:10:00).ClearedWhen(l => l.Percent < 60, lasting: 12:00:00) from tools in Facts<Component>() where load.Cluster == tools.Cluster where tools.Name == "WebTools" where !Facts<Maintenance>().Where(m => m.Cluster == tools.Cluster).Any() where Facts<ClusterLoad>().Over(00:10:00).Where(l => l.Cluster == load.Cluster).Average(l => l.Percent) > 80 select Suspend(tools, Format("{0} above {1}%", load.Cluster, 85))
            """,
            set.Rules[0].ToString());
        Assert.Equal(
            """
            many-hot: from load in (from load in Facts<ClusterLoad>() where load.Percent > 85 group by load.Cluster) where group0.Count > 2 where Average(load.Percent) > 90 select Page("sre", Format("{0} of {1}", group0.Key, group0.Count))
            """.Replace("from load in (", "from group0 in (", StringComparison.Ordinal),
            set.Rules[1].ToString());
        Assert.Equal(
            """quiet: from heart in Facts<Heartbeat>() where Now - heart.At > 00:03:00 where Now >= 2019-09-19T00:00:00+02:00 select Page("sre", heart.Subject)""",
            set.Rules[2].ToString());
    }

    private sealed class WebTools : Runbook
    {
        protected override void Define()
        {
            var high = 85;
            Rule("suspend-webtools",
                from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > high, lasting: Minutes(10)).ClearedWhen(l => l.Percent < 60, lasting: Hours(12))
                join tools in Facts<Component>() on load.Cluster equals tools.Cluster
                where tools.Name == "WebTools"
                where !Facts<Maintenance>().Any(m => m.Cluster == tools.Cluster)
                where Over(load, Minutes(10)).Average(l => l.Percent) > 80
                select Suspend(tools, $"{load.Cluster} above {high}%"));
            Rule("many-hot",
                from load in Facts<ClusterLoad>()
                where load.Percent > high
                group load by load.Cluster into g
                where g.Count() > 2 && g.Average(l => l.Percent) > 90
                select Page("sre", $"{g.Key} of {g.Count()}"));
            Rule("quiet",
                from heart in Facts<Heartbeat>()
                where Now - heart.At > Minutes(3) && Now >= Date("2019-09-19 Europe/Oslo")
                select Page("sre", heart.Subject));
        }
    }
}
