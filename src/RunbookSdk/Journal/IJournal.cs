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
}
