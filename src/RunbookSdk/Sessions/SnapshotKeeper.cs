using System.Collections.Immutable;
using RunbookSdk.Actions;
using RunbookSdk.Facts;

namespace RunbookSdk.Sessions;

/// <summary>
/// Makes snapshots. It is told what may have changed and looks at that only, when an evaluation is over; what was taken back is then
/// found as it was.
/// </summary>
internal sealed class SnapshotKeeper(FactStore store, Agenda agenda, StandingActions standing, Gate gate, RuleTable rules)
{
    private readonly HashSet<KnownFact> facts = [];
    private readonly HashSet<MatchState> matches = [];
    private readonly List<(string Rule, long Number)> ended = [];

    /// <summary>Matches of groups: a group may change without anybody being told, when the rule does not care.</summary>
    private readonly Dictionary<MatchState, KeptMatch> ofGroups = [];
    private readonly HashSet<StandingEntry> entries = [];
    private ImmutableDictionary<FactType, ImmutableSortedDictionary<long, SeenFact>> knownFacts =
        ImmutableDictionary<FactType, ImmutableSortedDictionary<long, SeenFact>>.Empty;

    private ImmutableSortedDictionary<string, ImmutableSortedDictionary<long, KeptMatch>> standingMatches =
        ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<long, KeptMatch>>(StringComparer.Ordinal);

    private ImmutableSortedDictionary<string, ActionInForce> inForce =
        ImmutableSortedDictionary.Create<string, ActionInForce>(StringComparer.Ordinal);

    private readonly HashSet<(string Rule, Target Target)> budgets = [];
    private ImmutableDictionary<(string Rule, Target Target), ImmutableArray<DateTimeOffset>> spent =
        ImmutableDictionary<(string Rule, Target Target), ImmutableArray<DateTimeOffset>>.Empty;

    private ImmutableArray<WaitingProposal> proposals = [];
    private ImmutableArray<HeldAction> held = [];
    private ImmutableArray<string> quarantined = [];

    /// <summary>Set when a proposal or a held request came, went or was answered.</summary>
    public bool HasProposalsTouched { get; set; } = true;

    /// <summary>Set when a rule may have been set aside, or is no longer there.</summary>
    public bool HasRulesTouched { get; set; } = true;

    public void Touch(KnownFact fact) => facts.Add(fact);

    public void Touch(MatchState state) => matches.Add(state);

    /// <summary>The match ends, or begins anew.</summary>
    public void End(MatchState state)
    {
        matches.Add(state);
        ended.Add((state.Rule.Model.Id, state.Number));
    }

    public void Touch(StandingEntry entry) => entries.Add(entry);

    public void Touch((string Rule, Target Target) budget) => budgets.Add(budget);

    /// <summary>Looks at everything.</summary>
    public void TouchAll()
    {
        foreach (var type in store.Types) facts.UnionWith(store.FactsOf(type));
        matches.UnionWith(agenda.States);
        entries.UnionWith(standing.Entries);
        budgets.UnionWith(gate.Limits.Budgets.Keys);
    }

    public SessionSnapshot Take(DateTimeOffset now, DateTimeOffset? nextDue)
    {
        foreach (var type in facts.GroupBy(f => f.Type)) Take(type.Key, type);
        foreach (var (rule, number) in ended) Remove(rule, number);
        if (facts.Count > 0) matches.UnionWith(ofGroups.Where(g => HasMoved(g.Key, g.Value)).Select(g => g.Key));
        foreach (var state in matches) Take(state);
        foreach (var entry in entries) Take(entry);
        foreach (var budget in budgets) Take(budget);
        if (HasProposalsTouched)
        {
            proposals = [.. gate.Proposals.Select(ToWaiting)];
            held = [.. gate.Held.All.Select(h => new HeldAction(h.Action, h.State.Rule.Model.Id, h.Since, h.Because))];
        }

        if (HasRulesTouched) quarantined = [.. rules.All.Where(r => r.IsQuarantined).Select(r => r.Model.Id)];
        (HasProposalsTouched, HasRulesTouched) = (false, false);
        facts.Clear();
        ended.Clear();
        matches.Clear();
        entries.Clear();
        budgets.Clear();
        return new SessionSnapshot(now, nextDue, knownFacts, standingMatches, inForce, proposals, held, quarantined) { Spent = spent };
    }

    private void Take(FactType type, IEnumerable<KnownFact> touched)
    {
        var builder = (knownFacts.GetValueOrDefault(type) ?? ImmutableSortedDictionary<long, SeenFact>.Empty).ToBuilder();
        foreach (var fact in touched)
        {
            if (store.Has(fact)) builder[fact.Sequence] = new(fact.Value, fact.ObservedAt);
            else builder.Remove(fact.Sequence);
        }

        knownFacts = builder.Count == 0 ? knownFacts.Remove(type) : knownFacts.SetItem(type, builder.ToImmutable());
    }

    private void Take(MatchState state)
    {
        var rule = state.Rule.Model.Id;
        if (!state.IsOpen || !agenda.Has(state))
        {
            Remove(rule, state.Number);
            ofGroups.Remove(state);
            return;
        }

        var match = new KeptMatch(state.BeganAt, [.. state.Match.Facts.Select(ToKept)]);
        if (state.Rule.HasGroups) ofGroups[state] = match;
        var known = standingMatches.GetValueOrDefault(rule) ?? ImmutableSortedDictionary<long, KeptMatch>.Empty;
        standingMatches = standingMatches.SetItem(rule, known.SetItem(state.Number, match));
    }

    private static bool HasMoved(MatchState state, KeptMatch kept)
    {
        for (var i = 0; i < kept.Facts.Length; i++)
        {
            var (then, fact) = (kept.Facts[i].Then, state.Match.Facts[i]);
            if (kept.Facts[i].IsOwn && (!ReferenceEquals(then.Value, fact.Value) || then.ObservedAt != fact.ObservedAt)) return true;
        }

        return false;
    }

    private void Remove(string rule, long number)
    {
        if (standingMatches.GetValueOrDefault(rule)?.Remove(number) is not { } left) return;
        standingMatches = left.IsEmpty ? standingMatches.Remove(rule) : standingMatches.SetItem(rule, left);
    }

    private void Take(StandingEntry entry)
    {
        if (entry.Status != StandingStatus.InForce || !standing.Has(entry)) inForce = inForce.Remove(entry.Key);
        else inForce = inForce.SetItem(entry.Key, new(entry.Action, entry.DecidedFor!.Rule.Model.Id, entry.Since, entry.Due));
    }

    private void Take((string Rule, Target Target) budget)
    {
        var instants = gate.Limits.Budgets.SpentOn(budget);
        spent = instants.Count == 0 ? spent.Remove(budget) : spent.SetItem(budget, [.. instants]);
    }

    private KeptFact ToKept(KnownFact fact) =>
        new(fact.Type, fact.Sequence, new SeenFact(fact.Value, fact.ObservedAt), !store.Has(fact));

    public static WaitingProposal ToWaiting(Proposal proposal) => new(
        proposal.Number, proposal.Action, proposal.State.Rule.Model.Id, proposal.ProposedAt, proposal.Due, proposal.Needed,
        [.. proposal.Approvals.Select(a => a.Approver)], proposal.PlanHash, [.. proposal.State.Rule.Model.Settings.Approvers]);
}
