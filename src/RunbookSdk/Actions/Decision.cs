using System.Globalization;
using RunbookSdk.Rules;

namespace RunbookSdk.Actions;

/// <summary>A fact as it was when it led to a decision.</summary>
/// <param name="Type">Name of the fact's type.</param>
/// <param name="Key">Its key as text; empty for an event.</param>
/// <param name="ObservedAt">When this value was observed.</param>
/// <param name="Value">The value; an immutable record.</param>
public sealed record Evidence(string Type, string Key, DateTimeOffset ObservedAt, object Value);

/// <summary>One decision of a session, with its reasons. Immutable.</summary>
public sealed record Decision
{
    /// <summary>Number of the decision within its session, from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>The instant of the decision on the session's clock.</summary>
    public required DateTimeOffset Instant { get; init; }

    /// <summary>Id of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>What was asked for.</summary>
    public required RunbookAction Action { get; init; }

    /// <summary>The mode that held: the lower of the rule's and the session's.</summary>
    public required Mode Mode { get; init; }

    /// <summary>What became of it.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Why, in a sentence for people.</summary>
    public required string Because { get; init; }

    /// <summary>The matched facts with their values, in the order in which the rule names them.</summary>
    public required IReadOnlyList<Evidence> Facts { get; init; }

    /// <summary>When the match began that led to this decision.</summary>
    public required DateTimeOffset MatchBegan { get; init; }

    /// <summary>Which of the rule's matches that began at that instant, from 1.</summary>
    public int MatchNumber { get; init; } = 1;

    /// <summary>
    /// Which of the things that this match asked for (or had released), from 1: it asks again when a fact changes and the rule says so, or when it
    /// asks for something else.
    /// </summary>
    public int Occurrence { get; init; } = 1;

    /// <summary>Until when a standing action is in force unless it is renewed; null without a lease.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>
    /// Of a proposal and of what came of it: says what is proposed, and from which facts; what an <see cref="Approval"/> may name. The first 16
    /// hexadecimal digits of a SHA-256 over the rule as it is read, the action, and the facts as they were when it was proposed. Null where
    /// nothing waited for an approval.
    /// </summary>
    public string? PlanHash { get; init; }

    /// <summary>Who approved or denied, in the order in which they did.</summary>
    public IReadOnlyList<string> Approvers { get; init; } = [];

    /// <summary>True when the standing action is taken back (or would be, by a rule that only observes).</summary>
    public bool IsRelease { get; init; }

    /// <summary>What is to be done now: the action's name, or <c>release</c> when it is taken back.</summary>
    public string ActionName => IsRelease ? "release" : Action.Name;

    /// <summary>
    /// The same for every attempt to carry this decision out, and for every replay, and never that of another decision: rule, target, beginning
    /// of the match, name of the action. The second match of one instant has <c>+2</c> behind the instant, the second decision of one match
    /// <c>/2</c> at the end.
    /// </summary>
    public string IdempotencyKey => string.Create(
        CultureInfo.InvariantCulture,
        $"{Rule}/{Target}/{MatchBegan.UtcDateTime:yyyy-MM-ddTHH:mm:ss.FFFFFFF}Z{From2("+", MatchNumber)}/{ActionName}{From2("/", Occurrence)}");

    /// <summary>What the action is about.</summary>
    public Target Target => Action.Target;

    private static string From2(string sign, int number) => number < 2 ? "" : string.Create(CultureInfo.InvariantCulture, $"{sign}{number}");
}
