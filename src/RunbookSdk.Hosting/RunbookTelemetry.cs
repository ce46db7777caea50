using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace RunbookSdk.Hosting;

/// <summary>
/// Names of what a host measures and traces, for OpenTelemetry's <c>AddMeter</c> and <c>AddSource</c>. Tags hold names of actions, handlers and
/// outcomes, never values of facts.
/// </summary>
public static class RunbookTelemetry
{
    /// <summary>Name of the <see cref="Meter"/>.</summary>
    public const string MeterName = "RunbookSdk.Hosting";

    /// <summary>Name of the <see cref="ActivitySource"/>: <c>runbook.evaluate</c> for each evaluation, <c>runbook.deliver</c> for each attempt.</summary>
    public const string ActivitySourceName = "RunbookSdk.Hosting";

    internal static ActivitySource Activities { get; } = new(ActivitySourceName);
}
