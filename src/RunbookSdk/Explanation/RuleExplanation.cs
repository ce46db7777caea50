using RunbookSdk.Actions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Sessions;

namespace RunbookSdk.Explanation;

/// <summary>
/// Why a rule matches, or why it does not: its clauses, how many facts came to each and passed it, and the facts that are nearest to a match
/// with every value that the clauses read. What a session knew at one instant; immutable. Facts are not copied: a session that goes on keeps
/// them as they were.
/// </summary>
public sealed record RuleExplanation
{
    /// <summary>Id of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>Where the rule is declared.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>What was asked about; null: anything.</summary>
    public required string? Key { get; init; }

    /// <summary>The instant of the session's clock.</summary>
    public required DateTimeOffset Instant { get; init; }

    /// <summary>False when a key was asked for and the rule reads no known fact that has it.</summary>
    public required bool IsKeyKnown { get; init; }

    /// <summary>The matches that stand, about the key if one was asked for, in the order in which they began.</summary>
    public required IReadOnlyList<StandingMatch> Matches { get; init; }

    /// <summary>The clauses in the order in which they are asked.</summary>
    public required IReadOnlyList<ExplainedClause> Clauses { get; init; }

    /// <summary>
    /// The facts of the first match; or those for which the fewest clauses fail, the first of these as late as can be, by as little as can be.
    /// A slot for which nothing is known has none.
    /// </summary>
    public required IReadOnlyList<Evidence> Nearest { get; init; }

    /// <summary>
    /// What became of what the matches ask for, about the key if one was asked for; above all, why something that matches is not done: how far the rule
    /// may go, proposals that wait, requests that people or limits hold back or have stopped, what is in force (be it that another rule asked for it first),
    /// results that throw, and what the host could not do.
    /// </summary>
    public required IReadOnlyList<string> Standing { get; init; }

    /// <summary>The requests of the rule that wait for people, about the key if one was asked for, with until when.</summary>
    public IReadOnlyList<WaitingProposal> Waiting { get; init; } = [];

    /// <summary>
    /// The smallest changes after which the rule would match, if <see cref="ExplanationOptions.FindsWays"/> asked for them and it does not match:
    /// first time alone, if that does it; then the fewest facts that would have to be otherwise, by the least. None of the changes can be left out,
    /// and with the next value towards what a number is now, while the others stay, the rule does not match by that instant; that other changes are
    /// smaller together is possible. Empty when none was found among the nearest facts and those that the rule counts.
    /// </summary>
    public IReadOnlyList<WayToMatch> Ways { get; init; } = [];

    internal ExplanationOptions Options { get; init; } = new();

    /// <summary>False when there were too many combinations of facts to look at all of them; counts are then too low.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>The first clause that lets nothing pass; null when there are combinations that pass all.</summary>
    public ExplainedClause? FirstFailing => Clauses.FirstOrDefault(c => c.Passed == 0);

    /// <summary>All of it for people: a clause a line, with its values beneath.</summary>
    public override string ToString() => ExplanationText.Of(this);
}

/// <summary>A clause of a rule, and how it went.</summary>
/// <param name="Text">The clause, with constants in place of variables.</param>
/// <param name="Location">Where it stands.</param>
/// <param name="Reached">How many facts, or combinations of facts, passed everything before it.</param>
/// <param name="Passed">How many of these it let pass.</param>
/// <param name="Result">How it is for the nearest facts.</param>
/// <param name="Values">What it reads of them.</param>
/// <param name="Change">What would make it hold for them, where that can be said; else null.</param>
public sealed record ExplainedClause(
    string Text, SourceLocation Location, int Reached, int Passed, ClauseResult Result, IReadOnlyList<ExplainedValue> Values, string? Change);

/// <summary>How a clause is for some facts.</summary>
public enum ClauseResult
{
    /// <summary>It holds.</summary>
    Holds,

    /// <summary>It does not.</summary>
    Fails,

    /// <summary>It could not be asked: nothing is known that it is about, or a clause before it of the same source fails.</summary>
    NotAsked,
}

/// <summary>A part of a clause with its value.</summary>
/// <param name="Text">The part.</param>
/// <param name="Value">Its value, as text.</param>
public sealed record ExplainedValue(string Text, string Value);
