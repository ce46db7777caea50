using RunbookSdk.Facts;

namespace RunbookSdk.Actions;

/// <summary>
/// A fact: while it stands, what is asked for within its scope waits for an approval, be the rule's mode <c>Act</c>; people are still woken
/// (<see cref="RunbookAction.OnlyTells"/>). A session says it by itself after an unclean end, if so configured
/// (<c>SessionOptions.AfterUncleanEnd</c>). Taken back, rules decide by themselves again; what waits by then goes on to wait.
/// </summary>
/// <param name="Scope"><c>all</c>, <c>rule/ID</c> or a target; see <see cref="Pause"/>.</param>
/// <param name="By">Who says so.</param>
/// <param name="Because">Why.</param>
/// <param name="At">Since when.</param>
public sealed record ProposeOnly([Key] string Scope, [Author] string By, string Because, DateTimeOffset At) : IPersonsWord;
