namespace RunbookSdk.Journal;

/// <summary>A journal that lives as long as the process: for tests, replays and previews. Safe for any number of readers beside one writer.</summary>
public sealed class MemoryJournal : IJournal
{
    private readonly Lock guard = new();
    private readonly List<JournalEntry> entries = [];
    private JournalSnapshot? snapshot;

    /// <inheritdoc/>
    public long Count
    {
        get
        {
            lock (guard) return entries.Count;
        }
    }

    /// <inheritdoc/>
    public long DroppedUpTo => 0;

    /// <inheritdoc/>
    public IEnumerable<JournalSnapshot> ReadSnapshots()
    {
        lock (guard) return snapshot is null ? [] : [snapshot];
    }

    /// <inheritdoc/>
    public void Keep(JournalSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        lock (guard) this.snapshot = snapshot;
    }

    /// <inheritdoc/>
    public void Append(DateTimeOffset instant, IReadOnlyList<JournalRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        lock (guard) entries.Add(new(entries.Count + 1, instant, [.. records]));
    }

    /// <inheritdoc/>
    public IEnumerable<JournalEntry> Read(long after = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        for (var next = after; ; next++)
        {
            JournalEntry entry;
            lock (guard)
            {
                if (next >= entries.Count) yield break;
                entry = entries[(int)next];
            }

            yield return entry;
        }
    }
}
