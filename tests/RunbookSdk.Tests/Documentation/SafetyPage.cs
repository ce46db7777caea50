using RunbookSdk.Components;
using RunbookSdk.Facts;

namespace RunbookSdk.Tests.Documentation;

/// <summary>The rules that docs/safety.md shows.</summary>
internal sealed class SafetyPage : Runbook
{
    protected override void Define()
    {
        // snippet: every-rule
        EveryRule(r => r.Author("ann@example.com").Escalate("on-call"));
        // end-snippet

        // snippet: approvals
        Rule("fail-over-when-a-site-dies",
            from service in Facts<Service>()
            join site in Facts<Site>() on service.Site equals site.Name
            where !site.Healthy
            from other in Facts<Site>()
            where other.Healthy && other.ReplicationLagSeconds < 30
            select FailOver(service, other, because: $"{site.Name} is not healthy"))
          .Mode(Act)
          .RequireApproval(2, within: Hours(1), of: ["ben@example.com", "sre"])
          .Keep(1, of: Facts<Site>(), available: s => s.Healthy)
          .AtMost(1, per: Hours(24));
        // end-snippet

        // snippet: touch
        Rule("suspend-webtools-under-load",
            from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85, lasting: Minutes(10))
            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
            where tools.Name == "WebTools"
            select Suspend(tools, because: $"{load.Cluster} at {load.Percent}%"))
          .Mode(Act)
          .AtMostTargets(2)
          .KeepShare(0.5, of: Facts<Component>().Where(c => c.Name == "WebTools"), available: c => c.Status == ComponentStatus.Operational);
        // end-snippet

        // snippet: over
        Rule("drain-announced-machines",
            from plan in Facts<DrainPlan>()
            select RunJob("drain", new[] { plan.Id }, because: plan.Reason, over: plan.Machines))
          .Mode(Act)
          .OnlyDuring("change-window")
          .AtMostShare(0.1, of: Facts<Machine>())
          .RequireApproval();
        // end-snippet

        // snippet: too-much
        Rule("too-much-is-down",
            from probe in Facts<Probe>()
            where !probe.Up
            group probe by probe.VantagePoint into down
            where down.Count() > 0.5 * Facts<Component>().Count()
            select Hold("component/*", because: $"{down.Key} sees {down.Count()} components down: look at the monitoring first"))
          .Mode(Act);
        // end-snippet
    }
}

// snippet: author-fact
/// <summary>Somebody wants machines to be drained.</summary>
internal sealed record DrainPlan([Key] string Id, string[] Machines, string Reason, [Author] string RequestedBy);
// end-snippet

/// <summary>A machine of the page.</summary>
internal sealed record Machine([Key] string Name);
