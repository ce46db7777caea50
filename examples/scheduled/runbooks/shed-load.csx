// shed-load.csx: shed documents and mail while a cluster is busy; stop older clients on a date
Rule("shed-load",
    from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85).ClearedWhen(l => l.Percent < 70)
    join tools in Facts<Component>() on load.Cluster equals tools.Cluster
    where tools.Name == "WebTools"
    select Suspend(tools, because: $"{load.Cluster} is at {load.Percent}%"))
  .Describe("Documents and mail can wait; logins cannot.")
  .Mode(Act)
  .Lease(Hours(24));

Rule("require-11.5",
    from component in Facts<Component>()
    where component.Name == "WebTools" && Now >= Date("2019-09-15 Europe/Oslo")
    select RequireVersion("WebTools", Version("11.5"), Enforcement.Block, because: "11.5 survives an unstable network"))
  .Describe("A date that passes on a Sunday is decided by Monday's run, and says Sunday.")
  .Mode(Act);
