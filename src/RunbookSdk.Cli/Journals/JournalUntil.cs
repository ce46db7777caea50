using RunbookSdk.Facts.Saving;
using RunbookSdk.Journal;
using RunbookSdk.Sessions;

namespace RunbookSdk.Cli.Journals;

/// <summary>
/// The part of a journal up to an instant, for who looks back. What a session would write behind it is dropped: the journal itself is only read.
/// </summary>
internal sealed class JournalUntil : IJournal
{
    private readonly IJournal whole;
    private readonly DateTimeOffset instant;

    /// <summary>Takes the part up to an instant, and no more than what is there now: somebody else may write meanwhile.</summary>
    /// <param name="whole">The journal, which has begun.</param>
    /// <param name="instant">The instant on the session's clock, or null for the end; what was given and decided at it is part of it.</param>
    public JournalUntil(IJournal whole, DateTimeOffset? instant)
    {
        (this.whole, Count) = (whole, whole.Count);
        (Begins, Ends) = (InstantOf(1), InstantOf(Count));
        this.instant = instant < Ends ? instant.Value : Ends;
    }

    /// <summary>The instant of the first entry that there is.</summary>
    public DateTimeOffset Begins { get; }

    /// <summary>The instant of the last entry of the whole journal: nothing is known of what came later.</summary>
    public DateTimeOffset Ends { get; }

    /// <summary>The instant that is looked back at.</summary>
    public DateTimeOffset At => instant;

    /// <inheritdoc/>
    public long Count { get; }

    /// <inheritdoc/>
    public long DroppedUpTo => whole.DroppedUpTo;

    /// <summary>The earliest instant that can be looked back at, when facts before were dropped; null when it cannot be told.</summary>
    public DateTimeOffset? EarliestAfterDropping => whole.ReadSnapshots().Where(s => s.Entry >= DroppedUpTo).Select(InstantOf).Min();

    /// <inheritdoc/>
    public void Append(DateTimeOffset instant, IReadOnlyList<JournalRecord> records)
    {
        // What comes after the last entry of this part was written already, or nobody asked for it.
    }

    /// <inheritdoc/>
    public void Keep(JournalSnapshot snapshot)
    {
        // Nor is a snapshot of a time that is over of use to anybody.
    }

    /// <inheritdoc/>
    public IEnumerable<JournalEntry> Read(long after = 0) => whole.Read(after).TakeWhile(e => e.Number <= Count && e.Instant <= instant);

    /// <summary>One that cannot be opened is left to who reads it, for it knows how to tell.</summary>
    public IEnumerable<JournalSnapshot> ReadSnapshots() => whole.ReadSnapshots().Where(s => s.Entry <= Count && !(InstantOf(s) > instant));

    private DateTimeOffset InstantOf(long number) => whole.Read(number - 1).First().Instant;

    /// <summary>The instant of a snapshot as it says itself, for a compacted journal may lack its entry; null when it is damaged.</summary>
    private DateTimeOffset? InstantOf(JournalSnapshot snapshot)
    {
        try
        {
            using var writer = new JournalWriter(this) { IsMuted = true };
            SessionState.Open(snapshot.State, new([]), writer, out _, out var now);
            return now;
        }
        catch (SavingException)
        {
            return null;
        }
    }
}
