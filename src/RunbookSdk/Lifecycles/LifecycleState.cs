namespace RunbookSdk.Lifecycles;

/// <summary>A state of a definition, for pictures and other readers. Immutable.</summary>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
/// <typeparam name="TTrigger">What moves it.</typeparam>
public sealed class LifecycleState<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    internal LifecycleState(StateNode<TState, TTrigger> node)
    {
        State = node.State;
        IsFinal = node.Declaration.IsFinal;
        HasHistory = node.HasHistory;
        Outers = [.. node.Chain.Skip(1).Select(n => n.State)];
        Inner = [.. node.Inner.Select(n => n.State)];
        Initial = node.Initial is { } initial ? [initial.State] : [];
        Transitions = [.. node.Declaration.Transitions];
        Entry = [.. node.Declaration.Entry];
        Exit = [.. node.Declaration.Exit];
    }

    /// <summary>The state.</summary>
    public TState State { get; }

    /// <summary>True when the instance, or the state around this one, ends here.</summary>
    public bool IsFinal { get; }

    /// <summary>True when some transition leads to where the instance last was in here.</summary>
    public bool HasHistory { get; }

    /// <summary>The states around it, from the inside outwards.</summary>
    public IReadOnlyList<TState> Outers { get; }

    /// <summary>The states directly within it, in order of declaration; none of a state in which an instance can stand.</summary>
    public IReadOnlyList<TState> Inner { get; }

    /// <summary>The state within it that is entered first: one, or none where there are none.</summary>
    public IReadOnlyList<TState> Initial { get; }

    /// <summary>Its own lines, in order of declaration.</summary>
    public IReadOnlyList<Transition<TState, TTrigger>> Transitions { get; }

    /// <summary>What is done when it is entered.</summary>
    public IReadOnlyList<LifecycleAction<TState, TTrigger>> Entry { get; }

    /// <summary>What is done when it is left.</summary>
    public IReadOnlyList<LifecycleAction<TState, TTrigger>> Exit { get; }
}
