using RunbookSdk.StatelessMachines;

namespace RunbookSdk.Lifecycles;

/// <summary>
/// What a machine of Stateless does not tell of itself, said by who reads it: its guards and actions, which it only describes, and the
/// initial sub-states, which it does not mention. Not thread-safe.
/// </summary>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
/// <typeparam name="TTrigger">What moves it.</typeparam>
public sealed class MachineReading<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    internal MachineReading()
    {
    }

    internal Dictionary<string, SuppliedGuard> Guards { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, SuppliedAction<TState, TTrigger>> Actions { get; } = new(StringComparer.Ordinal);

    internal Dictionary<(TState State, TTrigger Trigger), SuppliedAction<TState, TTrigger>> InternalActions { get; } = [];

    internal Dictionary<TState, TState> Initials { get; } = [];

    internal bool IsWithoutActions { get; private set; }

    /// <summary>Says what a guard is.</summary>
    /// <typeparam name="TPayload">What the trigger brings.</typeparam>
    /// <param name="description">As the machine describes it: by its words, or by the name of its method.</param>
    /// <param name="holds">The guard. It must be pure, and rest on nothing but what the trigger brings.</param>
    /// <exception cref="ArgumentException">The guard is described already, or by nothing.</exception>
    public MachineReading<TState, TTrigger> Guard<TPayload>(string description, Func<TPayload, bool> holds)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(description);
        ArgumentNullException.ThrowIfNull(holds);
        Guards.Add(description, new SuppliedGuard<TPayload>(description, holds));
        return this;
    }

    /// <summary>Says what an action on entry or exit is.</summary>
    /// <param name="description">As the machine describes it: by its words, or by the name of its method.</param>
    /// <param name="act">Does it.</param>
    /// <exception cref="ArgumentException">The action is described already, or by nothing.</exception>
    public MachineReading<TState, TTrigger> Action(string description, Action<Turn<TState, TTrigger>> act)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(description);
        ArgumentNullException.ThrowIfNull(act);
        Actions.Add(description, new SuppliedPlainAction<TState, TTrigger>(description, act));
        return this;
    }

    /// <summary>Says what an action on entry is that takes what the trigger brings; with anything else it is passed over.</summary>
    /// <typeparam name="TPayload">What the trigger brings.</typeparam>
    /// <inheritdoc cref="Action(string, Action{Turn{TState, TTrigger}})"/>
    public MachineReading<TState, TTrigger> Action<TPayload>(string description, Action<TPayload, Turn<TState, TTrigger>> act)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(description);
        ArgumentNullException.ThrowIfNull(act);
        Actions.Add(description, new SuppliedPayloadAction<TState, TTrigger, TPayload>(description, act));
        return this;
    }

    /// <summary>Says what an internal transition does, which a machine does not even describe.</summary>
    /// <param name="state">The state that has the internal transition.</param>
    /// <param name="trigger">Its trigger.</param>
    /// <param name="description">What it does, in words.</param>
    /// <param name="act">Does it.</param>
    /// <exception cref="ArgumentException">It is said already, or not put into words.</exception>
    public MachineReading<TState, TTrigger> Internal(
        TState state, TTrigger trigger, string description, Action<Turn<TState, TTrigger>> act)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(description);
        ArgumentNullException.ThrowIfNull(act);
        InternalActions.Add((state, trigger), new SuppliedPlainAction<TState, TTrigger>(description, act));
        return this;
    }

    /// <summary>Names the sub-state that is entered when a state is.</summary>
    /// <param name="outer">The state.</param>
    /// <param name="inner">A state directly within it.</param>
    /// <exception cref="ArgumentException">One is named already.</exception>
    public MachineReading<TState, TTrigger> Initial(TState outer, TState inner)
    {
        Initials.Add(outer, inner);
        return this;
    }

    /// <summary>Reads states and ways only: no action of the machine is part of the lifecycle, and none has to be said.</summary>
    public MachineReading<TState, TTrigger> WithoutActions()
    {
        IsWithoutActions = true;
        return this;
    }
}
