using System.Diagnostics.CodeAnalysis;

namespace RunbookSdk.Lifecycles;

/// <summary>What became of a trigger.</summary>
public enum FireOutcome
{
    /// <summary>Taken. The state is another one, or the same one where the lifecycle re-enters or stays.</summary>
    Moved,

    /// <summary>Expected in this state, and without effect there.</summary>
    Ignored,

    /// <summary>Not possible in this state; <see cref="FireResult{TState, TTrigger}.Reason"/> says why.</summary>
    Refused,
}

/// <summary>The answer to a trigger: the instance afterwards, and what is to be done. Immutable.</summary>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
/// <typeparam name="TTrigger">What moves it.</typeparam>
public readonly struct FireResult<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    /// <summary>What came of it, where that takes more than one step to tell: a refusal's reason, or an <see cref="Aftermath"/>.</summary>
    private readonly object? more;
    private readonly Route<TState, TTrigger>? route;
    private readonly DateTimeOffset instant;
    private readonly Snapshot<TState> before;
    private readonly bool isPlain;

    /// <summary>
    /// One step, which moves where the route says and changes nothing else. This is what nearly every fire returns, and its time is that of
    /// writing the result: so the instance afterwards is not kept, but made when it is asked for.
    /// </summary>
    internal FireResult(in Snapshot<TState> before, Route<TState, TTrigger> route, DateTimeOffset instant)
    {
        this.before = before;
        this.route = route;
        this.instant = instant;
        isPlain = true;
    }

    private FireResult(in Snapshot<TState> before, Route<TState, TTrigger>? route, DateTimeOffset instant, object? more)
    {
        this.before = before;
        this.route = route;
        this.instant = instant;
        this.more = more;
    }

    /// <summary>What became of the trigger.</summary>
    public FireOutcome Outcome => route is not null || more is Aftermath
        ? FireOutcome.Moved
        : more is null ? FireOutcome.Ignored : FireOutcome.Refused;

    /// <summary>The instance as it was.</summary>
    public Snapshot<TState> Before => before;

    /// <summary>The instance as it is now; the same as before unless it moved.</summary>
    public Snapshot<TState> After => isPlain
        ? new(route!.To.State, instant, before.Definition, before.Memory)
        : more is Aftermath aftermath ? aftermath.After : before;

    /// <summary>
    /// The transitions that were taken, in order, with what is to be done for each: timed ones that were due, the one that the trigger
    /// asked for, completions that followed. None when nothing moved.
    /// </summary>
    public LifecycleSteps<TState, TTrigger> Steps =>
        route is not null ? new(route, instant) : more is Aftermath aftermath ? aftermath.Steps : default;

    /// <summary>Why it was refused and what would be possible, for people; null unless refused.</summary>
    public string? Reason => more as string;

    /// <summary>True when the trigger was refused.</summary>
    [MemberNotNullWhen(true, nameof(Reason))]
    public bool IsRefused => more is string;

    /// <summary>Moved by any number of steps, to an instance that they alone do not tell.</summary>
    internal static FireResult<TState, TTrigger> Moved(
        in Snapshot<TState> before, in Snapshot<TState> after, in LifecycleSteps<TState, TTrigger> steps) =>
        new(before, null, default, new Aftermath(after, steps));

    /// <summary>One step after which the instance is as it was: it begins, or a transition stays.</summary>
    internal static FireResult<TState, TTrigger> Stayed(in Snapshot<TState> snapshot, Route<TState, TTrigger> route, DateTimeOffset instant) =>
        new(snapshot, route, instant, null);

    internal static FireResult<TState, TTrigger> Ignored(in Snapshot<TState> snapshot) => new(snapshot, null, default, null);

    internal static FireResult<TState, TTrigger> Refused(in Snapshot<TState> snapshot, string reason) => new(snapshot, null, default, reason);

    private sealed class Aftermath(in Snapshot<TState> after, in LifecycleSteps<TState, TTrigger> steps)
    {
        public Snapshot<TState> After { get; } = after;

        public LifecycleSteps<TState, TTrigger> Steps { get; } = steps;
    }
}
