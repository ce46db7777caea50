#load "thresholds.csx"

// WebTools repeats what an unstable network loses. Shed that load before it takes a cluster down, and bring it back with care.

const double HighShare = 0.4;                                       // of the requests of a cluster
#pragma warning disable RBK1052 // the next rule holds on to the suspension until the load has been low for twelve hours
Rule("suspend-webtools",
    from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > HighLoad, lasting: Minutes(10))
    join tools in Facts<Component>() on load.Cluster equals tools.Cluster
    where tools.Name == "WebTools"
    from service in Facts<Service>()
    where Facts<RequestRate>().Where(r => r.Cluster == load.Cluster && r.Component == "WebTools").Sum(r => r.PerSecond)
        / Facts<RequestRate>().Where(r => r.Cluster == load.Cluster).Sum(r => r.PerSecond) > HighShare
    where Facts<Sample>().Over(Hours(1)).Any(s => s.Metric == "network-errors" && s.Subject == service.Site && s.Value > Unstable)
    where !Facts<Maintenance>().Any(m => m.Cluster == load.Cluster && m.Begins <= Now && Now < m.Ends)
    select Suspend(tools, because:
        $"{load.Cluster} above {HighLoad}% for 10 minutes, more than {HighShare:0%} of it WebTools, and an unstable network in the last hour"))
  .Describe("Documents and mail can wait; logins cannot.")
  .Lease(Hours(24))
  .Mode(Act);
#pragma warning restore RBK1052
Rule("keep-webtools-suspended-until-load-is-low",
    from load in Facts<ClusterLoad>()
        .RaisedWhen(l => l.Percent > HighLoad, lasting: Minutes(10))
        .ClearedWhen(l => l.Percent < LowLoad, lasting: Hours(12))
    join tools in Facts<Component>() on load.Cluster equals tools.Cluster
    where tools.Name == "WebTools" && tools.Status == ComponentStatus.Suspended
    select Suspend(tools, because: $"{load.Cluster} has not been below {LowLoad}% for 12 hours yet"))
  .Describe("Without WebTools the load falls at once; that alone does not make it safe to bring it back.")
  .Lease(Hours(24))
  .Mode(Act);

Rule("keep-webtools-suspended-on-larger-cluster",
    from larger in Facts<Component>()
    where larger.Name == "WebTools" && larger.Status == ComponentStatus.Suspended
    join most in Facts<Cluster>() on larger.Cluster equals most.Name
    from smaller in Facts<Component>()
    where smaller.Name == "WebTools"
    join few in Facts<Cluster>() on smaller.Cluster equals few.Name
    where few.CustomerShare < most.CustomerShare
    join load in Facts<ClusterLoad>() on larger.Cluster equals load.Cluster     // what is observed anew renews the lease
    where smaller.Status == ComponentStatus.Suspended || Now - smaller.Since.GetValueOrDefault() < Hours(24)
    select Suspend(larger, because: $"{smaller.Cluster} goes first, a day ahead"))
  .Describe("The smaller cluster comes back first; a day without a relapse there, then the larger one.")
  .Lease(Hours(24))
  .Mode(Act);

Rule("open-webtools-incident",
    from tools in Facts<Component>()
    where tools.Name == "WebTools" && tools.Status == ComponentStatus.Suspended
    where !Facts<Incident>().Any(i => i.Id.StartsWith("webtools-") && i.Status < IncidentStatus.Resolved)
    select OpenIncident(
        $"webtools-{Local(Now, "Europe/Oslo"):yyyy-MM-dd}", "Documents and mail suspended", Impact.Major, because: $"WebTools is suspended on {tools.Cluster}"))
  .Describe("What is switched off on purpose is an incident for those who need it.")
  .Mode(Act);

Rule("publish-workaround",
    from incident in Facts<Incident>()
    where incident.Id.StartsWith("webtools-") && incident.Status == IncidentStatus.Investigating
    select PostUpdate(incident, IncidentStatus.Identified,
        "To keep the service stable WebTools is suspended. Until it is back: download a document, edit it, and upload it again; "
        + "archive mail by dragging it into the CRM window."))
  .Describe("Whoever loses WebTools learns how to work without it.")
  .Mode(Act);

Rule("say-webtools-is-back-on-a-cluster",
    from incident in Facts<Incident>()
    where incident.Id.StartsWith("webtools-") && incident.Status == IncidentStatus.Identified
    from tools in Facts<Component>()
    where tools.Name == "WebTools" && tools.Status != ComponentStatus.Suspended && tools.Since > incident.OpenedAt
    where Facts<Component>().Any(c => c.Name == "WebTools" && c.Status == ComponentStatus.Suspended)
    select PostUpdate(incident, IncidentStatus.Identified, $"WebTools is back on {tools.Cluster}; the other cluster follows."))
  .Describe("Customers of a cluster learn that theirs is back.")
  .Mode(Act);

Rule("say-webtools-is-back",
    from incident in Facts<Incident>()
    where incident.Id.StartsWith("webtools-") && incident.Status == IncidentStatus.Identified
    where !Facts<Component>().Any(c => c.Name == "WebTools" && c.Status == ComponentStatus.Suspended)
    select PostUpdate(incident, IncidentStatus.Monitoring, "WebTools is back for everybody, and we are monitoring the results."))
  .Describe("Back everywhere: watch it.")
  .Mode(Act);

Rule("resolve-webtools-incident",
    from incident in Facts<Incident>()
    where incident.Id.StartsWith("webtools-") && incident.Status == IncidentStatus.Monitoring
    where Now - incident.Since >= Hours(24)
    where !Facts<Component>().Any(c => c.Name == "WebTools" && c.Status == ComponentStatus.Suspended)
    select ChangeIncident(incident, IncidentStatus.Resolved, because: "WebTools has run for a day on every cluster"))
  .Describe("A day without a relapse.")
  .Mode(Act);
