using RunbookSdk.Diagnostics;

namespace RunbookSdk.Lifecycles;

/// <summary>What a trigger does in a state.</summary>
public enum TransitionKind
{
    /// <summary>Leaves the state and enters one, perhaps the same one again.</summary>
    Move,

    /// <summary>Is taken and leaves everything as it is, also since when.</summary>
    Stay,

    /// <summary>Has no effect.</summary>
    Ignore,

    /// <summary>Is refused, with advice.</summary>
    Refuse,
}

/// <summary>One line of a definition: in this state, on this trigger, under this guard. Immutable.</summary>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
/// <typeparam name="TTrigger">What moves it.</typeparam>
public sealed class Transition<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    internal Transition(TState from, TTrigger trigger, TransitionKind kind, TState to, SourceLocation location)
    {
        From = from;
        Trigger = trigger;
        Kind = kind;
        To = to;
        Location = location;
    }

    /// <summary>The state in which the trigger fires.</summary>
    public TState From { get; }

    /// <summary>The trigger.</summary>
    public TTrigger Trigger { get; }

    /// <summary>What it does.</summary>
    public TransitionKind Kind { get; }

    /// <summary>The state afterwards; the same as <see cref="From"/> unless this moves.</summary>
    public TState To { get; }

    /// <summary>The guard in words: it holds when this is true; null when there is none.</summary>
    public string? Guard { get; internal init; }

    /// <summary>Type of the context that the guard is asked with; null without a guard.</summary>
    public Type? Context { get; internal init; }

    /// <summary>What to do instead, when this refuses; otherwise null.</summary>
    public string? Advice { get; internal init; }

    /// <summary>The guard itself, a <c>Func&lt;Context, bool&gt;</c>.</summary>
    internal Delegate? Holds { get; init; }

    internal SourceLocation Location { get; }

    internal bool IsPermitted => Kind is TransitionKind.Move or TransitionKind.Stay;
}
