using RunbookSdk.Lifecycles;
using Xunit.Abstractions;

namespace RunbookSdk.StatelessMachines.Tests;

/// <summary>
/// Random lifecycles and triggers, walked by the lifecycle and by the machine of Stateless that is made of it: the same states, the same
/// actions in the same order, the same refusals.
/// </summary>
public sealed class WalkProperties(ITestOutputHelper output)
{
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

    private void Check(Action<Walk> compare) => RandomCases.Check(output, 1000, machine => compare(new Walk(machine)));
}
