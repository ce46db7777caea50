using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

/// <summary>
/// Where announced work stands. It begins and ends by itself, each at its own instant, unless a person holds it; decisions and people move
/// it between.
/// </summary>
internal sealed class MaintenanceStates(FactStore store, UndoLog undo, TimerQueue timers, DecisionLog log, Edits edits) : ISavedPart
{
    private readonly Dictionary<KnownFact, Turn> turns = [];

    /// <summary>What is worked on at present; mostly one or two.</summary>
    private readonly List<KnownFact> underway = [];

    public int Count => turns.Count + underway.Count;

    public bool IsWorkedOn(Component component) => underway.Exists(f => ((Maintenance)f.Value).Covers(component));

    public void Save(StateWriter writer)
    {
        writer.Write(turns.Count);
        foreach (var (fact, turn) in turns.OrderBy(t => t.Key.Sequence))
        {
            writer.Refer(fact);
            writer.WriteAlarm(turn);
        }

        writer.Write(underway.Count);
        foreach (var fact in underway) writer.Refer(fact);
    }

    public void Load(StateReader reader)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var fact = reader.Refer<KnownFact>();
            var turn = turns[fact] = new Turn(this, fact);
            timers.Load(reader, turn);
        }

        for (var count = reader.ReadCount(); count > 0; count--) underway.Add(reader.Refer<KnownFact>());
    }

    /// <summary>
    /// What may be taken of an observation: what and when, but not where it stands. One that is over and is announced for another time is
    /// another one.
    /// </summary>
    public Maintenance Admit(Maintenance observed)
    {
        if (Find(observed) is not { } known) return observed;
        var isAnother = known.Status == MaintenanceStatus.Completed && edits.Of(known) is null && observed.Ends > log.Now
            && (observed.Begins, observed.Ends) != (known.Begins, known.Ends);
        return isAnother
            ? observed with { Status = MaintenanceLifecycle.Definition.Initial, Since = log.Now }
            : observed with { Status = known.Status, Since = known.Since };
    }

    public string? Refusal(ScheduleMaintenance action)
    {
        var planned = Planned(action);
        if (Held(planned) is { } held) return held;
        if (planned.Ends <= planned.Begins) return $"{Name(planned)} would end before it begins";
        if (planned.Ends <= log.Now) return $"{Name(planned)} would be over already";
        return Find(planned) is { } known ? RefusalOf(known, MaintenanceStatus.Scheduled) : null;
    }

    public string? Refusal(ChangeMaintenance action)
    {
        if (Find(action.Maintenance) is not { } known) return $"{Name(action.Maintenance)} is not known";
        return Held(known) ?? RefusalOf(known, action.Status);
    }

    /// <summary>Why a person cannot have it so.</summary>
    public string? Refusal(MaintenanceEdit edit)
    {
        var like = Like(edit);
        return Find(like) is { } known ? RefusalOf(known, edit.Status) : $"{Name(like)} is not known";
    }

    public void Do(ScheduleMaintenance action)
    {
        var planned = Planned(action);
        store.Write(Find(planned) is { } known ? planned with { Status = known.Status, Since = known.Since } : planned, log.Now);
    }

    public void Do(ChangeMaintenance action)
    {
        if (store.Find(action.Maintenance) is { } fact && Moved(fact, action.Status) is { } moved) store.Write(moved, log.Now);
    }

    /// <summary>Takes a change of a maintenance; true when something else is worked on than before.</summary>
    public bool Follow(FactChange change)
    {
        // What it says is followed in turn.
        if (change.Kind != ChangeKind.Removed && Settle(change.Fact)) return false;
        SetTurn(change.Fact);
        var was = underway.Contains(change.Fact);
        var isNow = change.Kind != ChangeKind.Removed && ((Maintenance)change.Fact.Value).IsUnderway;
        if (was != isNow) SetUnderway(change.Fact, isNow);
        return was || isNow;
    }

    /// <summary>A person took hold of a maintenance, or handed it back.</summary>
    public void Settle(MaintenanceEdit edit)
    {
        if (store.Find(Like(edit)) is { } fact && !Settle(fact)) SetTurn(fact);
    }

    /// <summary>Moves a maintenance to where it stands by now; false when it stands there.</summary>
    private bool Settle(KnownFact fact)
    {
        var known = (Maintenance)fact.Value;
        var asked = edits.Of(known)?.Status ?? MaintenanceLifecycle.StatusAt(known, log.Now);
        if (asked == known.Status || Moved(fact, asked) is not { } moved || moved == known) return false;
        store.Write(moved, fact.ObservedAt);
        return true;
    }

    private void SetTurn(KnownFact fact)
    {
        var due = !fact.IsKnown || edits.Of((Maintenance)fact.Value) is not null ? null : MaintenanceLifecycle.NextTurn((Maintenance)fact.Value);
        if (turns.TryGetValue(fact, out var turn))
        {
            timers.Set(turn, due);
            if (due is not null) return;
            turns.Remove(fact);
            undo.Add(() => turns[fact] = turn);
        }
        else if (due is not null)
        {
            turns[fact] = turn = new Turn(this, fact);
            undo.Add(() => turns.Remove(fact));
            timers.Set(turn, due);
        }
    }

    private void SetUnderway(KnownFact fact, bool isUnderway)
    {
        if (isUnderway)
        {
            underway.Add(fact);
            undo.Add(() => underway.Remove(fact));
            return;
        }

        var place = underway.IndexOf(fact);
        underway.RemoveAt(place);
        undo.Add(() => underway.Insert(place, fact));
    }

    private Maintenance? Moved(KnownFact fact, MaintenanceStatus asked)
    {
        var known = (Maintenance)fact.Value;
        var fired = Fire(known, asked);
        return fired.IsRefused ? null : known with { Status = fired.After.State, Since = known.Status == fired.After.State ? known.Since : fired.After.Since };
    }

    private string? RefusalOf(Maintenance known, MaintenanceStatus asked)
    {
        var fired = Fire(known, asked);
        return fired.IsRefused ? fired.Reason : null;
    }

    private Lifecycles.FireResult<MaintenanceStatus, MaintenanceStatus> Fire(Maintenance known, MaintenanceStatus asked)
    {
        var definition = MaintenanceLifecycle.Definition;
        return definition.Fire(definition.At(known.Status, known.Since ?? log.Now), asked, log.Now);
    }

    private string? Held(Maintenance maintenance) => edits.Of(maintenance) is { } edit ? Edits.Held(Name(maintenance), edit) : null;

    private Maintenance? Find(Maintenance like) => store.Find(like)?.Value as Maintenance;

    private Maintenance Planned(ScheduleMaintenance action) => new(
        action.Cluster, action.Begins, action.Ends, action.Id, action.Title, action.Component, MaintenanceLifecycle.Definition.Initial, log.Now);

    private static Maintenance Like(MaintenanceEdit edit) => new(edit.Cluster, default, default, edit.Id);

    private static string Name(Maintenance maintenance) => $"maintenance {maintenance.Cluster}/{maintenance.Id}";

    /// <summary>The instant at which a maintenance begins or ends by itself.</summary>
    private sealed class Turn(MaintenanceStates owner, KnownFact fact) : Alarm
    {
        public override string What => $"{fact} begins or ends";

        public override bool ChangesFacts => true;

        public override bool IsMoot => !fact.IsKnown;

        public override void Ring(DateTimeOffset now)
        {
            if (fact.IsKnown) owner.Settle(fact);
        }
    }
}
