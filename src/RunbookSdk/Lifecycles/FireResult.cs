using System.Diagnostics.CodeAnalysis;

namespace RunbookSdk.Lifecycles;

/// <summary>What became of a trigger.</summary>
public enum FireOutcome
{
    /// <summary>Taken. The state is another one, or the same one where the lifecycle re-enters or stays.</summary>
    Moved,

    /// <summary>Expected in this state, and without effect there.</summary>
    Ignored,

    /// <summary>Not possible in this state; <see cref="FireResult{TState}.Reason"/> says why.</summary>
    Refused,
}

/// <summary>The answer to a trigger. Immutable.</summary>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
/// <param name="Outcome">What became of the trigger.</param>
/// <param name="Before">The instance as it was.</param>
/// <param name="After">The instance as it is now; the same as before unless it moved.</param>
/// <param name="Reason">Why it was refused and what would be possible, for people; null unless refused.</param>
public readonly record struct FireResult<TState>(
    FireOutcome Outcome, Snapshot<TState> Before, Snapshot<TState> After, string? Reason)
    where TState : notnull
{
    /// <summary>True when the trigger was refused.</summary>
    [MemberNotNullWhen(true, nameof(Reason))]
    public bool IsRefused => Outcome == FireOutcome.Refused;

    internal static FireResult<TState> Moved(Snapshot<TState> before, Snapshot<TState> after) =>
        new(FireOutcome.Moved, before, after, null);

    internal static FireResult<TState> Ignored(Snapshot<TState> snapshot) => new(FireOutcome.Ignored, snapshot, snapshot, null);

    internal static FireResult<TState> Refused(Snapshot<TState> snapshot, string reason) =>
        new(FireOutcome.Refused, snapshot, snapshot, reason);
}
