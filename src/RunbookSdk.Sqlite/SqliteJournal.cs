using Microsoft.Data.Sqlite;
using RunbookSdk.Diagnostics;
using RunbookSdk.Journal;

namespace RunbookSdk.Sqlite;

/// <summary>
/// A journal in one file of SQLite (with write-ahead log, so readers never wait for the writer). One process writes to it at a time; any number
/// read beside it. For one thread at a time.
/// </summary>
public sealed class SqliteJournal : IJournal, IDisposable
{
    private const int EntriesAtOnce = 256;

    private readonly string file;
    private readonly SqliteConnection connection;
    private readonly WriterLock? writing;
    private readonly EntryWriter? writer;
    private readonly bool hadLog;
    private readonly SqliteJournalOptions options;

    /// <summary>A file of an older form that is only read has no snapshots, and is not brought to the newest.</summary>
    private readonly bool hasSnapshots;
    private readonly bool hasNumbers;

    private SqliteJournal(string file, SqliteJournalOptions options, SqliteConnection connection, WriterLock? writing, bool hadLog)
    {
        this.file = file;
        this.options = options;
        this.connection = connection;
        this.writing = writing;
        this.hadLog = hadLog;
        var form = SqliteSchema.FormOf(connection);
        hasSnapshots = form >= SnapshotTable.SinceForm;
        HasDeliveries = form >= DeliveryRows.SinceForm;
        hasNumbers = form >= SqliteSchema.NumbersSinceForm;
        Count = Last();
        DroppedUpTo = hasSnapshots ? SnapshotTable.DroppedUpTo(connection) : 0;
        writer = writing is null ? null : new EntryWriter(connection);
    }

    /// <inheritdoc/>
    public long Count { get; private set; }

    /// <inheritdoc/>
    public long DroppedUpTo { get; private set; }

    /// <summary>Where it is.</summary>
    internal string FilePath => file;

    /// <summary>The number of this writer of the file; 0 for a reader.</summary>
    internal long Turn => writing?.Turn ?? 0;

    /// <summary>False for a file of an older form that is only read.</summary>
    internal bool HasDeliveries { get; }

    /// <summary>False when it was opened for reading only.</summary>
    internal bool IsWritable => writer is not null;

    /// <summary>Opens a journal; makes the file when there is none, and brings one of an older version to the newest form.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to open it; default: see <see cref="SqliteJournalOptions"/>.</param>
    /// <exception cref="JournalException">RBK5111 to RBK5119: it cannot be opened; nothing was changed.</exception>
    public static SqliteJournal Open(string path, SqliteJournalOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options ??= new();
        path = WriterLock.Resolve(path);
        if (options.IsReadOnly && !File.Exists(path)) throw SqliteProblems.Absent(path);
        var (writing, hadLog) = (options.IsReadOnly ? null : WriterLock.Take(path), File.Exists(path + "-wal"));
        SqliteConnection? connection = null;
        try
        {
            connection = Connect(path, options);
            return new SqliteJournal(path, options, connection, writing, hadLog);
        }
        catch (SqliteException exception)
        {
            throw Close(SqliteProblems.Of(path, exception));
        }
        catch (JournalException)
        {
            Close(null);
            throw;
        }

        JournalException Close(JournalException? problem)
        {
            connection?.Dispose();
            writing?.Dispose();
            return problem!;
        }
    }

    /// <inheritdoc/>
    public void Append(DateTimeOffset instant, IReadOnlyList<JournalRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        ThrowIfReadOnly();
        try
        {
            writer!.Write(Count + 1, instant, records);
        }
        catch (SqliteException exception)
        {
            throw SqliteProblems.Of(file, exception);
        }

        Count++;
    }

    /// <summary>The number of the last entry whose decisions somebody has; 0 when there is none.</summary>
    /// <param name="receiver">Who, by a name of its own.</param>
    /// <exception cref="JournalException">It cannot be read.</exception>
    public long HandedOver(string receiver) => Guarded(() =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(entry), 0) FROM handover WHERE receiver = $receiver";
        command.Parameters.AddWithValue("$receiver", receiver);
        return (long)command.ExecuteScalar()!;
    });

    /// <summary>Remembers that somebody has the decisions up to an entry.</summary>
    /// <param name="receiver">Who, by a name of its own.</param>
    /// <param name="entry">The number of the entry.</param>
    /// <exception cref="JournalException">It could not be written, and is not.</exception>
    public void HandOver(string receiver, long entry) => Guarded(() =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO handover (receiver, entry) VALUES ($receiver, $entry) ON CONFLICT (receiver) DO UPDATE SET entry = $entry";
        command.Parameters.AddWithValue("$receiver", receiver);
        command.Parameters.AddWithValue("$entry", entry);
        return command.ExecuteNonQuery();
    });

    /// <inheritdoc/>
    public IEnumerable<JournalEntry> Read(long after = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        var dropped = Dropped();
        for (var last = after; ;)
        {
            var entries = Guarded(() => EntryReader.Read(connection, hasNumbers, last, EntriesAtOnce));
            if (Dropped() is var now && now > dropped && last < now) throw SqliteProblems.DroppedMeanwhile(file);
            foreach (var entry in entries) yield return entry;
            if (entries.Count < EntriesAtOnce) yield break;
            last = entries[^1].Number;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<JournalSnapshot> ReadSnapshots()
    {
        if (!hasSnapshots) yield break;
        foreach (var entry in Guarded(() => SnapshotTable.Entries(connection)))
        {
            if (Guarded(() => SnapshotTable.Read(connection, entry)) is { } snapshot) yield return snapshot;
        }
    }

    /// <summary>The entry after which the latest snapshot was kept; 0 when there is none.</summary>
    /// <exception cref="JournalException">It cannot be read.</exception>
    public long LatestSnapshot => hasSnapshots ? Guarded(() => SnapshotTable.Entries(connection)).FirstOrDefault() : 0;

    /// <inheritdoc/>
    public void Keep(JournalSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ThrowIfReadOnly();
        Guarded(() =>
        {
            SnapshotTable.Keep(connection, snapshot);
            return true;
        });
    }

    /// <summary>
    /// Drops facts that came before an instant, as far as the latest snapshot reaches, and gives the room back to the disk. Decisions with their
    /// evidence, matches, states, rules, faults and refusals are kept, and so are facts of the names that are given. It is done whole or not at all,
    /// whatever happens to the process; who reads meanwhile waits for nothing, and is told (RBK5118) when what it has not read yet was dropped. See
    /// first that a session can be opened from that snapshot (<see cref="Sessions.RunbookSession.HasSameState"/>): nothing else will be left of what
    /// is dropped.
    /// </summary>
    /// <param name="before">The instant on the session's clock.</param>
    /// <param name="kept">Names of fact records that are kept; see <see cref="LastingFacts"/>.</param>
    /// <exception cref="JournalException">It could not be written, and nothing was dropped.</exception>
    public CompactionResult Compact(DateTimeOffset before, IReadOnlyCollection<string> kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        ThrowIfReadOnly();
        var result = Guarded(() =>
        {
            var dropped = SqliteCompaction.Run(connection, before, kept);
            DroppedUpTo = SnapshotTable.DroppedUpTo(connection);
            return dropped;
        });
        return result with { NotShrunk = Shrink() };
    }

    private long Dropped() => hasSnapshots ? Guarded(() => SnapshotTable.DroppedUpTo(connection)) : 0;

    /// <summary>Gives what is free in the file back to the disk; why not, or null.</summary>
    private Diagnostic? Shrink()
    {
        try
        {
            SqliteSchema.Execute(connection, "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
            return null;
        }
        catch (SqliteException exception)
        {
            return SqliteProblems.NotShrunk(file, exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        writer?.Dispose();
        connection.Dispose();
        writing?.Dispose();
        if (writer is null && !hadLog) RemoveLog();
    }

    /// <summary>
    /// A reader leaves an empty log behind where there was none, which may belong to somebody that the writer's files must not belong to.
    /// </summary>
    private void RemoveLog()
    {
        try
        {
            using var alone = new FileStream(file + ".lock", FileMode.Open, FileAccess.Read, FileShare.None);
            if (new FileInfo(file + "-wal") is not { Exists: true, Length: 0 }) return;
            File.Delete(file + "-wal");
            File.Delete(file + "-shm");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody writes, and the log is theirs now; or it cannot be removed, and does no harm.
            return;
        }
    }

    /// <summary>Moves what the log has into the file, as far as readers allow, so that closing has nothing to write.</summary>
    internal void WriteThrough() => Guarded(() =>
    {
        SqliteSchema.Execute(connection, "PRAGMA wal_checkpoint(PASSIVE)");
        return true;
    });

    /// <summary>A further connection to the file, for what is written beside the journal; the lock of this one covers it.</summary>
    internal SqliteConnection ConnectAgain() => Connect(file, options);

    /// <summary>Lets nothing be written, as on a disk that was mounted anew for reading only.</summary>
    internal void BecomeReadOnly(bool isReadOnly) => SqliteSchema.Execute(connection, isReadOnly ? "PRAGMA query_only = ON" : "PRAGMA query_only = OFF");

    /// <summary>Lets the file become no larger than some pages of 4 KiB.</summary>
    internal void LimitTo(int pages) => SqliteSchema.Execute(connection, $"PRAGMA max_page_count = {pages}");

    private static SqliteConnection Connect(string path, SqliteJournalOptions options)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = options.IsReadOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        try
        {
            connection.Open();
            SqliteSchema.Check(connection, path);
            if (options.IsReadOnly) return connection;
            SqliteSchema.Execute(connection, "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON");
            SqliteSchema.Execute(connection, options.SurvivesPowerLoss ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            SqliteSchema.Migrate(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private long Last()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(number), 0) FROM entry";
        return (long)command.ExecuteScalar()!;
    }

    private void ThrowIfReadOnly()
    {
        if (writer is null) throw new InvalidOperationException("The journal was opened for reading only.");
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException exception)
        {
            throw SqliteProblems.Of(file, exception);
        }
    }
}
