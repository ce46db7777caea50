using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

/// <summary>What people hold back by their switches, silences and windows. Those that begin and end by themselves do so at their own instants.</summary>
internal sealed class Holds(FactStore store, TimerQueue timers, UndoLog undo, HeldRequests held) : ILimit, ISavedPart
{
    private readonly Dictionary<KnownFact, Turn> known = [];

    public int Count => known.Count;

    /// <inheritdoc/>
    public Stop? Find(MatchState state, RunbookAction action, DateTimeOffset now)
    {
        if (known.Count == 0) return null;
        var hold = known.Keys.Select(f => (f.Sequence, Hold: (IHold)f.Value))
            .Where(k => k.Hold.HoldsAt(now) && (k.Hold.HoldsWhatOnlyTells || !action.OnlyTells) && Scope.Covers(k.Hold.Scope, state.Rule.Model.Id, action.Target))
            .OrderBy(k => k.Hold.At).ThenBy(k => k.Hold.Scope, StringComparer.Ordinal).ThenBy(k => k.Hold.Name, StringComparer.Ordinal).ThenBy(k => k.Sequence)
            .FirstOrDefault().Hold;
        return hold is null ? null : new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{hold.Name} by {hold.By} since {InstantText.Of(hold.Since(now))} {hold.Until(now)} ({hold.Scope}): {hold.Because}; asked because {action.Because}"),
            Waits: true,
            Wakes: false);
    }

    public void Save(StateWriter writer)
    {
        writer.Write(known.Count);
        foreach (var (fact, turn) in known.OrderBy(k => k.Key.Sequence))
        {
            writer.Refer(fact);
            writer.WriteAlarm(turn);
        }
    }

    public void Load(StateReader reader)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var fact = reader.Refer<KnownFact>();
            var turn = known[fact] = new Turn(this, fact);
            timers.Load(reader, turn);
        }
    }

    /// <summary>Takes a change of what people hold.</summary>
    public void Follow(FactChange change, DateTimeOffset now)
    {
        var fact = change.Fact;
        held.HasChanged = true;
        if (known.TryGetValue(fact, out var turn))
        {
            if (change.Kind == ChangeKind.Removed)
            {
                known.Remove(fact);
                undo.Add(() => known[fact] = turn);
            }
        }
        else if (change.Kind != ChangeKind.Removed)
        {
            known[fact] = turn = new Turn(this, fact);
            undo.Add(() => known.Remove(fact));
        }

        if (turn is not null) timers.Set(turn, change.Kind == ChangeKind.Removed ? null : ((IHold)fact.Value).NextTurn(now));
    }

    private void Ring(Turn turn, KnownFact fact, DateTimeOffset now)
    {
        held.HasChanged = true;
        var hold = (IHold)fact.Value;
        if (hold.Ends is { } ends && ends <= now) store.Remove(fact);
        else timers.Set(turn, hold.NextTurn(now));
    }

    /// <summary>The instant at which something begins to hold, or ends to.</summary>
    private sealed class Turn(Holds owner, KnownFact fact) : Alarm
    {
        public override string What => $"{fact} begins or ends";

        public override bool ChangesFacts => true;

        public override bool IsMoot => !fact.IsKnown;

        public override void Ring(DateTimeOffset now)
        {
            if (fact.IsKnown) owner.Ring(this, fact, now);
        }
    }
}
