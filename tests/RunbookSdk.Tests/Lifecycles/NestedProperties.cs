using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using RunbookSdk.Lifecycles;

namespace RunbookSdk.Tests.Lifecycles;

/// <summary>Random nested machines against an interpreter that is too simple to be wrong. A failure prints its seed.</summary>
public sealed class NestedProperties
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(80);

    /// <summary>A call: minutes that pass, a trigger or none (the instance settles), and which guards hold.</summary>
    private static readonly IReadOnlyList<Call> Calls =
    [
        .. from minutes in (int[])[0, 4] from trigger in (int?[])[null, 0, 1, 2, NestedMachine.Next, 9] from bits in (int[])[0, 1, 2] select new Call(minutes, trigger, bits),
    ];

    [Fact]
    public void Every_short_walk_goes_as_the_naive_interpreter_says() =>
        Prop.ForAll(NestedMachine.Any.ToArbitrary(), machine =>
        {
            var lifecycle = machine.Build();
            WalkAll(lifecycle, lifecycle.Start(Door.Noon).After, new NaiveNested(machine, Door.Noon), Door.Noon, 2);
        }).Check(Runs.WithMaxTest(30));

    [Fact]
    public void A_long_walk_goes_as_the_naive_interpreter_says() => ForWalks((machine, walk) =>
    {
        var (lifecycle, naive, now) = (machine.Build(), new NaiveNested(machine, Door.Noon), Door.Noon);
        var snapshot = lifecycle.Start(now).After;
        foreach (var call in walk)
        {
            now = now.AddMinutes(call.Minutes);
            snapshot = AssertSame(call, lifecycle, snapshot, naive, now);
        }
    });

    [Fact]
    public void The_triggers_of_a_journal_lead_to_the_same_snapshot_again_and_through_storage() => ForWalks((machine, walk) =>
    {
        var (lifecycle, again, now) = (machine.Build(), machine.Build(), Door.Noon);
        var journal = new List<(DateTimeOffset At, Call Call)>();
        var snapshot = lifecycle.Start(now).After;
        var stored = snapshot;
        foreach (var call in walk)
        {
            now = now.AddMinutes(call.Minutes);
            var result = Made(call, lifecycle, snapshot, now);
            snapshot = result.After;
            if (result.Outcome == FireOutcome.Moved) journal.Add((now, call));
            stored = Made(call, again, Restored(again, stored), now).After;
        }

        var replayed = journal.Aggregate(again.Start(Door.Noon).After, (at, entry) => Made(entry.Call, again, at, entry.At).After);
        Assert.Equal(snapshot, replayed);
        Assert.Equal(snapshot, stored);
        Assert.Equal(lifecycle.NextDue(snapshot), again.NextDue(replayed));
    });

    [Fact]
    public void An_instance_does_what_the_definition_says_in_its_order() => ForWalks((machine, walk) =>
    {
        var (lifecycle, now, log) = (machine.Build(), Door.Noon, new List<string>());
        var json = Lifecycle.Read(lifecycle.ToJson(), Logging(lifecycle, log));
        var clock = new TestDoubles.ManualTimeProvider(now);
        var (instance, snapshot) = (json.Begin(clock), lifecycle.Start(now).After);
        foreach (var call in walk)
        {
            log.Clear();
            now = now.AddMinutes(call.Minutes);
            clock.AdvanceTo(now);
            var said = Made(call, lifecycle, snapshot, now);
            _ = call.Trigger is { } trigger ? instance.TryFire(trigger, call.Bits) : instance.Settle(call.Bits);
            Assert.Equal(Actions(said), log);
            snapshot = said.After;
            Assert.Equal((snapshot.State, snapshot.Since), (instance.State, instance.Snapshot.Since));
        }
    });

    private static void ForWalks(Action<NestedMachine, IReadOnlyList<Call>> property) => Prop.ForAll(
        NestedMachine.Any.ToArbitrary(),
        Gen.Elements<Call>(Calls).ArrayOf(30).ToArbitrary(),
        (machine, walk) => property(machine, walk)).Check(Runs);

    private static void WalkAll(Lifecycle<int, int> lifecycle, Snapshot<int> snapshot, NaiveNested naive, DateTimeOffset now, int steps)
    {
        if (steps == 0) return;
        foreach (var call in Calls)
        {
            var (copy, then) = (naive.Copy(), now.AddMinutes(call.Minutes));
            WalkAll(lifecycle, AssertSame(call, lifecycle, snapshot, copy, then), copy, then, steps - 1);
        }
    }

    private static Snapshot<int> AssertSame(Call call, Lifecycle<int, int> lifecycle, Snapshot<int> snapshot, NaiveNested naive, DateTimeOffset now)
    {
        var result = Made(call, lifecycle, snapshot, now);
        if (call.Trigger is { } trigger) Assert.Equal(naive.Fire(trigger, call.Bits, now), result.Outcome);
        else naive.Settle(call.Bits, now);
        Assert.Equal(naive.Done, Actions(result));
        Assert.Equal((naive.ToString(), naive.NextDue), ($"{result.After.State} since {result.After.Since:HH:mm}", lifecycle.NextDue(result.After)));
        return result.After;
    }

    private static FireResult<int, int> Made(Call call, Lifecycle<int, int> lifecycle, in Snapshot<int> snapshot, DateTimeOffset now) =>
        call.Trigger is { } trigger ? lifecycle.Fire(snapshot, trigger, call.Bits, now) : lifecycle.Settle(snapshot, call.Bits, now);

    private static Snapshot<int> Restored(Lifecycle<int, int> lifecycle, in Snapshot<int> snapshot)
    {
        var restored = lifecycle.Restore(JsonSerializer.Deserialize<SavedSnapshot>(JsonSerializer.Serialize(lifecycle.Save(snapshot)))!);
        Assert.Null(restored.Reason);
        return restored.Snapshot;
    }

    private static List<string> Actions(FireResult<int, int> result) => [.. result.Steps.SelectMany(s => s.Actions).Select(a => a.Description)];

    private static LifecycleBehaviours<int, int> Logging(Lifecycle<int, int> lifecycle, List<string> log)
    {
        var behaviours = new LifecycleBehaviours<int, int>().States([.. lifecycle.States]).Triggers([.. lifecycle.Triggers])
            .Guard("bit 0", (int bits) => (bits & 1) == 1).Guard("bit 1", (int bits) => (bits & 2) == 2);
        var actions = lifecycle.StateDetails.SelectMany(s => s.Entry.Concat(s.Exit)).Concat(lifecycle.Transitions.SelectMany(t => t.Actions));
        foreach (var words in actions.Select(a => a.Description).Distinct()) behaviours.Action(words, _ => log.Add(words));
        return behaviours;
    }

    private sealed record Call(int Minutes, int? Trigger, int Bits);
}
