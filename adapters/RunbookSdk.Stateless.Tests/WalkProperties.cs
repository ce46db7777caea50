using FsCheck;
using FsCheck.Fluent;
using RunbookSdk.Lifecycles;
using Xunit.Abstractions;

namespace RunbookSdk.StatelessMachines.Tests;

/// <summary>
/// Random lifecycles and triggers, walked by the lifecycle and by the machine of Stateless that is made of it: the same states, the same
/// actions in the same order, the same refusals. A failure prints its seed and the least case that fails like it; for longer runs set
/// RUNBOOK_ORACLE_TIMES, to see a run again RUNBOOK_ORACLE_SEED.
/// </summary>
public sealed class WalkProperties(ITestOutputHelper output)
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;
    private const int Cases = 1000;

    private static readonly ulong Seed =
        ulong.TryParse(Environment.GetEnvironmentVariable("RUNBOOK_ORACLE_SEED"), out var seed) ? seed : (ulong)Random.Shared.NextInt64();

    private static readonly int Times = int.TryParse(Environment.GetEnvironmentVariable("RUNBOOK_ORACLE_TIMES"), out var times) ? times : 1;

    [Fact]
    public void A_machine_goes_where_the_lifecycle_goes_and_does_what_it_does() => Check(walk =>
        walk.Compare((machine, fire) =>
        {
            if (fire.Bits is { } bits) machine.Fire(new Trigger<int, int>(fire.Trigger), bits);
            else machine.Fire(fire.Trigger);
        }));

    [Fact]
    public void A_machine_that_is_fired_asynchronously_does_so_too() => Check(walk =>
        walk.Compare((machine, fire) =>
        {
            if (fire.Bits is { } bits) machine.FireAsync(new Trigger<int, int>(fire.Trigger), bits).GetAwaiter().GetResult();
            else machine.FireAsync(fire.Trigger).GetAwaiter().GetResult();
        }));

    private void Check(Action<Walk> compare)
    {
        output.WriteLine($"seed {Seed}");
        Prop.ForAll(MachineCase.Any, machine => compare(new Walk(machine)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases * Times).WithReplay(Seed, Gamma));
    }
}
