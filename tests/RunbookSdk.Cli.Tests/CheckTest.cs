namespace RunbookSdk.Cli.Tests;

/// <summary>Checks scripts in a folder of their own, where the command is started.</summary>
public abstract class CheckTest : IDisposable
{
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter error = new() { NewLine = "\n" };

    protected string Folder { get; } = Directory.CreateTempSubdirectory("runbook check ").FullName;

    /// <summary>What the last check wrote.</summary>
    protected string Output => output.ToString().Replace(Folder + "/", "", StringComparison.Ordinal);

    protected string Error => error.ToString();

    protected IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static string Good(string rule) =>
        $"""Rule("{rule}", from l in Facts<ClusterLoad>() where l.Percent > 80 select Page("ops", because: l.Cluster)).Cooldown(Hours(1)).Mode(Act);""";

    protected string Write(string name, params string[] lines)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        return path;
    }

    /// <summary>Paths are in the folder; what was written before is forgotten.</summary>
    protected Task<int> CheckAsync(params string[] arguments)
    {
        output.GetStringBuilder().Clear();
        error.GetStringBuilder().Clear();
        return RunbookCommand.RunAsync(
            ["check", "--no-cache", .. arguments.Select(InFolder)], new CommandConsole(Stream.Null, output, error) { Folder = Folder });
    }

    private static readonly string[] Words = ["text", "json", "sarif", "github"];

    private string InFolder(string argument) =>
        argument.StartsWith('-') || Words.Contains(argument) || Path.IsPathRooted(argument) ? argument
        : argument == "." ? Folder : $"{Folder}/{argument}";
}
