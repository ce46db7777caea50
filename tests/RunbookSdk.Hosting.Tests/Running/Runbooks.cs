using RunbookSdk.Actions;
using RunbookSdk.Components;

namespace RunbookSdk.Hosting.Tests.Running;

/// <summary>Suspends WebTools while its cluster is loaded, and pages who answers customers when that did not work.</summary>
internal sealed class Shedding : Runbook
{
    protected override void Define()
    {
        Rule("suspend",
            from load in Facts<ClusterLoad>()
            where load.Percent > 85
            select Suspend(new Component(load.Cluster, "WebTools"), because: $"{load.Cluster} above 85%"))
          .Mode(Act);
        Rule("tell-of-failure",
            from outcome in Facts<ActionOutcome>()
            where outcome.Status == ActionStatus.DeadLettered && outcome.Rule != "tell-of-failure"
            select Page("ops", because: $"{outcome.Action} {outcome.Target}: {outcome.Because}"))
          .Mode(Act);
    }
}

/// <summary>Pages when the load is high for ten minutes.</summary>
internal sealed class Patience : Runbook
{
    protected override void Define() =>
        Rule("page",
            from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85, lasting: Minutes(10))
            select Page("ops", because: $"{load.Cluster} is loaded"))
          .Mode(Act);
}

/// <summary>Never comes to rest once a probe is seen.</summary>
internal sealed class Restless : Runbook
{
    protected override void Define() =>
        Rule("turn",
            from probe in Facts<Probe>()
            select Assert(new Probe(probe.VantagePoint, probe.Subject, !probe.Up), "turns"))
          .AgainOnChange()
          .Mode(Act);
}
