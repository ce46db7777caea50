using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace RunbookSdk.Hosting;

/// <summary>
/// Names of what a host measures and traces, for OpenTelemetry's <c>AddMeter</c> and <c>AddSource</c>. Tags hold names of rules' actions, handlers
/// and outcomes, never values of facts.
/// </summary>
public static class RunbookTelemetry
{
    /// <summary>Name of the <see cref="Meter"/>.</summary>
    public const string MeterName = "RunbookSdk.Hosting";

    /// <summary>Name of the <see cref="ActivitySource"/>: <c>runbook.evaluate</c> for each evaluation, <c>runbook.deliver</c> for each attempt.</summary>
    public const string ActivitySourceName = "RunbookSdk.Hosting";

    internal static ActivitySource Activities { get; } = new(ActivitySourceName);

    internal static Meter Meter { get; } = new(MeterName);

    internal static Counter<long> Facts { get; } = Meter.CreateCounter<long>("runbook.facts", "{fact}", "Observations that were evaluated.");

    internal static Counter<long> Decisions { get; } = Meter.CreateCounter<long>("runbook.decisions", "{decision}", "Decisions, by action and outcome.");

    internal static Counter<long> Faults { get; } = Meter.CreateCounter<long>("runbook.rule.faults", "{fault}", "Rules that threw.");

    internal static Histogram<double> Evaluation { get; } = Meter.CreateHistogram<double>("runbook.evaluation.duration", "s", "Time of an evaluation, journal included.");

    internal static Histogram<double> Attempt { get; } = Meter.CreateHistogram<double>("runbook.delivery.attempt.duration", "s", "Time of an attempt, by handler and outcome.");
}
