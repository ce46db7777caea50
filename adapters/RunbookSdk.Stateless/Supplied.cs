using RunbookSdk.Lifecycles;

namespace RunbookSdk.StatelessMachines;

/// <summary>A guard that a machine only describes.</summary>
internal abstract class SuppliedGuard(string description)
{
    public string Description { get; } = description;

    /// <summary>Both at once; null when they do not take the same payload.</summary>
    public abstract SuppliedGuard? And(SuppliedGuard other);

    public abstract void Put<TState, TTrigger>(TransitionBuilder<TState, TTrigger> line)
        where TState : notnull
        where TTrigger : notnull;
}

/// <summary>A guard with the type of what it takes.</summary>
internal sealed class SuppliedGuard<TPayload>(string description, Func<TPayload, bool> holds) : SuppliedGuard(description)
{
    private readonly Func<TPayload, bool> holds = holds;

    public override SuppliedGuard? And(SuppliedGuard other) => other is SuppliedGuard<TPayload> same
        ? new SuppliedGuard<TPayload>($"{Description} and {same.Description}", payload => holds(payload) && same.holds(payload))
        : null;

    public override void Put<TState, TTrigger>(TransitionBuilder<TState, TTrigger> line) => line.If(Description, holds);
}

/// <summary>An action that a machine only describes.</summary>
internal abstract class SuppliedAction<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    /// <returns>False for one that takes what the trigger brings: exits do not.</returns>
    public abstract bool TryPutOnExit(StateBuilder<TState, TTrigger> state);

    /// <param name="state">The state.</param>
    /// <param name="from">The trigger, as text, without which it does nothing; null for any.</param>
    public abstract void PutOnEntry(StateBuilder<TState, TTrigger> state, string? from);

    public abstract void Put(TransitionBuilder<TState, TTrigger> line);

    protected static bool Concerns(Turn<TState, TTrigger> turn, string? from) =>
        from is null || (turn.Step.Transition is { Cause: TransitionCause.Trigger } line && line.Trigger!.ToString() == from);
}

/// <summary>An action that needs nothing but the turn.</summary>
internal sealed class SuppliedPlainAction<TState, TTrigger>(string description, Action<Turn<TState, TTrigger>> act) : SuppliedAction<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    public override bool TryPutOnExit(StateBuilder<TState, TTrigger> state)
    {
        state.OnExit(description, act);
        return true;
    }

    public override void PutOnEntry(StateBuilder<TState, TTrigger> state, string? from) => state.OnEntry(description, turn =>
    {
        if (Concerns(turn, from)) act(turn);
    });

    public override void Put(TransitionBuilder<TState, TTrigger> line) => line.Do(description, act);
}

/// <summary>An action that takes what the trigger brought.</summary>
internal sealed class SuppliedPayloadAction<TState, TTrigger, TPayload>(string description, Action<TPayload, Turn<TState, TTrigger>> act)
    : SuppliedAction<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    public override bool TryPutOnExit(StateBuilder<TState, TTrigger> state) => false;

    public override void PutOnEntry(StateBuilder<TState, TTrigger> state, string? from) => state.OnEntry(description, (TPayload payload, Turn<TState, TTrigger> turn) =>
    {
        if (Concerns(turn, from)) act(payload, turn);
    });

    public override void Put(TransitionBuilder<TState, TTrigger> line) => line.Do(description, act);
}
