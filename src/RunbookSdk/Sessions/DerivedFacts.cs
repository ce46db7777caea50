using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;

namespace RunbookSdk.Sessions;

/// <summary>
/// Facts that matches derive. One with several causes is known until the last of them ends; the cause that came last says its value.
/// What was observed of it meanwhile is kept, and holds again when no cause is left.
/// </summary>
internal sealed class DerivedFacts(FactStore store, UndoLog undo, DecisionLog log, DomainEffects effects) : ISavedPart
{
    private readonly Dictionary<KnownFact, DerivedEntry> entries = [];
    private readonly List<KnownFact> abandoned = [];

    /// <summary>What is known of a derived fact; null for a fact that no match derives.</summary>
    public DerivedEntry? Find(KnownFact fact) => entries.Count == 0 ? null : entries.GetValueOrDefault(fact);

    /// <summary>Takes an observation of a fact that is derived.</summary>
    /// <param name="entry">What is known of it.</param>
    /// <param name="value">What was seen.</param>
    /// <param name="observedAt">When.</param>
    /// <param name="isRetraction">True: it is no more.</param>
    public Taken TakeObserved(DerivedEntry entry, object value, DateTimeOffset observedAt, bool isRetraction)
    {
        if (entry.Observed is var (_, seenAt) && observedAt < seenAt) return Taken.Late;
        SetObserved(entry, isRetraction ? null : (value, observedAt));
        return Taken.Taken;
    }

    /// <summary>What an action writes of a derived fact waits like an observation; false when it writes none.</summary>
    public bool TakeWritten(OneShotAction action) => action switch
    {
        AssertFact assert => TakeWritten(assert.Fact, isRetraction: false),
        RetractFact retract => TakeWritten(retract.Fact, isRetraction: true),
        _ => false,
    };

    /// <summary>How many facts are derived.</summary>
    public int Count => entries.Count;

    /// <summary>True while a derived fact becomes known, before its entry is there.</summary>
    public bool IsWriting { get; private set; }

    public void Add(MatchState cause, object value)
    {
        var type = FactType.Of(value.GetType());
        var known = type.IsEvent ? null : store.Find(value);
        if (known is null || !entries.TryGetValue(known, out var entry))
        {
            var observed = known is null ? ((object, DateTimeOffset)?)null : (known.Value, known.ObservedAt);
            IsWriting = true;
            known = store.Write(effects.Admit(value), log.Now);
            IsWriting = false;
            entries[known] = entry = new DerivedEntry { Observed = observed };
            undo.Add(() => entries.Remove(known));
        }

        value = Same(value, known, entry);
        entry.Causes.Add((cause, value));
        (cause.Derived, cause.DerivedFact) = (value, known);
        undo.Add(() =>
        {
            entry.Causes.RemoveAll(c => c.Cause == cause);
            (cause.Derived, cause.DerivedFact) = (null, null);
        });
        Say(known, entry);
        log.Deciding.Add(cause.Rule.Model.Id);
    }

    /// <summary>Gives a cause another value for the same fact.</summary>
    public bool TryReplace(MatchState cause, object value)
    {
        if (cause.DerivedFact is not { } fact || store.Find(value) != fact) return false;
        var entry = entries[fact];
        var place = entry.Causes.FindIndex(c => c.Cause == cause);
        var before = entry.Causes[place];
        value = Same(value, fact, entry);
        entry.Causes[place] = (cause, value);
        cause.Derived = value;
        undo.Add(() =>
        {
            entry.Causes[place] = before;
            cause.Derived = before.Value;
        });
        Say(fact, entry);
        log.Deciding.Add(cause.Rule.Model.Id);
        return true;
    }

    public void Remove(MatchState cause)
    {
        if (cause.DerivedFact is not { } fact) return;
        var entry = entries[fact];
        var place = entry.Causes.FindIndex(c => c.Cause == cause);
        var removed = entry.Causes[place];
        entry.Causes.RemoveAt(place);
        (cause.Derived, cause.DerivedFact) = (null, null);
        undo.Add(() =>
        {
            entry.Causes.Insert(place, removed);
            (cause.Derived, cause.DerivedFact) = (removed.Value, fact);
        });
        log.Deciding.Add(cause.Rule.Model.Id);
        if (entry.Causes.Count > 0) Say(fact, entry);
        else abandoned.Add(fact);
    }

    /// <summary>At the end of a round: forgets what no cause has taken over.</summary>
    public void Settle()
    {
        if (abandoned.Count == 0) return;
        foreach (var fact in abandoned)
        {
            if (entries.TryGetValue(fact, out var entry) && entry.Causes.Count == 0) End(fact, entry);
        }

        abandoned.Clear();
    }

    public void Save(StateWriter writer)
    {
        writer.Write(entries.Count);
        foreach (var (fact, entry) in entries.OrderBy(e => e.Key.Sequence))
        {
            writer.Refer(fact);
            writer.WriteValue(entry.Observed?.Value);
            if (entry.Observed is var (_, observedAt)) writer.Write(observedAt);
            writer.Write(entry.Causes.Count);
            foreach (var (cause, value) in entry.Causes)
            {
                writer.Refer(cause);
                writer.WriteValue(value);
            }
        }
    }

    public void Load(StateReader reader)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var fact = reader.Refer<KnownFact>();
            var entry = entries[fact] = new DerivedEntry();
            if (reader.ReadValueOrNull() is { } observed) entry.Observed = (observed, reader.ReadInstant());
            for (var causes = reader.ReadCount(); causes > 0; causes--)
            {
                var (cause, value) = (reader.Refer<MatchState>(), reader.ReadValue());
                entry.Causes.Add((cause, value));
                (cause.Derived, cause.DerivedFact) = (value, fact);
            }
        }
    }

    /// <summary>Forgets what waited for the end of a round that was taken back.</summary>
    public void Drop() => abandoned.Clear();

    /// <summary>
    /// One object for values that are equal, whether rules made one or several: so a session that goes on from a saved state stands as the one that
    /// was saved.
    /// </summary>
    private static object Same(object value, KnownFact fact, DerivedEntry entry)
    {
        if (fact.Value.Equals(value)) return fact.Value;
        foreach (var (_, known) in entry.Causes)
        {
            if (known.Equals(value)) return known;
        }

        return value;
    }

    private bool TakeWritten(object value, bool isRetraction)
    {
        if (store.Find(value) is not { } known || Find(known) is not { } entry) return false;
        TakeObserved(entry, value, log.Now, isRetraction);
        return true;
    }

    /// <summary>Apart from those who ask first, so that asking costs no object for the way back.</summary>
    private void SetObserved(DerivedEntry entry, (object Value, DateTimeOffset ObservedAt)? observed)
    {
        var before = entry.Observed;
        entry.Observed = observed;
        undo.Add(() => entry.Observed = before);
    }

    private void Say(KnownFact fact, DerivedEntry entry)
    {
        var value = effects.Admit(entry.Causes[^1].Value);
        if (!fact.Value.Equals(value)) store.Write(value, log.Now);
    }

    private void End(KnownFact fact, DerivedEntry entry)
    {
        entries.Remove(fact);
        undo.Add(() => entries[fact] = entry);
        if (entry.Observed is var (value, observedAt)) store.Write(effects.Admit(value), observedAt);
        else if (fact.IsKnown) store.Remove(fact);
    }
}

/// <summary>A fact that matches derive.</summary>
internal sealed class DerivedEntry
{
    /// <summary>The matches, each with the value that it gives, in the order in which they came.</summary>
    public List<(MatchState Cause, object Value)> Causes { get; } = [];

    /// <summary>What was observed of it, which holds again when no cause is left; null when nothing was.</summary>
    public (object Value, DateTimeOffset ObservedAt)? Observed { get; set; }
}
