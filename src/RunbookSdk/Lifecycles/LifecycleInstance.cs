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
    private readonly RaisedTriggers<TState, TTrigger> raised;
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
        raised = new(this.options.MaxRaised);
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

    internal ValueTask<FireResult<TState, TTrigger>> BeginAsync(CancellationToken cancellationToken)
    {
        var begun = Definition.Start(Now);
        return IsDone(begun) ? new(begun) : RunActionsAsync(begun, default(Nothing), cancellationToken);
    }

    private DateTimeOffset Now => time.GetUtcNow();

    /// <summary>True when nothing is left to do but to let the result be seen, which is done. Most fires end here, without a task.</summary>
    private bool IsDone(in FireResult<TState, TTrigger> result)
    {
        if (result.Outcome != FireOutcome.Moved) return true;
        if (result.Steps.HasActions || options.Store is not null) return false;
        Keep(result.After);
        return true;
    }

    /// <summary>Runs what is to be done, fires what the actions raise, stores the instance, and only then lets it be seen.</summary>
    private async ValueTask<FireResult<TState, TTrigger>> RunActionsAsync<TPayload>(
        FireResult<TState, TTrigger> result, TPayload payload, CancellationToken cancellationToken)
    {
        using var inside = gate.Mark();
        var run = raised.Begin();
        try
        {
            for (var i = 0; i < result.Steps.Count; i++)
            {
                var step = result.Steps[i];
                foreach (var action in step.ActionArray)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (action.Act is { } act) act(new(step, raised, run));
                    else await action.RunAsync(new(step, raised, run), payload, cancellationToken).ConfigureAwait(false);
                }
            }

            while (raised.TryTake(out var next)) result = await RunRaisedAsync(result, next, run, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (options.Store is { } store) await store(result.After, cancellationToken).ConfigureAwait(false);
            Keep(result.After);
            return result;
        }
        finally
        {
            raised.End();
        }
    }

    private async ValueTask<FireResult<TState, TTrigger>> RunRaisedAsync(
        FireResult<TState, TTrigger> sofar, RaisedTriggers<TState, TTrigger>.Raised next, int run, CancellationToken cancellationToken)
    {
        var fired = next.Fire(Definition, sofar.After, Now);
        if (fired.IsRefused) throw RefusalOf(next.Trigger, fired);
        foreach (var step in fired.Steps)
        {
            foreach (var action in step.ActionArray)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await next.RunAsync(action, new(step, raised, run), cancellationToken).ConfigureAwait(false);
            }
        }

        return FireResult<TState, TTrigger>.Moved(sofar.Before, fired.After, sofar.Steps.Then(fired.Steps));
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
