using System.Text;
using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Rules;
using RunbookSdk.Scripting;
using RunbookSdk.Scripting.Fixing;

namespace RunbookSdk.Cli.Tests;

/// <summary>Runs commands in a folder of their own, without a process.</summary>
public abstract class CommandTest : IDisposable
{
    private readonly StringBuilder outputText = new();
    private readonly StringBuilder errorText = new();
    private readonly TextWriter output;
    private readonly TextWriter error;

    protected CommandTest()
    {
        (output, error) = (WriterOf(outputText), WriterOf(errorText));
        Folder = Directory.CreateTempSubdirectory("runbook").FullName;
        Write("any.csx", "// The rules come from C#; a folder of runbooks holds at least one.");
    }

    private protected FakeSession Session { get; } = new();

    protected string Folder { get; }

    protected string Output => TextOf(output, outputText);

    protected string Error => TextOf(error, errorText).Replace(Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static string Load(string time, string cluster = "online1", double percent = 90) =>
        $$"""{"specversion":"1.0","id":"{{time}}{{cluster}}","source":"/m","type":"ClusterLoad","time":"2019-09-{{time}}Z","data":{"cluster":"{{cluster}}","percent":{{percent}} } }""";

    protected string Write(string name, params string[] lines)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        return path;
    }

    protected Task<int> RunAsync(params string[] arguments) => RunAsync(Console(""), arguments);

    /// <summary>A test may read what a command writes while it still runs.</summary>
    private static TextWriter WriterOf(StringBuilder text) => TextWriter.Synchronized(new StringWriter(text) { NewLine = "\n" });

    /// <summary>A synchronized writer locks itself while it writes.</summary>
    private static string TextOf(TextWriter writer, StringBuilder text)
    {
        lock (writer) return text.ToString();
    }

    private protected static Task<int> RunAsync(CommandConsole console, params string[] arguments) =>
        RunbookCommand.RunAsync(arguments, console);

    private protected CommandConsole Console(string input) => Console(new MemoryStream(Encoding.UTF8.GetBytes(input)));

    private protected CommandConsole Console(Stream input) => new(input, output, error)
    {
        Runbooks = new OneRunbook(),
        StartSession = Session.Start,
    };

    private protected sealed class OneRunbook : IRunbookSource
    {
        public IReadOnlyList<string> Paths { get; private set; } = [];

        public IReadOnlyList<Diagnostic> Problems { get; init; } = [];

        public LoadedRunbooks Load(IReadOnlyList<string> paths, bool usesCache)
        {
            Paths = paths;
            return new LoadedRunbooks(Problems.Count == 0 ? RuleSet.Create(new Pages()) : null, Problems, []);
        }

        public ScriptFindings Check(IReadOnlyList<string> paths, bool usesCache) => throw new InvalidOperationException("C# is checked by its compiler.");

        public IReadOnlyList<FixedScript> Fix(IReadOnlyList<string> paths) => throw new InvalidOperationException("C# is mended by editors.");

        public LoadedRunbooks LoadTexts(IReadOnlyList<RuleText> texts, bool usesCache) => throw new InvalidOperationException("C# has no texts.");
    }

    private sealed class Pages : Runbook
    {
        protected override void Define() =>
            Rule("page-somebody", from load in Facts<ClusterLoad>() where load.Percent > 80 select Page("ops", "load is high"));
    }
}
