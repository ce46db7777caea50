namespace RunbookSdk.Cli.Eval;

/// <summary>A copy of the state in a folder of its own, for a run that must change nothing; gone when it is disposed of.</summary>
internal sealed class TrialCopy : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("runbook-trial").FullName;

    private TrialCopy(string state) => Path = System.IO.Path.Combine(folder, System.IO.Path.GetFileName(state));

    /// <summary>The copy; there is no such file when there is no state yet.</summary>
    public string Path { get; }

    /// <summary>Copies the file and the log beside it, which has the last entries after a run that was killed.</summary>
    public static TrialCopy Of(string state)
    {
        var copy = new TrialCopy(state);
        try
        {
            using var held = Hold(state);
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

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>No other run may write meanwhile; reading the lock's file changes nothing.</summary>
    private static FileStream? Hold(string state) =>
        File.Exists(state + ".lock") ? new FileStream(state + ".lock", FileMode.Open, FileAccess.Read, FileShare.None) : null;
}
