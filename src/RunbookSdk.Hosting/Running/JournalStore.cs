using RunbookSdk.Journal;
using RunbookSdk.Sqlite;

namespace RunbookSdk.Hosting.Running;

/// <summary>The journal of a host and its outbox, in one file or in memory.</summary>
internal sealed class JournalStore : IDisposable
{
    private readonly SqliteJournal? file;
    private readonly SqliteOutbox? outbox;

    private JournalStore(string? path)
    {
        Name = path ?? "in memory";
        if (path is null)
        {
            (Journal, Outbox) = (new MemoryJournal(), new MemoryOutbox());
            return;
        }

        file = SqliteJournal.Open(path);
        try
        {
            outbox = SqliteOutbox.Open(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        (Journal, Outbox) = (file, outbox);
    }

    /// <summary>Makes one of others' parts, which it does not dispose of.</summary>
    public JournalStore(IJournal journal, IOutbox outbox) => (Name, Journal, Outbox) = ("given", journal, outbox);

    /// <summary>Where it is.</summary>
    public string Name { get; }

    /// <summary>The entry at which the state of the session was kept last; null where that is of no use, for nothing outlives the process.</summary>
    public long? LatestSnapshot => file?.LatestSnapshot;

    public IJournal Journal { get; }

    public IOutbox Outbox { get; }

    /// <exception cref="JournalException">It cannot be opened.</exception>
    public static JournalStore Open(string? path) => new(path);

    public void Dispose()
    {
        outbox?.Dispose();
        file?.Dispose();
    }
}
