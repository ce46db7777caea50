using RunbookSdk.Actions;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Handlers;

/// <summary>
/// Does in the world what runbooks have decided. It is called at least once for each decision about a <typeparamref name="TAction"/>: again
/// after a failure, a time-out or a kill, with the same <see cref="ActionDelivery{TAction}.IdempotencyKey"/>; so it looks first whether
/// that was done, or passes the key on to who can tell. Decisions about one target come one after the other, in their order; those about
/// different targets come at the same time, so it has to be safe to call from several threads. Register it with
/// <see cref="RunbooksBuilder"/>; one that takes standing actions has to be an <see cref="IStandingActionHandler{TAction}"/>.
/// </summary>
/// <typeparam name="TAction">The record of the action, or a base of several: <see cref="RunbookAction"/> stands for all.</typeparam>
public interface IActionHandler<TAction>
    where TAction : RunbookAction
{
    /// <summary>Does it: a one-shot action, or a standing one that comes into force.</summary>
    /// <param name="delivery">What is to be done, why, and which attempt this is.</param>
    /// <param name="cancellationToken">Ends the attempt: it takes too long, or the host stops. Another attempt follows.</param>
    /// <returns>What came of it. An exception counts as a failure that may be tried again.</returns>
    Task<HandlerResult> HandleAsync(ActionDelivery<TAction> delivery, CancellationToken cancellationToken);
}

/// <summary>Does and undoes what stays in force until it is released.</summary>
/// <inheritdoc cref="IActionHandler{TAction}"/>
public interface IStandingActionHandler<TAction> : IActionHandler<TAction>
    where TAction : RunbookAction
{
    /// <summary>Undoes it: nobody asks for the action any more, or its lease has ended. The action is as it was when it came into force.</summary>
    /// <param name="delivery">What is to be undone and why; <see cref="DeliveryKind.Release"/>.</param>
    /// <param name="cancellationToken">Ends the attempt; another one follows.</param>
    /// <returns>What came of it. An exception counts as a failure that may be tried again.</returns>
    Task<HandlerResult> ReleaseAsync(ActionDelivery<TAction> delivery, CancellationToken cancellationToken);
}

/// <summary>
/// Is told as well when a standing action goes on for another term of its lease. For what ends by itself in the world, such as a silence
/// with an end; other handlers have nothing to do then.
/// </summary>
/// <inheritdoc cref="IActionHandler{TAction}"/>
public interface IRenewingActionHandler<TAction> : IStandingActionHandler<TAction>
    where TAction : RunbookAction
{
    /// <summary>Lets it go on until the new <see cref="RecordedDecision.LeaseUntil"/>.</summary>
    /// <param name="delivery">What goes on, and until when; <see cref="DeliveryKind.Renew"/>.</param>
    /// <param name="cancellationToken">Ends the attempt; another one follows.</param>
    /// <returns>What came of it. An exception counts as a failure that may be tried again.</returns>
    Task<HandlerResult> RenewAsync(ActionDelivery<TAction> delivery, CancellationToken cancellationToken);
}
