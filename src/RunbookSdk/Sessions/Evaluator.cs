using RunbookSdk.Actions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Instances;
using RunbookSdk.Matching;
using RunbookSdk.Rules;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

/// <summary>Runs evaluations: rounds of matching and deciding until nothing changes; one that does not come to rest is taken back.</summary>
internal sealed partial class Evaluator
{
    private readonly SessionOptions options;
    private readonly UndoLog undo = new();
    private readonly TimerQueue timers = new();
    private readonly Strata strata = new();
    private readonly FactStore store;
    private readonly FactExpiry expiry;
    private readonly SourceList sourceList = new();
    private readonly SourceNetwork sources;
    private readonly RuleTable rules;
    private readonly IMatcher matcher;
    private readonly FaultLog faults;
    private readonly DecisionLog log;
    private readonly DerivedFacts derived;
    private readonly DomainEffects effects;
    private readonly Refusals refusals;
    private readonly PolicyInForce policy;
    private readonly Deliveries deliveries;
    private readonly Gate gate;
    private readonly StandingActions standing;
    private readonly Agenda agenda;
    private readonly SnapshotKeeper? snapshots;
    private readonly JournalWriter? journal;
    private readonly List<MatchChange> matchChanges = [];
    private Buffer<SourceChange> applied = new();
    private readonly List<string> cycle = [];
    private int late;
    private int duplicates;

    public Evaluator(RuleSet set, SessionOptions options, DateTimeOffset start, JournalWriter? journal)
        : this(options, start, journal)
    {
        effects.Exchange(set.Lifecycles());
        Exchange(rules.Compare(ModelsOf(set)), start);
        Write(start, 0, 0);
        Commit();
    }

    private Evaluator(SessionOptions options, DateTimeOffset start, JournalWriter? journal)
    {
        this.journal = journal;
        this.options = options;
        store = new FactStore(undo) { Changed = Pass };
        expiry = new FactExpiry(store, timers, undo);
        rules = new RuleTable(undo);
        faults = new FaultLog(options, undo, rules);
        log = new DecisionLog(undo);
        var held = new HeldRequests(undo);
        refusals = new Refusals(undo, options);
        policy = new PolicyInForce(undo, journal is null ? GatePolicy.Of(options) : GatePolicy.Default);
        effects = new DomainEffects(store, undo, timers, strata, log, held, refusals, policy);
        derived = new DerivedFacts(store, undo, log, effects);
        deliveries = new Deliveries(options.DeliveryMemory);
        sources = new SourceNetwork(new NodeContext(timers, undo, faults, strata, start), store);
        var limits = new MatcherLimits(options.MaxCombinations, options.MaxMatches);
        matcher = options.Matcher?.Invoke(faults, limits) ?? new IncrementalMatcher(faults, limits);
        gate = new Gate(policy, store, timers, undo, log, effects, held, new Approvers(store, refusals));
        standing = new StandingActions(gate, timers, undo, log, effects);
        agenda = new Agenda(rules, timers, undo, faults, gate, standing, derived, effects);
        if (options.KeepsSnapshots)
            faults.Snapshots = agenda.Snapshots = standing.Snapshots = gate.Snapshots = snapshots = NewKeeper();
        agenda.Turns = journal?.Turns;
        gate.Matches = reader => reader.ReadMatch(agenda);
        gate.Requests = (owner, state, action) => owner is StandingEntry entry
            ? standing.RequestOf(entry, state)
            : agenda.RequestOf(state, (OneShotAction)action);
    }

    public DateTimeOffset? NextDue => timers.NextDue;

    /// <summary>What holds for the gate.</summary>
    public GatePolicy Policy => policy.Policy;

    /// <summary>What is known of a fact; null when nothing is.</summary>
    public object? Find(object like) => store.Find(like)?.Value;

    /// <summary>True while what happens has happened before, and nobody is to be told.</summary>
    public bool IsQuiet { set => faults.IsQuiet = refusals.IsQuiet = value; }

    /// <summary>True when something can change at or before an instant although no fact arrives.</summary>
    public bool IsDue(DateTimeOffset now) => timers.IsDue(now);

    public RetainedCounts Retained => new()
    {
        Rules = rules.Count,
        Sources = sources.Count,
        Facts = store.Count,
        Retractions = store.RetractionCount,
        Expiring = expiry.Count,
        FactsInSources = sources.CountKept(),
        Timers = timers.Count,
        Matches = agenda.States.Count,
        StandingActions = standing.Count,
        DerivedFacts = derived.Count,
        Proposals = gate.Proposals.Count,
        Cooldowns = gate.Limits.Cooldowns.Count,
        Budgets = gate.Limits.Budgets.Count,
        Holds = effects.Holds.Count + gate.Held.Count,
        ActiveTargets = gate.Limits.Active.Count,
        Effects = effects.Count,
        Verifications = effects.Verifications.Count,
        Deliveries = deliveries.Count,
        WaysBack = undo.Count,
    };

    /// <summary>What came of the instants since the last call; those before a refused one belong to it too.</summary>
    public Evaluation Finish()
    {
        if (log.Decisions.Count + faults.Faults.Count + refusals.Problems.Count + agenda.Begun + agenda.Ended + late + duplicates == 0) return Evaluation.Nothing;
        var evaluation = Summary();
        log.Decisions.Clear();
        faults.Faults.Clear();
        refusals.Problems.Clear();
        (agenda.Begun, agenda.Ended, late, duplicates) = (0, 0, 0, 0);
        return evaluation;
    }

    /// <summary>Everything as it is now.</summary>
    public SessionSnapshot Snapshot(DateTimeOffset now)
    {
        if (snapshots is not null) return snapshots.Take(now, NextDue);
        var all = NewKeeper();
        all.TouchAll();
        return all.Take(now, NextDue);
    }

    private SnapshotKeeper NewKeeper() => new(store, agenda, standing, gate, rules);

    private Evaluation Summary() => new(
        log.Decisions.Count == 0 ? [] : [.. log.Decisions],
        faults.Faults.Count == 0 ? [] : [.. faults.Faults],
        agenda.Begun,
        agenda.Ended,
        late,
        duplicates)
    {
        Problems = refusals.Problems.Count == 0 ? [] : [.. refusals.Problems],
    };

    /// <summary>Evaluates at one instant.</summary>
    public void Step(DateTimeOffset now, ReadOnlySpan<Observation> observations)
    {
        var (counts, decided) = (Begin(now), log.Decisions.Count);
        try
        {
            for (var i = 0; i < observations.Length; i++) Take(in observations[i], now);
            Run(now);
            Write(now, decided, counts.Faults);
        }
        catch (RunbookException refusal)
        {
            TakeBack(counts);
            journal?.Refuse(now, refusal);
            throw;
        }
        catch
        {
            TakeBack(counts);
            throw;
        }

        Commit();
    }

    private Counts Begin(DateTimeOffset now)
    {
        (log.Now, faults.Now, strata.Current, changed) = (now, now, 0, int.MaxValue);
        return new(agenda.Begun, agenda.Ended, late, duplicates, faults.Faults.Count);
    }

    private void Commit()
    {
        store.EndRound();
        undo.Commit();
        timers.Commit();
        deliveries.Commit();
        applied.Clear();
        if (cycle.Count > 0) cycle.Clear();
    }

    /// <summary>Lets the journal remember the evaluation; what it cannot write has not happened.</summary>
    private void Write(DateTimeOffset now, int decided, int told) =>
        journal?.Append(now, log.Decisions.Skip(decided), faults.Faults.Skip(told));

    private void Take(in Observation observation, DateTimeOffset now)
    {
        journal?.Take(observation, store.Of(observation.Fact).Type, now);
        Admit(observation, now);
        journal?.EndTake();
    }

    private void Admit(in Observation observation, DateTimeOffset now)
    {
        if (observation.Delivery is { } delivery && !deliveries.Take(delivery, now))
        {
            duplicates++;
            return;
        }

        var observedAt = observation.ObservedAt == default ? now : observation.ObservedAt;
        var (value, facts) = (observation.Fact, store.Of(observation.Fact));
        if (facts.Type.Ages && IsTooOld(facts.Type, observation, observedAt, now))
        {
            late++;
            return;
        }

        if (facts.Type.IsFollowed)
        {
            if (effects.Refuses(observation)) return;
            value = effects.Admit(value);
        }

        var known = facts.Find(value);
        var taken = known is not null && derived.Find(known) is { } entry
            ? derived.TakeObserved(entry, value, observedAt, observation.IsRetraction)
            : store.Take(facts, value, known, observedAt, observation.IsRetraction);
        if (taken == Taken.Late) late++;
    }

    /// <summary>What is past its retention has no place any more; what is older than its age allows decides nothing, but to take back.</summary>
    private static bool IsTooOld(FactType type, in Observation observation, DateTimeOffset observedAt, DateTimeOffset now) =>
        (type.Retention is { } retention && (type.IsEvent || !observation.IsRetraction) && observedAt + retention <= now)
        || (type.MaxAge is { } age && !observation.IsRetraction && observedAt + age <= now);

    /// <summary>Hands a change of a fact to the sources at once, so that each value is seen.</summary>
    private void Pass(FactChange change)
    {
        var type = change.Fact.Type;
        if (type.Retention is not null) expiry.Take(change, derived.IsWriting || derived.Find(change.Fact) is not null);
        gate.Held.Follow(change);
        if (type.IsFollowed && change is { Fact.Value: Approval approval, Kind: ChangeKind.Added or ChangeKind.Updated }) agenda.Hear(approval);
        snapshots?.Touch(change.Fact);
        journal?.Changed(change);
        if (strata.Highest > 0) changed = Math.Min(changed, strata.OfChange(type.ClrType));
        sources.Take(change, log.Now);
        if (change.Kind != ChangeKind.Removed) agenda.Refresh(change.Fact);
        if (type.IsFollowed) effects.Follow(change);
    }

    /// <summary>Makes everything as it was before the evaluation.</summary>
    private void TakeBack(Counts counts)
    {
        journal?.Drop();
        cycle.Clear();
        log.Deciding.Clear();
        sources.Output.Clear();
        undo.Undo();
        store.EndRound();
        timers.Undo();
        deliveries.Undo();
        agenda.Drop();
        matchChanges.Clear();
        faults.IsMuted = true;
        matcher.TakeBack([.. Enumerable.Reverse(applied).Select(Inverse)], matchChanges);
        faults.IsMuted = false;
        applied.Clear();
        agenda.Relink(matchChanges);
        matchChanges.Clear();
        (agenda.Begun, agenda.Ended, late, duplicates, var told) = counts;
        faults.Faults.RemoveRange(told, faults.Faults.Count - told);
    }

    private static SourceChange Inverse(SourceChange change) => change with
    {
        Kind = change.Kind switch
        {
            ChangeKind.Added => ChangeKind.Removed,
            ChangeKind.Removed => ChangeKind.Added,
            var same => same,
        },
    };

    /// <summary>How much there was to tell before an evaluation.</summary>
    private readonly record struct Counts(int Begun, int Ended, int Late, int Duplicates, int Faults);
}
