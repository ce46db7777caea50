using FsCheck;
using FsCheck.Fluent;
using RunbookSdk.Diagnostics;
using RunbookSdk.Lifecycles;

namespace RunbookSdk.Tests.Lifecycles;

/// <summary>Random small machines against interpreters that are too simple to be wrong. A failure prints its seed.</summary>
public sealed class LifecyclePropertyTests
{
    private const int LongestWalk = 3;

    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(300);

    [Fact]
    public void Every_walk_through_a_machine_goes_as_the_naive_interpreter_says() =>
        Prop.ForAll(RandomMachine.Valid.ToArbitrary(), machine =>
        {
            var lifecycle = machine.Build();
            for (var state = 0; state < machine.States; state++)
                WalkAll(machine, lifecycle, lifecycle.At(state, Door.Noon), LongestWalk);
        }).Check(Runs);

    [Fact]
    public void The_builder_finds_what_the_naive_check_finds() =>
        Prop.ForAll(RandomMachine.Any.ToArbitrary(), machine =>
        {
            var found = new SortedSet<string>(StringComparer.Ordinal);
            try
            {
                machine.Build();
            }
            catch (RunbookException exception)
            {
                found.UnionWith(exception.Diagnostics.Select(d => d.Code));
            }

            Assert.Equal(NaiveCodes(machine).Order(StringComparer.Ordinal), found);
        }).Check(Runs);

    [Fact]
    public void A_picture_is_the_same_every_time() => Prop.ForAll(
        RandomMachine.Valid.ToArbitrary(),
        machine => Assert.Equal(machine.Build().ToMermaid(), machine.Build().ToMermaid())).Check(Runs);

    /// <summary>Fires every trigger, also one that no state knows, under every context; and goes on from where it came to.</summary>
    private static void WalkAll(RandomMachine machine, Lifecycle<int, int> lifecycle, Snapshot<int> snapshot, int steps)
    {
        if (steps == 0) return;
        var instant = Door.Noon.AddMinutes(1 + LongestWalk - steps);
        for (var trigger = 0; trigger <= machine.Triggers; trigger++)
        {
            for (var bits = 0; bits < 1 << RandomMachine.Guards; bits++)
            {
                var result = lifecycle.Fire(snapshot, trigger, bits, instant);
                var (outcome, after) = Naive(machine, snapshot, trigger, bits, instant);
                Assert.Equal((outcome, snapshot, after), (result.Outcome, result.Before, result.After));
                Assert.Equal(outcome == FireOutcome.Refused, result.Reason is not null);
                WalkAll(machine, lifecycle, result.After, result.After == snapshot ? 0 : steps - 1);
            }
        }
    }

    private static (FireOutcome Outcome, Snapshot<int> After) Naive(
        RandomMachine machine, Snapshot<int> snapshot, int trigger, int bits, DateTimeOffset instant)
    {
        foreach (var line in machine.Lines)
        {
            if (line.From != snapshot.State || line.Trigger != trigger) continue;
            if (line.Guard >= 0 && (bits & 1 << line.Guard) == 0) continue;
            if (line.Kind == TransitionKind.Move) return (FireOutcome.Moved, snapshot with { State = line.To, Since = instant });
            if (line.Kind == TransitionKind.Stay) return (FireOutcome.Moved, snapshot);
            return (line.Kind == TransitionKind.Ignore ? FireOutcome.Ignored : FireOutcome.Refused, snapshot);
        }

        return (FireOutcome.Refused, snapshot);
    }

    /// <summary>The codes that a machine deserves, each from its definition and without any cleverness.</summary>
    private static HashSet<string> NaiveCodes(RandomMachine machine)
    {
        var codes = new HashSet<string>();
        var live = new List<MachineLine>();
        foreach (var line in machine.Lines)
        {
            if (live.Any(l => l.From == line.From && l.Trigger == line.Trigger && l.Guard == line.Guard)) codes.Add(line.Guard >= 0 ? "RBK1207" : "RBK1208");
            if (!live.Any(l => l.From == line.From && l.Trigger == line.Trigger && l.Guard < 0)) live.Add(line);
            else codes.Add(line.Guard >= 0 ? "RBK1207" : "RBK1208");
            if (line.Kind != TransitionKind.Move) continue;
            if (line.To >= machine.States) codes.Add("RBK1204");
            if (machine.IsFinal(line.From)) codes.Add("RBK1209");
        }

        live.RemoveAll(l => l.Kind != TransitionKind.Move);
        for (var state = 0; state < machine.States; state++)
        {
            if (!machine.IsFinal(state) && !live.Any(l => l.From == state && l.To != state)) codes.Add("RBK1206");
            if (!Leads(live, 0, state, machine.States)) codes.Add("RBK1205");
        }

        return codes;
    }

    private static bool Leads(List<MachineLine> moves, int from, int to, int steps) =>
        from == to || (steps > 0 && moves.Any(l => l.From == from && Leads(moves, l.To, to, steps - 1)));
}
