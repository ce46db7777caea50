namespace RunbookSdk.Lifecycles;

/// <summary>
/// One instance of a lifecycle, whole: compare it, keep it, and store it as a <see cref="SavedSnapshot"/>. Immutable. Made by
/// <see cref="Lifecycle{TState, TTrigger}.Start"/>, <see cref="Lifecycle{TState, TTrigger}.At"/> and
/// <see cref="Lifecycle{TState, TTrigger}.Restore"/>.
/// </summary>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
public readonly record struct Snapshot<TState>
    where TState : notnull
{
    internal Snapshot(TState state, DateTimeOffset since, LifecycleId definition, SnapshotMemory<TState>? memory)
    {
        State = state;
        Since = since;
        Definition = definition;
        Memory = memory;
    }

    /// <summary>Where it stands: a state without sub-states.</summary>
    public TState State { get; init; }

    /// <summary>When it came to stand there; re-entry counts as coming, staying does not.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>The definition that it follows.</summary>
    public LifecycleId Definition { get; init; }

    /// <summary>What flat lifecycles do not need: null there.</summary>
    internal SnapshotMemory<TState>? Memory { get; init; }
}

/// <summary>
/// What the state alone does not tell: since when it stands in the outer states that time leads out of, and where it last was in those
/// with a history. Each list is in order of declaration, so that equal memories are equal lists. Immutable.
/// </summary>
internal sealed class SnapshotMemory<TState>(
    IReadOnlyList<(TState State, DateTimeOffset At)> entered, IReadOnlyList<(TState State, TState Last)> history)
    : IEquatable<SnapshotMemory<TState>>
    where TState : notnull
{
    /// <summary>When each outer state was entered that has timed transitions.</summary>
    public IReadOnlyList<(TState State, DateTimeOffset At)> Entered { get; } = entered;

    /// <summary>The direct sub-state in which it last was, of each state with a history that it has left.</summary>
    public IReadOnlyList<(TState State, TState Last)> History { get; } = history;

    public bool Equals(SnapshotMemory<TState>? other) =>
        other is not null && Entered.SequenceEqual(other.Entered) && History.SequenceEqual(other.History);

    public override bool Equals(object? obj) => Equals(obj as SnapshotMemory<TState>);

    public override int GetHashCode() => HashCode.Combine(Entered.Count, History.Count);
}
