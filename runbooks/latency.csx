// A latency that stays high, stays low, or swings. Low is wrong as well: requests that are refused are answered fast.
// A series that nobody named (a CSV file without --metric) is taken for latency as well.
// The numbers are for a series of about 45 ms with a sample each five minutes. One high sample is nothing, three in a row are.

#pragma warning disable RBK3002, RBK3003 // a series or two and a handful of incidents: what is asked one by one is asked of few

const double High = 50, NoLongerHigh = 48, Low = 41, NoLongerLow = 42, Swing = 20;      // milliseconds

Rule("latency-high",
    from latency in Facts<Sample>().Where(s => s.Metric == "latency" || s.Metric == "value")
        .RaisedWhen(s => s.Value > High, lasting: Minutes(10))
        .ClearedWhen(s => s.Value < NoLongerHigh, lasting: Minutes(30))
    select new Alert("latency-high", latency.Subject, true, "page"))
  .Describe("High for ten minutes; over after half an hour of ordinary values.")
  .Mode(Act);

Rule("latency-low",
    from latency in Facts<Sample>().Where(s => s.Metric == "latency" || s.Metric == "value")
        .RaisedWhen(s => s.Value < Low, lasting: Minutes(10))
        .ClearedWhen(s => s.Value > NoLongerLow, lasting: Minutes(30))
    select new Alert("latency-low", latency.Subject, true, "page"))
  .Describe("Low for ten minutes; over after half an hour of ordinary values.")
  .Mode(Act);

Rule("latency-swings",
    from latency in Facts<Sample>()
    where latency.Metric == "latency" || latency.Metric == "value"
    where Over(latency, Minutes(20)).Max(s => s.Value) - Over(latency, Minutes(20)).Min(s => s.Value) > Swing
    select new Alert("latency-swings", latency.Subject, true, "page"))
  .Describe("Now fast, now slow, within twenty minutes.")
  .Mode(Act);

Rule("page-on-latency",
    from alert in Facts<Alert>()
    where alert.Name.StartsWith("latency-")
    join latency in Facts<Sample>() on alert.Subject equals latency.Subject
    where latency.Metric == "latency" || latency.Metric == "value"
    select Page("on-call", because: $"{alert.Name} on {alert.Subject}: {latency.Value:0.0} ms"))
  .Describe("Wake somebody, once for each alert.")
  .Mode(Act);

Rule("open-latency-incident",
    from alert in Facts<Alert>()
    where alert.Name.StartsWith("latency-")
    where !Facts<Incident>().Any(i => i.Id.StartsWith("latency-" + alert.Subject) && i.Status < IncidentStatus.Resolved)
    select OpenIncident($"latency-{alert.Subject}-{Now:yyyy-MM-dd}", $"Latency of {alert.Subject}", Impact.Minor,
        because: $"{alert.Name} on {alert.Subject}"))
  .Describe("What pages somebody has a beginning and an end.")
  .Mode(Act);

Rule("close-latency-incident",
    from incident in Facts<Incident>()
    where incident.Id.StartsWith("latency-") && incident.Status < IncidentStatus.Resolved
    where !Facts<Alert>().Any(a => a.Name.StartsWith("latency-") && incident.Id.StartsWith("latency-" + a.Subject))
    select ChangeIncident(incident, IncidentStatus.Resolved, because: "the latency is ordinary again"))
  .Describe("Over when no alert about it is left.")
  .Mode(Act);
