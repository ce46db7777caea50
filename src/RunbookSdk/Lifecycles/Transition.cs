using RunbookSdk.Diagnostics;

namespace RunbookSdk.Lifecycles;

/// <summary>What a transition does.</summary>
public enum TransitionKind
{
    /// <summary>Leaves the state and enters one, perhaps the same one again.</summary>
    Move,

    /// <summary>An internal transition: it is taken, its actions run, and the state is neither left nor entered.</summary>
    Stay,

    /// <summary>Has no effect.</summary>
    Ignore,

    /// <summary>Is refused, with advice.</summary>
    Refuse,
}

/// <summary>What brings a transition about.</summary>
public enum TransitionCause
{
    /// <summary>A trigger is fired.</summary>
    Trigger,

    /// <summary>The state has been stood in for a time.</summary>
    Time,

    /// <summary>Nothing but its guard, asked when the state is entered and whenever the instance settles: a completion transition.</summary>
    Completion,
}

/// <summary>One line of a definition: in this state, on this cause, under this guard. Immutable.</summary>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
/// <typeparam name="TTrigger">What moves it.</typeparam>
public sealed class Transition<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    internal Transition(TState from, TransitionKind kind, TState to, SourceLocation location)
    {
        From = from;
        Kind = kind;
        To = to;
        Location = location;
    }

    /// <summary>The state that declares it; it holds in the sub-states of that as well.</summary>
    public TState From { get; }

    /// <summary>What brings it about.</summary>
    public TransitionCause Cause { get; internal init; }

    /// <summary>The trigger; the default of its type unless <see cref="Cause"/> is <see cref="TransitionCause.Trigger"/>.</summary>
    public TTrigger? Trigger { get; internal init; }

    /// <summary>How long <see cref="From"/> is stood in before; null unless <see cref="Cause"/> is <see cref="TransitionCause.Time"/>.</summary>
    public TimeSpan? After { get; internal init; }

    /// <summary>What it does.</summary>
    public TransitionKind Kind { get; }

    /// <summary>The state afterwards, or one that contains it; the same as <see cref="From"/> unless this moves.</summary>
    public TState To { get; }

    /// <summary>True when it leads to the sub-state of <see cref="To"/> in which the instance last was.</summary>
    public bool ToHistory { get; internal init; }

    /// <summary>The guard in words: it holds when this is true; null when there is none.</summary>
    public string? Guard { get; internal init; }

    /// <summary>Type of what the trigger brings, where the guard or the actions take it; otherwise null.</summary>
    public Type? Payload { get; internal init; }

    /// <summary>What to do instead, when this refuses; otherwise null.</summary>
    public string? Advice { get; internal init; }

    /// <summary>What it does on the way, between what is left and what is entered.</summary>
    public IReadOnlyList<LifecycleAction<TState, TTrigger>> Actions { get; internal init; } = [];

    /// <summary>The guard itself, a <c>Func&lt;Payload, bool&gt;</c>.</summary>
    internal Delegate? Holds { get; init; }

    /// <summary>A second type that it takes, which is one too many; null in a definition that is in order.</summary>
    internal Type? OtherPayload { get; init; }

    internal SourceLocation Location { get; }

    internal bool IsPermitted => Kind is TransitionKind.Move or TransitionKind.Stay;
}
