using RunbookSdk.Journal;
using RunbookSdk.Sqlite;

namespace RunbookSdk.Cli;

/// <summary>Opens the file that the state is kept in.</summary>
internal static class StateFile
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(200);

    /// <summary>Opens it for writing; waits for another run that has it, as long as it may.</summary>
    /// <exception cref="JournalException">It cannot be opened, or another run had it for all that time.</exception>
    public static Task<SqliteJournal> OpenAsync(TimeProvider time, string path, TimeSpan wait, CancellationToken cancellation) =>
        WaitAsync(time, () => SqliteJournal.Open(path), wait, cancellation);

    /// <summary>Does what needs the state for itself; waits for another run that has it, as long as it may.</summary>
    /// <exception cref="JournalException">It cannot be done, or another run had the state for all that time.</exception>
    public static async Task<T> WaitAsync<T>(TimeProvider time, Func<T> open, TimeSpan wait, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return open();
            }
            catch (JournalException exception) when (exception.Diagnostic.Code == SqliteProblems.InUse && time.GetElapsedTime(began) < wait)
            {
                await Task.Delay(BetweenTries, time, cancellation).ConfigureAwait(false);
            }
        }
    }
}
