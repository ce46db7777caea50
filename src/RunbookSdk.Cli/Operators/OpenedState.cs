using RunbookSdk.Diagnostics;
using RunbookSdk.Sessions;
using RunbookSdk.Sqlite;

namespace RunbookSdk.Cli.Operators;

/// <summary>A state with the session that goes on from it, by the rules that it was written with.</summary>
internal sealed class OpenedState : IDisposable
{
    private readonly EarlierRunbooks earlier;

    private OpenedState(SqliteJournal journal, RunbookSession session, EarlierRunbooks earlier) =>
        (Journal, Session, this.earlier) = (journal, session, earlier);

    public SqliteJournal Journal { get; }

    public RunbookSession Session { get; }

    public SessionStatus Status => SessionStatus.Of(Session.Snapshot, Session.Rules);

    /// <summary>Makes the session; the journal belongs to what is returned.</summary>
    /// <exception cref="RunbookException">The state holds nothing.</exception>
    /// <exception cref="Journal.JournalException">The journal cannot be read back.</exception>
    public static OpenedState Of(SqliteJournal journal, string path, CommandConsole console, bool usesCache)
    {
        var earlier = new EarlierRunbooks(console.Runbooks, usesCache);
        try
        {
            if (journal.Count == 0)
                throw CommandCodes.Refuse(CommandCodes.EmptyState, "The state holds nothing yet: no run of 'runbook eval' has finished. Name the --state of your runs.", new(path, 0));
            return new(journal, RunbookSession.Reopen(new SessionOptions { Journal = journal }, earlier.Find), earlier);
        }
        catch
        {
            earlier.Dispose();
            journal.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        earlier.Dispose();
        Journal.Dispose();
    }
}
