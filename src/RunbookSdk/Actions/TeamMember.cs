using RunbookSdk.Facts;

namespace RunbookSdk.Actions;

/// <summary>A fact: a person belongs to a team, so that rules can let the team approve without naming its people.</summary>
/// <param name="Team">The team, such as <c>sre</c>.</param>
/// <param name="Person">Who belongs to it, by the name under which approvals are given. Upper and lower case are the same.</param>
public sealed record TeamMember([Key] string Team, [Key] string Person) : IPersonsWord;
