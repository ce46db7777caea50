using System.Collections;

namespace RunbookSdk.Lifecycles;

/// <summary>One transition that was taken, with what is to be done for it. Immutable.</summary>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
/// <typeparam name="TTrigger">What moves it.</typeparam>
public readonly struct LifecycleStep<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly Route<TState, TTrigger> route;

    internal LifecycleStep(Route<TState, TTrigger> route, DateTimeOffset instant)
    {
        this.route = route;
        Instant = instant;
    }

    /// <summary>The line of the definition; null when the instance begins.</summary>
    public Transition<TState, TTrigger>? Transition => route.Transition;

    /// <summary>The state that was stood in before; the one that is entered when the instance begins.</summary>
    public TState From => route.From;

    /// <summary>The state that is stood in afterwards.</summary>
    public TState To => route.To.State;

    /// <summary>When: of a timed transition the instant at which it was due.</summary>
    public DateTimeOffset Instant { get; }

    /// <summary>The states that are left, from the innermost outwards; then those that are entered, from the outermost inwards.</summary>
    public (IReadOnlyList<TState> Left, IReadOnlyList<TState> Entered) Path => (route.Left, route.Entered);

    /// <summary>
    /// What is to be done, in this order: exits from the innermost state outwards, the transition's own, entries from the outermost state
    /// inwards; several of one state in order of declaration.
    /// </summary>
    public IReadOnlyList<LifecycleAction<TState, TTrigger>> Actions => route.Actions;

    internal LifecycleAction<TState, TTrigger>[] ActionArray => route.Actions;
}

/// <summary>The transitions that were taken, in order; one for a plain trigger. Immutable.</summary>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
/// <typeparam name="TTrigger">What moves it.</typeparam>
public readonly struct LifecycleSteps<TState, TTrigger> : IReadOnlyList<LifecycleStep<TState, TTrigger>>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly Route<TState, TTrigger>? route;
    private readonly DateTimeOffset instant;
    private readonly LifecycleStep<TState, TTrigger>[]? several;

    internal LifecycleSteps(Route<TState, TTrigger> route, DateTimeOffset instant) => (this.route, this.instant) = (route, instant);

    internal LifecycleSteps(LifecycleStep<TState, TTrigger>[] several) => this.several = several;

    /// <inheritdoc/>
    public int Count => several?.Length ?? (route is null ? 0 : 1);

    internal bool HasActions
    {
        get
        {
            if (several is null) return route is { Actions.Length: > 0 };
            foreach (var step in several)
            {
                if (step.Actions.Count > 0) return true;
            }

            return false;
        }
    }

    /// <inheritdoc/>
    public LifecycleStep<TState, TTrigger> this[int index] => several is not null
        ? several[index]
        : route is not null && index == 0 ? new(route, instant) : throw new ArgumentOutOfRangeException(nameof(index));

    /// <inheritdoc/>
    public IEnumerator<LifecycleStep<TState, TTrigger>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal LifecycleSteps<TState, TTrigger> Then(in LifecycleSteps<TState, TTrigger> next) =>
        Count == 0 ? next : next.Count == 0 ? this : new([.. this, .. next]);
}
