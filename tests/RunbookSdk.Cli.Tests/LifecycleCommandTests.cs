using System.Text.Json;

namespace RunbookSdk.Cli.Tests;

/// <summary><c>runbook check</c> and <c>runbook graph</c>, with scripts.</summary>
public sealed class LifecycleCommandTests : IDisposable
{
    private const string Script =
        """
        var restart = DefineLifecycle("restart", l => l
            .Initial("waiting")
            .State("waiting", s => s.On("go").GoTo("done").After(Hours(1)).GoTo("late"))
            .State("late", s => s.When("somebody looks", i => Facts<Probe>().Any(p => p.Subject == i.Id)).GoTo("done"))
            .Final("done"));
        Rule("begin", from s in Facts<Site>() select Begin(restart, s.Name, because: "it is new"));
        Rule("go", from s in Facts<Service>() select Fire(restart, s.Name, "go", because: "it is there"));
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("runbook").FullName;
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter error = new() { NewLine = "\n" };

    private string Output => output.ToString();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Check_of_what_is_right_counts_what_there_is()
    {
        Write("restart.csx", Script);

        Assert.Equal(0, await RunAsync("check", folder));

        Assert.Equal("", Output);
        Assert.Equal("2 rules, 1 lifecycle: 0 errors, 0 warnings\n", error.ToString());
    }

    [Fact]
    public async Task Check_finds_a_trigger_that_no_state_permits()
    {
        var path = Write("restart.csx", Script.Replace("s.Name, \"go\"", "s.Name, \"gone\"", StringComparison.Ordinal));

        Assert.Equal(1, await RunAsync("check", folder));

        Assert.Equal($"{path}(7): error RBK1036: no state of lifecycle 'restart' permits the trigger 'gone'; did you mean 'go'?\n", Output);
        Assert.Equal("1 error, 0 warnings\n", error.ToString());
    }

    [Fact]
    public async Task Check_tells_all_problems_of_all_files_at_once_as_JSON_too()
    {
        Write("restart.csx", Script.Replace("s.Name, \"go\"", "s.Name, \"gone\"", StringComparison.Ordinal));
        Write("other.csx", "Rule(\"other\", from s in Facts<Site>() select s);");
        Write("named.csx", "Rule(\"Other\", from s in Facts<Site>() where !s.Healthy select Page(\"ops\", because: s.Name));");
        Write("third.csx", "var x = ;");

        Assert.Equal(1, await RunAsync("check", folder, "--format", "json"));

        var problems = Output.TrimEnd('\n').Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(["RBK1001", "RBK1009", "RBK1036", "CS1525"], problems.Select(p => p.GetProperty("code").GetString()));
        Assert.Equal(["error"], problems.Select(p => p.GetProperty("severity").GetString()).Distinct());
        Assert.Equal(1, problems[3].GetProperty("line").GetInt32());
        Assert.EndsWith("third.csx", problems[3].GetProperty("file").GetString());
    }

    [Fact]
    public async Task Check_of_nothing_could_not_run()
    {
        Assert.Equal(2, await RunAsync("check", Path.Combine(folder, "nowhere")));

        Assert.Contains("error RBK0201", Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("incident", "investigating --> identified")]
    [InlineData("component", "operational --> suspended")]
    [InlineData("client-policy", "announce --> warn")]
    [InlineData("maintenance", "scheduled --> in_progress")]
    public async Task Graph_draws_the_lifecycles_of_the_domain(string name, string arrow)
    {
        Assert.Equal(0, await RunAsync("graph", "lifecycle", name));

        Assert.StartsWith("stateDiagram-v2\n", Output);
        Assert.Contains(arrow, Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mermaid", "waiting --> late : after 1 hour\n")]
    [InlineData("mermaid", "late --> done : automatically [somebody looks]\n")]
    [InlineData("dot", "digraph")]
    [InlineData("json", "\"name\": \"restart\"")]
    public async Task Graph_draws_a_lifecycle_of_a_runbook(string format, string expected)
    {
        Write("restart.csx", Script);

        Assert.Equal(0, await RunAsync("graph", "lifecycle", "restart", "--runbooks", folder, "--format", format));

        Assert.Contains(expected, Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_writes_a_file()
    {
        var path = Path.Combine(folder, "incident.mmd");

        Assert.Equal(0, await RunAsync("graph", "lifecycle", "incident", "-o", path));

        Assert.Equal("", Output);
        Assert.StartsWith("stateDiagram-v2\n", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task Graph_refuses_a_file_that_cannot_be_written()
    {
        var path = Path.Combine(folder, "nowhere", "incident.mmd");

        Assert.Equal(2, await RunAsync("graph", "lifecycle", "incident", "-o", path));

        Assert.StartsWith($"{path}: error RBK0014: The picture cannot be written: ", error.ToString());
    }

    [Fact]
    public async Task Graph_of_an_unknown_lifecycle_says_which_there_are()
    {
        Write("restart.csx", Script);

        Assert.Equal(2, await RunAsync("graph", "lifecycle", "restarts", "--runbooks", folder));
        Assert.Equal(2, await RunAsync("graph", "lifecycle", "restart"));

        Assert.Equal(
        [
            "error RBK0013: There is no lifecycle 'restarts'; there are client-policy, component, incident, maintenance, restart.",
            "error RBK0013: There is no lifecycle 'restart'; there are client-policy, component, incident, maintenance. Those of runbooks are known with --runbooks.",
        ], error.ToString().TrimEnd('\n').Split('\n'));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text + "\n");
        return path;
    }

    private Task<int> RunAsync(params string[] arguments) =>
        RunbookCommand.RunAsync([.. arguments, .. arguments[0] == "check" || arguments.Contains("--runbooks") ? (string[])["--no-cache"] : []], new CommandConsole(Stream.Null, output, error));
}
