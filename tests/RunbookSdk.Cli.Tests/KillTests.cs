using System.Diagnostics;
using System.Globalization;
using RunbookSdk.Journal;
using RunbookSdk.Sqlite;
using Xunit.Abstractions;

namespace RunbookSdk.Cli.Tests;

/// <summary>
/// A real process, killed with SIGKILL at random points and started again, against one that is never killed. For longer runs set
/// RUNBOOK_KILLS to a number; to see a run again set RUNBOOK_KILL_SEED to the seed that it prints.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : CommandTest
{
    private const int Jobs = 8;

    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("RUNBOOK_KILLS"), out var kills) ? kills : 40;

    private static readonly int Seed =
        int.TryParse(Environment.GetEnvironmentVariable("RUNBOOK_KILL_SEED"), out var seed) ? seed : Random.Shared.Next();

    [Fact]
    public async Task Killed_at_any_point_the_next_run_decides_nothing_twice_and_loses_nothing()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        WriteRunbook();
        var (calm, calmTime) = await RunCalmAsync();
        var expected = Decisions("calm.db");
        Assert.Equal(Jobs + (Jobs / 2) - 1, expected.Count); // The last one has not lasted long enough when the jobs end.

        for (var (round, killed) = (0, 0); killed < Kills; round++)
        {
            var state = $"killed-{round}.db";
            var printed = new List<string>();
            for (var job = 0; job < Jobs; job++)
            {
                for (var tries = random.Next(0, 4); tries > 0; tries--, killed++)
                {
                    printed.AddRange(await RunAsync(state, job, killAfter: random.NextDouble() * calmTime));
                    if (random.Next(2) == 0) await CompactAsync(state, random.NextDouble() * calmTime);
                }

                printed.AddRange(await RunAsync(state, job, killAfter: null));
            }

            Assert.Equal(expected, Decisions(state));
            Assert.Equal(calm.Order(StringComparer.Ordinal), printed.Distinct().Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_run_that_is_told_to_end_says_so_and_nothing_of_mistakes()
    {
        WriteRunbook();
        var state = Path.Combine(Folder, "state.db");
        using var other = SqliteJournal.Open(state);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "runbook.dll"), "eval", "--runbooks", Path.Combine(Folder, "any.csx"), "--state", state, "--wait", "5m"])
        {
            RedirectStandardError = true,
        };
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(Folder, "cache");
        using var process = Process.Start(start)!;
        var cached = Path.Combine(Folder, "cache");
        while (!Directory.Exists(cached) || Directory.GetFiles(cached, "*", SearchOption.AllDirectories).Length == 0) await Task.Delay(50); // then it loads, and waits
        await Task.Delay(1000);
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) await kill.WaitForExitAsync();

        Assert.Equal("Stopped before its end; what was written by then is kept.\n", await process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal(2, process.ExitCode);
    }

    /// <summary>One decision a job, and one that time brings about for every other job.</summary>
    private void WriteRunbook()
    {
        Write(
            "any.csx",
            """
            Rule("page", from l in Facts<ClusterLoad>() where l.Percent > 80 select Page("ops", because: $"{l.Cluster} is at {l.Percent}")).Mode(Act);
            Rule("still", from l in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 95, lasting: Minutes(7)) select Page("boss", because: l.Cluster)).Mode(Act);
            """);
        for (var job = 0; job < Jobs; job++)
            Write($"{job}.jsonl", Load(Invariant($"05T10:{job:00}:00"), Invariant($"cluster{job}"), job % 2 == 0 ? 99 : 90));
    }

    private async Task<(List<string> Printed, TimeSpan Longest)> RunCalmAsync()
    {
        var (printed, longest) = (new List<string>(), TimeSpan.Zero);
        for (var job = 0; job < Jobs; job++)
        {
            var began = Stopwatch.GetTimestamp();
            printed.AddRange(await RunAsync("calm.db", job, killAfter: null));
            longest = Stopwatch.GetElapsedTime(began);
        }

        return (printed, longest);
    }

    /// <summary>Runs a job in a process of its own; gives the whole lines that it printed before it ended or was killed.</summary>
    private Task<IReadOnlyList<string>> RunAsync(string state, int job, TimeSpan? killAfter) => StartAsync(
        [
            "eval", "--runbooks", Path.Combine(Folder, "any.csx"), "--state", Path.Combine(Folder, state), "--snapshot-every", "1",
            "--facts", Path.Combine(Folder, Invariant($"{job}.jsonl")), "--at", Invariant($"2019-09-05 10:{job * 5:00} UTC"),
        ],
        killAfter);

    /// <summary>Begins to drop every fact of a state that there is by now; a kill ends it somewhere.</summary>
    private async Task CompactAsync(string state, TimeSpan killAfter)
    {
        if (File.Exists(Path.Combine(Folder, state))) await StartAsync(["journal", "compact", Path.Combine(Folder, state), "--keep", "0s"], killAfter);
    }

    private async Task<IReadOnlyList<string>> StartAsync(string[] arguments, TimeSpan? killAfter)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "runbook.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(Folder, "cache");
        using var process = Process.Start(start)!;
        var (printed, problems) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (killAfter is { } time)
        {
            await Task.Delay(time);
            process.Kill();
        }

        await process.WaitForExitAsync();
        if (killAfter is null) Assert.True(process.ExitCode == 0, await problems);
        var text = await printed;
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private List<string> Decisions(string state)
    {
        using var journal = SqliteJournal.Open(Path.Combine(Folder, state), new() { IsReadOnly = true });
        return [.. journal.Read().SelectMany(e => e.Records).Where(r => r.Kind == JournalRecordKind.Decision).Select(r => r.Data)];
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
