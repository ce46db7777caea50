using Polly.CircuitBreaker;
using Polly.Timeout;
using RunbookSdk.Actions;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Dispatching;

/// <summary>
/// Carries the deliveries of one handler out. Each step is in the outbox before the next one begins: that an attempt begins, then what came of it.
/// Safe to use from any thread, for one delivery of a target at a time.
/// </summary>
internal sealed class HandlerWork : IDisposable
{
    private static readonly TimeSpan UntilOutboxIsTriedAgain = TimeSpan.FromSeconds(5);

    private readonly HandlerRuntime handler;
    private readonly DispatchContext context;
    private readonly HandlerPipeline pipeline;
    private readonly SemaphoreSlim places;

    public HandlerWork(HandlerRuntime handler, DispatchContext context)
    {
        (this.handler, this.context) = (handler, context);
        places = new SemaphoreSlim(handler.Options.MaxConcurrency);
        pipeline = new HandlerPipeline(handler.Options, context.Time, isBroken => context.Log.HandlerIsLeftAlone(handler.Name, isBroken));
    }

    public string Name => handler.Name;

    /// <summary>True while the handler fails so often that it is left alone.</summary>
    public bool IsBroken => pipeline.IsBroken;

    /// <summary>Tries until the delivery is done or dead.</summary>
    /// <param name="number">The delivery.</param>
    /// <param name="stopping">Begins no further attempt; one that runs goes on.</param>
    /// <param name="aborting">Ends an attempt that runs.</param>
    /// <exception cref="OperationCanceledException">The host stops; the next one goes on.</exception>
    public Task DeliverAsync(long number, CancellationToken stopping, CancellationToken aborting) =>
        pipeline.RepeatAsync(() => TryAsync(number, stopping, aborting), stopping);

    public void Dispose() => places.Dispose();

    private async Task<Attempt> TryAsync(long number, CancellationToken stopping, CancellationToken aborting)
    {
        await places.WaitAsync(stopping).ConfigureAwait(false);
        try
        {
            if (context.Outbox.Find(number) is not { IsOpen: true } delivery) return Attempt.Over;
            return await AttemptAsync(delivery, stopping, aborting).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
        {
            // At least once: what the outbox could not remember is done again, with the same key.
            context.Log.OutboxFailed(exception, handler.Name, number);
            return Attempt.Again(UntilOutboxIsTriedAgain);
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<Attempt> AttemptAsync(Delivery delivery, CancellationToken stopping, CancellationToken aborting)
    {
        if (delivery.Attempts >= handler.Options.MaxAttempts)
            return Bury(delivery, $"{delivery.Attempts} attempts were made; the last one did not end before the host did. {delivery.Said}".TrimEnd());
        RecordedDecision decision;
        RunbookAction action;
        try
        {
            decision = RecordedDecision.Parse(delivery.Decision);
            action = context.Actions.Read(delivery, decision);
        }
        catch (FormatException exception)
        {
            return Bury(delivery, exception.Message);
        }

        return handler.Caller.ActionType.IsInstanceOfType(action)
            ? await CallAsync(delivery, action, decision, stopping, aborting).ConfigureAwait(false)
            : Bury(delivery, $"the record of '{delivery.Action}', {delivery.ActionType}, is known here no more as a {handler.Caller.ActionType.Name}, which the handler takes. Run it with the runbook that declares it, and retry; or discard this.");
    }

    private async Task<Attempt> CallAsync(
        Delivery delivery, RunbookAction action, RecordedDecision decision, CancellationToken stopping, CancellationToken aborting)
    {
        var (begun, span) = (delivery, (DeliverySpan?)null);
        try
        {
            stopping.ThrowIfCancellationRequested();
            var result = await pipeline.CallAsync(
                token =>
                {
                    begun = Begin(delivery);
                    span = DeliverySpan.Begin(begun, context);
                    return handler.Caller.CallAsync(action, decision, begun, token);
                },
                aborting).ConfigureAwait(false);
            return Settle(begun, result, ActionStatus.Failed, span);
        }
        catch (BrokenCircuitException exception)
        {
            return Attempt.Again(Later(exception.RetryAfter));
        }
        catch (TimeoutRejectedException)
        {
            var words = $"it did not end within {handler.Options.Timeout}; whether it works is not known.";
            return Settle(begun, HandlerResult.Failed(words), ActionStatus.TimedOut, span);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or JournalException) || !IsEnding(exception, stopping, aborting))
        {
            context.Log.HandlerThrew(exception, handler.Name, delivery.Number);
            return Settle(begun, HandlerResult.Failed($"{exception.GetType().Name}: {exception.Message}"), ActionStatus.Failed, span);
        }
        finally
        {
            span?.Dispose();
        }
    }

    /// <summary>A handler that cancels itself has failed; one that the host cancels, or whose outbox cannot be written, has not.</summary>
    private static bool IsEnding(Exception exception, CancellationToken stopping, CancellationToken aborting) =>
        exception is JournalException || stopping.IsCancellationRequested || aborting.IsCancellationRequested;

    private TimeSpan Later(TimeSpan? retryAfter) =>
        retryAfter is { } wait && wait > handler.Options.FirstDelay ? wait : handler.Options.FirstDelay;

    private Delivery Begin(Delivery delivery) => Save(
        delivery with { State = DeliveryState.Attempted, Attempts = delivery.Attempts + 1 }, ActionStatus.Attempted);

    private Attempt Settle(Delivery delivery, HandlerResult result, ActionStatus failure, DeliverySpan? span)
    {
        span?.End(result, failure);
        if (result.IsDone)
        {
            Save(delivery with { State = DeliveryState.Succeeded, Said = result.Said }, ActionStatus.Succeeded);
            return Attempt.Over;
        }

        if (!result.MayRetry || delivery.Attempts >= handler.Options.MaxAttempts) return Bury(delivery, result.Said);
        var failed = Save(delivery with { Said = result.Said }, failure);
        var delay = Backoff.After(handler.Options, failed.IdempotencyKey, failed.Attempts, result.RetryAfter);
        context.Log.AttemptFailed(handler.Name, failed.IdempotencyKey, failed.Attempts, result.Said, delay);
        return Attempt.Again(delay);
    }

    private Attempt Bury(Delivery delivery, string said)
    {
        Save(delivery with { State = DeliveryState.Dead, Said = said }, ActionStatus.DeadLettered);
        context.Log.DeadLettered(handler.Name, delivery.IdempotencyKey, delivery.Number, said);
        return Attempt.Over;
    }

    private Delivery Save(Delivery delivery, ActionStatus status)
    {
        var changed = delivery with { ChangedAt = context.Time.GetUtcNow(), IsTold = !handler.Options.ReportsOutcome };
        context.Outbox.Save(changed);
        if (handler.Options.ReportsOutcome) context.Report(new(changed, status));
        return changed;
    }
}
