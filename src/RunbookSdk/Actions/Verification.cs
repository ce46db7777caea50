using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Actions;

/// <summary>
/// A fact: something was decided, and it is not proved yet that it worked. It is known until the proof is there, until the action is released,
/// or, when everything that follows without a proof was asked for, for another 24 hours. Only the session says it.
/// </summary>
/// <param name="IdempotencyKey">Which decision: <see cref="Decision.IdempotencyKey"/>.</param>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Target">The decision's target as text.</param>
/// <param name="Action">Name of the action.</param>
/// <param name="Since">From when its time counts, and what proves has to be observed after: the decision, or the completion that a host reports.</param>
/// <param name="Due">When the next thing is asked for if no proof is there; null when everything was.</param>
/// <param name="Escalations">How many of the things that follow without a proof were asked for.</param>
public sealed record Verification(
    [Key] string IdempotencyKey, string Rule, string Target, string Action, DateTimeOffset Since, DateTimeOffset? Due, int Escalations)
    : IReservedFact
{
    string IReservedFact.SaidBy => "the session";

    /// <summary>What was decided.</summary>
    public RunbookAction? Asked { get; init; }
}

/// <summary>What the rule that finds the proof results in.</summary>
[AskedOnce]
internal sealed record Proven(string IdempotencyKey);
