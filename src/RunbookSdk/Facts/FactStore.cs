namespace RunbookSdk.Facts;

internal enum Taken
{
    /// <summary>It changed something, or repeated what was known.</summary>
    Taken,

    /// <summary>It is older than what is known of the same fact.</summary>
    Late,
}

/// <summary>The facts that a session knows, by type and key; tells each change at once.</summary>
internal sealed partial class FactStore(UndoLog undo)
{
    /// <summary>
    /// For how long, by the times of later retractions, a retraction keeps out what was observed before it; so that facts which come and
    /// go do not fill the memory.
    /// </summary>
    private static readonly TimeSpan RetractionMemory = TimeSpan.FromDays(1);

    private readonly PriorityQueue<(FactsOfType Facts, object Value), DateTimeOffset> retractions = new();
    private readonly Dictionary<Type, FactsOfType> types = [];
    private readonly List<FactsOfType> withRemoved = [];
    private long sequence;

    /// <summary>The type that was asked for last; facts of one type often come one after the other.</summary>
    private FactsOfType? last;

    /// <summary>The record of that type.</summary>
    private Type? lastType;

    /// <summary>Is told of each change while the fact has the value that it changed to.</summary>
    public Action<FactChange>? Changed { get; set; }

    /// <summary>How many facts are known.</summary>
    public int Count => types.Values.Sum(t => t.Keyed.Count + t.Events.Count);

    /// <summary>How many retractions are remembered.</summary>
    public int RetractionCount => retractions.Count + types.Values.Sum(t => t.RetractedAt.Count);

    /// <summary>The types of which facts are known, or were.</summary>
    public IEnumerable<FactType> Types => types.Values.Select(t => t.Type);

    /// <summary>The facts of a type in the order in which they became known.</summary>
    public IEnumerable<KnownFact> FactsOf(FactType type) => types.TryGetValue(type.ClrType, out var facts)
        ? facts.Keyed.Facts.Concat(facts.Events).OrderBy(f => f.Sequence)
        : [];

    /// <summary>True for a fact that the store knows, and not one that a window or a group made.</summary>
    public bool Has(KnownFact fact) => types.TryGetValue(fact.Type.ClrType, out var facts)
        && (fact.Type.IsEvent ? facts.Events.Contains(fact) : facts.Keyed.Find(fact.Value) == fact);

    /// <summary>Forgets a type and all of its facts, of which nobody hears any more. There is no way back.</summary>
    public void Forget(FactType type)
    {
        if (!types.Remove(type.ClrType, out var forgotten)) return;
        (last, lastType) = (null, null);
        foreach (var fact in forgotten.Keyed.Facts.Concat(forgotten.Events)) fact.IsKnown = false;
        var kept = retractions.UnorderedItems.Where(r => r.Element.Facts != forgotten).ToList();
        retractions.Clear();
        retractions.EnqueueRange(kept);
    }

    /// <summary>From here on a fact that was taken back and comes again is a new one.</summary>
    public void EndRound()
    {
        if (withRemoved.Count > 0) ForgetRemoved();
    }

    private void ForgetRemoved()
    {
        foreach (var facts in withRemoved) facts.Removed.Clear();
        withRemoved.Clear();
    }

    public KnownFact? Find(object value) => Of(value).Find(value);

    /// <summary>Takes an observation of the outer world.</summary>
    public Taken Take(object value, DateTimeOffset observedAt, bool isRetraction)
    {
        var facts = Of(value);
        return Take(facts, value, facts.Find(value), observedAt, isRetraction);
    }

    /// <summary>Takes an observation of the outer world.</summary>
    /// <param name="facts">The facts of its type.</param>
    /// <param name="value">What was seen.</param>
    /// <param name="known">The fact with its key; null when there is none.</param>
    /// <param name="observedAt">When.</param>
    /// <param name="isRetraction">True: it is no more.</param>
    public Taken Take(FactsOfType facts, object value, KnownFact? known, DateTimeOffset observedAt, bool isRetraction)
    {
        var newest = known is not null ? known.ObservedAt : facts.RetractedAt.Count == 0 ? default : facts.RetractedAt.GetValueOrDefault(value);
        if (observedAt < newest) return Taken.Late;
        if (!isRetraction)
        {
            Write(facts, known, value, observedAt);
            return Taken.Taken;
        }

        if (known is not null) Remove(known);
        if (!facts.Type.IsEvent) RememberRetraction(facts, value, observedAt);
        return Taken.Taken;
    }

    /// <summary>Makes a value known.</summary>
    public KnownFact Write(object value, DateTimeOffset observedAt)
    {
        var facts = Of(value);
        return Write(facts, facts.Find(value), value, observedAt);
    }

    public void Remove(KnownFact fact)
    {
        undo.Keep(fact);
        fact.IsKnown = false;
        var facts = Of(fact.Value);
        if (fact.Type.IsEvent)
        {
            facts.Events.Remove(fact);
            undo.Add(() => facts.Events.Add(fact));
            Changed?.Invoke(new(fact, ChangeKind.Removed));
            return;
        }

        facts.Keyed.Remove(fact.Value);
        if (facts.Removed.Count == 0) withRemoved.Add(facts);
        facts.Removed[fact.Value] = fact;
        undo.Add(() => facts.Keyed.Set(fact.Value, fact));
        Changed?.Invoke(new(fact, ChangeKind.Removed));
    }

    private void RememberRetraction(FactsOfType facts, object value, DateTimeOffset at)
    {
        while (retractions.TryPeek(out var oldest, out var retractedAt) && retractedAt + RetractionMemory < at)
        {
            retractions.Dequeue();
            ForgetRetraction(oldest.Facts, oldest.Value, retractedAt);
        }

        var had = facts.RetractedAt.TryGetValue(value, out var before);
        facts.RetractedAt[value] = at;
        retractions.Enqueue((facts, value), at);
        undo.Add(() =>
        {
            if (had) facts.RetractedAt[value] = before;
            else facts.RetractedAt.Remove(value);
        });
    }

    private void ForgetRetraction(FactsOfType facts, object value, DateTimeOffset retractedAt)
    {
        if (facts.RetractedAt.GetValueOrDefault(value) != retractedAt) return;
        facts.RetractedAt.Remove(value);
        undo.Add(() =>
        {
            facts.RetractedAt[value] = retractedAt;
            retractions.Enqueue((facts, value), retractedAt);
        });
    }

    private KnownFact Write(FactsOfType facts, KnownFact? known, object value, DateTimeOffset observedAt)
    {
        if (known is not null) return Update(known, value, observedAt);
        return facts.Type.IsEvent ? AddEvent(facts, value, observedAt) : Add(facts, value, observedAt);
    }

    private KnownFact Update(KnownFact known, object value, DateTimeOffset observedAt)
    {
        undo.Keep(known);
        known.ObservedAt = observedAt;
        var same = known.Type.AreEqual(known.Value, value);
        if (!same) known.Value = value;
        Changed?.Invoke(new(known, same ? ChangeKind.Repeated : ChangeKind.Updated));
        return known;
    }

    /// <summary>A fact that was taken back a moment ago and is known again is the same fact, so that its matches stand.</summary>
    private KnownFact Add(FactsOfType facts, object value, DateTimeOffset observedAt)
    {
        var before = sequence;
        if (facts.Removed.Remove(value, out var fact)) undo.Keep(fact);
        else fact = new KnownFact(facts.Type, ++sequence);
        (fact.Value, fact.ObservedAt, fact.IsKnown) = (value, observedAt, true);
        facts.Keyed.Set(value, fact);
        undo.Add(() =>
        {
            sequence = before;
            facts.Keyed.Remove(value);
        });
        Changed?.Invoke(new(fact, ChangeKind.Added));
        return fact;
    }

    private KnownFact AddEvent(FactsOfType facts, object value, DateTimeOffset observedAt)
    {
        var fact = new KnownFact(facts.Type, ++sequence) { Value = value, ObservedAt = observedAt };
        facts.Events.Add(fact);
        undo.Add(() =>
        {
            sequence--;
            facts.Events.Remove(fact);
        });
        Changed?.Invoke(new(fact, ChangeKind.Added));
        return fact;
    }

    /// <summary>The facts of the type that a value has.</summary>
    public FactsOfType Of(object value) => value.GetType() == lastType ? last! : Look(value.GetType());

    private FactsOfType Look(Type type)
    {
        if (!types.TryGetValue(type, out var facts)) types[type] = facts = new FactsOfType(FactType.Of(type));
        (last, lastType) = (facts, type);
        return facts;
    }
}
