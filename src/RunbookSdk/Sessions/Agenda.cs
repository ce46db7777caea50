using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

/// <summary>
/// Turns changes of matches into requests, in one fixed order: priority, declaration, then the order in which the matched facts
/// became known.
/// </summary>
internal sealed partial class Agenda(
    RuleTable rules, TimerQueue timers, UndoLog undo, FaultLog faults, Gate gate, StandingActions standing, DerivedFacts derived,
    DomainEffects effects)
{
    private readonly HashSet<MatchState> states = [];
    private readonly Freshness freshness = new(undo);
    private readonly MatchNumbers numbers = new(undo);
    private readonly Retries retries = new(undo);
    private readonly List<MatchState> rechecks = [];
    private readonly List<(MatchState State, MatchChangeKind Kind)> work = [];
    private readonly HashSet<MatchState> looked = [];

    /// <summary>Matches that began in an evaluation that is taken back, the last one first.</summary>
    private readonly List<Match> unregistered = [];
    private readonly List<Approval> approvals = [];
    private long number;

    /// <summary>What the matched facts of the round that runs were when it began.</summary>
    public List<SeenFact> SeenFacts { get; } = [];

    /// <summary>Is told of each match that begins or ends, while somebody wants to know.</summary>
    public List<MatchTurn>? Turns { get; set; }

    /// <summary>Is told what a snapshot has to look at, when snapshots are kept.</summary>
    public SnapshotKeeper? Snapshots { get; set; }

    /// <summary>The matches that the matcher has found and those that a rule was set aside with; open or not.</summary>
    public IReadOnlyCollection<MatchState> States => states;

    public int Begun { get; set; }

    public int Ended { get; set; }

    /// <summary>True when a round has something to do although no match changed.</summary>
    public bool HasWork => rechecks.Count > 0 || approvals.Count > 0 || gate.Held.HasChanged || effects.Verifications.HasWork;

    /// <summary>True when a round has nothing to do as long as no match changes and nothing rings.</summary>
    public bool IsIdle => work.Count + retries.Count == 0 && !HasWork;

    public bool Has(MatchState state) => states.Contains(state);

    public void Recheck(MatchState state) => rechecks.Add(state);

    /// <summary>A fact was observed, be it with the same value: matches that it was too old for may begin.</summary>
    public void Refresh(KnownFact fact)
    {
        if (freshness.IsAwaited) Recheck(freshness.WaitingFor(fact));
    }

    private void Recheck(ReadOnlySpan<MatchState> waiting)
    {
        foreach (var state in waiting) Recheck(state);
    }

    public void Hear(Approval approval) => approvals.Add(approval);

    /// <summary>Runs one round.</summary>
    public void Settle(List<MatchChange> changes, DateTimeOffset now)
    {
        if (changes.Count > 0 || work.Count > 0 || HasWork || retries.Count > 0) Decide(changes, now);
        gate.SettleExpired();
        standing.Settle();
        derived.Settle();
        effects.Verifications.Settle();
        if (work.Count > 0) EndRound();
    }

    private void Decide(List<MatchChange> changes, DateTimeOffset now)
    {
        for (var i = 0; i < changes.Count; i++) Sort(changes[i].Match, changes[i].Kind, now);
        for (var i = 0; i < rechecks.Count; i++) Recheck(rechecks[i], now);
        rechecks.Clear();
        looked.Clear();
        if (retries.Count > 0) retries.Collect(this, work);
        if (work.Count > 1) work.Sort(static (left, right) => Compare(left.State, right.State));
        for (var i = 0; i < work.Count; i++) work[i].State.BeginRound(SeenFacts);
        for (var i = 0; i < work.Count; i++) Process(work[i].State, work[i].Kind, now);
        for (var i = 0; i < approvals.Count; i++) gate.Answer(approvals[i]);
        approvals.Clear();
        gate.AskAgain();
    }

    /// <summary>Ends the matches of rules that are gone, in the round that is settled next.</summary>
    public void Retire()
    {
        foreach (var state in states.Where(s => s.Rule.IsRetired).ToList())
        {
            Unregister(state);
            SetOpen(state, false, null);
        }
    }

    /// <summary>Forgets what waited when an evaluation was taken back.</summary>
    public void Drop()
    {
        rechecks.Clear();
        EndRound();
        looked.Clear();
        approvals.Clear();
        standing.Drop();
        derived.Drop();
        effects.Verifications.Drop();
        gate.Drop();
    }

    /// <summary>
    /// After an evaluation was taken back the matcher may have other objects for the matches that stood before it: those that began while
    /// it was taken back, and those that began in the evaluation and stand on. The later of two is the one that it has.
    /// </summary>
    public void Relink(List<MatchChange> changes)
    {
        var ended = changes.Where(c => c.Kind == MatchChangeKind.Ended).Select(c => c.Match).ToHashSet();
        ILookup<int, MatchState>? byFacts = null;
        foreach (var match in Enumerable.Reverse(unregistered).Concat(changes.Select(c => c.Match)).Where(m => !ended.Contains(m)))
        {
            if (match.State is MatchState known && states.Contains(known)) continue;
            byFacts ??= states.ToLookup(s => HashOf(s.Match));
            if (byFacts[HashOf(match)].FirstOrDefault(s => s.Match.IsSameAs(match)) is { } state) (match.State, state.Match) = (state, match);
        }

        unregistered.Clear();
    }

    /// <summary>Equal for matches of which <see cref="Match.IsSameAs"/> holds.</summary>
    private static int HashOf(Match match)
    {
        var hash = default(HashCode);
        foreach (var fact in match.Facts) hash.Add(fact.Value is GroupValue group ? group.Key : fact);
        return hash.ToHashCode();
    }

    private void EndRound()
    {
        for (var i = 0; i < work.Count; i++) work[i].State.EndRound();
        work.Clear();
        SeenFacts.Clear();
    }

    private static int Compare(MatchState left, MatchState right)
    {
        var (l, r) = (left.Rule.Model, right.Rule.Model);
        if (left.Rule.IsRetired != right.Rule.IsRetired) return left.Rule.IsRetired ? -1 : 1;
        if (left.Rule.HoldsAutomation != right.Rule.HoldsAutomation) return left.Rule.HoldsAutomation ? -1 : 1;
        var order = r.Settings.Priority.CompareTo(l.Settings.Priority);
        if (order == 0) order = l.Order.CompareTo(r.Order);
        return order != 0 ? order : left.Match.CompareTo(right.Match);
    }

    private void Sort(Match match, MatchChangeKind kind, DateTimeOffset now)
    {
        if (kind == MatchChangeKind.Began) Register(match);
        if (match.State is not MatchState state || state.Rule.IsRetired) return;
        if (rechecks.Count > 0) looked.Add(state);
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
        match.State = null;
        if (rules.Find(match.Rule) is not { IsQuarantined: false } rule) return;
        var state = new MatchState(rule, match, this);
        match.State = state;
        states.Add(state);
        undo.Add(() =>
        {
            states.Remove(state);
            unregistered.Add(match);
        });
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
        if (state.IsOpen != open) Turn(state, open);
        else if (open && otherwise is { } kind) work.Add((state, kind));
    }

    /// <summary>Apart from its caller, which runs for every update, because the way back costs an object.</summary>
    private void Turn(MatchState state, bool open)
    {
        state.IsOpen = open;
        undo.Add(() => state.IsOpen = !open);
        work.Add((state, open ? MatchChangeKind.Began : MatchChangeKind.Ended));
    }
}
