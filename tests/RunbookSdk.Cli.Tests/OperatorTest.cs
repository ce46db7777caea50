using System.Text;
using RunbookSdk.Rules;
using RunbookSdk.Scripting;
using RunbookSdk.Scripting.Fixing;
using static System.FormattableString;

namespace RunbookSdk.Cli.Tests;

/// <summary>Runs the commands of a person on a state in SQLite, with scripts, at minutes after noon.</summary>
public abstract class OperatorTest : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2019, 9, 11, 12, 0, 0, TimeSpan.Zero);

    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter error = new() { NewLine = "\n" };
    private int read;
    private int readOfError;
    private int delivered;

    protected string Folder { get; } = Directory.CreateTempSubdirectory("runbook").FullName;

    protected string State => Path.Combine(Folder, "state.db");

    /// <summary>What was printed since it was last looked at.</summary>
    protected string Output => Since(output, ref read);

    protected string Error => Since(error, ref readOfError);

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static DateTimeOffset Minute(double minutes) => Noon.AddMinutes(minutes);

    /// <summary>Writes the runbook that later runs of eval use.</summary>
    protected void Write(string script) => File.WriteAllText(Path.Combine(Folder, "book.csx"), script);

    /// <summary>A run of the scheduled job, at a minute, with some facts.</summary>
    protected Task<int> EvalAsync(double minute, params string[] facts) => EvalAsync(minute, [], facts);

    protected Task<int> EvalAsync(double minute, string[] options, string[] facts) => RunAsync(
        minute,
        string.Join('\n', facts),
        ["eval", "--runbooks", Path.Combine(Folder, "book.csx"), "--facts", "-", "--state", State, .. options]);

    /// <summary>A command of a person, at a minute.</summary>
    protected Task<int> SayAsync(double minute, params string[] arguments) => RunAsync(minute, "", [.. arguments, "--state", State]);

    /// <summary>A fact as a line.</summary>
    protected string Fact(string type, double minute, string data) =>
        $$"""{"specversion":"1.0","id":"{{++delivered}}","source":"/m","type":"{{type}}","time":"{{Minute(minute):yyyy-MM-dd'T'HH:mm:ss}}Z","data":{{data}}}""";

    protected string Load(double minute, double percent) => Fact("ClusterLoad", minute, Invariant($$"""{"cluster":"online1","percent":{{percent}}}"""));

    protected string Component(double minute, string name) => Fact("Component", minute, $$"""{"cluster":"online1","name":"{{name}}"}""");

    private protected CommandConsole Console(double minute, string input = "") => new(new MemoryStream(Encoding.UTF8.GetBytes(input)), output, error)
    {
        Time = new FakeTime(Minute(minute)),
        Runbooks = KeptScripts.Shared,
        User = "ann",
    };

    private Task<int> RunAsync(double minute, string input, string[] arguments) => RunbookCommand.RunAsync(arguments, Console(minute, input));

    private string Since(StringWriter writer, ref int from)
    {
        var text = writer.ToString();
        var since = text[from..].Replace(Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        from = text.Length;
        return since;
    }

    /// <summary>Scripts, compiled once for all tests.</summary>
    private sealed class KeptScripts : IRunbookSource
    {
        public static readonly KeptScripts Shared = new();

        private readonly ScriptLoaderOptions options = new() { CacheFolder = Directory.CreateTempSubdirectory("runbook-cache").FullName };

        private KeptScripts() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(options.CacheFolder!, recursive: true);

        public LoadedRunbooks Load(IReadOnlyList<string> paths, bool usesCache) => Of(ScriptLoader.Load(paths, options));

        public ScriptFindings Check(IReadOnlyList<string> paths, bool usesCache) => throw new InvalidOperationException("No operator checks.");

        public IReadOnlyList<FixedScript> Fix(IReadOnlyList<string> paths) => throw new InvalidOperationException("No operator mends.");

        public LoadedRunbooks LoadTexts(IReadOnlyList<RuleText> texts, bool usesCache) => Of(ScriptLoader.LoadTexts(texts, options));

        private static LoadedRunbooks Of(ScriptRunbooks loaded) => new(loaded.Rules, loaded.Diagnostics, loaded.FactTypes, loaded);
    }
}
