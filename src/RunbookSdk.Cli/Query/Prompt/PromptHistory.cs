namespace RunbookSdk.Cli.Query.Prompt;

/// <summary>The lines that a user has typed, over several runs. Nothing depends on it: what cannot be read or written is done without.</summary>
internal sealed class PromptHistory
{
    private const string Name = "query-history";
    private const int Kept = 500;

    private readonly string? file;

    private PromptHistory(string? file, IReadOnlyList<string> lines) => (this.file, Lines) = (file, lines);

    /// <summary>The lines, the oldest first.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Reads the history of a user.</summary>
    /// <param name="folder">The user's own folder for what can be made again; null when there is none.</param>
    public static PromptHistory Of(string? folder)
    {
        if (folder is null) return new(null, []);
        var file = Path.Combine(folder, Name);
        try
        {
            var lines = File.Exists(file) ? File.ReadAllLines(file) : [];
            if (lines.Length > 2 * Kept) File.WriteAllLines(file, lines = lines[^Kept..]);
            return new(file, lines);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new(null, []);
        }
    }

    /// <summary>Keeps a line.</summary>
    public void Keep(string line)
    {
        if (file is null || line.Trim().Length == 0) return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.AppendAllText(file, line + "\n");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }
}
