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
    private FireResult(
        FireOutcome outcome,
        in Snapshot<TState> before,
        in Snapshot<TState> after,
        in LifecycleSteps<TState, TTrigger> steps,
        string? reason)
    {
        Outcome = outcome;
        Before = before;
        After = after;
        Steps = steps;
        Reason = reason;
    }

    internal FireResult(in Snapshot<TState> before, Route<TState, TTrigger> route, DateTimeOffset instant)
    {
        Outcome = FireOutcome.Moved;
        Before = before;
        After = new(route.To.State, instant, before.Definition, before.Memory);
        Steps = new(route, instant);
        Reason = null;
    }

    /// <summary>What became of the trigger.</summary>
    public FireOutcome Outcome { get; }

    /// <summary>The instance as it was.</summary>
    public Snapshot<TState> Before { get; }

    /// <summary>The instance as it is now; the same as before unless it moved.</summary>
    public Snapshot<TState> After { get; }

    /// <summary>
    /// The transitions that were taken, in order, with what is to be done for each: timed ones that were due, the one that the trigger
    /// asked for, completions that followed. None when nothing moved.
    /// </summary>
    public LifecycleSteps<TState, TTrigger> Steps { get; }

    /// <summary>Why it was refused and what would be possible, for people; null unless refused.</summary>
    public string? Reason { get; }

    /// <summary>True when the trigger was refused.</summary>
    [MemberNotNullWhen(true, nameof(Reason))]
    public bool IsRefused => Outcome == FireOutcome.Refused;

    internal static FireResult<TState, TTrigger> Moved(
        in Snapshot<TState> before, in Snapshot<TState> after, in LifecycleSteps<TState, TTrigger> steps) =>
        new(FireOutcome.Moved, before, after, steps, null);

    internal static FireResult<TState, TTrigger> Ignored(in Snapshot<TState> snapshot) =>
        new(FireOutcome.Ignored, snapshot, snapshot, default, null);

    internal static FireResult<TState, TTrigger> Refused(in Snapshot<TState> snapshot, string reason) =>
        new(FireOutcome.Refused, snapshot, snapshot, default, reason);
}
