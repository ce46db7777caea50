namespace RunbookSdk.Scripting.Tests;

internal static class Samples
{
    public const string Page = """Rule("page", from p in Facts<Probe>() where !p.Up select Page("ops", because: p.Subject));""";

    /// <summary>A rule of its own name.</summary>
    public static string PageNamed(string id) => Page.Replace("\"page\"", $"\"{id}\"", StringComparison.Ordinal);

    /// <summary>About 60 lines that use much of the language.</summary>
    public const string Long = """
        #!/usr/bin/env dotnet
        #:package RunbookSdk@0.1.0
        // webtools.csx: shed the mail and document load before it takes a cluster down
        const double High = 85, Low = 60;
        var team = "operations";
        var steep = Minutes(10);

        Rule("suspend-webtools",
            from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > High, lasting: Minutes(10))
                                             .ClearedWhen(l => l.Percent < Low, lasting: Hours(12))
            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
            where tools.Name == "WebTools"
            where !Facts<Maintenance>().Any(m => m.Cluster == tools.Cluster)
            select Suspend(tools, because: $"{load.Cluster} above {High}% for 10 minutes"))
          .Describe("Documents and mail can wait; logins cannot.")
          .RequireApproval()
          .Lease(Hours(24));

        Rule("block-webtools-before-11.5",
            from client in Facts<Client>()
            where client.Product == "WebTools" && client.Version < Version("11.5") && Now >= Date("2019-09-19 Europe/Oslo")
            select Block(client, because: "11.5 is the first version that survives an unstable network"))
          .Mode(Propose);

        Rule("disk-nearly-full",
            from disk in Facts<Disk>()
            where disk.Free < 3 && !disk.Host.StartsWith("test")
            select Page(team, because: $"{disk.Host} has {disk.Free} GB left"))
          .Mode(Act)
          .Cooldown(Hours(1));

        Rule("cluster-errors",
            from error in Facts<Sample>()
            where error.Metric == "network-errors"
            group error by error.Subject into errors
            where errors.Count() > 2 && errors.Average(e => e.Value) > 10
            select Page(team, because: $"errors on {errors.Key}"));

        Rule("load-climbs",
            from load in Facts<ClusterLoad>()
            let average = Over(load, steep).Average(l => l.Percent)
            where load.Percent > 1.2 * average
            select new Climbing(load.Cluster, load.Percent));

        foreach (var cluster in new[] { "online1", "online2" })
        {
            Rule($"outage-{cluster}",
                from probe in Facts<Probe>()
                where !probe.Up && probe.Subject == cluster
                where Facts<Probe>().Count(p => !p.Up && p.Subject == cluster) >= 2
                select OpenIncident($"outage-{cluster}", Title(cluster), Impact.Critical, because: "two vantage points see nothing"));
        }

        Rule("over-capacity",
            from cluster in Facts<Cluster>()
            from load in Facts<ClusterLoad>()
            where load.Cluster == cluster.Name && load.Percent > High && cluster.CustomerShare > 0.5
            select Page("management", because: $"most customers are on {cluster.Name}"));

        string Title(string cluster) => $"{cluster} cannot be reached";

        public sealed record Disk([property: Key] string Host, double Free);
        public sealed record Climbing(string Cluster, double Percent);
        """;
}
