namespace RunbookSdk.Facts;

internal enum Taken
{
    /// <summary>It changed something, or repeated what was known.</summary>
    Taken,

    /// <summary>It is older than what is known of the same fact.</summary>
    Late,
}

/// <summary>The facts that a session knows, by type and key. Says what changed since it was last asked.</summary>
internal sealed class FactStore(UndoLog undo)
{
    private readonly Dictionary<FactType, Dictionary<object, KnownFact>> keyed = [];
    private readonly Dictionary<FactType, List<KnownFact>> events = [];
    private readonly Dictionary<FactType, Dictionary<object, KnownFact>> removed = [];
    private readonly List<FactChange> changes = [];
    private long sequence;

    /// <summary>What changed since <see cref="TakeChanges"/>, in order.</summary>
    public bool HasChanges => changes.Count > 0;

    /// <summary>Moves the changes since the last call into a list.</summary>
    public void TakeChanges(List<FactChange> into)
    {
        into.AddRange(changes);
        changes.Clear();
    }

    /// <summary>From here on a fact that was taken back and comes again is a new one.</summary>
    public void EndRound()
    {
        foreach (var gone in removed.Values) gone.Clear();
    }

    public KnownFact? Find(object value)
    {
        var type = FactType.Of(value.GetType());
        return !type.IsEvent && KeyedOf(type).TryGetValue(value, out var known) ? known : null;
    }

    /// <summary>Takes an observation of the outer world.</summary>
    public Taken Take(object value, DateTimeOffset observedAt, bool isRetraction)
    {
        var known = Find(value);
        if (known is not null && observedAt < known.ObservedAt) return Taken.Late;
        if (!isRetraction) Write(value, observedAt);
        else if (known is not null) Remove(known);
        return Taken.Taken;
    }

    /// <summary>Makes a value known.</summary>
    public KnownFact Write(object value, DateTimeOffset observedAt)
    {
        var type = FactType.Of(value.GetType());
        if (type.IsEvent) return AddEvent(type, value, observedAt);
        return KeyedOf(type).TryGetValue(value, out var known) ? Update(known, value, observedAt) : Add(type, value, observedAt);
    }

    public void Remove(KnownFact fact)
    {
        undo.Keep(fact);
        fact.IsKnown = false;
        changes.Add(new(fact, ChangeKind.Removed));
        if (fact.Type.IsEvent)
        {
            var list = events[fact.Type];
            var index = list.IndexOf(fact);
            list.RemoveAt(index);
            undo.Add(() => list.Insert(index, fact));
            return;
        }

        var facts = KeyedOf(fact.Type);
        facts.Remove(fact.Value);
        Of(removed, fact.Type)[fact.Value] = fact;
        undo.Add(() => facts[fact.Value] = fact);
    }

    /// <summary>Forgets changes that nobody took; part of taking an evaluation back.</summary>
    public void DropChanges()
    {
        changes.Clear();
        EndRound();
    }

    private KnownFact Update(KnownFact known, object value, DateTimeOffset observedAt)
    {
        undo.Keep(known);
        known.ObservedAt = observedAt;
        var same = known.Value.Equals(value);
        if (!same) known.Value = value;
        changes.Add(new(known, same ? ChangeKind.Repeated : ChangeKind.Updated));
        return known;
    }

    /// <summary>A fact that was taken back a moment ago and is known again is the same fact, so that its matches stand.</summary>
    private KnownFact Add(FactType type, object value, DateTimeOffset observedAt)
    {
        if (Of(removed, type).Remove(value, out var fact)) undo.Keep(fact);
        else fact = new KnownFact(type, ++sequence);
        (fact.Value, fact.ObservedAt, fact.IsKnown) = (value, observedAt, true);
        var facts = KeyedOf(type);
        facts.Add(value, fact);
        undo.Add(() => facts.Remove(value));
        changes.Add(new(fact, ChangeKind.Added));
        return fact;
    }

    private KnownFact AddEvent(FactType type, object value, DateTimeOffset observedAt)
    {
        var fact = new KnownFact(type, ++sequence) { Value = value, ObservedAt = observedAt };
        if (!events.TryGetValue(type, out var list)) events[type] = list = [];
        list.Add(fact);
        undo.Add(() => list.Remove(fact));
        changes.Add(new(fact, ChangeKind.Added));
        return fact;
    }

    private Dictionary<object, KnownFact> KeyedOf(FactType type) => Of(keyed, type);

    private static Dictionary<object, KnownFact> Of(Dictionary<FactType, Dictionary<object, KnownFact>> facts, FactType type)
    {
        if (!facts.TryGetValue(type, out var found)) facts[type] = found = new(type.KeyComparer);
        return found;
    }
}
