using RunbookSdk.Actions;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Incidents;

namespace RunbookSdk.Tests.Documentation;

/// <summary>The rules that docs/writing-runbooks.md shows.</summary>
internal sealed class WritingRunbooksPage : Runbook
{
    protected override void Define()
    {
        // snippet: rule
        Rule("page-when-a-site-is-ill",
            from site in Facts<Site>()
            where !site.Healthy
            select Page("network", because: $"{site.Name} is not healthy"));
        // end-snippet

        // snippet: join
        Rule("suspend-where-nobody-works",
            from load in Facts<ClusterLoad>()
            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
            where tools.Name == "WebTools" && load.Percent > 95
            where !Facts<Maintenance>().Any(m => m.Cluster == tools.Cluster && m.Begins <= Now && Now < m.Ends)
            select Suspend(tools, because: $"{load.Cluster} at {load.Percent}%"));
        // end-snippet

        // snippet: group
        Rule("down-for-the-world",
            from probe in Facts<Probe>()
            where !probe.Up
            group probe by probe.Subject into down
            where down.Count() >= 2
            select Page("network", because: $"{down.Key} is down from {down.Count()} vantage points"));
        // end-snippet

        // snippet: window
        Rule("degrade-while-busy",
            from load in Facts<ClusterLoad>()
            let average = Over(load, Minutes(10)).Average(l => l.Percent)
            where average > 80
            from component in Facts<Component>()
            where component.Cluster == load.Cluster
            select Degrade(component, ComponentStatus.DegradedPerformance, because: $"{average}% in ten minutes"));
        // end-snippet

        // snippet: missing
        Rule("page-when-a-heart-stops",
            from service in Facts<Service>()
            where Missing<Heartbeat>(h => h.Subject == service.Name, forAtLeast: Minutes(3))
            select Page("ops", because: $"no sign of life of {service.Name} for 3 minutes"));
        // end-snippet

        // snippet: rate
        Rule("page-when-errors-rise",
            from errors in Facts<Sample>()
            where errors.Metric == "http-errors-total"
            let perSecond = Over(errors, Minutes(5)).Rate(e => e.Value)
            where perSecond > 2
            select Page("web", because: $"{perSecond} errors a second on {errors.Subject}"));
        // end-snippet

        // snippet: first
        Rule("page-for-the-worst",
            from load in Facts<ClusterLoad>()
            join cluster in Facts<Cluster>() on load.Cluster equals cluster.Name
            group load by cluster.CustomerShare > 0.1 into loads
            let worst = loads.OrderByDescending(l => l.Percent).First()
            where worst.Percent > 90
            select Page(loads.Key ? "large" : "small", because: $"{worst.Cluster} at {worst.Percent}%"));
        // end-snippet

        // snippet: max-age
        Rule("suspend-on-fresh-load",
            from load in Facts<ClusterLoad>().MaxAge(Minutes(5))
                .RaisedWhen(l => l.Percent > 85, lasting: Minutes(10)).ClearedWhen(l => l.Percent < 60, lasting: Hours(1))
            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
            where tools.Name == "WebTools"
            select Suspend(tools, because: $"{load.Cluster} above 85% for 10 minutes"));
        // end-snippet

        // snippet: now
        Rule("block-webtools-before-11.5",
            from client in Facts<Client>()
            where client.Product == "WebTools" && client.Version < Version("11.5")
            where Now >= Date("2019-09-19 Europe/Oslo")
            select Block(client, because: "11.5 is the first version that survives an unstable network"))
          .Mode(Act);
        // end-snippet

        // snippet: fail-over
        Rule("fail-over",
            from service in Facts<Service>()
            join errors in Facts<Sample>().RaisedWhen(s => s.Metric == "network-errors" && s.Value > 5, lasting: Minutes(10))
                on service.Site equals errors.Subject
            from other in Facts<Site>()
            where other.Name != service.Site && other.Healthy && other.ReplicationLagSeconds < 30
            select FailOver(service, other, because: $"{errors.Value}% errors in {service.Site} for ten minutes"))
          .Mode(Act)
          .RequireApproval(within: Hours(4))
          .Cooldown(Days(2));
        // end-snippet

        // snippet: verify
        Rule("shed-webtools",
            from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85, lasting: Minutes(10))
            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
            where tools.Name == "WebTools"
            select Suspend(tools, because: $"{load.Cluster} above 85% for 10 minutes"))
          .Mode(Act)
          .Verify(
              within: Minutes(15),
              (Suspend s) => Facts<ClusterLoad>().Where(l => l.Cluster == s.Component.Cluster && l.Percent < 60),
              otherwise: s => RunJob("drain", new[] { s.Component.Cluster }, because: "suspending WebTools did not help"))
          .Otherwise(
              within: Minutes(20),
              (Suspend s) => Page("on-call", because: $"{s.Component.Cluster} is loaded, and neither suspending nor draining helped"));
        // end-snippet

        // snippet: derived
        Rule("cluster-in-trouble",
            from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85, lasting: Minutes(10))
            select new ClusterInTrouble(load.Cluster));

        Rule("open-incident",
            from trouble in Facts<ClusterInTrouble>()
            select OpenIncident($"load-{trouble.Cluster}", "Slow responses", Impact.Minor, because: "a cluster is in trouble"))
          .Mode(Act);
        // end-snippet
    }
}

// snippet: aged-fact
/// <summary>How far the copy of a database is behind.</summary>
[MaxAge("00:05:00")]
internal sealed record ReplicaLag([Key] string Replica, double Seconds);
// end-snippet

// snippet: own-fact
/// <summary>A cluster that is close to its limits.</summary>
internal sealed record ClusterInTrouble([Key] string Cluster);
// end-snippet
