using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Matching;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

/// <summary>
/// Turns changes of matches into requests, in one fixed order: priority, declaration, then the order in which the matched facts
/// became known.
/// </summary>
internal sealed class Agenda(
    IReadOnlyDictionary<string, RuleRuntime> rules, TimerQueue timers, UndoLog undo, FaultLog faults,
    Gate gate, StandingActions standing, DerivedFacts derived, DomainEffects effects)
{
    private readonly HashSet<MatchState> states = [];
    private readonly Freshness freshness = new(undo);
    private readonly List<MatchState> rechecks = [];
    private readonly List<(MatchState State, MatchChangeKind Kind)> work = [];
    private readonly HashSet<MatchState> looked = [];
    private readonly List<Approval> approvals = [];

    public int Begun { get; set; }

    public int Ended { get; set; }

    /// <summary>True when a round has something to do although no match changed.</summary>
    public bool HasWork => rechecks.Count > 0 || approvals.Count > 0;

    public void Recheck(MatchState state) => rechecks.Add(state);

    /// <summary>A fact was observed, be it with the same value: matches that it was too old for may begin.</summary>
    public void Refresh(KnownFact fact)
    {
        var waiting = freshness.WaitingFor(fact);
        for (var i = 0; i < waiting.Count; i++) Recheck(waiting[i]);
    }

    public void Hear(Approval approval) => approvals.Add(approval);

    /// <summary>Runs one round.</summary>
    public void Settle(List<MatchChange> changes, DateTimeOffset now)
    {
        foreach (var (match, kind) in changes) Sort(match, kind, now);
        foreach (var state in rechecks) Recheck(state, now);
        rechecks.Clear();
        looked.Clear();
        work.Sort(static (left, right) => Compare(left.State, right.State));
        foreach (var (state, _) in work) state.BeginRound();
        foreach (var (state, kind) in work) Process(state, kind, now);
        foreach (var approval in approvals) gate.Answer(approval);
        approvals.Clear();
        gate.SettleExpired();
        standing.Settle();
        derived.Settle();
        foreach (var (state, _) in work) state.EndRound();
        work.Clear();
    }

    /// <summary>Forgets what waited when an evaluation was taken back.</summary>
    public void Drop()
    {
        rechecks.Clear();
        foreach (var (state, _) in work) state.EndRound();
        work.Clear();
        looked.Clear();
        approvals.Clear();
        standing.Drop();
        derived.Drop();
    }

    /// <summary>After an evaluation was taken back the matcher may have made new objects for the matches that stood before it.</summary>
    public void Relink(List<MatchChange> changes)
    {
        foreach (var (match, kind) in changes)
        {
            if (kind == MatchChangeKind.Ended || (match.State is MatchState known && states.Contains(known))) continue;
            var state = states.First(s => s.Match.IsSameAs(match));
            (match.State, state.Match) = (state, match);
        }
    }

    private static int Compare(MatchState left, MatchState right)
    {
        var (l, r) = (left.Rule.Model, right.Rule.Model);
        var order = r.Settings.Priority.CompareTo(l.Settings.Priority);
        if (order == 0) order = l.Order.CompareTo(r.Order);
        return order != 0 ? order : left.Match.CompareTo(right.Match);
    }

    private void Sort(Match match, MatchChangeKind kind, DateTimeOffset now)
    {
        if (kind == MatchChangeKind.Began) Register(match);
        var state = (MatchState)match.State!;
        looked.Add(state);
        if (state.Rule.IsQuarantined) return;
        if (kind != MatchChangeKind.Ended) SetOpen(state, IsOpen(state, now), MatchChangeKind.Changed);
        else
        {
            Unregister(state);
            SetOpen(state, false, MatchChangeKind.Changed);
        }
    }

    private void Recheck(MatchState state, DateTimeOffset now)
    {
        if (state.Rule.IsQuarantined || !states.Contains(state) || !looked.Add(state)) return;
        SetOpen(state, IsOpen(state, now), null);
    }

    private void Register(Match match)
    {
        var state = new MatchState(rules[match.Rule.Id], match, this);
        match.State = state;
        states.Add(state);
        undo.Add(() => states.Remove(state));
    }

    private void Unregister(MatchState state)
    {
        states.Remove(state);
        undo.Add(() => states.Add(state));
        timers.Set(state, null);
        freshness.Leave(state);
    }

    private bool IsOpen(MatchState state, DateTimeOffset now)
    {
        if (!state.Rule.HasGates) return true;
        var open = state.Rule.IsOpen(state.Match, now, faults, out var next);
        timers.Set(state, next);
        if (!open) freshness.Leave(state);
        return open && (state.IsOpen || freshness.IsFresh(state, now));
    }

    private void SetOpen(MatchState state, bool open, MatchChangeKind? otherwise)
    {
        var was = state.IsOpen;
        if (was != open)
        {
            state.IsOpen = open;
            undo.Add(() => state.IsOpen = was);
            work.Add((state, open ? MatchChangeKind.Began : MatchChangeKind.Ended));
        }
        else if (open && otherwise is { } kind) work.Add((state, kind));
    }

    private void Process(MatchState state, MatchChangeKind kind, DateTimeOffset now)
    {
        switch (kind)
        {
            case MatchChangeKind.Began:
                Begun++;
                var before = state.BeganAt;
                state.BeganAt = now;
                undo.Add(() => state.BeganAt = before);
                Ask(state, now);
                break;
            case MatchChangeKind.Changed:
                Change(state, now);
                break;
            default:
                Ended++;
                standing.Unclaim(state);
                derived.Remove(state);
                gate.Withdraw(state);
                break;
        }
    }

    private void Ask(MatchState state, DateTimeOffset now)
    {
        if (!state.Rule.TryProject(state.Match, state.Values!, now, faults, out var result)) return;
        if (!state.HasAsked) undo.Add(() => state.HasAsked = false);
        state.HasAsked = true;
        if (result is null) return;
        if (state.Rule.Model.Settings.AgainOnChange) See(state);
        if (result is StandingAction action) standing.Claim(state, action);
        else if (result is OneShotAction once) Once(state, once);
        else derived.Add(state, result);
    }

    private void Change(MatchState state, DateTimeOffset now)
    {
        if (!state.HasAsked)
        {
            Ask(state, now);
            return;
        }

        if (!state.Rule.TryProject(state.Match, state.Values!, now, faults, out var result)) return;
        if (result is not StandingAction) standing.Unclaim(state);
        if (result is RunbookAction) derived.Remove(state);
        switch (result)
        {
            case StandingAction action:
                if (state.Claim?.Action.Identity == action.Identity) return;
                standing.Unclaim(state);
                standing.Claim(state, action);
                return;
            case OneShotAction once:
                if (state.Rule.Model.Settings.AgainOnChange && See(state)) Once(state, once);
                return;
            default:
                if (Equals(state.Derived, result) || (result is not null && derived.TryReplace(state, result))) return;
                derived.Remove(state);
                if (result is not null) derived.Add(state, result);
                return;
        }
    }

    private void Once(MatchState state, OneShotAction action)
    {
        Proposal? waiting = null;
        var decided = gate.Request(
            state, action, approved =>
            {
                if (approved) Do(state, action, waiting!.Approvals);
            },
            out waiting);
        if (decided) Do(state, action, null);
    }

    private void Do(MatchState state, OneShotAction action, IReadOnlyList<Approval>? given)
    {
        gate.Decide(state, action, null, given);
        if (!derived.TakeWritten(action)) effects.Do(action);
    }

    /// <summary>Looks at the values of the matched facts; true when one is another than at the last look.</summary>
    private bool See(MatchState state)
    {
        var before = state.Seen;
        var changed = before is null || !before.SequenceEqual(state.Values!);
        state.Seen = state.Values;
        undo.Add(() => state.Seen = before);
        return changed;
    }
}
