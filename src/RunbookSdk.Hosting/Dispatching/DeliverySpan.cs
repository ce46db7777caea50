using System.Diagnostics;
using RunbookSdk.Actions;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Hosting.Running;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Dispatching;

/// <summary>Measures and traces one attempt.</summary>
internal sealed class DeliverySpan : IDisposable
{
    private readonly Activity? activity;
    private readonly DispatchContext context;
    private readonly long began;
    private readonly string handler;

    private DeliverySpan(Delivery delivery, DispatchContext context)
    {
        (this.context, began, handler) = (context, context.Time.GetTimestamp(), delivery.Handler);
        activity = RunbookTelemetry.Activities.StartActivity("runbook.deliver", ActivityKind.Client);
        activity?.SetTag("runbook.handler", delivery.Handler);
        activity?.SetTag("runbook.action", delivery.Action);
        activity?.SetTag("runbook.delivery.number", delivery.Number); // and not its key, which names what it is about
        activity?.SetTag("runbook.delivery.attempt", delivery.Attempts);
    }

    public static DeliverySpan Begin(Delivery delivery, DispatchContext context) => new(delivery, context);

    /// <summary>Tells what came of it.</summary>
    public void End(HandlerResult result, ActionStatus failure)
    {
        var outcome = HostingMeasures.Word(result.IsDone ? ActionStatus.Succeeded : failure);
        context.Measures.Attempted(handler, outcome, context.Time.GetElapsedTime(began));
        if (!result.IsDone) activity?.SetStatus(ActivityStatusCode.Error, outcome); // and not what the handler said, which may hold values of facts
    }

    public void Dispose() => activity?.Dispose();
}
