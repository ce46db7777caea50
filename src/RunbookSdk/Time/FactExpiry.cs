using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;

namespace RunbookSdk.Time;

/// <summary>Forgets facts when their retention ends. What a rule derives stays known as long as its match stands.</summary>
internal sealed class FactExpiry(FactStore store, TimerQueue timers, UndoLog undo) : ISavedPart
{
    /// <summary>Those of facts with a key, which are observed again and again.</summary>
    private readonly Dictionary<KnownFact, End> ends = [];

    /// <summary>How many facts with a key are to be forgotten.</summary>
    public int Count => ends.Count;

    public void Take(FactChange change, bool isDerived)
    {
        var fact = change.Fact;
        if (fact.Type.IsEvent)
        {
            if (!isDerived && change.Kind == ChangeKind.Added) timers.Set(new End(store, fact), fact.ObservedAt + fact.Type.Retention);
            return;
        }

        if (!isDerived && change.Kind != ChangeKind.Removed) timers.Set(EndOf(fact), fact.ObservedAt + fact.Type.Retention);
        else Drop(fact);
    }

    public void Save(StateWriter writer)
    {
        var all = timers.Alarms.OfType<End>().Where(e => !e.IsMoot).OrderBy(e => e.Fact.Sequence).ToList();
        writer.Write(all.Count);
        foreach (var end in all)
        {
            writer.Refer(end.Fact);
            writer.WriteAlarm(end);
        }
    }

    public void Load(StateReader reader)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var end = new End(store, reader.Refer<KnownFact>());
            timers.Load(reader, end);
            if (!end.Fact.Type.IsEvent) ends.Add(end.Fact, end);
        }
    }

    /// <summary>Lets go of facts that are known no more although nobody was told.</summary>
    public void Sweep()
    {
        foreach (var fact in ends.Keys)
        {
            if (!fact.IsKnown) ends.Remove(fact);
        }
    }

    private End EndOf(KnownFact fact)
    {
        if (ends.TryGetValue(fact, out var end)) return end;
        ends[fact] = end = new End(store, fact);
        undo.Add(() => ends.Remove(fact));
        return end;
    }

    private void Drop(KnownFact fact)
    {
        if (!ends.Remove(fact, out var end)) return;
        undo.Add(() => ends[fact] = end);
        timers.Set(end, null);
    }

    private sealed class End(FactStore store, KnownFact fact) : Alarm
    {
        public KnownFact Fact { get; } = fact;

        public override string What => $"{Fact} is forgotten";

        public override bool ChangesFacts => true;

        public override bool IsMoot => !Fact.IsKnown;

        public override void Ring(DateTimeOffset now)
        {
            if (Fact.IsKnown) store.Remove(Fact);
        }
    }
}
