namespace RunbookSdk.Sqlite;

/// <summary>How a journal file is opened. Read once, when it is opened.</summary>
public sealed class SqliteJournalOptions
{
    /// <summary>Whether it is only read: nothing is made, locked or changed, and another process may write to it meanwhile.</summary>
    /// <value>Default: false.</value>
    public bool IsReadOnly { get; set; }

    /// <summary>
    /// Whether an entry is on the disk when it is written, also when the machine loses power; otherwise the last entries may be missing then, and
    /// the others are whole. A process that is killed loses nothing either way.
    /// </summary>
    /// <value>Default: true.</value>
    public bool SurvivesPowerLoss { get; set; } = true;
}
