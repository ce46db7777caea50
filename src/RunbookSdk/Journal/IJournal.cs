namespace RunbookSdk.Journal;

/// <summary>
/// Remembers everything that a session was given and has decided. A session writes an entry for each evaluation before it counts as
/// done; everything else can be made again from the entries. One session writes to a journal at a time; reading beside it is safe where
/// the implementation says so.
/// </summary>
public interface IJournal
{
    /// <summary>How many entries there are.</summary>
    long Count { get; }

    /// <summary>Writes an entry, whole or not at all; it is kept when the call returns.</summary>
    /// <param name="instant">The instant of the evaluation.</param>
    /// <param name="records">What happened, in order.</param>
    /// <exception cref="JournalException">It could not be written, and is not.</exception>
    void Append(DateTimeOffset instant, IReadOnlyList<JournalRecord> records);

    /// <summary>Reads entries in their order.</summary>
    /// <param name="after">The number of the last entry that is known already; 0 reads from the beginning.</param>
    /// <exception cref="JournalException">It cannot be read; where the journal is damaged, the entries before the damage have been given.</exception>
    IEnumerable<JournalEntry> Read(long after = 0);

    /// <summary>
    /// The entry up to which something was dropped to save room: a session can be opened from a snapshot at or after it only. 0 when all is there.
    /// </summary>
    long DroppedUpTo { get; }

    /// <summary>The snapshots that are kept, the latest first.</summary>
    /// <exception cref="JournalException">They cannot be read.</exception>
    IEnumerable<JournalSnapshot> ReadSnapshots();

    /// <summary>
    /// Keeps a snapshot. Earlier ones may be forgotten, but for one from which a session can be opened when this one is damaged, if there is one.
    /// </summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <exception cref="JournalException">It could not be written, and is not.</exception>
    void Keep(JournalSnapshot snapshot);
}
