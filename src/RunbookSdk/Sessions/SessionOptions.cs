using Microsoft.Extensions.Logging;
using RunbookSdk.Journal;
using RunbookSdk.Matching;
using RunbookSdk.Rules;

namespace RunbookSdk.Sessions;

/// <summary>How a session behaves. Read once, when the session is made.</summary>
public sealed class SessionOptions
{
    /// <summary>How far any rule may go.</summary>
    /// <value>Default: <see cref="Mode.Act"/>, so that each rule's own mode holds.</value>
    public Mode Mode { get; set; } = Mode.Act;

    /// <summary>
    /// How many actions all rules together may decide within a time; further requests are denied. What only tells people costs nothing.
    /// </summary>
    /// <value>Default: null, any number.</value>
    public Budget? Budget { get; set; }

    /// <summary>
    /// Whom to wake when a limit stops what a rule asks for and the rule names nobody (<see cref="RuleBuilder.Escalate"/>); once for a match. A page
    /// that is stopped wakes nobody else.
    /// </summary>
    /// <value>Default: null, the denied decision is all.</value>
    public string? EscalatesTo { get; set; }

    /// <summary>
    /// Whether rules only propose after a run that did not end as it should, until a person takes the <see cref="Actions.ProposeOnly"/> of scope
    /// <c>all</c> back that the session then says. A run begins with <see cref="RunbookSession.Open"/> and ends with
    /// <see cref="RunbookSession.End"/>; a journal that was never opened with this set tells nothing of its end.
    /// </summary>
    /// <value>Default: false.</value>
    public bool ProposesAfterUncleanEnd { get; set; }

    /// <summary>How many rounds one evaluation may take until nothing changes; beyond, it is refused whole.</summary>
    /// <value>Default: 100.</value>
    public int MaxRounds { get; set; } = 100;

    /// <summary>
    /// How many combinations of facts one rule may look at in one round of an evaluation; beyond, the evaluation is refused whole (RBK5020). Facts
    /// that an equality or an order ties together are looked up and cost one each; others are tried with one another.
    /// </summary>
    /// <value>Default: 10,000,000.</value>
    public int MaxCombinations { get; set; } = 10_000_000;

    /// <summary>How many matches of one rule may stand; beyond, the evaluation is refused whole (RBK5021).</summary>
    /// <value>Default: 1,000,000.</value>
    public int MaxMatches { get; set; } = 1_000_000;

    /// <summary>After how many faults in a row a rule is set aside.</summary>
    /// <value>Default: 10.</value>
    public int FaultsUntilQuarantine { get; set; } = 10;

    /// <summary>For how long the identity of a delivery is remembered, so that the same one counts once.</summary>
    /// <value>Default: 24 hours of the session's clock.</value>
    public TimeSpan DeliveryMemory { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Whether a snapshot is made after each evaluation, so that <see cref="RunbookSession.Snapshot"/> may be read by any thread at any
    /// time. It costs memory and time in proportion to what changes.
    /// </summary>
    /// <value>Default: false.</value>
    public bool KeepsSnapshots { get; set; }

    /// <summary>Where faults, refusals and quarantines are told as well.</summary>
    /// <value>Default: nowhere.</value>
    public ILogger? Logger { get; set; }

    /// <summary>
    /// Remembers each evaluation before it counts. A session that is made with one begins it; <see cref="RunbookSession.Open"/> goes on where
    /// one ends.
    /// </summary>
    /// <value>Default: none, the session is forgotten with the process.</value>
    public IJournal? Journal { get; set; }

    /// <summary>Makes the matcher; null for the built-in one.</summary>
    internal MatcherFactory? Matcher { get; set; }
}
