using System.Diagnostics;
using System.Text.Json;
using RunbookSdk.Actions;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Dispatching;

/// <summary>Measures and traces one attempt.</summary>
internal sealed class DeliverySpan : IDisposable
{
    private readonly Activity? activity;
    private readonly TimeProvider time;
    private readonly long began;
    private readonly string handler;

    private DeliverySpan(Delivery delivery, TimeProvider time)
    {
        (this.time, began, handler) = (time, time.GetTimestamp(), delivery.Handler);
        activity = RunbookTelemetry.Activities.StartActivity("runbook.deliver", ActivityKind.Client);
        activity?.SetTag("runbook.handler", delivery.Handler);
        activity?.SetTag("runbook.action", delivery.Action);
        activity?.SetTag("runbook.delivery.key", delivery.IdempotencyKey);
        activity?.SetTag("runbook.delivery.attempt", delivery.Attempts);
    }

    public static DeliverySpan Begin(Delivery delivery, TimeProvider time) => new(delivery, time);

    /// <summary>Tells what came of it.</summary>
    public void End(HandlerResult result, ActionStatus failure)
    {
        var outcome = JsonNamingPolicy.KebabCaseLower.ConvertName((result.IsDone ? ActionStatus.Succeeded : failure).ToString());
        RunbookTelemetry.Attempt.Record(
            time.GetElapsedTime(began).TotalSeconds, new("runbook.handler", handler), new KeyValuePair<string, object?>("runbook.outcome", outcome));
        if (!result.IsDone) activity?.SetStatus(ActivityStatusCode.Error, result.Said);
    }

    public void Dispose() => activity?.Dispose();
}
