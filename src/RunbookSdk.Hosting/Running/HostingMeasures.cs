using System.Diagnostics.Metrics;
using RunbookSdk.Journal;
using RunbookSdk.Sessions;

namespace RunbookSdk.Hosting.Running;

/// <summary>What a host measures. Safe to use from any thread.</summary>
internal sealed class HostingMeasures : IDisposable
{
    private readonly Meter meter;
    private readonly Counter<long> facts;
    private readonly Counter<long> decisions;
    private readonly Counter<long> faults;
    private readonly Histogram<double> evaluation;
    private readonly Histogram<double> attempt;

    public HostingMeasures(IMeterFactory factory)
    {
        meter = factory.Create(RunbookTelemetry.MeterName);
        facts = meter.CreateCounter<long>("runbook.facts", "{fact}", "Observations that were evaluated.");
        decisions = meter.CreateCounter<long>("runbook.decisions", "{decision}", "Decisions, by action and outcome.");
        faults = meter.CreateCounter<long>("runbook.rule.faults", "{fault}", "Times that a rule threw.");
        evaluation = meter.CreateHistogram<double>("runbook.evaluation.duration", "s", "Time of an evaluation, journal included.");
        attempt = meter.CreateHistogram<double>("runbook.delivery.attempt.duration", "s", "Time of an attempt, by handler and outcome.");
        meter.CreateObservableGauge("runbook.deliveries.open", () => Open(), "{delivery}", "Deliveries that still have to be carried out.");
        meter.CreateObservableGauge("runbook.deliveries.dead", () => Dead(), "{delivery}", "Dead letters.");
    }

    /// <summary>How many deliveries are open, and how many are dead letters; asked when somebody looks.</summary>
    public Func<DeliveryState[], int> Count { get; set; } = static _ => 0;

    public void Evaluated(Evaluation result, int observations, TimeSpan time)
    {
        evaluation.Record(time.TotalSeconds);
        if (observations > 0) facts.Add(observations);
        if (result.Faults.Count > 0) faults.Add(result.Faults.Count);
        foreach (var decision in result.Decisions)
            decisions.Add(1, new("runbook.action", decision.ActionName), new KeyValuePair<string, object?>("runbook.outcome", Word(decision.Outcome)));
    }

    public void Attempted(string handler, string outcome, TimeSpan time) => attempt.Record(
        time.TotalSeconds, new("runbook.handler", handler), new KeyValuePair<string, object?>("runbook.outcome", outcome));

    public void Dispose() => meter.Dispose();

    /// <summary>A word as it is written everywhere: kebab-case.</summary>
    public static string Word<T>(T word)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(word.ToString());

    private int Open() => Guarded(DeliveryState.Pending, DeliveryState.Attempted);

    private int Dead() => Guarded(DeliveryState.Dead);

    /// <summary>Who measures must not fail because the outbox does; the host tells that by its health.</summary>
    private int Guarded(params DeliveryState[] states)
    {
        try
        {
            return Count(states);
        }
        catch (JournalException)
        {
            return 0;
        }
    }
}
