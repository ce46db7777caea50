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

/// <summary>A fact: a person's answer to a proposal. It counts only when it is given after the proposal was made.</summary>
/// <param name="Rule">Id of the rule that proposed.</param>
/// <param name="Target">The proposal's target as text, such as <c>site/dc2</c>.</param>
/// <param name="Approver">Who answers.</param>
/// <param name="Verdict">The answer.</param>
/// <param name="At">When the answer was given.</param>
public sealed record Approval(
    [Key] string Rule, [Key] string Target, [Key] string Approver, Verdict Verdict, DateTimeOffset At) : IPersonsWord;
