using RunbookSdk.Diagnostics;
using RunbookSdk.Lifecycles;
using Xunit.Abstractions;

namespace RunbookSdk.StatelessMachines.Tests;

/// <summary>Random machines as users of Stateless configure them, walked beside the lifecycles that are read from them.</summary>
public sealed class ReadingProperties(ITestOutputHelper output)
{
    private static readonly string[] Refusals = ["RBK6024", "RBK6025"];

    private int read;
    private int refused;

    [Fact]
    public void A_lifecycle_that_is_read_goes_where_the_machine_goes_and_does_what_it_does()
    {
        RandomCases.Check(output, 1000, Compare);

        output.WriteLine($"{read} read, {refused} refused");
        Assert.InRange(read, 300, int.MaxValue);
        Assert.InRange(refused, 1, int.MaxValue);
    }

    private void Compare(MachineCase machineCase)
    {
        List<string> expected = [], actual = [];
        var native = new NativeMachine(machineCase);
        var machine = native.Configure(expected);
        if (Read(native, machine, actual) is not { } lifecycle) return;
        var instance = lifecycle.Begin(new Clock());
        actual.Clear(); // a machine is not entered when it is made
        foreach (var fire in machineCase.Fires)
        {
            var number = (fire.Bits ?? 0) & 3;
            var can = machine.CanFire(new Trigger<int, int>(fire.Trigger), number);
            Assert.Equal(can, instance.CanFire(fire.Trigger, number, out _));
            if (!can) continue;
            machine.Fire(new Trigger<int, int>(fire.Trigger), number);
            instance.Fire(fire.Trigger, number);
            Assert.Equal(expected, actual);
            Assert.Equal(machine.State, instance.State);
        }
    }

    private Lifecycle<int, int>? Read(NativeMachine native, Stateless.StateMachine<int, int> machine, List<string> log)
    {
        try
        {
            var lifecycle = native.Read(machine, log);
            read++;
            return lifecycle;
        }
        catch (RunbookException exception)
        {
            refused++;
            Assert.All(exception.Diagnostics, d => Assert.Contains(d.Code, Refusals));
            return null;
        }
    }
}
