#load "thresholds.csx"

// What the public hears of a network incident, from the first update to the postmortem.

Rule("say-we-are-still-investigating",
    from incident in Facts<Incident>()
    where incident.Status == IncidentStatus.Investigating
    where Now - incident.Since >= Minutes(1)
    select PostUpdate(incident, IncidentStatus.Investigating, "We are continuing to investigate this issue."))
  .Describe("After a minute without a cause, say that somebody is on it.")
  .Mode(Act);

Rule("watch-a-remedy",
    from remedy in Facts<Remedy>()
    from service in Facts<Service>()
#pragma warning disable RBK3001 // there are as few remedies as people, and fewer services
    where remedy.Subject == service.Name || remedy.Subject == service.Site
#pragma warning restore RBK3001
    from incident in Facts<Incident>()
    where incident.Id.StartsWith("network-") && incident.Status < IncidentStatus.Monitoring
    where remedy.At >= incident.Since
    select PostUpdate(incident, IncidentStatus.Monitoring, $"{remedy.Description} and we are monitoring the results."))
  .Describe("An operator did something about it: watch whether it helps.")
  .Mode(Act);

Rule("relapse",
    from errors in Facts<Sample>().Where(s => s.Metric == "network-errors")
        .RaisedWhen(s => s.Value > Unstable && s.Value < Cut, lasting: Minutes(5))
    join service in Facts<Service>() on errors.Subject equals service.Site
    from incident in Facts<Incident>()
    where incident.Id.StartsWith("network-") && incident.Status == IncidentStatus.Monitoring
    select ChangeIncident(incident, IncidentStatus.Investigating,
        because: $"{errors.Value:0.0}% of packets lost in {service.Site} again"))
  .Describe("The remedy did not help.")
  .Mode(Act);

Rule("resolve-network-incident",
    from incident in Facts<Incident>()
    where incident.Id.StartsWith("network-") && incident.Status == IncidentStatus.Monitoring
    where Now - incident.Since >= Hours(2)
    from service in Facts<Service>()
    where !Facts<Alert>().Any(a => a.Name == "network-unstable" && a.Subject == service.Site)
    select ChangeIncident(incident, IncidentStatus.Resolved, because: $"the network of {service.Site} has been quiet for two hours"))
  .Describe("Two hours after the remedy, and after the last lost packets.")
  .Mode(Act);

Rule("postmortem-due",
    from incident in Facts<Incident>()
    where incident.Status == IncidentStatus.Resolved && incident.Impact == Impact.Critical
    where Now - incident.Since >= Hours(24)
    where !Facts<Postmortem>().Any(p => p.Incident == incident.Id)
    select Page("incident-owners", because: $"{incident.Id} was resolved a day ago and has no postmortem"))
  .Describe("A critical incident owes its customers an explanation within a day.")
  .Mode(Act);

Rule("post-postmortem",
    from postmortem in Facts<Postmortem>()
    join incident in Facts<Incident>() on postmortem.Incident equals incident.Id
    where incident.Status == IncidentStatus.Resolved
    select PostUpdate(incident, IncidentStatus.Postmortem, postmortem.Summary))
  .Describe("What was learned is published as soon as it is written.")
  .Mode(Act);
