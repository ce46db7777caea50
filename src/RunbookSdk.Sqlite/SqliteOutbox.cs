using Microsoft.Data.Sqlite;
using RunbookSdk.Journal;

namespace RunbookSdk.Sqlite;

/// <summary>
/// An outbox in the file of a journal, through a connection of its own. Safe to use from any thread, beside the one that writes the journal.
/// What a call has written is on the disk when it returns, where the journal's is.
/// </summary>
public sealed class SqliteOutbox : IOutbox, IDisposable
{
    /// <summary>Whose place in the journal it is, among those who are handed decisions.</summary>
    private const string Receiver = "outbox";

    private readonly Lock guard = new();
    private readonly string file;
    private readonly SqliteConnection connection;
    private readonly DeliveryRows rows;

    private SqliteOutbox(string file, SqliteConnection connection)
    {
        (this.file, this.connection) = (file, connection);
        rows = new DeliveryRows(connection);
    }

    /// <inheritdoc/>
    public long? Taken => Guarded(() => rows.Place(Receiver));

    /// <summary>Opens the outbox of a journal; it belongs to who has the journal, and is disposed of before it.</summary>
    /// <param name="journal">The journal, opened for writing.</param>
    /// <exception cref="JournalException">RBK5111 to RBK5119: it cannot be opened.</exception>
    /// <exception cref="ArgumentException">The journal is open for reading only.</exception>
    public static SqliteOutbox Open(SqliteJournal journal)
    {
        ArgumentNullException.ThrowIfNull(journal);
        if (!journal.IsWritable) throw new ArgumentException("The journal was opened for reading only, so nothing is handed over from it.", nameof(journal));
        return OpenAny(journal);
    }

    /// <summary>What a journal that was opened for reading has of deliveries, in their order; it may belong to somebody else.</summary>
    /// <exception cref="JournalException">It cannot be read.</exception>
    internal static IReadOnlyList<Delivery> ReadFrom(SqliteJournal journal, params IReadOnlyList<DeliveryState> states)
    {
        if (!journal.HasDeliveries) return [];
        using var outbox = OpenAny(journal);
        return outbox.Read(states);
    }

    private static SqliteOutbox OpenAny(SqliteJournal journal)
    {
        try
        {
            return new SqliteOutbox(journal.FilePath, journal.ConnectAgain());
        }
        catch (SqliteException exception)
        {
            throw SqliteProblems.Of(journal.FilePath, exception);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Delivery> Take(long entry, IReadOnlyList<Delivery> deliveries)
    {
        ArgumentNullException.ThrowIfNull(deliveries);
        return Guarded(() =>
        {
            using var transaction = connection.BeginTransaction();
            var added = new List<Delivery>();
            foreach (var delivery in deliveries)
            {
                if (rows.Add(delivery) is { } number) added.Add(delivery with { Number = number });
            }

            rows.SetPlace(Receiver, entry);
            transaction.Commit();
            return added;
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<Delivery> Read(params IReadOnlyList<DeliveryState> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        return Guarded(() => rows.Read(states));
    }

    /// <summary>What is done or given up, and the session does not know of yet, in its order.</summary>
    /// <exception cref="JournalException">It cannot be read.</exception>
    internal IReadOnlyList<Delivery> ReadUntold() => Guarded(rows.ReadUntold);

    /// <inheritdoc/>
    public int Count(params IReadOnlyList<DeliveryState> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        return Guarded(() => rows.Count(states));
    }

    /// <inheritdoc/>
    public Delivery? Find(long number) => Guarded(() => rows.Find(number));

    /// <inheritdoc/>
    public IReadOnlyList<Delivery> Find(string idempotencyKey)
    {
        ArgumentNullException.ThrowIfNull(idempotencyKey);
        return Guarded(() => rows.Find(idempotencyKey));
    }

    /// <inheritdoc/>
    public bool IsFollowed(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return Guarded(() => rows.IsFollowed(delivery));
    }

    /// <inheritdoc/>
    public void Save(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        Guarded(() => rows.Save(delivery));
    }

    /// <inheritdoc/>
    public void MarkTold(IReadOnlyList<Delivery> deliveries)
    {
        ArgumentNullException.ThrowIfNull(deliveries);
        Guarded(() =>
        {
            using var transaction = connection.BeginTransaction();
            foreach (var delivery in deliveries) rows.Tell(delivery);
            transaction.Commit();
            return deliveries.Count;
        });
    }

    /// <inheritdoc/>
    public int Forget(DateTimeOffset before) => Guarded(() => rows.Forget(before));

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (guard) connection.Dispose();
    }

    private T Guarded<T>(Func<T> act)
    {
        lock (guard)
        {
            try
            {
                return act();
            }
            catch (SqliteException exception)
            {
                throw SqliteProblems.Of(file, exception);
            }
        }
    }
}
