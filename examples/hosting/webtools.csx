// Sheds the mail and document load while a cluster is loaded.
Rule("suspend-webtools",
    from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85).ClearedWhen(l => l.Percent < 70)
    select Suspend(new Component(load.Cluster, "WebTools"), because: $"{load.Cluster} above 85%"))
  .Describe("Documents and mail can wait; logins cannot.")
  .Mode(Act)
  .Lease(Hours(24));

// Nobody has to look whether it worked.
Rule("tell-of-failure",
    from outcome in Facts<ActionOutcome>()
    where outcome.Status == ActionStatus.DeadLettered
    select Page("ops", because: $"{outcome.Action} {outcome.Target} did not work: {outcome.Because}"))
  .Mode(Act);
