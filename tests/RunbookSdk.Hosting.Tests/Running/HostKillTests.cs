using System.Diagnostics;
using System.Globalization;
using RunbookSdk.Journal;
using RunbookSdk.Sqlite;
using Xunit.Abstractions;

namespace RunbookSdk.Hosting.Tests.Running;

/// <summary>
/// A real host, killed with SIGKILL at random points and started again. For longer runs set RUNBOOK_KILLS to a number; to see a run again set
/// RUNBOOK_KILL_SEED to the seed that it prints.
/// </summary>
public sealed class HostKillTests(ITestOutputHelper output) : IDisposable
{
    private const int Facts = 40;

    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("RUNBOOK_KILLS"), out var kills) ? kills : 4;

    private static readonly int Seed =
        int.TryParse(Environment.GetEnvironmentVariable("RUNBOOK_KILL_SEED"), out var seed) ? seed : Random.Shared.Next();

    private readonly string folder = Directory.CreateTempSubdirectory("runbook-host-kill").FullName;

    [Fact]
    public async Task Killed_at_any_point_a_host_decides_nothing_twice_and_hands_everything_over_with_one_key()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        var time = await RunAsync(killAfter: null);
        var lost = 0;

        for (var killed = 0; killed < Kills; killed++)
        {
            Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(folder);
            for (var tries = random.Next(1, 4); tries > 0; tries--, killed++) await RunAsync(killAfter: random.NextDouble() * time);
            await RunAsync(killAfter: null);

            var (decided, handed) = (Decisions(), Handed());
            Assert.Equal(Facts, decided.Count);
            Assert.Equal(decided.Count, decided.Distinct().Count());
            Assert.Equal(decided.Order(StringComparer.Ordinal), handed.Distinct().Order(StringComparer.Ordinal));
            foreach (var target in decided.GroupBy(TargetOf)) Assert.Equal(target, handed.Where(k => TargetOf(k) == target.Key).Distinct());
            lost += handed.Count - decided.Count;
        }

        output.WriteLine($"{lost} deliveries came twice");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string TargetOf(string key) => key.Split('/')[2];

    private async Task<TimeSpan> RunAsync(TimeSpan? killAfter)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true };
        foreach (var argument in (string[])
            [
                typeof(HostKillTests).Assembly.Location, Path.Combine(folder, "state.db"), Path.Combine(folder, "handed.jsonl"), Facts.ToString(CultureInfo.InvariantCulture),
            ])
            start.ArgumentList.Add(argument);
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var problems = process.StandardError.ReadToEndAsync();
        if (killAfter is { } time)
        {
            await Task.Delay(time);
            process.Kill();
        }

        await process.WaitForExitAsync();
        if (killAfter is null) Assert.True(process.ExitCode == 0, await problems);
        return Stopwatch.GetElapsedTime(began);
    }

    private List<string> Decisions()
    {
        using var journal = SqliteJournal.Open(Path.Combine(folder, "state.db"), new() { IsReadOnly = true });
        return [.. journal.Read().SelectMany(e => e.Records).Where(r => r.Kind == JournalRecordKind.Decision).Select(r => RecordedDecision.Parse(r.Data).IdempotencyKey)];
    }

    /// <summary>The keys of what was handed over; a line that a kill has torn is none.</summary>
    private List<string> Handed() =>
    [
        .. File.ReadAllLines(Path.Combine(folder, "handed.jsonl")).Where(l => l.EndsWith("]}}", StringComparison.Ordinal)).Select(l => RecordedDecision.Parse(l).IdempotencyKey),
    ];
}
