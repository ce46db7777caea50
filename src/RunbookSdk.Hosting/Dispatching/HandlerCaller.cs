using RunbookSdk.Actions;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Dispatching;

/// <summary>Calls a handler whose type of action is known at run time only.</summary>
internal abstract class HandlerCaller
{
    /// <summary>The record of the action that it takes, or a base of several.</summary>
    public abstract Type ActionType { get; }

    /// <summary>True when it can undo what it does.</summary>
    public abstract bool Releases { get; }

    /// <summary>True when it has something to do at the end of a lease's term.</summary>
    public abstract bool Renews { get; }

    public abstract Task<HandlerResult> CallAsync(
        RunbookAction action, RecordedDecision decision, Delivery delivery, CancellationToken cancellationToken);
}

/// <inheritdoc/>
internal sealed class HandlerCaller<TAction>(IActionHandler<TAction> handler) : HandlerCaller
    where TAction : RunbookAction
{
    private readonly IStandingActionHandler<TAction>? standing = handler as IStandingActionHandler<TAction>;
    private readonly IRenewingActionHandler<TAction>? renewing = handler as IRenewingActionHandler<TAction>;

    public override Type ActionType => typeof(TAction);

    public override bool Releases => standing is not null;

    public override bool Renews => renewing is not null;

    public override Task<HandlerResult> CallAsync(
        RunbookAction action, RecordedDecision decision, Delivery delivery, CancellationToken cancellationToken)
    {
        var call = new ActionDelivery<TAction>((TAction)action, decision)
        {
            Kind = delivery.Kind,
            IdempotencyKey = delivery.IdempotencyKey,
            Attempt = delivery.Attempts,
        };
        return delivery.Kind switch
        {
            DeliveryKind.Release when standing is not null => standing.ReleaseAsync(call, cancellationToken),
            DeliveryKind.Renew when renewing is not null => renewing.RenewAsync(call, cancellationToken),
            DeliveryKind.Do => handler.HandleAsync(call, cancellationToken),
            _ => Task.FromResult(HandlerResult.GivenUp($"the handler '{delivery.Handler}' cannot {delivery.Kind} an action any more.")),
        };
    }
}
