using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

/// <summary>
/// The standing actions: each is in force while at least one match claims it. Releases wait until a round has settled, so that one
/// cause may take over from another without a gap.
/// </summary>
internal sealed partial class StandingActions(Gate gate, TimerQueue timers, UndoLog undo, DecisionLog log, DomainEffects effects)
{
    private readonly Dictionary<string, StandingEntry> entries = [];
    private readonly List<(StandingEntry Entry, MatchState Last, StandingAction Asked)> abandoned = [];
    private readonly List<StandingEntry> leases = [];

    public void Claim(MatchState state, StandingAction action)
    {
        var observes = gate.ModeOf(state, action) == Mode.Observe;
        var key = observes ? $"observe {action.Identity}" : action.Identity;
        if (!entries.TryGetValue(key, out var entry))
        {
            entries[key] = entry = new StandingEntry(key, action, this) { Status = StandingStatus.Refused };
            undo.Add(() => entries.Remove(key));
        }

        var before = state.Asked;
        entry.Claims.Add(state);
        (state.Claim, state.Asked) = (entry, action);
        undo.Add(() =>
        {
            entry.Claims.Remove(state);
            (state.Claim, state.Asked) = (null, before);
        });
        if (entry.Status is StandingStatus.InForce or StandingStatus.Observed) return;
        if (entry.Status == StandingStatus.Proposed && gate.ApprovalsFor(state, action) > 0) return;
        Ask(entry, state, action, observes);
    }

    public void Unclaim(MatchState state)
    {
        if (state.Claim is not { } entry) return;
        var place = entry.Claims.IndexOf(state);
        entry.Claims.RemoveAt(place);
        state.Claim = null;
        undo.Add(() =>
        {
            entry.Claims.Insert(Math.Min(place, entry.Claims.Count), state);
            state.Claim = entry;
        });
        if (entry.Claims.Count > 0 && gate.Held.IsOf(state, entry)) gate.Held.HasChanged = true; // another waits for it, maybe for another reason
        if (entry.Claims.Count == 0 || entry.Proposal?.State == state) abandoned.Add((entry, state, state.Asked!));
    }

    /// <summary>How many standing actions are asked for.</summary>
    public int Count => entries.Count;

    /// <summary>Is told what a snapshot has to look at, when snapshots are kept.</summary>
    public SnapshotKeeper? Snapshots { get; set; }

    /// <summary>The standing actions that are asked for, in the order of what they ask.</summary>
    public IEnumerable<StandingEntry> Entries => entries.Values.OrderBy(e => e.Key, StringComparer.Ordinal);

    public bool Has(StandingEntry entry) => entries.GetValueOrDefault(entry.Key) == entry;

    /// <summary>
    /// Gives what a rule that is gone has brought into force to the match that claims it now: its reason and its lease hold from here on.
    /// </summary>
    public void HandOver()
    {
        foreach (var entry in Entries)
        {
            if (entry.Claims.Count > 0 && entry.DecidedFor is { Rule.IsRetired: true }) HandOver(entry, entry.Claims[0]);
        }
    }

    public void LeaseEnds(StandingEntry entry) => leases.Add(entry);

    /// <summary>At the end of a round: renews or ends leases, and releases what nobody claims any more.</summary>
    public void Settle()
    {
        if (leases.Count + abandoned.Count == 0) return;
        foreach (var entry in leases) EndTerm(entry);
        leases.Clear();
        foreach (var (entry, last, asked) in abandoned) Abandon(entry, last, asked);
        abandoned.Clear();
    }

    /// <summary>Forgets what waited for the end of a round that was taken back.</summary>
    public void Drop()
    {
        leases.Clear();
        abandoned.Clear();
    }

    private void Ask(StandingEntry entry, MatchState state, StandingAction action, bool observes)
    {
        var before = entry.Action;
        entry.Action = action;
        undo.Add(() => entry.Action = before);
        if (gate.Ask(state, action, RequestOf(entry, state), out var proposal))
        {
            if (entry.Proposal is { } waiting) gate.Drop(waiting);
            Enter(entry, state, null);
            return;
        }

        if (observes) Set(entry, StandingStatus.Observed, state);
        else if (proposal is not null)
        {
            Set(entry, StandingStatus.Proposed, state);
            SetProposal(entry, proposal);
        }
    }

    /// <summary>Nothing holds a match that claims it back any more.</summary>
    private void AskAgain(StandingEntry entry, MatchState by)
    {
        if (!Has(entry) || !entry.Claims.Contains(by) || entry.Status is StandingStatus.InForce or StandingStatus.Observed) return;
        Ask(entry, by, by.Asked!, observes: false);
    }

    private void Approved(StandingEntry entry, MatchState state, Proposal? approved)
    {
        SetProposal(entry, null);
        if (approved is not null) Enter(entry, state, approved);
        else Set(entry, StandingStatus.Refused, state);
    }

    private void Enter(StandingEntry entry, MatchState state, Proposal? proposal)
    {
        SetProposal(entry, null);
        gate.Forget(entry);
        Set(entry, StandingStatus.InForce, state);
        SetLease(entry, state.Rule.Model.Settings.Lease);
        var until = BeginTerm(entry);
        gate.Decide(entry, state, entry.Action, until, proposal);
        effects.Begin(entry.Action);
    }

    private void HandOver(StandingEntry entry, MatchState heir)
    {
        var before = (entry.Action, entry.Lease);
        (entry.Action, entry.Lease) = (heir.Asked!, heir.Rule.Model.Settings.Lease);
        undo.Add(() => (entry.Action, entry.Lease) = before);
        Set(entry, entry.Status, heir);
        if (entry.Status != StandingStatus.InForce) return;
        effects.Replace(before.Action, entry.Action);
        gate.HandOver(entry, heir, entry.Action);
        timers.Set(entry, entry.TermBegan + entry.Lease);
    }

    private DateTimeOffset? BeginTerm(StandingEntry entry)
    {
        Snapshots?.Touch(entry);
        var before = entry.TermBegan;
        entry.TermBegan = log.Now;
        undo.Add(() => entry.TermBegan = before);
        var until = log.Now + entry.Lease;
        timers.Set(entry, until);
        return until;
    }

    /// <summary>A term is followed by another when somebody has seen a fact of a claiming match since it began.</summary>
    private void EndTerm(StandingEntry entry)
    {
        if (entry.Status != StandingStatus.InForce || entry.Claims.Count == 0) return;
        var fresh = entry.Claims.Find(c => c.Match.Facts.Any(f => f.ObservedAt > entry.TermBegan));
        if (fresh is not null)
        {
            var until = BeginTerm(entry);
            log.Write(fresh, entry.Action, entry.Mode, Outcome.Renewed, null, until);
            return;
        }

        Release(entry, entry.DecidedFor!, string.Create(
            CultureInfo.InvariantCulture, $"its lease of {entry.Lease!.Value.TotalHours:0.##} hours ended and nothing it rests on was observed since {entry.TermBegan.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z"));
        Set(entry, StandingStatus.Refused, entry.DecidedFor!);
    }

    /// <summary>Releases what nobody claims any more, with the reason that its last match gave for it; that match may ask for another by now.</summary>
    private void Abandon(StandingEntry entry, MatchState last, StandingAction asked)
    {
        if (entry.Claims.Count > 0)
        {
            PassOn(entry);
            return;
        }

        if (!entries.Remove(entry.Key)) return;
        Snapshots?.Touch(entry);
        undo.Add(() => entries[entry.Key] = entry);
        gate.Forget(entry);
        if (entry.Proposal is { } proposal)
        {
            SetProposal(entry, null);
            gate.Withdraw(proposal);
        }
        else if (entry.Status == StandingStatus.InForce) Release(entry, last, $"ended: {asked.Because}");
        else if (entry.Status == StandingStatus.Observed)
            log.Write(last, entry.Action, Mode.Observe, Outcome.Observed, $"ended: {asked.Because}", null, null, isRelease: true);
    }

    /// <summary>The match that a proposal rests on has ended and another still asks: people are asked again, with its evidence.</summary>
    private void PassOn(StandingEntry entry)
    {
        if (entry.Proposal is not { } proposal || entry.Claims.Contains(proposal.State)) return;
        gate.Withdraw(proposal);
        var next = entry.Claims[0];
        Ask(entry, next, next.Asked!, observes: false);
    }

    private void Release(StandingEntry entry, MatchState last, string because)
    {
        timers.Set(entry, null);
        log.Write(last, entry.Action, entry.Mode, Outcome.Released, because, null, null, isRelease: true);
        effects.Verifications.End(entry.Action);
        effects.End(entry.Action);
        gate.End(entry);
    }

    private void Set(StandingEntry entry, StandingStatus status, MatchState state)
    {
        Snapshots?.Touch(entry);
        var before = (entry.Status, entry.Mode, entry.DecidedFor);
        (entry.Status, entry.Mode, entry.DecidedFor) = (status, gate.ModeOf(state, entry.Action), state);
        undo.Add(() => (entry.Status, entry.Mode, entry.DecidedFor) = before);
    }

    private void SetLease(StandingEntry entry, TimeSpan? lease)
    {
        var before = (entry.Lease, entry.Since);
        (entry.Lease, entry.Since) = (lease, log.Now);
        undo.Add(() => (entry.Lease, entry.Since) = before);
    }

    private void SetProposal(StandingEntry entry, Proposal? proposal)
    {
        var before = entry.Proposal;
        entry.Proposal = proposal;
        undo.Add(() => entry.Proposal = before);
    }
}
