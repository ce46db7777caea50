using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using RunbookSdk.Cli.Handlers;
using RunbookSdk.Hosting;
using RunbookSdk.Hosting.Running;
using RunbookSdk.Journal;
using RunbookSdk.Sqlite;
using RunbookSdk.Tests.Conventions;
using Xunit.Abstractions;

namespace RunbookSdk.Cli.Tests;

/// <summary>Runs that carry out what they decide: real processes, with a program of this test as handler.</summary>
public sealed class EvalHandlerTests(ITestOutputHelper output) : CommandTest
{
    private const string Handlers = """
        handlers:
          switch: {type: process, program: sh, arguments: [switch.sh, "{kind}", "{target}"], folder: ., takes: [suspend], first-delay: 100ms}
          record: {type: file, path: record.jsonl}
        """;

    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("RUNBOOK_KILLS"), out var kills) ? kills : 4;

    private static readonly int Seed =
        int.TryParse(Environment.GetEnvironmentVariable("RUNBOOK_KILL_SEED"), out var seed) ? seed : Random.Shared.Next();

    private int facts;

    [Fact]
    public async Task Decisions_are_carried_out_and_undone_and_what_came_of_them_is_known()
    {
        Prepare("exit 0");

        var first = await EvalAsync(90);
        var second = await EvalAsync(10);

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Equal(["do component/online1/webtools", "release component/online1/webtools"], Called().Select(c => c.What));
        Assert.Equal(2, Called().Select(c => c.Key).Distinct().Count());
        Assert.Equal(2, (await File.ReadAllLinesAsync(Path.Combine(Folder, "record.jsonl"))).Length);
        Assert.Contains("Succeeded", Facts("ActionOutcome")[^1], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_is_given_up_is_told_and_rules_see_it_in_the_same_run()
    {
        Prepare("echo no such switch; exit 64");

        var (exitCode, printed, errors) = await EvalAsync(90);

        Assert.Equal(1, exitCode);
        Assert.Contains("error RBK0028: 'switch' has given up suspend component/online1/webtools after 1 attempts: sh ended with 64: no such switch", errors);
        Assert.Equal(["suspend", "page"], printed.Select(ActionOf));
    }

    [Fact]
    public async Task What_is_given_up_is_listed_tried_again_with_its_key_and_discarded()
    {
        Prepare("echo no such switch; exit 64");
        await EvalAsync(90);

        Assert.Equal(1, await SayAsync("deliveries", "list"));
        Assert.Contains("Given up:\n  1  switch: suspend component/online1/webtools, 1 attempt", Output, StringComparison.Ordinal);
        Assert.Contains("      sh ended with 64: no such switch\n      runbook deliveries retry 1 --state ", Output, StringComparison.Ordinal);
        Assert.Equal(0, await SayAsync("deliveries", "retry", "all"));
        Assert.Contains("1 waits for 'switch' again: suspend component/online1/webtools", Output, StringComparison.Ordinal);
        Assert.Equal(1, await SayAsync("deliveries", "retry", "1", "7"));
        Assert.Contains("error RBK0061: It is left as it was: delivery 1 is pending, and no dead letter.", Error, StringComparison.Ordinal);
        Assert.Contains("error RBK0061: It is left as it was: there is no delivery 7.", Error, StringComparison.Ordinal);

        await EvalAsync(91);
        Assert.Equal(2, Called().Count);
        Assert.Single(Called().Select(c => c.Key).Distinct());
        Assert.Equal(0, await SayAsync("deliveries", "discard", "1", "--because", "done by hand", "--by", "ann"));
        Assert.Equal(0, await SayAsync("deliveries", "list", "--all", "--format", "json"));
        Assert.Contains("\"said\":\"sh ended with 64: no such switch Discarded by ann: done by hand\"", Output, StringComparison.Ordinal);
        Assert.Equal(0, (await EvalAsync(91)).ExitCode);
    }

    [Fact]
    public async Task What_a_later_decision_has_overtaken_is_not_tried_again()
    {
        Prepare("echo no such switch; exit 64");
        await EvalAsync(90);
        Prepare("exit 0");
        await EvalAsync(10);

        Assert.Equal(1, await SayAsync("deliveries", "retry", "1"));

        Assert.Contains("a later decision about suspend component/online1/webtools went to 'switch'", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_in_settling_deliveries_are_told()
    {
        Assert.Equal(2, await SayAsync("deliveries", "retry", "1"));
        Assert.Contains("error RBK5115", Error, StringComparison.Ordinal);
        Assert.Equal(2, await SayAsync("deliveries", "retry", "one", "two"));
        Assert.Contains("error RBK0060: 'one' is no number of a delivery", Error, StringComparison.Ordinal);
        Assert.Contains("error RBK0060: 'two' is no number of a delivery", Error, StringComparison.Ordinal);
        Assert.Equal(2, await SayAsync("deliveries", "discard", "1"));
    }

    [Fact]
    public async Task What_is_not_done_in_time_is_done_by_the_next_run_with_the_same_key()
    {
        Prepare("echo busy; exit 75", Handlers.Replace("100ms", "5m", StringComparison.Ordinal));
        var first = await EvalAsync(90, "--deliver-for", "1s");
        Assert.Equal((0, true), (first.ExitCode, first.Errors.Contains("1 deliveries are left to the next run", StringComparison.Ordinal)));
        Assert.Contains("warning: Attempt 1 of switch for suspend/component/online1/webtools/", first.Errors);

        Prepare("exit 0");
        var second = await EvalAsync(91);

        Assert.Equal(0, second.ExitCode);
        Assert.Equal(2, Called().Count);
        Assert.Single(Called().Select(c => c.Key).Distinct());
    }

    [Fact]
    public async Task Killed_at_any_point_every_decision_is_carried_out_with_its_key_and_nothing_else_is()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        Prepare("exit 0");
        var began = Stopwatch.GetTimestamp();
        await EvalAsync(90);
        var time = Stopwatch.GetElapsedTime(began);

        for (var kill = 0; kill < Kills; kill++)
        {
            await EvalAsync(kill % 2 == 0 ? 10 : 90, killAfter: random.NextDouble() * time);
            if (random.Next(2) == 0) await EvalAsync(kill % 2 == 0 ? 10 : 90);
        }

        await EvalAsync(10);

        var decided = Records(JournalRecordKind.Intent).Count;
        Assert.Equal(decided, Called().Select(c => c.Key).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, decided).Select(i => i % 2 == 0 ? "do" : "release"), Called().DistinctBy(c => c.Key).Select(c => c.What.Split(' ')[0]));
    }

    [Fact]
    public async Task Mistakes_in_the_file_are_told_all_at_once_with_their_places()
    {
        Write("handlers.yaml",
            "handlers:",
            "  a: {type: webhok, url: https://x/}",
            "  b: {type: slack, url: $NO_SUCH_VARIABLE}",
            "  c: {type: file, paht: x}",
            "  d: {type: process, program: sh, timeout: soon}",
            "  e: {type: webhook, url: hooks.example.com/secret}");

        Assert.Equal(2, await RunAsync("eval", "--runbooks", Path.Combine(Folder, "any.csx"), "--state", Path.Combine(Folder, "s.db"), "--handlers", Path.Combine(Folder, "handlers.yaml")));

        string[] expected =
        [
            "handlers.yaml(2,13): error RBK7005: The type of a handler must be one of alertmanager-alerts, alertmanager-silences, file, process, slack, statuspage, webhook, and is 'webhok' (Did you mean 'webhook'?).",
            "handlers.yaml(3,25): error RBK0026: The environment has no variable 'NO_SUCH_VARIABLE', or it is empty; set it for the job.",
            "handlers.yaml(4,6): error RBK7004: The handler 'c' needs 'path'.",
            "handlers.yaml(4,19): error RBK7003: The handler 'c' has no 'paht'. Did you mean 'path'?",
            "handlers.yaml(5,44): error RBK7006: 'soon' is no time; write 90s, 10m, 1h30m or 2d.",
            "handlers.yaml(6,27): error RBK7005: An address must be one that begins with https:// or http://, and is another text.",
        ];
        Assert.Equal(expected, Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("handlers:\n  a: {type: file, path: x, max-attempts: 0}", "error RBK0027: MaxAttempts of the handler 'a' is 0; it has to be at least 1.")]
    [InlineData("handlers:\n  a: {type: webhook, url: 'https://x/', secrets: [short]}", "error RBK6002: the handler 'a' cannot be made: Secret 1 of the webhook is no Base64 of 24 to 64 bytes")]
    [InlineData("handlers:\n  page: {type: statuspage, page: p1, key: k, state: s.json, components: {'component/*': wt}}\n  page-incidents: {type: file, path: x}", "error RBK0027: 2 handlers are called 'page-incidents'; give each a name of its own.")]
    [InlineData("", "error RBK7004: A file of handlers needs 'handlers'.")]
    public async Task Options_that_cannot_be_used_are_refused(string text, string message)
    {
        Write("handlers.yaml", text);

        Assert.Equal(2, await RunAsync("eval", "--runbooks", Path.Combine(Folder, "any.csx"), "--state", Path.Combine(Folder, "s.db"), "--handlers", Path.Combine(Folder, "handlers.yaml")));

        Assert.Contains(message, Error);
    }

    [Fact]
    public async Task Handlers_act_now_and_so_at_no_other_time()
    {
        Write("handlers.yaml", Handlers);

        Assert.Equal(2, await RunAsync(
            "eval", "--runbooks", Path.Combine(Folder, "any.csx"), "--state", Path.Combine(Folder, "s.db"), "--handlers", Path.Combine(Folder, "handlers.yaml"), "--at", "2019-09-05 10:00 UTC"));

        Assert.Contains("--handlers acts in the world now, and --at is for another time; leave one of them out.", Error);
    }

    [Fact]
    public async Task Trial_reads_the_file_and_calls_nobody()
    {
        Prepare("exit 0");

        var (exitCode, printed, _) = await EvalAsync(90, "--dry-run");
        Assert.Equal((0, 1), (exitCode, printed.Count));
        Assert.False(File.Exists(Path.Combine(Folder, "called")));

        Write("handlers.yaml", "handlers: {a: {type: fil}}");
        Assert.Equal(2, (await EvalAsync(90, "--dry-run")).ExitCode);
    }

    [Fact]
    public void Example_has_one_of_each_kind()
    {
        var services = new ServiceCollection();
        var path = Repository.PathOf("examples", "handlers", "handlers.yaml");

        HandlerFile.Read(
            path,
            new RunbooksBuilder(services),
            name => name.EndsWith("_URL", StringComparison.Ordinal) ? "https://example.com/" : "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            static () => []);

        Assert.Equal(
            ["switch", "record", "ticketing", "channel", "pages", "silences", "status-incidents", "status-components"],
            services.Where(s => s.ServiceType == typeof(HandlerRegistration)).Select(s => ((HandlerRegistration)s.ImplementationInstance!).Name));
    }

    private void Prepare(string answer, string handlers = Handlers)
    {
        Write(
            "any.csx",
            """
            Rule("suspend", from l in Facts<ClusterLoad>() where l.Percent > 80 select Suspend(new Component(l.Cluster, "WebTools"), because: "load")).Mode(Act);
            Rule("tell", from o in Facts<ActionOutcome>() where o.Status == ActionStatus.DeadLettered select Page("ops", because: o.Because)).Mode(Act);
            """);
        Write("handlers.yaml", handlers);
        Write("switch.sh", "echo \"$RUNBOOK_IDEMPOTENCY_KEY $1 $2\" >> called", answer);
    }

    private Task<int> SayAsync(params string[] arguments) => RunAsync([.. arguments, "--state", Path.Combine(Folder, "state.db")]);

    private async Task<(int ExitCode, List<string> Printed, string Errors)> EvalAsync(double percent, string? option = null, string? value = null, TimeSpan? killAfter = null)
    {
        Write("facts.jsonl", Load(string.Create(CultureInfo.InvariantCulture, $"05T10:00:{facts++:00}"), "online1", percent));
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string?[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "runbook.dll"), "eval", "--runbooks", Path.Combine(Folder, "any.csx"), "--state", Path.Combine(Folder, "state.db"),
            "--facts", Path.Combine(Folder, "facts.jsonl"), "--handlers", Path.Combine(Folder, "handlers.yaml"), option, value,
        ];
        foreach (var argument in arguments.OfType<string>()) start.ArgumentList.Add(argument);
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(Folder, "cache");
        using var process = Process.Start(start)!;
        var (printed, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (killAfter is { } time)
        {
            await Task.Delay(time);
            process.Kill();
        }

        await process.WaitForExitAsync();
        return (process.ExitCode, [.. (await printed).Split('\n', StringSplitOptions.RemoveEmptyEntries)], await errors);
    }

    private List<(string Key, string What)> Called()
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, "called"));
        return [.. lines.Select(l => l.Split(' ', 2)).Select(l => (l[0], l[1]))];
    }

    private List<string> Facts(string type) => [.. Records(JournalRecordKind.Fact).Where(r => r.Name == type).Select(r => r.Data)];

    private List<JournalRecord> Records(JournalRecordKind kind)
    {
        using var journal = SqliteJournal.Open(Path.Combine(Folder, "state.db"), new() { IsReadOnly = true });
        return [.. journal.Read().SelectMany(e => e.Records).Where(r => r.Kind == kind)];
    }

    private static string ActionOf(string line) => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("data").GetProperty("action").GetString()!;
}
