using RunbookSdk.Lifecycles;
using Stateless;

namespace RunbookSdk.StatelessMachines.Tests;

/// <summary>One case, walked by both.</summary>
internal sealed class Walk
{
    private readonly MachineCase machineCase;
    private readonly List<string> expected = [];
    private readonly List<string> actual = [];
    private readonly Clock clock = new();

    public Walk(MachineCase machineCase) => this.machineCase = machineCase;

    public void Compare(Action<StateMachine<int, int>, CaseFire> fire)
    {
        var (ours, theirs) = (machineCase.Build(expected), machineCase.Build(actual));
        LifecycleInstance<int, int>? instance = null;
        StateMachine<int, int>? machine = null;
        Assert.Equal(Told(() => instance = ours.Begin(clock)), Told(() => machine = theirs.ToStateless(clock)));
        Assert.Equal(expected, actual);
        instance ??= new(ours, ours.Start(clock.GetUtcNow()).After, clock);
        machine ??= theirs.ToStateless(theirs.Start(clock.GetUtcNow()).After, clock);
        foreach (var step in machineCase.Fires)
        {
            clock.Now += TimeSpan.FromMinutes(1);
            Assert.Equal(CanFire(instance, step), CanFire(machine, step));
            Assert.Equal(Told(() => Fire(instance, step)), Told(() => fire(machine, step)));
            Assert.Equal(expected, actual);
            Assert.Equal(instance.State, machine.State);
        }
    }

    private static void Fire(LifecycleInstance<int, int> instance, CaseFire step)
    {
        if (step.Bits is { } bits) instance.Fire(step.Trigger, bits);
        else instance.Fire(step.Trigger);
    }

    private static bool CanFire(LifecycleInstance<int, int> instance, CaseFire step) =>
        step.Bits is { } bits ? instance.CanFire(step.Trigger, bits, out _) : instance.CanFire(step.Trigger, out _);

    private static bool CanFire(StateMachine<int, int> machine, CaseFire step) =>
        step.Bits is { } bits ? machine.CanFire(new Trigger<int, int>(step.Trigger), bits) : machine.CanFire(step.Trigger);

    /// <summary>What is thrown, as text; nothing when nothing is.</summary>
    private static string Told(Action act)
    {
        try
        {
            act();
            return "";
        }
        catch (Exception exception) when (exception is InvalidOperationException or TimeoutException)
        {
            return $"{exception.GetType().Name}: {exception.Message}";
        }
    }
}
