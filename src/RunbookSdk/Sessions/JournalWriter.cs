using System.Globalization;
using System.Text;
using RunbookSdk.Actions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Journal;
using RunbookSdk.Rules;

namespace RunbookSdk.Sessions;

/// <summary>
/// Collects what an evaluation was given and what came of it, and writes it to the journal before the evaluation counts. What only
/// repeats what other records say (the end of an event's retention, a value that is observed again) is left out of the states.
/// </summary>
internal sealed class JournalWriter(IJournal journal) : ISavedPart, IDisposable
{
    private readonly List<JournalRecord> records = [];
    private readonly List<JournalRecord> inputs = [];
    private readonly FactEventWriter facts = new();
    private readonly DecisionWriter decisions = new();
    private readonly StringBuilder text = new();

    /// <summary>
    /// True after a refusal: what was due then is due still, so the next evaluation is written although nothing else comes of it.
    /// </summary>
    private bool owes;

    /// <summary>
    /// While an observation is taken, the fact that it is about: its own change is told by the observation, and what follows at once from it,
    /// such as where an edit puts a component, is not.
    /// </summary>
    private (FactType Type, string Key)? taken;

    /// <summary>Matches that began or ended in the evaluation that runs.</summary>
    public List<MatchTurn> Turns { get; } = [];

    /// <summary>The instant of the last entry; null before the first.</summary>
    public DateTimeOffset? Last { get; private set; }

    /// <summary>How far any rule of the session may go, for the record of its rules.</summary>
    public Mode Mode { get; set; } = Mode.Act;

    /// <summary>The number of the entry that says which rules hold.</summary>
    public long RulesAt { get; private set; }

    /// <summary>True while the journal is read back: nothing is written.</summary>
    public bool IsMuted { get; set; }

    public void Start(DateTimeOffset start) => inputs.Add(new(JournalRecordKind.Start, "", "", start, facts.Write(("start", start))));

    public void Rules(RuleSet rules, DateTimeOffset now) => inputs.Add(new(
        JournalRecordKind.Rules,
        rules.Hash,
        "",
        now,
        facts.Write(
            ("hash", rules.Hash),
            ("mode", Mode),
            ("rules", rules.Rules.Select(r => r.Id).ToList()),
            ("texts", rules.Texts))));

    public void Take(in Observation observation, FactType type, DateTimeOffset now)
    {
        if (IsMuted) return;
        var observedAt = observation.ObservedAt == default ? now : observation.ObservedAt;
        taken = (type, type.KeyText(observation.Fact));
        var place = string.Create(CultureInfo.InvariantCulture, $"{journal.Count + 1}.{inputs.Count + 1}");
        inputs.Add(new(
            JournalRecordKind.Fact, type.WireName, taken.Value.Key, observedAt, facts.Write(observation, type, observedAt, place)));
    }

    /// <summary>The observation is taken: what changes from now on is told as well.</summary>
    public void EndTake() => taken = null;

    public void Changed(FactChange change)
    {
        if (IsMuted || change.Kind == ChangeKind.Repeated || change.Fact.Type.IsEvent) return;
        var (fact, removed) = (change.Fact, change.Kind == ChangeKind.Removed);
        var key = fact.Type.KeyText(fact.Value);
        if (taken == (fact.Type, key))
        {
            taken = null;
            return;
        }

        records.Add(new(
            JournalRecordKind.State,
            fact.Type.WireName,
            key,
            fact.ObservedAt,
            removed ? facts.Write(("removed", true)) : facts.Write(("value", fact.Value))));
    }

    /// <summary>Writes the evaluation, if anything came of it.</summary>
    public void Append(DateTimeOffset now, IEnumerable<Decision> made, IEnumerable<RuleFault> faults)
    {
        if (IsMuted)
        {
            Drop();
            return;
        }

        records.InsertRange(0, inputs);
        foreach (var turn in Turns) records.Add(Record(turn, now));
        foreach (var decision in made)
        {
            records.Add(Record(decision));
            if (ActionIntent.Of(decision, facts) is { } intent) records.Add(intent);
        }

        foreach (var fault in faults) records.Add(Record(fault));
        if (records.Count == 0 && owes) records.Add(ClockRecord.Of(now));
        if (records.Count > 0) Write(now, records);
        Drop();
    }

    /// <summary>Writes how far time has passed, unless the last entry says so.</summary>
    public void KeepClock(DateTimeOffset now)
    {
        if (!IsMuted && Last != now) Write(now, [ClockRecord.Of(now)]);
    }

    /// <summary>Keeps a snapshot of what the entries have led to.</summary>
    public void Keep(RuleSet rules, byte[] state) => journal.Keep(new(journal.Count, rules.Hash, state));

    /// <summary>While the journal is read back: what an entry says has been done again.</summary>
    public void Follow(JournalEntry entry)
    {
        Last = entry.Instant;
        if (entry.Records.Any(r => r.Kind == JournalRecordKind.Rules)) RulesAt = entry.Number;
        owes = entry.Records.Any(r => r.Kind == JournalRecordKind.Refusal);
    }

    public void Save(StateWriter writer)
    {
        writer.Write(RulesAt);
        writer.Write(owes);
        writer.Write(Last);
    }

    public void Load(StateReader reader)
    {
        RulesAt = reader.ReadNumber();
        owes = reader.ReadBoolean();
        Last = reader.ReadInstantOrNull();
    }

    private void Write(DateTimeOffset now, List<JournalRecord> written)
    {
        journal.Append(now, written);
        if (written.Exists(r => r.Kind == JournalRecordKind.Rules)) RulesAt = journal.Count;
        (Last, owes) = (now, false);
    }

    /// <summary>Writes that an evaluation was refused; the clock has moved all the same.</summary>
    public void Refuse(DateTimeOffset now, RunbookException refusal)
    {
        Drop();
        if (IsMuted) return;
        Write(now, [new(JournalRecordKind.Refusal, refusal.Code, "", now, facts.Write(("code", refusal.Code), ("message", refusal.Message)))]);
        owes = true;
    }

    /// <summary>Forgets an evaluation that did not happen.</summary>
    public void Drop()
    {
        taken = null;
        records.Clear();
        inputs.Clear();
        Turns.Clear();
    }

    /// <summary>A decision as the journal holds it.</summary>
    public string Text(Decision decision)
    {
        text.Clear();
        using (var writer = new StringWriter(text, CultureInfo.InvariantCulture)) decisions.Write(decision, writer);
        text.Length--;
        return text.ToString();
    }

    public void Dispose()
    {
        facts.Dispose();
        decisions.Dispose();
    }

    private JournalRecord Record(in MatchTurn turn, DateTimeOffset now) => new(
        JournalRecordKind.Match,
        turn.Match.Rule,
        "",
        now,
        facts.Write(("rule", turn.Match.Rule), ("turn", turn.HasBegun ? "begins" : "ends"), ("began", turn.Match.BeganAt), ("facts", turn.Match.Facts)));

    private JournalRecord Record(Decision decision) =>
        new(JournalRecordKind.Decision, decision.Rule, decision.Target.ToString(), decision.Instant, Text(decision));

    private JournalRecord Record(RuleFault fault) => new(
        JournalRecordKind.Fault,
        fault.Rule,
        "",
        fault.Instant,
        facts.Write(
            ("rule", fault.Rule),
            ("message", fault.Message),
            ("place", fault.Location.ToString()),
            ("setAside", fault.IsQuarantined),
            ("facts", fault.Facts)));
}
