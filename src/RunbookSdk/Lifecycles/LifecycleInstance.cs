using System.Diagnostics.CodeAnalysis;

namespace RunbookSdk.Lifecycles;

/// <summary>
/// One instance that is fired in place: it holds a snapshot, reads the clock, and runs the actions. A run is complete or did not happen:
/// when a guard, an action, a raised trigger or the store throws, the snapshot is as it was and nothing waits. What actions did to the
/// world by then they did. Threads: see <see cref="LifecycleInstanceOptions{TState}.Mode"/>.
/// </summary>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
/// <typeparam name="TTrigger">What moves it.</typeparam>
public sealed partial class LifecycleInstance<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly TimeProvider time;
    private readonly LifecycleInstanceOptions<TState> options;
    private readonly InstanceGate gate;
    private readonly Lock reading = new();
    private Snapshot<TState> snapshot;

    /// <summary>Takes up an instance that has begun, such as one from storage; <c>definition.Begin(time)</c> makes new ones.</summary>
    /// <param name="definition">What it follows.</param>
    /// <param name="snapshot">Where it stands.</param>
    /// <param name="time">The clock that it reads.</param>
    /// <param name="options">How it behaves; default: see <see cref="LifecycleInstanceOptions{TState}"/>.</param>
    /// <exception cref="ArgumentException">The snapshot does not follow the definition.</exception>
    public LifecycleInstance(
        Lifecycle<TState, TTrigger> definition, Snapshot<TState> snapshot, TimeProvider time, LifecycleInstanceOptions<TState>? options = null)
        : this(definition, time, options)
    {
        if (definition.Misfit(snapshot) is { } misfit) throw new ArgumentException(misfit, nameof(snapshot));
        this.snapshot = snapshot;
    }

    internal LifecycleInstance(Lifecycle<TState, TTrigger> definition, TimeProvider time, LifecycleInstanceOptions<TState>? options)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(time);
        this.options = options ?? new();
        ArgumentOutOfRangeException.ThrowIfNegative(this.options.MaxRaised, nameof(options));
        this.time = time;
        Definition = definition;
        gate = new InstanceGate(this.options.Mode == FiringMode.Serial, definition.Name);
    }

    /// <summary>What it follows.</summary>
    public Lifecycle<TState, TTrigger> Definition { get; }

    /// <summary>Where it stands, whole: to store it or to compare it. Any thread may ask.</summary>
    public Snapshot<TState> Snapshot
    {
        get
        {
            lock (reading) return snapshot;
        }
    }

    /// <summary>Where it stands. Any thread may ask.</summary>
    public TState State => Snapshot.State;

    /// <summary>The next instant at which time moves it: call <see cref="Settle()"/> then. Null when it waits for triggers only.</summary>
    public DateTimeOffset? NextDue => Definition.NextDue(Snapshot);

    /// <summary>What can be fired now and where it leads; see <see cref="Lifecycle{TState, TTrigger}.Permitted"/>.</summary>
    public IReadOnlyList<Transition<TState, TTrigger>> Permitted => Definition.Permitted(Snapshot);

    /// <summary>Whether a trigger would be taken or ignored now.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <param name="reason">Why not; null when it can.</param>
    public bool CanFire(TTrigger trigger, [NotNullWhen(false)] out string? reason) => CanFire(trigger, default(Nothing), out reason);

    /// <inheritdoc cref="CanFire(TTrigger, out string?)"/>
    /// <typeparam name="TPayload">What the trigger brings.</typeparam>
    /// <param name="trigger">The trigger.</param>
    /// <param name="payload">What it brings.</param>
    /// <param name="reason">Why not; null when it can.</param>
    public bool CanFire<TPayload>(TTrigger trigger, TPayload payload, [NotNullWhen(false)] out string? reason)
    {
        var result = Definition.Fire(Snapshot, trigger, payload, Now);
        reason = result.Reason;
        return !result.IsRefused;
    }

    internal FireResult<TState, TTrigger> Begin()
    {
        ThrowIfAsync();
        return Completed(BeginAsync(CancellationToken.None));
    }

    internal ValueTask<FireResult<TState, TTrigger>> BeginAsync(CancellationToken cancellationToken) =>
        RunAsync(Definition.Start(Now), default(Nothing), cancellationToken);

    private DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Runs what is to be done, fires what the actions raise, stores the instance, and only then lets it be seen.</summary>
    private ValueTask<FireResult<TState, TTrigger>> RunAsync<TPayload>(
        in FireResult<TState, TTrigger> result, TPayload payload, CancellationToken cancellationToken)
    {
        if (result.Outcome != FireOutcome.Moved) return new(result);
        if (result.Steps.HasActions || options.Store is not null) return RunActionsAsync(result, payload, cancellationToken);
        Keep(result.After);
        return new(result);
    }

    private async ValueTask<FireResult<TState, TTrigger>> RunActionsAsync<TPayload>(
        FireResult<TState, TTrigger> result, TPayload payload, CancellationToken cancellationToken)
    {
        using var run = gate.Mark();
        var raised = new RaisedTriggers<TState, TTrigger>(options.MaxRaised);
        foreach (var step in result.Steps)
        {
            foreach (var action in step.Actions)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await action.RunAsync(new(step, raised), payload, cancellationToken).ConfigureAwait(false);
            }
        }

        var all = result;
        while (raised.TryTake(out var next))
        {
            var fired = next.Fire(Definition, all.After, Now);
            if (fired.IsRefused) throw RefusalOf(next.Trigger, fired);
            foreach (var step in fired.Steps)
            {
                foreach (var action in step.Actions)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await next.RunAsync(action, new(step, raised), cancellationToken).ConfigureAwait(false);
                }
            }

            all = FireResult<TState, TTrigger>.Moved(all.Before, fired.After, all.Steps.Then(fired.Steps));
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (options.Store is { } store) await store(all.After, cancellationToken).ConfigureAwait(false);
        Keep(all.After);
        return all;
    }

    private void Keep(in Snapshot<TState> after)
    {
        lock (reading) snapshot = after;
    }

    private TriggerRefusedException RefusalOf(TTrigger trigger, in FireResult<TState, TTrigger> result) =>
        new(Definition.Name, Spelling.Of(result.Before.State), Spelling.Of(trigger), result.Reason!);

    private void ThrowIfAsync()
    {
        if (Definition.HasAsyncActions)
            throw new InvalidOperationException($"The lifecycle '{Definition.Name}' has asynchronous actions; use the method of the same name that ends in Async.");
        if (options.Store is not null)
            throw new InvalidOperationException("An instance with a store is fired by the methods that end in Async.");
    }

    /// <summary>The result of a run without asynchronous actions, which is complete when the call returns.</summary>
    private static FireResult<TState, TTrigger> Completed(ValueTask<FireResult<TState, TTrigger>> run) => run.IsCompleted
        ? run.GetAwaiter().GetResult()
        : throw new InvalidOperationException("A run without asynchronous actions did not complete.");
}
