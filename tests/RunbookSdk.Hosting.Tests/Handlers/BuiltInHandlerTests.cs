using System.Runtime.Versioning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Hosting.Tests.Running;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Tests.Handlers;

/// <summary>Handlers that need no server, in a host that runs.</summary>
[SupportedOSPlatform("linux")]
public sealed class BuiltInHandlerTests : HostTest
{
    private string Lines => Path.Combine(Folder, "decisions.jsonl");

    [Fact]
    public async Task Every_action_is_logged_and_that_is_no_outcome()
    {
        var logged = new List<string>();
        var host = await StartAsync(
            o => o.RuleBooks.Add(new Shedding()),
            b =>
            {
                b.AddLogHandler();
                b.Services.AddSingleton<ILoggerProvider>(new Logged(logged));
            });

        await host.ObserveAsync(Seen(new ClusterLoad("online1", 91)), default);
        await UntilDeliveredAsync(host, 1);
        await host.ObserveAsync(Seen(new ClusterLoad("online1", 40)), default);
        await UntilDeliveredAsync(host, 2);

        Assert.Contains(logged, l => l.StartsWith("To be done: suspend component/online1/webtools, because online1 above 85%", StringComparison.Ordinal));
        Assert.Contains(logged, l => l.StartsWith("To be done: release suspend component/online1/webtools", StringComparison.Ordinal));
        Assert.Empty(host.Snapshot!.Facts<ActionOutcome>());
    }

    [Fact]
    public async Task Every_decision_is_a_line_of_the_file()
    {
        var host = await StartAsync(o => o.RuleBooks.Add(new Shedding()), b => b.AddFileHandler(Lines));

        await host.ObserveAsync(Seen(new ClusterLoad("online1", 91), new ClusterLoad("online2", 91)), default);
        await UntilDeliveredAsync(host, 2);

        var lines = await File.ReadAllLinesAsync(Lines);
        Assert.Equal(["component/online1/webtools", "component/online2/webtools"], lines.Select(l => RecordedDecision.Parse(l).Target).Order());
    }

    [Fact]
    public async Task A_line_that_a_killed_process_has_begun_spoils_no_other()
    {
        await File.WriteAllTextAsync(Lines, "{\"whole\":1}\n{\"torn");
        var host = await StartAsync(o => o.RuleBooks.Add(new Shedding()), b => b.AddFileHandler(Lines));

        await host.ObserveAsync(Seen(new ClusterLoad("online1", 91)), default);
        await UntilDeliveredAsync(host, 1);

        var lines = await File.ReadAllLinesAsync(Lines);
        Assert.Equal(["{\"whole\":1}", "{\"torn"], lines.Take(2));
        Assert.Equal("suspend", RecordedDecision.Parse(lines[2]).ActionName);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_tried_again()
    {
        Directory.CreateDirectory(Lines);
        var host = await StartAsync(o => o.RuleBooks.Add(new Shedding()), b => b.AddFileHandler(Lines, configure: Patient));

        await host.ObserveAsync(Seen(new ClusterLoad("online1", 91)), default);
        await Time.UntilAsync(() => host.Deliveries(DeliveryState.Attempted).Any(d => d.Attempts > 1));
        Directory.Delete(Lines);
        await UntilDeliveredAsync(host, 1);

        Assert.Single(await File.ReadAllLinesAsync(Lines));
    }

    [Fact]
    public async Task A_program_finds_the_decision_in_its_arguments_environment_and_input()
    {
        var said = await RunAsync(
            """
            printf '%s|' "$@" "$RUNBOOK_KIND" "$RUNBOOK_ACTION" "$RUNBOOK_TARGET" "$RUNBOOK_RULE" "$RUNBOOK_ATTEMPT" "$RUNBOOK_IDEMPOTENCY_KEY"
            head -c 20
            """,
            d => [d.Action.Component.Cluster, "$(touch hacked); `id` && \"'*"]);

        var key = "suspend/component/online1/webtools/2019-09-13T12:00:00Z/suspend";
        Assert.Equal(
            $"online1|$(touch hacked); `id` && \"'*|do|suspend|component/online1/webtools|suspend|1|{key}|{{\"specversion\":\"1.0\"", said.Said);
        Assert.Equal(DeliveryState.Succeeded, said.State);
        Assert.False(File.Exists(Path.Combine(Folder, "hacked")));
    }

    [Theory]
    [InlineData("echo gone >&2; exit 78", DeliveryState.Dead, 1, "sh ended with 78: gone")]
    [InlineData("exit 3", DeliveryState.Dead, 2, "sh ended with 3")]
    [InlineData("kill -9 $$", DeliveryState.Dead, 2, "sh ended with 137")]
    [InlineData("[ \"$RUNBOOK_ATTEMPT\" = 2 ] || exit 75; echo second", DeliveryState.Succeeded, 2, "second")]
    public async Task The_exit_code_says_what_came_of_it(string script, DeliveryState state, int attempts, string said)
    {
        var delivery = await RunAsync(script);

        Assert.Equal((state, attempts, said), (delivery.State, delivery.Attempts, delivery.Said));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_a_dead_letter_at_once()
    {
        var host = await StartAsync(
            o => o.RuleBooks.Add(new Shedding()), b => b.AddProcessHandler("switch", new ProcessCommand<Suspend>("/nowhere/at/all"), Patient));

        await host.ObserveAsync(Seen(new ClusterLoad("online1", 91)), default);
        await UntilDeliveredAsync(host, 1);

        var delivery = host.Deliveries()[0];
        Assert.Equal((DeliveryState.Dead, 1), (delivery.State, delivery.Attempts));
        Assert.Contains("cannot be started", delivery.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_prints_without_end_and_reads_nothing_hangs_nobody()
    {
        var delivery = await RunAsync("exec 0<&-; i=0; while [ $i -lt 20000 ]; do echo \"line $i\"; i=$((i+1)); done");

        Assert.Equal(DeliveryState.Succeeded, delivery.State);
        Assert.EndsWith("line 19999", delivery.Said, StringComparison.Ordinal);
        Assert.InRange(delivery.Said.Length, 900, 1000);
    }

    [Fact]
    public async Task A_program_that_takes_too_long_is_killed_with_all_that_it_has_started()
    {
        var children = Path.Combine(Folder, "children");
        var host = await StartAsync(
            o => o.RuleBooks.Add(new Shedding()),
            b => b.AddProcessHandler(
                "switch",
                new ProcessCommand<Suspend>("/bin/sh") { Arguments = _ => ["-c", "sleep 600 & echo $! >> children; echo $$ >> children; wait"], WorkingDirectory = Folder },
                o => (o.Timeout, o.MaxAttempts) = (TimeSpan.FromSeconds(30), 1)));

        await host.ObserveAsync(Seen(new ClusterLoad("online1", 91)), default);
        while (!File.Exists(children) || (await File.ReadAllLinesAsync(children)).Length < 2) await Task.Delay(5);
        await UntilDeliveredAsync(host, 1);

        Assert.Contains("did not end within 00:00:30", host.Deliveries()[0].Said, StringComparison.Ordinal);
        foreach (var id in await File.ReadAllLinesAsync(children)) await UntilGoneAsync(int.Parse(id, null));
    }

    [Fact]
    public async Task A_program_that_leaves_another_running_with_its_output_open_is_done_when_it_ends()
    {
        var delivery = await RunAsync("sleep 600 & echo $! > child; echo switched; printf 'and more'");
        Kill("child");

        Assert.Equal((DeliveryState.Succeeded, 1, "switched\nand more"), (delivery.State, delivery.Attempts, delivery.Said));
    }

    [Fact]
    public async Task A_program_that_takes_too_long_is_waited_for_no_longer_when_one_that_it_has_cast_off_holds_its_output()
    {
        var host = await StartAsync(
            o => o.RuleBooks.Add(new Shedding()),
            b => b.AddProcessHandler(
                "switch",
                new ProcessCommand<Suspend>("/bin/sh") { Arguments = _ => ["-c", "(sleep 600 & echo $! > child); sleep 600"], WorkingDirectory = Folder },
                o => (o.Timeout, o.MaxAttempts) = (TimeSpan.FromSeconds(30), 1)));

        await host.ObserveAsync(Seen(new ClusterLoad("online1", 91)), default);
        while (!File.Exists(Path.Combine(Folder, "child")) || (await File.ReadAllTextAsync(Path.Combine(Folder, "child"))).Length == 0) await Task.Delay(5);
        await UntilDeliveredAsync(host, 1);
        Kill("child");

        Assert.Contains("did not end within 00:00:30", host.Deliveries()[0].Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_line_without_an_end_only_its_end_is_held()
    {
        var output = new OutputTail(1000);
        var line = new EndlessLine(() => output.Text.Length);

        await output.ReadAsync(line, default);

        Assert.Equal(1000, line.HeldAtItsEnd); // and not nothing, because all of it waits for its end
        Assert.Equal(new string('x', 1000), output.Text);
    }

    private void Kill(string child) => System.Diagnostics.Process.GetProcessById(int.Parse(File.ReadAllText(Path.Combine(Folder, child)), null)).Kill();

    private static async Task UntilGoneAsync(int id)
    {
        // A child whose parent was killed stays as a zombie until it is reaped; it runs no more.
        for (var tries = 0; IsAlive(id); tries++)
        {
            Assert.True(tries < 1000, $"Process {id} still runs.");
            await Task.Delay(10);
        }
    }

    private static bool IsAlive(int id)
    {
        try
        {
            return !File.ReadAllText($"/proc/{id}/stat").Split(')')[^1].StartsWith(" Z", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task<Delivery> RunAsync(string script, Func<ActionDelivery<Suspend>, IEnumerable<string>>? arguments = null)
    {
        var host = await StartAsync(
            o => o.RuleBooks.Add(new Shedding()),
            b => b.AddProcessHandler(
                "switch",
                new ProcessCommand<Suspend>("/bin/sh") { Arguments = d => ["-c", script, "sh", .. arguments?.Invoke(d) ?? []], WorkingDirectory = Folder },
                o =>
                {
                    Patient(o);
                    o.MaxAttempts = 2;
                }));
        await host.ObserveAsync(Seen(new ClusterLoad("online1", 91)), default);
        await UntilDeliveredAsync(host, 1);
        return host.Deliveries()[0];
    }

    /// <summary>A million characters without a line feed; looks what is held of them when there are no more.</summary>
    private sealed class EndlessLine(Func<int> held) : TextReader
    {
        private int left = 1_000_000;

        public int HeldAtItsEnd { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
        {
            if (left == 0) HeldAtItsEnd = held();
            var count = Math.Min(buffer.Length, left);
            left -= count;
            buffer.Span[..count].Fill('x');
            return new(count);
        }
    }

    private sealed class Logged(List<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines) lines.Add(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
