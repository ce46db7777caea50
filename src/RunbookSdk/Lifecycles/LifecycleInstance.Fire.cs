namespace RunbookSdk.Lifecycles;

/// <content>The ways to fire; each is a door to the one path: IsDone, and RunActionsAsync where there is something to do.</content>
public sealed partial class LifecycleInstance<TState, TTrigger>
{
    /// <summary>Fires a trigger that must be taken or ignored.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <returns>What came of it; the actions have run.</returns>
    /// <exception cref="TriggerRefusedException">It is refused, or one that an action raised is. Nothing has moved.</exception>
    /// <exception cref="InvalidOperationException">
    /// The lifecycle has asynchronous actions, or the instance is being fired: by another thread, or from inside an action.
    /// </exception>
    public FireResult<TState, TTrigger> Fire(TTrigger trigger) => Fire(trigger, default(Nothing));

    /// <inheritdoc cref="Fire(TTrigger)"/>
    /// <typeparam name="TPayload">What the trigger brings.</typeparam>
    /// <param name="trigger">The trigger.</param>
    /// <param name="payload">What it brings.</param>
    public FireResult<TState, TTrigger> Fire<TPayload>(TTrigger trigger, TPayload payload)
    {
        var result = TryFire(trigger, payload);
        return result.IsRefused ? throw RefusalOf(trigger, result) : result;
    }

    /// <inheritdoc cref="Fire{TPayload}(TTrigger, TPayload)"/>
    public FireResult<TState, TTrigger> Fire<TPayload>(Trigger<TTrigger, TPayload> trigger, TPayload payload) => Fire(trigger.Value, payload);

    /// <summary>Fires a trigger; a refusal is an answer like any other.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <returns>What came of it; the actions have run.</returns>
    /// <exception cref="TriggerRefusedException">One that an action raised is refused. Nothing has moved.</exception>
    /// <exception cref="InvalidOperationException">
    /// The lifecycle has asynchronous actions, or the instance is being fired: by another thread, or from inside an action.
    /// </exception>
    public FireResult<TState, TTrigger> TryFire(TTrigger trigger) => TryFire(trigger, default(Nothing));

    /// <inheritdoc cref="TryFire(TTrigger)"/>
    /// <typeparam name="TPayload">What the trigger brings.</typeparam>
    /// <param name="trigger">The trigger.</param>
    /// <param name="payload">What it brings.</param>
    public FireResult<TState, TTrigger> TryFire<TPayload>(TTrigger trigger, TPayload payload)
    {
        ThrowIfAsync();
        gate.Enter();
        try
        {
            var fired = Definition.Fire(snapshot, trigger, payload, Now);
            return IsDone(fired) ? fired : Completed(RunActionsAsync(fired, payload, CancellationToken.None));
        }
        finally
        {
            gate.Leave();
        }
    }

    /// <inheritdoc cref="TryFire{TPayload}(TTrigger, TPayload)"/>
    public FireResult<TState, TTrigger> TryFire<TPayload>(Trigger<TTrigger, TPayload> trigger, TPayload payload) =>
        TryFire(trigger.Value, payload);

    /// <inheritdoc cref="Fire(TTrigger)"/>
    /// <param name="trigger">The trigger.</param>
    /// <param name="cancellationToken">Ends the run before its next action; then nothing has moved.</param>
    public ValueTask<FireResult<TState, TTrigger>> FireAsync(TTrigger trigger, CancellationToken cancellationToken = default) =>
        FireAsync(trigger, default(Nothing), cancellationToken);

    /// <inheritdoc cref="Fire{TPayload}(TTrigger, TPayload)"/>
    /// <param name="trigger">The trigger.</param>
    /// <param name="payload">What it brings.</param>
    /// <param name="cancellationToken">Ends the run before its next action; then nothing has moved.</param>
    public async ValueTask<FireResult<TState, TTrigger>> FireAsync<TPayload>(
        TTrigger trigger, TPayload payload, CancellationToken cancellationToken = default)
    {
        var result = await TryFireAsync(trigger, payload, cancellationToken).ConfigureAwait(false);
        return result.IsRefused ? throw RefusalOf(trigger, result) : result;
    }

    /// <inheritdoc cref="FireAsync{TPayload}(TTrigger, TPayload, CancellationToken)"/>
    public ValueTask<FireResult<TState, TTrigger>> FireAsync<TPayload>(
        Trigger<TTrigger, TPayload> trigger, TPayload payload, CancellationToken cancellationToken = default) =>
        FireAsync(trigger.Value, payload, cancellationToken);

    /// <inheritdoc cref="TryFire(TTrigger)"/>
    /// <param name="trigger">The trigger.</param>
    /// <param name="cancellationToken">Ends the run before its next action; then nothing has moved.</param>
    public ValueTask<FireResult<TState, TTrigger>> TryFireAsync(TTrigger trigger, CancellationToken cancellationToken = default) =>
        TryFireAsync(trigger, default(Nothing), cancellationToken);

    /// <inheritdoc cref="TryFire{TPayload}(TTrigger, TPayload)"/>
    /// <param name="trigger">The trigger.</param>
    /// <param name="payload">What it brings.</param>
    /// <param name="cancellationToken">Ends the run before its next action; then nothing has moved.</param>
    public async ValueTask<FireResult<TState, TTrigger>> TryFireAsync<TPayload>(
        TTrigger trigger, TPayload payload, CancellationToken cancellationToken = default)
    {
        await gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var fired = Definition.Fire(snapshot, trigger, payload, Now);
            return IsDone(fired) ? fired : await RunActionsAsync(fired, payload, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Leave();
        }
    }

    /// <inheritdoc cref="TryFireAsync{TPayload}(TTrigger, TPayload, CancellationToken)"/>
    public ValueTask<FireResult<TState, TTrigger>> TryFireAsync<TPayload>(
        Trigger<TTrigger, TPayload> trigger, TPayload payload, CancellationToken cancellationToken = default) =>
        TryFireAsync(trigger.Value, payload, cancellationToken);

    /// <summary>Takes what time has brought about, with its actions; see <see cref="NextDue"/>.</summary>
    /// <returns>Ignored when nothing moves.</returns>
    /// <exception cref="InvalidOperationException">The lifecycle has asynchronous actions, or the instance is being fired.</exception>
    public FireResult<TState, TTrigger> Settle() => Settle(default(Nothing));

    /// <summary>Takes what time has brought about, and the completions whose guard holds of what is known.</summary>
    /// <inheritdoc cref="Settle()"/>
    /// <typeparam name="TFacts">The type that the guards of completions take.</typeparam>
    /// <param name="facts">What is known.</param>
    public FireResult<TState, TTrigger> Settle<TFacts>(TFacts facts)
    {
        ThrowIfAsync();
        gate.Enter();
        try
        {
            var settled = Definition.Settle(snapshot, facts, Now);
            return IsDone(settled) ? settled : Completed(RunActionsAsync(settled, facts, CancellationToken.None));
        }
        finally
        {
            gate.Leave();
        }
    }

    /// <inheritdoc cref="Settle()"/>
    /// <param name="cancellationToken">Ends the run before its next action; then nothing has moved.</param>
    public ValueTask<FireResult<TState, TTrigger>> SettleAsync(CancellationToken cancellationToken = default) =>
        SettleAsync(default(Nothing), cancellationToken);

    /// <inheritdoc cref="Settle{TFacts}(TFacts)"/>
    /// <param name="facts">What is known.</param>
    /// <param name="cancellationToken">Ends the run before its next action; then nothing has moved.</param>
    public async ValueTask<FireResult<TState, TTrigger>> SettleAsync<TFacts>(TFacts facts, CancellationToken cancellationToken = default)
    {
        await gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var settled = Definition.Settle(snapshot, facts, Now);
            return IsDone(settled) ? settled : await RunActionsAsync(settled, facts, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Leave();
        }
    }
}
