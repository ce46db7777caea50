namespace RunbookSdk.Lifecycles;

/// <summary>When an action runs.</summary>
public enum LifecycleActionKind
{
    /// <summary>When the state is left.</summary>
    Exit,

    /// <summary>When the transition is taken.</summary>
    Transition,

    /// <summary>When the state is entered.</summary>
    Entry,
}

/// <summary>
/// Something to do when a state is entered or left or a transition is taken. The definition only says that it is to be done;
/// <see cref="LifecycleInstance{TState, TTrigger}"/> does it. Immutable.
/// </summary>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
/// <typeparam name="TTrigger">What moves it.</typeparam>
public abstract class LifecycleAction<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private protected LifecycleAction(string description, LifecycleActionKind kind, bool isAsync)
    {
        Description = description;
        Kind = kind;
        IsAsync = isAsync;
    }

    /// <summary>What it does, in words.</summary>
    public string Description { get; }

    /// <summary>When it runs.</summary>
    public LifecycleActionKind Kind { get; }

    /// <summary>True when it may take longer than the call: the instance is then to be fired with <c>FireAsync</c>.</summary>
    public bool IsAsync { get; }

    /// <summary>Type of the payload that it takes: with another, or none, an entry or exit action is passed over; null when it takes none.</summary>
    public abstract Type? Payload { get; }

    /// <summary>Does it, where it takes nothing and is done when the call returns; null otherwise. Apart, because most are such.</summary>
    internal virtual Action<Turn<TState, TTrigger>>? Act => null;

    /// <summary>Does it; at once and completely unless <see cref="IsAsync"/>.</summary>
    internal abstract ValueTask RunAsync<TBrought>(Turn<TState, TTrigger> turn, TBrought payload, CancellationToken cancellationToken);
}

/// <summary>An action that needs nothing but the turn.</summary>
internal sealed class PlainAction<TState, TTrigger>(
    string description, LifecycleActionKind kind, Action<Turn<TState, TTrigger>>? act, Func<Turn<TState, TTrigger>, CancellationToken, ValueTask>? actAsync)
    : LifecycleAction<TState, TTrigger>(description, kind, actAsync is not null)
    where TState : notnull
    where TTrigger : notnull
{
    public override Type? Payload => null;

    internal override Action<Turn<TState, TTrigger>>? Act => act;

    internal override ValueTask RunAsync<TBrought>(Turn<TState, TTrigger> turn, TBrought payload, CancellationToken cancellationToken)
    {
        if (actAsync is not null) return actAsync(turn, cancellationToken);
        act!(turn);
        return ValueTask.CompletedTask;
    }
}

/// <summary>An action that takes what the trigger brought.</summary>
internal sealed class PayloadAction<TState, TTrigger, TPayload>(
    string description,
    LifecycleActionKind kind,
    Action<TPayload, Turn<TState, TTrigger>>? act,
    Func<TPayload, Turn<TState, TTrigger>, CancellationToken, ValueTask>? actAsync)
    : LifecycleAction<TState, TTrigger>(description, kind, actAsync is not null)
    where TState : notnull
    where TTrigger : notnull
{
    public override Type? Payload => typeof(TPayload);

    internal override ValueTask RunAsync<TBrought>(Turn<TState, TTrigger> turn, TBrought payload, CancellationToken cancellationToken)
    {
        if (payload is not TPayload taken) return ValueTask.CompletedTask;
        if (actAsync is not null) return actAsync(taken, turn, cancellationToken);
        act!(taken, turn);
        return ValueTask.CompletedTask;
    }
}
