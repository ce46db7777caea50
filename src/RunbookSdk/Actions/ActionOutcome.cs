using RunbookSdk.Facts;

namespace RunbookSdk.Actions;

/// <summary>How far a host has come with carrying a decision out.</summary>
public enum ActionStatus
{
    /// <summary>An attempt has begun; whether it works is not known yet.</summary>
    Attempted,

    /// <summary>Done, as the handler reports it.</summary>
    Succeeded,

    /// <summary>An attempt failed; there may be another one.</summary>
    Failed,

    /// <summary>An attempt did not end in time: it may have worked or not. There may be another one.</summary>
    TimedOut,

    /// <summary>The host has given it up: no further attempt is made unless a person asks for one.</summary>
    DeadLettered,
}

/// <summary>
/// A fact: what became of a decision in the world. Only a host says it; rules read it like any other, as in
/// <c>from o in Facts&lt;ActionOutcome&gt;() where o.Status == ActionStatus.DeadLettered</c>. A later outcome of the same decision replaces
/// the one before, one that is older by <see cref="Observation.ObservedAt"/> does not, and the same one twice changes nothing. It is known for
/// seven days.
/// </summary>
/// <param name="IdempotencyKey">Which decision: <see cref="Decision.IdempotencyKey"/>.</param>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Target">The decision's target as text, such as <c>component/online1/webtools</c>.</param>
/// <param name="Action">What was to be done: <see cref="Decision.ActionName"/>.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Attempts">How many attempts have begun, from 1.</param>
/// <param name="Because">What the handler says of it, in a sentence for people; empty when it says nothing.</param>
/// <param name="At">When it came to this status.</param>
[Retention("7.00:00:00")]
public sealed record ActionOutcome(
    [Key] string IdempotencyKey, string Rule, string Target, string Action, ActionStatus Status, int Attempts, string Because, DateTimeOffset At)
    : IReservedFact
{
    string IReservedFact.SaidBy => "the host";

    /// <summary>The outcome of a decision.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="status">How far it has come.</param>
    /// <param name="attempts">How many attempts have begun, from 1.</param>
    /// <param name="because">What the handler says of it.</param>
    /// <param name="at">When it came to this status; observe it with this time.</param>
    public static ActionOutcome Of(Decision decision, ActionStatus status, int attempts, string because, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return new(decision.IdempotencyKey, decision.Rule, $"{decision.Target}", decision.ActionName, status, attempts, because, at);
    }
}
