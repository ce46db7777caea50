using System.Diagnostics;
using Cronos;
using RunbookSdk.Tests.Conventions;
using YamlDotNet.RepresentationModel;

namespace RunbookSdk.Cli.Tests;

/// <summary>The files of examples/scheduled do what they say, as far as a machine without these schedulers can try.</summary>
public sealed class ScheduledExamplesTests : IDisposable
{
    private const string Installed = "/opt/runbook/run-runbooks.sh";

    private static readonly string Examples = Repository.PathOf("examples", "scheduled");

    private readonly string folder = Directory.CreateTempSubdirectory("runbook-scheduled").FullName;

    private string State => Path.Combine(folder, "state.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>The date of Sunday is decided by Monday's run, at its own instant; what was low on Monday is released.</summary>
    [Fact]
    public async Task Mondays_run_of_the_script_catches_up_with_the_weekend()
    {
        var friday = await RunAsync("2019-09-13 10:00 Europe/Oslo", Example("run-runbooks.sh"), Path.Combine(Examples, "facts", "friday.jsonl"));
        var monday = await RunAsync("2019-09-16 07:00 Europe/Oslo", Example("run-runbooks.sh"), Path.Combine(Examples, "facts", "monday.jsonl"));

        Assert.Contains("\"action\":\"suspend\"", Assert.Single(friday), StringComparison.Ordinal);
        Assert.Contains(monday, l => l.Contains("\"time\":\"2019-09-14T22:00:00Z\"", StringComparison.Ordinal) && l.Contains("require-version", StringComparison.Ordinal));
        Assert.Contains(monday, l => l.Contains("\"released\":\"suspend\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Line_of_the_crontab_runs_in_a_shell_as_it_stands()
    {
        var line = Assert.Single(await File.ReadAllLinesAsync(Path.Combine(Examples, "runbook.crontab")), l => l.Length > 0 && l[0] != '#');
        var fields = line.Split(' ', 7);
        Assert.Equal(TimeSpan.FromMinutes(5), Gap(string.Join(' ', fields[..5])));
        Assert.Equal("runbook", fields[5]);
        Assert.DoesNotContain('%', fields[6]); // Cron would end the line there.
        var command = Here(fields[6]).Replace("logger -t runbook", "cat", StringComparison.Ordinal);

        var printed = await RunAsync("2019-09-13 10:00 Europe/Oslo", command, null);

        Assert.Single(printed);
    }

    [Fact]
    public async Task Service_and_timer_are_what_systemd_takes()
    {
        var service = Keys("runbook.service");
        Assert.Equal(Installed, service["ExecStart"]);
        Assert.Equal("oneshot", service["Type"]);
        Assert.Equal("1 75", service["SuccessExitStatus"]);
        Assert.Equal(("*:0/5", "true"), (Keys("runbook.timer")["OnCalendar"], Keys("runbook.timer")["Persistent"]));
        if (!File.Exists("/usr/bin/systemd-analyze")) return;
        foreach (var unit in (string[])["runbook.service", "runbook.timer"])
        {
            var text = await File.ReadAllTextAsync(Path.Combine(Examples, unit));
            await File.WriteAllTextAsync(Path.Combine(folder, unit), Here(text).Replace("User=runbook", "User=root", StringComparison.Ordinal));
        }

        var (_, problems) = await StartAsync("/usr/bin/systemd-analyze", ["verify", Path.Combine(folder, "runbook.service"), Path.Combine(folder, "runbook.timer")], []);
        Assert.DoesNotContain(problems.Split('\n'), l => l.Contains("runbook.", StringComparison.Ordinal) && !l.Contains("is world-", StringComparison.Ordinal));
    }

    [Fact]
    public void CronJob_runs_the_script_and_never_two_at_a_time()
    {
        var documents = Yaml("cronjob.yaml");
        var spec = At(documents[0], "spec");
        Assert.Equal(("batch/v1", "CronJob"), (Text(documents[0], "apiVersion"), Text(documents[0], "kind")));
        Assert.Equal("Forbid", Text(spec, "concurrencyPolicy"));
        Assert.Equal(TimeSpan.FromMinutes(5), Gap(Text(spec, "schedule")));
        var pod = At(spec, "jobTemplate", "spec", "template", "spec");
        var container = ((YamlSequenceNode)At(pod, "containers")).Single();
        Assert.Equal(["/bin/sh", "-c"], CommandOf(container).Take(2));
        Assert.StartsWith($"{Installed};", CommandOf(container)[2], StringComparison.Ordinal);
        var mounts = ((YamlSequenceNode)At(container, "volumeMounts")).Select(m => Text(m, "name")).ToList();
        Assert.Equal(mounts, ((YamlSequenceNode)At(pod, "volumes")).Select(v => Text(v, "name")));
        var claim = Text(((YamlSequenceNode)At(pod, "volumes"))[0], "persistentVolumeClaim", "claimName");
        Assert.Equal(claim, Text(documents[1], "metadata", "name"));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(75, 0)]
    [InlineData(2, 2)]
    [InlineData(137, 137)]
    public async Task CronJob_fails_and_so_is_repeated_only_for_runs_that_could_not_run(int exitCode, int expected)
    {
        var pod = At(Yaml("cronjob.yaml")[0], "spec", "jobTemplate", "spec", "template", "spec");
        await File.WriteAllTextAsync(Path.Combine(folder, "run-runbooks.sh"), $"exit {exitCode}");
        var command = CommandOf(((YamlSequenceNode)At(pod, "containers")).Single())[2].Replace(Installed, "sh run-runbooks.sh", StringComparison.Ordinal);

        var (printed, _) = await StartAsync("/bin/sh", ["-c", $"({command}); echo $?"], []);

        Assert.Equal($"{expected}", printed.Trim());
    }

    private static List<string> CommandOf(YamlNode container) => [.. ((YamlSequenceNode)At(container, "command")).Select(c => c.ToString())];

    [Fact]
    public async Task Step_of_the_workflow_runs_and_passes_on_what_is_not_its_own()
    {
        var workflow = Yaml("github-actions.yml")[0];
        Assert.Equal(TimeSpan.FromMinutes(15), Gap(Text(((YamlSequenceNode)At(workflow, "on", "schedule"))[0], "cron")));
        var step = ((YamlSequenceNode)At(workflow, "jobs", "evaluate", "steps")).Single(s => ((YamlMappingNode)s).Children.ContainsKey("name") && Text(s, "name") == "Evaluate");
        foreach (var file in (string[])["run-runbooks.sh", "runbooks/shed-load.csx", "facts/friday.jsonl"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            File.Copy(Path.Combine(Examples, file), Path.Combine(folder, file));
        }

        var script = Text(step, "run");
        var printed = await RunAsync("2019-09-13 10:00 Europe/Oslo", script, null);
        Assert.Single(printed);

        await File.WriteAllTextAsync(Path.Combine(folder, "runbooks", "broken.csx"), "Rule(");
        Assert.Equal(2, await ExitCodeAsync(script));
    }

    /// <summary>Every five minutes and the like: the time between two runs.</summary>
    private static TimeSpan Gap(string schedule)
    {
        var runs = CronExpression.Parse(schedule).GetOccurrences(DateTime.UnixEpoch, DateTime.UnixEpoch.AddHours(1)).Take(2).ToList();
        return runs[1] - runs[0];
    }

    private static string Example(string file) => Path.Combine(Examples, file);

    /// <summary>Paths of an installation, where this test has them.</summary>
    private string Here(string text) => text
        .Replace("/opt/runbook", Examples, StringComparison.Ordinal)
        .Replace("/var/spool/runbook/facts", Path.Combine(Examples, "facts", "friday.jsonl"), StringComparison.Ordinal)
        .Replace("/var/lib/runbook", folder, StringComparison.Ordinal);

    private static Dictionary<string, string> Keys(string unit) => File.ReadAllLines(Path.Combine(Examples, unit))
        .Where(l => l.Contains('=', StringComparison.Ordinal) && l[0] != '#').Select(l => l.Split('=', 2)).ToDictionary(l => l[0], l => l[1]);

    private static List<YamlNode> Yaml(string file)
    {
        using var reader = new StreamReader(Path.Combine(Examples, file));
        var stream = new YamlStream();
        stream.Load(reader);
        return [.. stream.Documents.Select(d => d.RootNode)];
    }

    private static YamlNode At(YamlNode node, params string[] path) => path.Aggregate(node, (n, name) => n[name]);

    private static string Text(YamlNode node, params string[] path) => ((YamlScalarNode)At(node, path)).Value!;

    private async Task<IReadOnlyList<string>> RunAsync(string at, string command, string? facts)
    {
        var (printed, problems) = await StartAsync("/bin/sh", ["-c", command], Variables(at, facts));
        Assert.Equal("", problems);
        return [.. printed.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private async Task<int> ExitCodeAsync(string command)
    {
        var (printed, _) = await StartAsync("/bin/sh", ["-c", $"({command}); echo $? >&1"], Variables("2019-09-13 11:00 Europe/Oslo", null));
        return int.Parse(printed.TrimEnd().Split('\n')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The runbook command as it was built, with a clock of its own.</summary>
    private Dictionary<string, string?> Variables(string at, string? facts)
    {
        var command = Path.Combine(folder, "runbook-at");
        File.WriteAllText(command, $"exec dotnet '{Path.Combine(AppContext.BaseDirectory, "runbook.dll")}' \"$@\" --at '{at}'\n");
        var variables = new Dictionary<string, string?> { ["RUNBOOK"] = $"sh {command}", ["RUNBOOK_STATE"] = State, ["XDG_CACHE_HOME"] = Path.Combine(folder, "cache") };
        if (facts is not null) variables["RUNBOOK_FACTS"] = facts;
        return variables;
    }

    private async Task<(string Printed, string Problems)> StartAsync(string program, string[] arguments, Dictionary<string, string?> variables)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (printed, problems) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (await printed, await problems);
    }
}
