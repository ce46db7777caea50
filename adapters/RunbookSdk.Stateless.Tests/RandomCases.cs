using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace RunbookSdk.StatelessMachines.Tests;

/// <summary>
/// Holds properties to random machines. A failure prints its seed and the least case that fails like it; for longer runs set
/// RUNBOOK_ORACLE_TIMES to a number, to see a run again RUNBOOK_ORACLE_SEED to the seed that its output begins with.
/// </summary>
internal static class RandomCases
{
    /// <summary>The other half of a seed; any odd number does.</summary>
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    private static readonly ulong Seed =
        ulong.TryParse(Environment.GetEnvironmentVariable("RUNBOOK_ORACLE_SEED"), out var seed) ? seed : (ulong)Random.Shared.NextInt64();

    private static readonly int Times = int.TryParse(Environment.GetEnvironmentVariable("RUNBOOK_ORACLE_TIMES"), out var times) ? times : 1;

    public static void Check(ITestOutputHelper output, int count, Action<MachineCase> property)
    {
        output.WriteLine($"seed {Seed}");
        Prop.ForAll(MachineCase.Any, property).Check(Config.QuickThrowOnFailure.WithMaxTest(count * Times).WithReplay(Seed, Gamma));
    }
}
