using RunbookSdk.Journal;

namespace RunbookSdk.Cli.Explain;

/// <summary>
/// A journal as it was at an instant. It is only read: what a session that is opened from it writes is dropped. For one thread at a time.
/// </summary>
internal sealed class JournalUntil : IJournal
{
    private readonly IJournal journal;
    private readonly long last;

    /// <summary>Looks how far it had come.</summary>
    /// <param name="journal">The journal; it may go on meanwhile.</param>
    /// <param name="instant">The instant; null: the end.</param>
    public JournalUntil(IJournal journal, DateTimeOffset? instant)
    {
        this.journal = journal;
        last = Count = instant is null ? journal.Count : journal.Read().TakeWhile(e => e.Instant <= instant).LastOrDefault()?.Number ?? 0;
    }

    public long Count { get; private set; }

    public long DroppedUpTo => journal.DroppedUpTo;

    public void Append(DateTimeOffset instant, IReadOnlyList<JournalRecord> records) => Count++;

    public IEnumerable<JournalEntry> Read(long after = 0) => journal.Read(after).TakeWhile(e => e.Number <= last);

    public IEnumerable<JournalSnapshot> ReadSnapshots() => journal.ReadSnapshots().Where(s => s.Entry <= last);

    public void Keep(JournalSnapshot snapshot)
    {
        // Nothing of this is kept.
    }
}
