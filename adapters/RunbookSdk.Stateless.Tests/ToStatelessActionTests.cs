using RunbookSdk.Lifecycles;
using Stateless;
using static RunbookSdk.StatelessMachines.Tests.Doors;

namespace RunbookSdk.StatelessMachines.Tests;

/// <summary>What a machine leaves, enters and does on the way.</summary>
public sealed class ToStatelessActionTests
{
    private readonly List<string> log = [];
    private readonly Clock clock = new();

    [Fact]
    public void A_way_to_a_state_within_the_lines_own_leaves_and_enters_all_within_it()
    {
        var machine = Nested(s => s.Permit("go", "far"));

        machine.Fire("go");
        Assert.Equal(["-near", "-inner", "+inner", "+far"], Taken());
        machine.Fire("go");
        Assert.Equal(["-far", "-inner", "+inner", "+far"], Taken());
    }

    [Fact]
    public void A_way_to_an_outer_state_enters_what_it_has_left()
    {
        var machine = Nested(s => s.Permit("go", "far"), far: s => s.Permit("home", "outer"));
        machine.Fire("go");
        log.Clear();

        machine.Fire("home");

        Assert.Equal(["-far", "-inner", "+inner", "+near"], Taken());
    }

    [Fact]
    public void Re_entry_of_an_outer_state_leaves_and_enters_all_of_it()
    {
        var machine = Nested(s => s.Reenter("again"));

        machine.Fire("again");

        Assert.Equal(["-near", "-inner", "-outer", "+outer", "+inner", "+near"], Taken());
        Assert.Equal("near", machine.State);
    }

    [Fact]
    public void What_a_line_does_comes_between_what_is_left_and_what_is_entered()
    {
        var machine = Nested(s => s.On("go").Do("note", Note("!")).GoTo("away").On("stay").Do("note", Note("=")).Stay());

        machine.Fire("stay");
        Assert.Equal(["="], Taken());
        machine.Fire("go");
        Assert.Equal(["-near", "-inner", "-outer", "!", "+away"], Taken());
    }

    [Fact]
    public void Actions_are_told_the_way_the_instant_and_what_the_trigger_brings()
    {
        var machine = Door(d => d
            .State("open", s => s.On(Push).Do("note", (n, turn) => log.Add($"{n} {turn.From}>{turn.To} {turn.Instant:HH:mm}")).GoTo("shut"))
            .State("shut", s => s.Permit("open", "open").OnEntry<int>("see", (n, _) => log.Add($"entered by {n}")))).ToStateless(clock);
        clock.Now = clock.Now.AddMinutes(30);

        machine.Fire(Push, 7);

        Assert.Equal(["7 open>shut 08:30", "entered by 7"], log);
    }

    [Fact]
    public void A_new_instance_does_what_is_done_on_entry()
    {
        var lifecycle = Door(d => d.State("open", s => s.Permit("close", "shut").OnEntry("note", Note("+open"))).Final("shut"));

        lifecycle.ToStateless(clock);
        Assert.Equal(["+open"], Taken());
        lifecycle.ToStateless(lifecycle.At("open", clock.Now), clock);
        Assert.Empty(log);
    }

    [Fact]
    public void Raised_triggers_come_after_the_transition_one_by_one()
    {
        var machine = Door(d => d
            .State("open", s => s.Permit("close", "shut"))
            .State("shut", s => s
                .OnEntry("raise", turn => Raise(turn, "ignored", "stay", "lock"))
                .Ignore("ignored").On("stay").Do("note", Note("=")).Stay().Permit("lock", "locked").OnExit("note", Note("-shut")))
            .State("locked", s => s.Permit("open", "open").OnEntry("note", Note("+locked")))).ToStateless(clock);

        machine.Fire("close");

        Assert.Equal("locked", machine.State);
        Assert.Equal(["=", "-shut", "+locked"], log);

        static void Raise(Turn<string, string> turn, params string[] triggers) => Array.ForEach(triggers, turn.Raise);
    }

    [Fact]
    public void An_action_that_raises_when_its_turn_is_over_is_told_so()
    {
        var kept = default(Turn<string, string>);
        var machine = Door(d => d
            .State("open", s => s.Permit("close", "shut"))
            .State("shut", s => s.Permit("open", "open").OnEntry("keep", turn => kept = turn))).ToStateless(clock);
        machine.Fire("close");

        Assert.Contains("turn that is over", Assert.Throws<InvalidOperationException>(() => kept.Raise("open")).Message, StringComparison.Ordinal);
        Assert.Equal("shut", machine.State);
    }

    [Fact]
    public void When_an_action_throws_nothing_has_moved_and_nothing_waits()
    {
        var fails = true;
        var machine = Door(d => d
            .State("open", s => s.Permit("close", "shut"))
            .State("shut", s => s
                .Permit("open", "open")
                .Permit("lock", "locked")
                .OnEntry("raise", turn => turn.Raise("lock"))
                .OnEntry("fail", _ => { if (fails) throw new TimeoutException(); }))
            .State("locked", s => s.Permit("open", "open"))).ToStateless(clock);

        Assert.Throws<TimeoutException>(() => machine.Fire("close"));
        Assert.Equal("open", machine.State);
        fails = false;
        machine.Fire("close");
        Assert.Equal("locked", machine.State);
        machine.Fire("open");
        Assert.Equal("open", machine.State);
    }

    [Fact]
    public void When_a_raised_trigger_is_refused_the_run_is_taken_back()
    {
        var machine = Door(d => d
            .State("open", s => s.Permit("close", "shut"))
            .State("shut", s => s.Permit("open", "open").OnEntry("raise", turn => turn.Raise("nonsense")))).ToStateless(clock);

        Assert.Throws<TriggerRefusedException>(() => machine.Fire("close"));
        Assert.Equal("open", machine.State);
    }

    [Fact]
    public void What_a_host_adds_to_the_machine_does_what_the_states_do()
    {
        var machine = Nested(s => s.Permit("go", "away"));
        machine.Configure("away").Permit("teleport", "moon");
        machine.Configure("moon").Permit("return", "inner");

        machine.Fire("go");
        machine.Fire("teleport");
        log.Clear();
        machine.Fire("return");

        Assert.Equal("near", machine.State);
        Assert.Equal(["+outer", "+inner", "+near"], log);
    }

    private List<string> Taken()
    {
        List<string> taken = [.. log];
        log.Clear();
        return taken;
    }

    private Action<Turn<string, string>> Note(string text) => _ => log.Add(text);

    /// <summary>The state outer with inner in it, and in that near and far; and away beside them.</summary>
    private StateMachine<string, string> Nested(
        Action<StateBuilder<string, string>> outer, Action<StateBuilder<string, string>>? far = null)
    {
        var lifecycle = Lifecycle.Define<string, string>("walker").Initial("outer")
            .State("outer", s => outer(Noted(s, "outer").Initial("inner").Permit("off", "away").Permit("hop", "far")))
            .State("inner", s => Noted(s, "inner").Within("outer").Initial("near"))
            .State("near", s => Noted(s, "near").Within("inner"))
            .State("far", s => (far ?? (_ => { }))(Noted(s, "far").Within("inner")))
            .State("away", s => Noted(s, "away").Permit("home", "near")).Build();
        var machine = lifecycle.ToStateless(clock);
        log.Clear();
        return machine;
    }

    private StateBuilder<string, string> Noted(StateBuilder<string, string> state, string name) =>
        state.OnEntry($"enter {name}", Note($"+{name}")).OnExit($"leave {name}", Note($"-{name}"));
}
