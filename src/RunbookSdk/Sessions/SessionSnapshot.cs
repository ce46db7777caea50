using System.Collections.Immutable;
using RunbookSdk.Actions;
using RunbookSdk.Facts;

namespace RunbookSdk.Sessions;

/// <summary>A standing action that is in force.</summary>
/// <param name="Action">The action.</param>
/// <param name="Rule">Id of the rule that brought it into force.</param>
/// <param name="Since">Since when.</param>
/// <param name="LeaseUntil">Until when unless it is renewed; null without a lease.</param>
public sealed record ActionInForce(StandingAction Action, string Rule, DateTimeOffset Since, DateTimeOffset? LeaseUntil);

/// <summary>A request that waits for approvals.</summary>
/// <param name="Number">A short name for people: the number of the decision that says it waits; see <see cref="Decision.Sequence"/>.</param>
/// <param name="Action">What is asked for.</param>
/// <param name="Rule">Id of the rule that asks.</param>
/// <param name="ProposedAt">Since when it waits.</param>
/// <param name="DeniedAt">When it counts as denied if nobody answers.</param>
/// <param name="Needed">How many people have to approve.</param>
/// <param name="Approvers">Who has approved so far, in the order in which they did.</param>
/// <param name="PlanHash">What is proposed; see <see cref="Decision.PlanHash"/>.</param>
/// <param name="MayApprove">Who may approve, people and teams; empty: everybody who is no author.</param>
public sealed record WaitingProposal(
    long Number,
    RunbookAction Action,
    string Rule,
    DateTimeOffset ProposedAt,
    DateTimeOffset? DeniedAt,
    int Needed,
    IReadOnlyList<string> Approvers,
    string PlanHash,
    IReadOnlyList<string> MayApprove);

/// <summary>A request that is held back, by people or by a limit; it is asked again when that has ended, if its reason still stands.</summary>
/// <param name="Action">What is asked for.</param>
/// <param name="Rule">Id of the rule that asks.</param>
/// <param name="Since">Since when it waits.</param>
/// <param name="Because">What holds it back, why, and until when.</param>
public sealed record HeldAction(RunbookAction Action, string Rule, DateTimeOffset Since, string Because);

/// <summary>
/// All that a session knew, matched and had in force after one evaluation. Immutable: any number of threads may read it while the
/// session goes on.
/// </summary>
public sealed class SessionSnapshot
{
    private readonly ImmutableDictionary<FactType, ImmutableSortedDictionary<long, SeenFact>> facts;
    private readonly ImmutableSortedDictionary<string, ImmutableSortedDictionary<long, KeptMatch>> matches;
    private readonly ImmutableSortedDictionary<string, ActionInForce> inForce;

    internal SessionSnapshot(
        DateTimeOffset now,
        DateTimeOffset? nextDue,
        ImmutableDictionary<FactType, ImmutableSortedDictionary<long, SeenFact>> facts,
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<long, KeptMatch>> matches,
        ImmutableSortedDictionary<string, ActionInForce> inForce,
        ImmutableArray<WaitingProposal> proposals,
        ImmutableArray<HeldAction> held,
        ImmutableArray<string> quarantined)
    {
        (Now, NextDue, Proposals, Held, QuarantinedRules) = (now, nextDue, proposals, held, quarantined);
        (this.facts, this.matches, this.inForce) = (facts, matches, inForce);
    }

    /// <summary>The session's clock.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The next instant at which something can change although no fact arrives; null when there is none.</summary>
    public DateTimeOffset? NextDue { get; }

    /// <summary>The types of which facts are known, by name.</summary>
    public IEnumerable<Type> FactTypes => facts.Keys.Select(t => t.ClrType).OrderBy(t => t.FullName, StringComparer.Ordinal);

    /// <summary>The standing actions in force, by what they do and to what.</summary>
    public IEnumerable<ActionInForce> InForce => inForce.Values;

    /// <summary>The requests that wait for approvals, in the order in which they were made.</summary>
    public IReadOnlyList<WaitingProposal> Proposals { get; }

    /// <summary>The requests that people or limits hold back, in the order in which they were made.</summary>
    public IReadOnlyList<HeldAction> Held { get; }

    /// <summary>Ids of the rules that are set aside after too many faults, in the order of their declaration.</summary>
    public IReadOnlyList<string> QuarantinedRules { get; }

    /// <summary>When something was decided that a budget counts, as far as that is remembered.</summary>
    internal ImmutableDictionary<(string Rule, Target Target), ImmutableArray<DateTimeOffset>> Spent { get; init; } =
        ImmutableDictionary<(string Rule, Target Target), ImmutableArray<DateTimeOffset>>.Empty;

    /// <summary>The known facts of a type, in the order in which they became known.</summary>
    /// <typeparam name="T">The fact record.</typeparam>
    public IEnumerable<T> Facts<T>()
        where T : class => FactsOf(FactType.Of(typeof(T))).Values.Select(f => (T)f.Value);

    /// <summary>The known facts of a type with the times of their observation, in the order in which they became known.</summary>
    /// <param name="type">The fact record.</param>
    public IEnumerable<Evidence> Facts(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var known = FactType.Of(type);
        return FactsOf(known).Values.Select(f => MatchState.EvidenceOf(known, f));
    }

    /// <summary>The matches of all rules that stand, by id of the rule, then in the order in which they began.</summary>
    public IEnumerable<StandingMatch> Matches() => matches.Keys.SelectMany(Matches);

    /// <summary>The matches of a rule that stand, in the order in which they began.</summary>
    /// <param name="rule">Id of the rule.</param>
    public IEnumerable<StandingMatch> Matches(string rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return !matches.TryGetValue(rule, out var known)
            ? []
            : known.Values.Select(m => new StandingMatch(rule, m.BeganAt, [.. m.Facts.Select(Evidence)]));
    }

    private ImmutableSortedDictionary<long, SeenFact> FactsOf(FactType type) =>
        facts.GetValueOrDefault(type) ?? ImmutableSortedDictionary<long, SeenFact>.Empty;

    /// <summary>A fact that the session knows by itself may have another value by now than when its match began.</summary>
    private Evidence Evidence(KeptFact fact) =>
        MatchState.EvidenceOf(fact.Type, !fact.IsOwn && FactsOf(fact.Type).TryGetValue(fact.Sequence, out var now) ? now : fact.Then);
}

/// <summary>A match that stands.</summary>
internal sealed record KeptMatch(DateTimeOffset BeganAt, KeptFact[] Facts);

/// <summary>A fact of a match.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Sequence">Its number among the facts that the session knows by itself.</param>
/// <param name="Then">What it was when the match began.</param>
/// <param name="IsOwn">True for one that only the match has, such as a group.</param>
internal readonly record struct KeptFact(FactType Type, long Sequence, SeenFact Then, bool IsOwn);
