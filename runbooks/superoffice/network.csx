#load "thresholds.csx"

// An unstable network in the data centre that carries the service: say so, degrade what suffers, and move if it is bad.

Rule("network-unstable",
    from errors in Facts<Sample>().Where(s => s.Metric == "network-errors")
        .RaisedWhen(s => s.Value > Unstable && s.Value < Cut, lasting: Minutes(5))
        .ClearedWhen(s => s.Value < Quiet, lasting: Hours(2))
    select new Alert("network-unstable", errors.Subject, true, "major"))
  .Describe("A network is unstable from five minutes of lost packets until two quiet hours.")
  .Mode(Act);

Rule("open-network-incident",
    from unstable in Facts<Alert>()
    where unstable.Name == "network-unstable"
    join service in Facts<Service>() on unstable.Subject equals service.Site
    join errors in Facts<Sample>() on service.Site equals errors.Subject
    where errors.Metric == "network-errors"
    where !Facts<Incident>().Any(i => i.Id.StartsWith("network-") && i.Status < IncidentStatus.Resolved)
    select OpenIncident(
        $"network-{Local(Now, "Europe/Oslo"):yyyy-MM-dd}",
        "Data center network outage",
        errors.Value > Bad ? Impact.Critical : Impact.Major,
        because: $"{errors.Value:0.0}% of packets lost in {service.Site}, which carries {service.Name}"))
  .Describe("We are experiencing network related issues, causing connectivity loss for customers.")
  .Mode(Act);

Rule("degrade-webtools-on-unstable-network",
    from unstable in Facts<Alert>()
    where unstable.Name == "network-unstable"
    join service in Facts<Service>() on unstable.Subject equals service.Site
    from tools in Facts<Component>()
    where tools.Name == "WebTools"
    select Degrade(tools, ComponentStatus.DegradedPerformance, because: $"the network of {service.Site} is unstable"))
  .Describe("WebTools is the first to suffer: it repeats what the network loses.")
  .Mode(Act);

Rule("degrade-all-on-bad-network",
    from errors in Facts<Sample>().Where(s => s.Metric == "network-errors")
        .RaisedWhen(s => s.Value > Bad && s.Value < Cut, lasting: Minutes(5))
        .ClearedWhen(s => s.Value < Quiet, lasting: Minutes(30))
    join service in Facts<Service>() on errors.Subject equals service.Site
    from component in Facts<Component>()
    select Degrade(component, ComponentStatus.PartialOutage, because: $"{errors.Value:0.0}% of packets lost in {service.Site}"))
  .Describe("With this many packets lost, some customers reach nothing at all.")
  .Mode(Act);

Rule("fail-over-on-network-errors",
    from errors in Facts<Sample>().Where(s => s.Metric == "network-errors")
        .RaisedWhen(s => s.Value > Bad, lasting: Minutes(10))
        .ClearedWhen(s => s.Value < Quiet, lasting: Minutes(30))
    join service in Facts<Service>() on errors.Subject equals service.Site
    from other in Facts<Site>()
    where other.Name != service.Site && other.Healthy && other.ReplicationLagSeconds < 30
    select FailOver(service, other, because:
        $"{errors.Value:0.0}% of packets lost in {service.Site}, high for 10 minutes; {other.Name} is healthy and {other.ReplicationLagSeconds:0.0} s behind"))
  .Describe("Move the service when its data centre's network is bad and the other one could carry it. Nothing moves it back by itself.")
  .Cooldown(Hours(48))
  .RequireApproval()
  .Mode(Act);
