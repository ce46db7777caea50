using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Incidents;

namespace RunbookSdk.Journal;

/// <summary>An incident as a journal tells of it. Immutable.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Impact">How much it hurt.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="ResolvedAt">When it was resolved for the last time; null when it is open.</param>
/// <param name="HasPostmortem">True when a postmortem was published.</param>
/// <param name="Updates">Where it came to stand, and what was said of it, in order.</param>
public sealed record ReportedIncident(
    string Id, string Title, Impact Impact, DateTimeOffset OpenedAt, DateTimeOffset? ResolvedAt, bool HasPostmortem, IReadOnlyList<IncidentUpdate> Updates);

/// <summary>Something that was said of an incident. Immutable.</summary>
/// <param name="At">When.</param>
/// <param name="Status">Where it stood from then on.</param>
/// <param name="Text">What was said, or why it came to stand there.</param>
/// <param name="By">Which rule, or which person.</param>
public sealed record IncidentUpdate(DateTimeOffset At, IncidentStatus Status, string Text, string By);

/// <summary>A component that did not work for some time, and not only because of announced work. Immutable.</summary>
/// <param name="Cluster">Its cluster.</param>
/// <param name="Name">Its name.</param>
/// <param name="Periods">How it stood while it did not work, in order.</param>
public sealed record AffectedComponent(string Cluster, string Name, IReadOnlyList<ComponentPeriod> Periods)
{
    /// <summary>The worst that it came to, announced work left out.</summary>
    public ComponentStatus Worst => ComponentLifecycle.Worst(Unannounced.Select(p => p.Status));

    /// <summary>For how long it did not work, announced work left out.</summary>
    /// <param name="until">Until when what goes on is counted.</param>
    public TimeSpan Down(DateTimeOffset until) => TimeSpan.FromTicks(Unannounced.Sum(p => ((p.Until ?? until) - p.From).Ticks));

    internal IEnumerable<ComponentPeriod> Unannounced => Periods.Where(p => p.Status != ComponentStatus.UnderMaintenance);

    internal AffectedComponent Within(DateTimeOffset from, DateTimeOffset until) => this with
    {
        Periods =
        [
            .. Periods.Where(p => p.From < until && (p.Until is null || p.Until > from))
                .Select(p => p with { From = p.From < from ? from : p.From, Until = p.Until > until ? until : p.Until }),
        ],
    };
}

/// <summary>A time in which a component did not work. Immutable.</summary>
/// <param name="Status">How it stood.</param>
/// <param name="From">Since when.</param>
/// <param name="Until">Until when; null when it goes on.</param>
public sealed record ComponentPeriod(ComponentStatus Status, DateTimeOffset From, DateTimeOffset? Until);

/// <summary>A standing action while it was in force. Immutable.</summary>
/// <param name="Began">The decision that brought it into force.</param>
/// <param name="Ended">The decision that released it; null when it is in force.</param>
/// <param name="Renewals">How often its lease was renewed.</param>
public sealed record ActionTerm(RecordedDecision Began, RecordedDecision? Ended, int Renewals)
{
    /// <summary>Since when it was in force.</summary>
    public DateTimeOffset From => Began.Instant;

    /// <summary>Until when; null when it is in force.</summary>
    public DateTimeOffset? Until => Ended?.Instant;
}

/// <summary>A question to people, and what came of it. Immutable.</summary>
/// <param name="Asked">The decision that it waits.</param>
/// <param name="Answer">
/// What came of it: decided (by another rule, where that needed no approval), denied or withdrawn; proposed when it was asked anew, which is another
/// question; null when it waits.
/// </param>
public sealed record AskedApproval(RecordedDecision Asked, RecordedDecision? Answer)
{
    /// <summary>Since when it waited.</summary>
    public DateTimeOffset AskedAt => Asked.Instant;

    /// <summary>True when its time ran out: it was denied, and no person denied it.</summary>
    public bool HasExpired => Answer is { Outcome: Outcome.Denied } && Answer.Because.Contains(" approved within ", StringComparison.Ordinal);
}

/// <summary>Something that was decided and not proved to have worked. Immutable.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Action">Name of the action.</param>
/// <param name="Target">What it is about.</param>
/// <param name="Since">From when its time counts.</param>
/// <param name="IsLate">True when its time is over.</param>
public sealed record UnprovedAction(string Rule, string Action, string Target, DateTimeOffset Since, bool IsLate);

/// <summary>Something that a person said or did. Immutable.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who; empty where the fact does not say.</param>
/// <param name="What">What, in kebab-case: the name of the fact, with <c>end-</c> before it when it was taken back.</param>
/// <param name="About">What about: a scope, a component, a rule and its target.</param>
/// <param name="Text">Why, or what.</param>
public sealed record PersonsAct(DateTimeOffset At, string By, string What, string About, string Text);

/// <summary>Something that went wrong on the way. Immutable.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What kind: <c>fault</c>, <c>set-aside</c>, <c>refused</c>, <c>given-up</c>.</param>
/// <param name="About">The rule, the code of the refusal, or the action with its target.</param>
/// <param name="Text">What was said.</param>
public sealed record ReportedTrouble(DateTimeOffset At, string Kind, string About, string Text);

/// <summary>A time in which facts did not come that usually do. Immutable.</summary>
/// <param name="Type">Their type.</param>
/// <param name="Key">Their key.</param>
/// <param name="From">The last one before it.</param>
/// <param name="Until">The first one after it.</param>
/// <param name="Usual">How far two of them are apart on average.</param>
public sealed record DataGap(string Type, string Key, DateTimeOffset From, DateTimeOffset Until, TimeSpan Usual);
