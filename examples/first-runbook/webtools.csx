// snippet: first-runbook
// webtools.csx: shed the load of documents and mail before it takes a cluster down
const double High = 85, Low = 60; // percent of capacity

Rule("suspend-webtools",
    from load in Facts<ClusterLoad>()
        .RaisedWhen(l => l.Percent > High, lasting: Minutes(10))
        .ClearedWhen(l => l.Percent < Low, lasting: Minutes(30))
    join tools in Facts<Component>() on load.Cluster equals tools.Cluster
    where tools.Name == "WebTools"
    select Suspend(tools, because: $"{load.Cluster} above {High}% for 10 minutes"))
  .Describe("Documents and mail can wait; logins cannot.")
  .Mode(Act)
  .Lease(Hours(24));
// end-snippet
