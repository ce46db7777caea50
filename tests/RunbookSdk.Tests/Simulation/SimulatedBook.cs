using RunbookSdk.Actions;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Incidents;

namespace RunbookSdk.Tests.Simulation;

/// <summary>Rules with everything that a rule may say. Editions differ in some of them, as rules do that are worked on.</summary>
internal sealed class SimulatedBook(int edition) : Runbook
{
    public const int Editions = 4;

    public static readonly FactCatalog Catalog = DomainFacts.CatalogWith(typeof(Note), typeof(Poison));

    protected override void Define()
    {
        Standing();
        Once();
        Chained();
        Rule("date", from cluster in Facts<Cluster>() where Now >= Date("2019-09-20T07:30Z") select Page("date", cluster.Name)).Mode(Act);
        Rule("watched", from load in Facts<ClusterLoad>() where load.Percent > 50 select RunJob("watch", new[] { load.Cluster }, "only looks")).Mode(Observe);
        if (edition != 1) Rule("faulty", from sample in Facts<Sample>() where 100 / (int)sample.Value > 3 select Page("few", sample.Subject)).Mode(Act);
        Rule("endless", from poison in Facts<Poison>() where !Facts<Flip>().Any() select new Flip(poison.Name));
    }

    private void Standing()
    {
        Rule("suspend",
            from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85, lasting: Minutes(10)).ClearedWhen(l => l.Percent < 60, lasting: Minutes(30))
            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
            where tools.Name == "WebTools"
            select Suspend(tools, $"{load.Cluster} is hot")).Mode(Act).Lease(Hours(6)).Escalate("lead")
          .Verify(
              Minutes(45),
              (Suspend s) => Facts<ClusterLoad>().Where(l => l.Cluster == s.Component.Cluster && l.Percent < 70),
              s => Degrade(new Component(s.Component.Cluster, "Mail"), ComponentStatus.PartialOutage, "suspending does not help"))
          .Otherwise(Hours(1), (Suspend s) => RunJob("drain", new[] { s.Component.Cluster }, "nothing helps"))
          .Otherwise(Hours(edition == 2 ? 3 : 2), (Suspend s) => Page("lead", "nothing helps"));
        Rule("suspend-on-alert",
            from alert in Facts<Alert>()
            where alert.Firing && alert.Name == "melting"
            join tools in Facts<Component>() on alert.Subject equals tools.Cluster
            where tools.Name == "WebTools"
            select Suspend(tools, $"{alert.Subject} melts")).Mode(Act).RequireApproval(within: Hours(2)).Cooldown(Hours(3)).Lease(Hours(4));
        Rule("require",
            from load in Facts<ClusterLoad>()
            where load.Percent > 40
            select RequireVersion(load.Cluster, Version("11.5"), load.Percent > 70 ? Enforcement.Block : Enforcement.Warn, "busy")).Mode(Act).Cooldown(Minutes(20));
        if (edition != 3)
            Rule("degrade", from note in Facts<Note>() select Degrade(new Component(note.Name, "Mail"), ComponentStatus.DegradedPerformance, "noted")).Mode(Propose);
    }

    private void Once()
    {
        Rule("restart", from alert in Facts<Alert>() where alert.Firing && alert.Name == "down" select RunJob("restart", new[] { alert.Subject }, "down"))
          .Mode(Act).AtMost(3, Hours(24)).Escalate("on-call")
          .Verify(
              Minutes(20),
              (RunJob job) => from probe in Facts<Probe>() where probe.Subject == job.Arguments[0] && probe.Up select probe,
              job => Page("on-call", $"restarting {job.Arguments[0]} did not help"));
        Rule("fail-over",
            from service in Facts<Service>()
            join errors in Facts<Sample>().RaisedWhen(s => s.Metric == "errors" && s.Value > 60, lasting: Minutes(20)) on service.Site equals errors.Subject
            from site in Facts<Site>()
            where site.Name != service.Site && site.Healthy
            select FailOver(service, site, "errors")).Mode(Act).RequireApproval(2, within: Hours(4)).Cooldown(Days(2)).Priority(5);
        Rule("tell", from load in Facts<ClusterLoad>() where load.Percent > (edition == 1 ? 92 : 95) select Page(load.Cluster, $"{load.Percent}")).Mode(Act).AgainOnChange();
        Rule("scale",
            from cluster in Facts<Cluster>()
            where Facts<Sample>().Where(s => s.Subject == cluster.Name).Over(Hours(2)).Average(s => s.Value) > 55
            select RunJob("scale", new[] { cluster.Name }, "busy")).Mode(Act).Cooldown(Hours(2));
        Rule("silent", from cluster in Facts<Cluster>() where Missing<Heartbeat>(h => h.Subject == cluster.Name, forAtLeast: Hours(8)) select Page("monitoring", cluster.Name)).Mode(Act);
        Rule("given-up", from outcome in Facts<ActionOutcome>() where outcome.Status == ActionStatus.DeadLettered select Page("on-call", $"{outcome.Action} of {outcome.Target}")).Mode(Act);
    }

    private void Chained()
    {
        Rule("hot", from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 80, lasting: Minutes(5)).ClearedWhen(l => l.Percent < 50) select new Hot(load.Cluster));
        Rule("open", from hot in Facts<Hot>() select OpenIncident($"hot-{hot.Cluster}", "Slow", Impact.Minor, "hot")).Mode(Act);
        Rule("resolve",
            from incident in Facts<Incident>()
            where incident.Status == IncidentStatus.Investigating && !Facts<Hot>().Any(h => $"hot-{h.Cluster}" == incident.Id)
            select ChangeIncident(incident, IncidentStatus.Resolved, "cool")).Mode(Act);
        Rule("many",
            from alert in Facts<Alert>()
            where alert.Firing
            group alert by alert.Subject into alerts
            where alerts.Count() > 1
            select new Note($"{alerts.Key}", alerts.Count()));
        Rule("several", from cluster in Facts<Cluster>() where Facts<Hot>().Count() > 1 && cluster.CustomerShare > 0.5 select Assert(new Note("several", 1), "")).Mode(Act);
    }
}

/// <summary>A cluster that is busy; derived.</summary>
internal sealed record Hot([Key] string Cluster);

/// <summary>Derived, asserted, and observed too; forgotten after some hours.</summary>
[Retention("09:00:00")]
internal sealed record Note([Key] string Name, int Count);

/// <summary>Keeps an evaluation from coming to rest.</summary>
internal sealed record Poison([Key] string Name);

/// <summary>True when it is not.</summary>
internal sealed record Flip([Key] string Name);
