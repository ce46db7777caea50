namespace RunbookSdk.Cli.Tests.ReplayPages;

/// <summary>A folder with a runbook and facts, to be replayed through the real command.</summary>
internal sealed class ReplayFolder : IDisposable
{
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter error = new() { NewLine = "\n" };

    public string Folder { get; } = Directory.CreateTempSubdirectory("runbook-page-").FullName;

    public string Page => PathOf("report.html");

    public string Output => output.ToString();

    public string Error => error.ToString();

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string Write(string name, params IEnumerable<string> lines)
    {
        File.WriteAllText(PathOf(name), string.Join('\n', lines) + "\n");
        return PathOf(name);
    }

    /// <summary>A fact as a CloudEvent of a second after 2019-09-11 08:00 in Oslo.</summary>
    public static string Fact(int second, string type, string data) =>
        $$"""{"specversion":"1.0","id":"{{second}}{{type}}{{data.GetHashCode(StringComparison.Ordinal)}}","source":"/test","type":"{{type}}","time":"{{At(second):yyyy-MM-dd'T'HH:mm:ss'Z'}}","data":{{data}}}""";

    public static DateTimeOffset At(int second) => new DateTimeOffset(2019, 9, 11, 6, 0, 0, TimeSpan.Zero).AddSeconds(second);

    /// <summary>Replays the folder and writes its page.</summary>
    public Task<int> ReplayAsync(params string[] options) => RunAsync(
        ["replay", Folder, "--facts", PathOf("facts.jsonl"), "--zone", "Europe/Oslo", "--no-cache", "--report", Page, .. options]);

    public Task<int> RunAsync(IReadOnlyList<string> arguments) => RunbookCommand.RunAsync(arguments, new CommandConsole(Stream.Null, output, error));
}
