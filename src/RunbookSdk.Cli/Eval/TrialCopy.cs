using RunbookSdk.Sqlite;

namespace RunbookSdk.Cli.Eval;

/// <summary>A copy of the state in a folder of its own, for a run that must change nothing; gone when it is disposed of.</summary>
internal sealed class TrialCopy : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("runbook-trial").FullName;

    private TrialCopy(string state) => Path = System.IO.Path.Combine(folder, System.IO.Path.GetFileName(state));

    /// <summary>The copy; there is no such file when there is no state yet.</summary>
    public string Path { get; }

    /// <summary>The number of the last writer of the state itself.</summary>
    public long LastTurn { get; private init; }

    /// <summary>Copies the file and the log beside it, which has the last entries after a run that was killed; waits for another run that has them.</summary>
    /// <exception cref="Journal.JournalException">Another run had the state for all that time.</exception>
    /// <exception cref="Diagnostics.RunbookException">It cannot be read.</exception>
    public static Task<TrialCopy> OfAsync(TimeProvider time, string state, TimeSpan wait, CancellationToken cancellation) =>
        StateFile.WaitAsync(time, () => Of(WriterLock.Resolve(state)), wait, cancellation);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static TrialCopy Of(string state)
    {
        // No other run may write meanwhile; looking at the lock changes nothing.
        using var held = WriterLock.TryLook(state);
        if (held is null && File.Exists(state + ".lock")) throw SqliteProblems.IsInUse(state, null);
        var copy = new TrialCopy(state) { LastTurn = held?.Turn ?? 0 };
        try
        {
            foreach (var ending in (string[])["", "-wal"])
            {
                if (File.Exists(state + ending)) File.Copy(state + ending, copy.Path + ending);
            }

            return copy;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            copy.Dispose();
            throw CommandCodes.Refuse(CommandCodes.Unreadable, $"The state cannot be read: {exception.Message}", new(state, 0));
        }
    }
}
