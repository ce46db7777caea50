using RunbookSdk.Diagnostics;
using RunbookSdk.Lifecycles;
using Stateless;
using Stateless.Reflection;
using Xunit.Abstractions;

namespace RunbookSdk.StatelessMachines.Tests;

/// <summary>Random lifecycles, made into a machine and read from that again.</summary>
public sealed class RoundTripProperties(ITestOutputHelper output)
{
    private int read;
    private int refused;

    [Fact]
    public void A_lifecycle_that_is_read_from_its_machine_goes_and_does_as_before()
    {
        RandomCases.Check(output, 500, machine => Compare(Quiet(machine)));

        output.WriteLine($"{read} read, {refused} refused");
        Assert.InRange(read, 100, int.MaxValue);
    }

    /// <summary>What a line does is no part of what a machine tells, and what is raised is no part of this.</summary>
    private static MachineCase Quiet(MachineCase machine) => machine with
    {
        States = [.. machine.States.Select(s => s with { Raises = -1 })],
        Lines = [.. machine.Lines.Select(l => l with { Acts = false })],
    };

    private void Compare(MachineCase machine)
    {
        List<string> expected = [], actual = [];
        var clock = new Clock();
        var definition = machine.Build(expected);
        if (ReadAgain(definition, definition.ToStateless(clock), actual) is not { } again) return;
        expected.Clear();
        actual.Clear();
        var (before, after) = (definition.Begin(clock), again.Begin(clock));
        foreach (var fire in machine.Fires)
        {
            var bits = (fire.Bits ?? 0) & 7;
            Assert.Equal(before.TryFire(fire.Trigger, bits).Outcome, after.TryFire(fire.Trigger, bits).Outcome);
            Assert.Equal(before.State, after.State);
            Assert.Equal(expected, actual);
        }
    }

    /// <summary>Null where a way is refused that leads into the line's own state; nothing else is.</summary>
    private Lifecycle<int, int>? ReadAgain(Lifecycle<int, int> definition, StateMachine<int, int> machine, List<string> log)
    {
        try
        {
            var again = machine.ToLifecycle("machine", say => Say(say, definition, machine, log));
            read++;
            return again;
        }
        catch (RunbookException exception)
        {
            refused++;
            Assert.All(exception.Diagnostics, d => Assert.Equal("RBK6020", d.Code));
            return null;
        }
    }

    private static void Say(MachineReading<int, int> say, Lifecycle<int, int> definition, StateMachine<int, int> machine, List<string> log)
    {
        foreach (var state in definition.StateDetails)
        {
            if (state.Initial is [var initial]) say.Initial(state.State, initial);
            say.Action($"enter {state.State}", turn => log.Add($"+{state.State} {turn.From}>{turn.To} {turn.Instant:HH:mm} "));
            say.Action($"see {state.State}", (int bits, Turn<int, int> turn) => log.Add($"?{state.State} {turn.From}>{turn.To} {turn.Instant:HH:mm} {bits}"));
            say.Action($"leave {state.State}", turn => log.Add($"-{state.State} {turn.From}>{turn.To} {turn.Instant:HH:mm}"));
        }

        var lines = machine.GetInfo().States
            .SelectMany(s => s.FixedTransitions.Concat<TransitionInfo>(s.IgnoredTriggers).Select(t => (State: (int)s.UnderlyingState, Line: t)))
            .ToList();
        foreach (var guard in lines.SelectMany(l => l.Line.GuardConditionsMethodDescriptions).Select(g => g.Description).Distinct())
            say.Guard(guard, (int bits) => Holds(guard, bits));
        foreach (var (state, trigger) in lines.Where(l => l.Line.IsInternalTransition).Select(l => (l.State, (int)l.Line.Trigger.UnderlyingTrigger)).Distinct())
            say.Internal(state, trigger, "nothing", _ => { });
    }

    /// <summary>Reads descriptions such as "bit 1, and neither bit 0 nor bit 2".</summary>
    private static bool Holds(string description, int bits)
    {
        if (description.StartsWith("never:", StringComparison.Ordinal)) return false;
        var parts = description.Split(", and ");
        var negative = parts[^1].StartsWith('n') ? parts[^1] : "";
        var positive = parts[0].StartsWith('b') ? parts[0] : "";
        return Bits(positive).All(b => (bits >> b & 1) == 1) && !Bits(negative).Any(b => (bits >> b & 1) == 1);
    }

    private static IEnumerable<int> Bits(string text) => text.Where(char.IsDigit).Select(c => c - '0');
}
