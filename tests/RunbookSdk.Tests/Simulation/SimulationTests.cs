using System.Globalization;
using RunbookSdk.Actions;
using Xunit.Abstractions;

namespace RunbookSdk.Tests.Simulation;

/// <summary>
/// Simulated weeks of operations: a session that is interrupted, refused, exchanged and killed all the time decides what one decides that is
/// not, and keeps every promise. One seed is one history; <c>RUNBOOK_SIMULATION=SEED</c> runs another one.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int Weeks = 3;

    public static TheoryData<int> Seeds => Environment.GetEnvironmentVariable("RUNBOOK_SIMULATION") is { Length: > 0 } seeds
        ? [.. seeds.Split(',').Select(s => int.Parse(s, CultureInfo.InvariantCulture))]
        : [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void An_interrupted_history_is_decided_like_one_that_is_not_and_keeps_every_promise(int seed) =>
        Simulate(seed, days: 7 * Weeks, interruptions: 1);

    /// <summary>Long enough for whatever is kept for a time to be forgotten many times.</summary>
    [Theory]
    [InlineData(1001)]
    [InlineData(1002)]
    public void A_year_leaves_no_more_behind_than_a_week(int seed) => Simulate(seed, days: 365, interruptions: 0.03);

    private void Simulate(int seed, int days, double interruptions)
    {
        var (interrupted, steps) = Interrupted(seed, days, interruptions);
        var (whole, promises, told) = (new SimulatedRun(keepsSnapshots: true), new Promises(), 0);
        foreach (var step in steps)
        {
            var before = whole.Session.Snapshot;
            var decided = whole.Do(step).Decisions;
            told += decided.Count;
            if (step.IsPoisoned) continue; // what was decided on the way to the refused instant is told by the next evaluation
            promises.Look(decided, before, whole.Session.Snapshot, whole.Session.Retained);
        }

        SimulatedState.AreSame(SimulatedState.Of(whole.Journal), SimulatedState.Of(interrupted.Journal));
        SimulatedState.AreSame(SimulatedState.Of(whole.Session), SimulatedState.Of(interrupted.Session));
        Assert.Equal(told, interrupted.Verify());
        output.WriteLine($"seed {seed}: {days} days, {steps.Count} evaluations, {interrupted.Restarts} restarts; {promises}");
        Assert.True(told > days, $"only {told} decisions in {days} days");
    }

    private static (SimulatedRun Run, List<SimulatedStep> Steps) Interrupted(int seed, int days, double interruptions)
    {
        var (run, world, steps) = (new SimulatedRun(keepsSnapshots: false), new SimulatedWorld(seed), new List<SimulatedStep>());
        IReadOnlyList<Decision> decided = [];
        while (run.Session.Now < SimulatedWorld.Start.AddDays(days) || steps[^1].IsPoisoned)
        {
            var step = world.Next(() => run.Session.Snapshot, decided);
            var isAfterRefusal = steps.Count > 0 && steps[^1].IsPoisoned;
            if (!isAfterRefusal && world.Chance(0.3)) run.Idle(run.Session.Now + ((step.At - run.Session.Now) * world.Random.NextDouble()));
            if (world.Chance(0.03 * interruptions)) run.Restart(isClean: world.Chance(0.5));
            if (world.Chance(0.04)) run.KeepSnapshot();
            if (world.Chance(0.01)) run.Preview(world.Random.Next(SimulatedBook.Editions));
            if (world.Chance(0.015 * interruptions)) run.Journal.FailsAt = run.Journal.Count + world.Random.Next(1, 4);
            decided = run.Do(step).Decisions;
            steps.Add(step);
        }

        return (run, steps);
    }
}
