using Microsoft.Extensions.Logging;
using RunbookSdk.Actions;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Handlers;

/// <summary>Logs what is to be done. Safe to use from any thread.</summary>
internal sealed class LogHandler(ILogger<LogHandler> logger) : IRenewingActionHandler<RunbookAction>
{
    public Task<HandlerResult> HandleAsync(ActionDelivery<RunbookAction> delivery, CancellationToken cancellationToken) => Write(delivery);

    public Task<HandlerResult> ReleaseAsync(ActionDelivery<RunbookAction> delivery, CancellationToken cancellationToken) => Write(delivery);

    public Task<HandlerResult> RenewAsync(ActionDelivery<RunbookAction> delivery, CancellationToken cancellationToken) => Write(delivery);

    private Task<HandlerResult> Write(ActionDelivery<RunbookAction> delivery)
    {
        var decision = delivery.Decision;
        var kind = delivery.Kind == DeliveryKind.Do ? "" : delivery.Kind.ToString().ToLowerInvariant() + " ";
        logger.ToBeDone(kind, delivery.Action.Name, decision.Target, decision.Rule, decision.Because, delivery.IdempotencyKey);
        return Task.FromResult(HandlerResult.Done("logged"));
    }
}
