using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Rules;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

/// <summary>
/// What was decided and is not proved yet to have worked. Each is a fact, so that rules find the proof and ask for what follows without one;
/// its times are alarms.
/// </summary>
internal sealed class Verifications(FactStore store, TimerQueue timers, Strata strata, UndoLog undo, DecisionLog log) : ISavedPart
{
    /// <summary>For how long a proof may still come when everything that follows without one was asked for; what stands is verified while it stands.</summary>
    private static readonly TimeSpan LateProof = TimeSpan.FromHours(24);

    private readonly Strata strata = strata;
    private readonly Dictionary<string, Open> open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Open> standing = new(StringComparer.Ordinal);
    private readonly List<Open> passed = [];

    /// <summary>True when something is unproved for good and a round has to say so.</summary>
    public bool HasWork => passed.Count > 0;

    public int Count => open.Count + standing.Count;

    public void Save(StateWriter writer)
    {
        writer.Write(open.Count);
        foreach (var begun in open.Values.OrderBy(o => o.Decision.Sequence))
        {
            writer.WriteValue(begun.Decision);
            Save(writer, begun.Plan);
            writer.Write(begun.Since);
            writer.Write((long)begun.Escalations);
            writer.Write(begun.IsDone);
            writer.Write(begun.GivenUp);
            writer.WriteAlarm(begun);
        }
    }

    public void Load(StateReader reader)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var begun = new Open(this, (Decision)reader.ReadValue())
            {
                Plan = ReadPlan(reader),
                Since = reader.ReadInstant(),
                Escalations = reader.ReadCount(),
                IsDone = reader.ReadBoolean(),
                GivenUp = reader.ReadTextOrNull(),
            };
            timers.Load(reader, begun);
            open.Add(begun.Decision.IdempotencyKey, begun);
            if (begun.Decision.Action is StandingAction action) standing.Add(action.Identity, begun);
        }
    }

    /// <summary>From here on a decision is to be proved, if its rule says so. One that asks again while that waits does not put it off.</summary>
    public void Begin(MatchState state, Decision decision)
    {
        if (state.Rule.Model.Verification is not { } plan || !plan.Action.IsInstanceOfType(decision.Action)) return;
        if (state.Verifies is { } known && open.TryGetValue(known, out var awaited) && IsAskedAgain(awaited.Decision.Action, decision.Action)) return;
        var (before, key) = (state.Verifies, decision.IdempotencyKey);
        state.Verifies = key;
        undo.Add(() => state.Verifies = before);
        var begun = new Open(this, decision with { Facts = [] }) { Plan = plan };
        Put(open, key, begun);
        if (decision.Action is StandingAction action) Put(standing, action.Identity, begun);
        Move(begun, log.Now, 0, log.Now + plan.Times[0]);
    }

    /// <summary>What was in force is released: there is nothing to prove any more.</summary>
    public void End(StandingAction action)
    {
        if (standing.Count > 0 && standing.TryGetValue(action.Identity, out var ended)) Forget(ended);
    }

    /// <summary>A fact proves that something worked.</summary>
    public void Prove(Proven proven, IReadOnlyList<Evidence> evidence)
    {
        if (!open.TryGetValue(proven.IdempotencyKey, out var proved)) return;
        List<Evidence> proof = [.. evidence.Skip(1)];
        var by = string.Join(", ", proof.Select(p => p.Key.Length == 0 ? p.Type : $"{p.Type} {p.Key}"));
        log.Write(proved.Decision, Outcome.Verified, $"{by} proves it {InstantText.Of(log.Now - proved.Since)} after {InstantText.Of(proved.Since)}", proof);
        Forget(proved);
    }

    /// <summary>A host says how far it has come: with the first success the clock begins, and what it has given up has not worked.</summary>
    public void Follow(ActionOutcome outcome)
    {
        if (!open.TryGetValue(outcome.IdempotencyKey, out var told) || told.Escalations > 0) return;
        if (outcome.Status == ActionStatus.Succeeded && !told.IsDone)
        {
            told.IsDone = true;
            undo.Add(() => told.IsDone = false);
            var at = outcome.At > log.Now ? log.Now : outcome.At < told.Decision.Instant ? told.Decision.Instant : outcome.At;
            Move(told, at, 0, at + told.Plan.Times[0]);
        }
        else if (outcome.Status == ActionStatus.DeadLettered)
        {
            told.GivenUp = $"given up after {outcome.Attempts.ToString(CultureInfo.InvariantCulture)} attempts: {outcome.Because}";
            undo.Add(() => told.GivenUp = null);
            passed.Add(told);
        }
    }

    /// <summary>
    /// At the end of a round: what has had its time, and no proof in this round either, is unproved; once, though two have given it up, or one at the
    /// very instant at which its time is over.
    /// </summary>
    public void Settle()
    {
        if (passed.Count == 0) return;
        foreach (var late in passed.Distinct())
        {
            if (open.GetValueOrDefault(late.Decision.IdempotencyKey) == late) Miss(late);
        }

        passed.Clear();
    }

    /// <summary>Forgets what waited for the end of a round that was taken back.</summary>
    public void Drop() => passed.Clear();

    /// <summary>
    /// The rules are exchanged. What was asked for once is verified as long as its rule says the same; what stands, as long as a rule of that name
    /// verifies such an action.
    /// </summary>
    public void Exchange(RuleChange change)
    {
        if (open.Count == 0) return;
        var kept = change.Kept.ToDictionary(k => k.Model.Id, k => k.Model.Verification, StringComparer.Ordinal);
        var added = change.Added.ToDictionary(a => a.Id, a => a.Verification, StringComparer.Ordinal);
        foreach (var begun in open.Values.OrderBy(o => o.Decision.Sequence).ToList())
        {
            var (rule, action) = (begun.Decision.Rule, begun.Decision.Action);
            var plan = kept.GetValueOrDefault(rule) ?? (action is StandingAction ? added.GetValueOrDefault(rule) : null);
            if (plan is null || !plan.Action.IsInstanceOfType(action)) Forget(begun);
            else SetPlan(begun, plan);
        }
    }

    /// <summary>What stands is proved by itself: another action that takes its place begins anew, for the one before is released.</summary>
    private static bool IsAskedAgain(RunbookAction awaited, RunbookAction action) =>
        (awaited is OneShotAction && action is OneShotAction) || awaited.IsSameAs(action);

    private void Miss(Open late)
    {
        var (plan, asked) = (late.Plan, late.Escalations + 1);
        if (asked > plan.Times.Count)
        {
            Forget(late);
            return;
        }

        var known = store.Find(late.Fact(null))!;
        log.Write(late.Decision, Outcome.Unverified, late.GivenUp ?? WhyUnproved(late), [MatchState.EvidenceOf(known)]);
        var isLast = asked == plan.Times.Count;
        DateTimeOffset? due = isLast && late.Decision.Action is StandingAction ? null : log.Now + (isLast ? LateProof : plan.Times[asked]);
        Move(late, late.Since, asked, due);
    }

    /// <summary>Says whether what was observed proves nothing, or nothing was observed.</summary>
    private string WhyUnproved(Open late)
    {
        var type = FactType.Of(late.Plan.Proof);
        var observed = store.FactsOf(type).Count(f => f.ObservedAt > late.Since);
        var seen = observed == 0
            ? $"no {type.Name} was observed since"
            : string.Create(CultureInfo.InvariantCulture, $"none of {observed} {type.Name} observed since proves it");
        return $"not proved in {InstantText.Of(log.Now - late.Since)} after {InstantText.Of(late.Since)}: {seen}";
    }

    private void Move(Open begun, DateTimeOffset since, int escalations, DateTimeOffset? due)
    {
        var before = (begun.Since, begun.Escalations);
        (begun.Since, begun.Escalations) = (since, escalations);
        undo.Add(() => (begun.Since, begun.Escalations) = before);
        timers.Set(begun, due);
        store.Write(begun.Fact(escalations < begun.Plan.Times.Count ? due : null), log.Now);
    }

    private void Forget(Open ended)
    {
        timers.Set(ended, null);
        Take(open, ended.Decision.IdempotencyKey);
        if (ended.Decision.Action is StandingAction action) Take(standing, action.Identity);
        if (store.Find(ended.Fact(null)) is { } fact) store.Remove(fact);
    }

    /// <summary>A step that the new plan has more is due after its time from now on; one that it has not any more is not.</summary>
    private void SetPlan(Open begun, VerificationPlan plan)
    {
        var (before, escalations) = (begun.Plan, begun.Escalations);
        begun.Plan = plan;
        undo.Add(() => begun.Plan = before);
        var isDue = escalations < plan.Times.Count;
        if (begun.Decision.Action is not StandingAction || isDue == escalations < before.Times.Count) return;
        Move(begun, begun.Since, escalations, isDue ? log.Now + plan.Times[escalations] : null);
    }

    private static void Save(StateWriter writer, VerificationPlan plan)
    {
        writer.Write(plan.Action);
        writer.Write(plan.Proof);
        writer.Write(plan.Times.Count);
        foreach (var time in plan.Times) writer.Write(time.Ticks);
    }

    private static VerificationPlan ReadPlan(StateReader reader)
    {
        var (action, proof, times) = (reader.ReadType(), reader.ReadType(), new TimeSpan[reader.ReadCount()]);
        for (var i = 0; i < times.Length; i++) times[i] = new TimeSpan(reader.ReadNumber());
        return new(action, proof, times);
    }

    private void Put(Dictionary<string, Open> table, string key, Open begun)
    {
        table.Add(key, begun);
        undo.Add(() => table.Remove(key));
    }

    private void Take(Dictionary<string, Open> table, string key)
    {
        if (table.Remove(key, out var taken)) undo.Add(() => table[key] = taken);
    }

    private sealed class Open(Verifications owner, Decision decision) : Alarm
    {
        public Decision Decision { get; } = decision;

        public required VerificationPlan Plan { get; set; }

        public DateTimeOffset Since { get; set; }

        public int Escalations { get; set; }

        public override string What => $"{Decision.Action.Name} {Decision.Target} has to be proved to have worked";

        /// <summary>True once a host has reported that it is done.</summary>
        public bool IsDone { get; set; }

        /// <summary>What a host says that has given it up; null otherwise.</summary>
        public string? GivenUp { get; set; }

        /// <summary>A proof that rules derive at the very instant counts too.</summary>
        public override int Stratum => owner.strata.Of(typeof(Verification));

        public override bool IsMoot => owner.open.GetValueOrDefault(Decision.IdempotencyKey) != this;

        public Verification Fact(DateTimeOffset? due) =>
            new(Decision.IdempotencyKey, Decision.Rule, $"{Decision.Target}", Decision.ActionName, Since, due, Escalations) { Asked = Decision.Action };

        public override void Ring(DateTimeOffset now) => owner.passed.Add(this);
    }
}
