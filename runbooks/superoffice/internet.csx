// The internet line of a data centre is out: nobody reaches the service from outside, yet inside everything lives.

Rule("unreachable-from-outside",
    from probe in Facts<Probe>()
        .RaisedWhen(p => !p.Up, lasting: Minutes(2))
        .ClearedWhen(p => p.Up, lasting: Minutes(5))
    group probe by probe.Subject into outside
    where outside.Count() >= 2
    select new Alert("unreachable-from-outside", outside.Key, true, "critical"))
  .Describe("One vantage point may have trouble of its own; two that see nothing for two minutes have not.")
  .Mode(Act);

Rule("internet-outage",
    from unreachable in Facts<Alert>()
    where unreachable.Name == "unreachable-from-outside"
    join service in Facts<Service>() on unreachable.Subject equals service.Name
    join pulse in Facts<Heartbeat>() on service.Site equals pulse.Subject
    where Now - pulse.At < Minutes(3)
    select new Alert("internet-outage", service.Name, true, "critical"))
  .Describe("Unreachable from outside, alive inside: the line is out, not the service.")
  .Mode(Act);

Rule("open-internet-incident",
    from outage in Facts<Alert>()
    where outage.Name == "internet-outage"
    where !Facts<Incident>().Any(i => i.Id.StartsWith("internet-") && i.Status < IncidentStatus.Resolved)
    select OpenIncident(
        $"internet-{Local(Now, "Europe/Oslo"):yyyy-MM-dd}",
        "Internet outage in the data center",
        Impact.Critical,
        because: $"{outage.Subject} is unreachable from at least two places outside, and alive inside"))
  .Describe("An outage of the line is an incident of its own.")
  .Mode(Act);

Rule("say-internet-is-out",
    from incident in Facts<Incident>()
    where incident.Id.StartsWith("internet-") && incident.Status == IncidentStatus.Investigating
    where Facts<Alert>().Any(a => a.Name == "internet-outage")
    select PostUpdate(incident, IncidentStatus.Identified,
        "The internet connection of our data center is out. Our systems are running; we are in contact with the provider."))
  .Describe("The cause is known as soon as the outage is.")
  .Mode(Act);

Rule("degrade-all-on-internet-outage",
    from outage in Facts<Alert>()
    where outage.Name == "internet-outage"
    from component in Facts<Component>()
    select Degrade(component, ComponentStatus.MajorOutage, because: $"{outage.Subject} is unreachable from outside"))
  .Describe("What nobody reaches is down, however well it runs.")
  .Mode(Act);

Rule("internet-is-back",
    from incident in Facts<Incident>()
    where incident.Id.StartsWith("internet-") && incident.Status < IncidentStatus.Resolved
    where !Facts<Alert>().Any(a => a.Name == "unreachable-from-outside")
    select PostUpdate(incident, IncidentStatus.Resolved,
        "The internet connection of our data center is back; we have been reachable for five minutes from everywhere we look."))
  .Describe("Over when all but one vantage point have seen the service for five minutes.")
  .Mode(Act);
