using RunbookSdk.Facts;

namespace RunbookSdk.Actions;

/// <summary>What a person says to a proposal.</summary>
public enum Verdict
{
    /// <summary>Do it.</summary>
    Approve,

    /// <summary>Do not.</summary>
    Deny,
}

/// <summary>
/// A fact: a person's answer to a proposal. It counts only when it is given after the proposal was made. An approval counts for one plan: for the
/// one that it names, or else for the one that is proposed when it is known. A denial counts from anybody, for whatever is proposed.
/// </summary>
/// <param name="Rule">Id of the rule that proposed.</param>
/// <param name="Target">The proposal's target as text, such as <c>site/dc2</c>.</param>
/// <param name="Approver">Who answers. Upper and lower case are the same person.</param>
/// <param name="Verdict">The answer.</param>
/// <param name="At">When the answer was given.</param>
/// <param name="PlanHash">
/// What was looked at: <see cref="Decision.PlanHash"/> of the proposal. When another plan is proposed by then, the approval does not count.
/// Null: whatever is proposed.
/// </param>
/// <param name="Because">Why; empty when nothing was said.</param>
public sealed record Approval(
    [Key] string Rule, [Key] string Target, [Key][Author] string Approver, Verdict Verdict, DateTimeOffset At, string? PlanHash = null,
    string Because = "") : IPersonsWord;
