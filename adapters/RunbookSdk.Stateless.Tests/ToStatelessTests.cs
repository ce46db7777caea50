using RunbookSdk.Diagnostics;
using RunbookSdk.Lifecycles;
using Stateless;
using Stateless.Graph;
using Stateless.Reflection;

namespace RunbookSdk.StatelessMachines.Tests;

public sealed class ToStatelessTests
{
    private static readonly Trigger<string, int> Push = new("push");
    private readonly List<string> log = [];
    private readonly Clock clock = new();

    [Fact]
    public void A_trigger_leads_where_the_lifecycle_leads()
    {
        var machine = Door(d => d.State("open", s => s.Permit("close", "shut")).State("shut", s => s.Permit("open", "open"))).ToStateless(clock);

        machine.Fire("close");

        Assert.Equal("shut", machine.State);
        Assert.True(machine.CanFire("open"));
        Assert.False(machine.CanFire("close"));
    }

    [Fact]
    public void Of_two_guards_that_hold_the_first_wins()
    {
        var machine = Door(d => d
            .State("open", s => s
                .On(Push).If("above 1", n => n > 1).GoTo("shut")
                .On(Push).If("above 0", n => n > 0).GoTo("locked")
                .On("push").Ignore())
            .State("shut", s => s.Permit("back", "open"))
            .State("locked", s => s.Permit("back", "open"))).ToStateless(clock);

        Assert.Equal("shut", After(machine, 2));
        Assert.Equal("locked", After(machine, 1));
        Assert.Equal("open", After(machine, 0));

        static string After(StateMachine<string, string> machine, int payload)
        {
            machine.Fire(Push, payload);
            var state = machine.State;
            if (state != "open") machine.Fire("back");
            return state;
        }
    }

    [Fact]
    public void What_is_refused_is_refused_in_the_words_of_the_lifecycle()
    {
        var lifecycle = Door(d => d
            .State("open", s => s.Permit("close", "shut").Refuse("lock", "close it first").On(Push).If("above 5", n => n > 5).GoTo("shut"))
            .State("shut", s => s.Permit("open", "open")));
        var (machine, instance) = (lifecycle.ToStateless(clock), lifecycle.Begin(clock));

        Assert.Equal(Reason(() => instance.Fire("lock")), Reason(() => machine.Fire("lock")));
        Assert.Equal(Reason(() => instance.Fire("open")), Reason(() => machine.Fire("open")));
        Assert.Equal(Reason(() => instance.Fire("unknown")), Reason(() => machine.Fire("unknown")));
        Assert.Equal(Reason(() => instance.Fire(Push, 1)), Reason(() => machine.Fire(Push, 1)));
        Assert.Equal(Reason(() => instance.Fire("push")), Reason(() => machine.Fire("push")));
        Assert.Equal("open", machine.State);

        static string Reason(Action fire) => Assert.Throws<TriggerRefusedException>(fire).Message;
    }

    [Fact]
    public void A_host_may_take_refusals_into_its_own_hands()
    {
        var machine = Door(d => d.State("open", s => s.Permit("close", "shut")).Final("shut")).ToStateless(clock);
        machine.OnUnhandledTrigger((state, trigger) => log.Add($"{trigger} in {state}"));

        machine.Fire("open");

        Assert.Equal(["open in open"], log);
    }

    [Fact]
    public void An_inner_refusal_stops_a_trigger_that_the_outer_state_takes()
    {
        var machine = House().ToStateless(clock);

        Assert.Throws<TriggerRefusedException>(() => machine.Fire("leave"));
        machine.Fire("walk");
        machine.Fire("leave");

        Assert.Equal("outside", machine.State);
    }

    [Fact]
    public async Task An_inner_line_comes_first_when_fired_asynchronously_too()
    {
        var machine = House().ToStateless(clock);
        machine.Fire("walk");

        await machine.FireAsync("call");
        Assert.Equal("hall", machine.State);
        await machine.FireAsync("call");
        Assert.Equal("outside", machine.State);
    }

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
    public void Guards_that_must_exclude_each_other_and_do_not_refuse_the_trigger()
    {
        var machine = Door(d => d.ExclusiveGuards()
            .State("open", s => s.On(Push).If("above 0", n => n > 0).GoTo("shut").On(Push).If("below 9", n => n < 9).GoTo("shut"))
            .State("shut", s => s.Permit("open", "open"))).ToStateless(clock);

        Assert.Contains("above 0' and 'below 9' hold", Assert.Throws<TriggerRefusedException>(() => machine.Fire(Push, 5)).Message, StringComparison.Ordinal);
        machine.Fire(Push, 0);
        Assert.Equal("shut", machine.State);
    }

    [Fact]
    public void Stateless_itself_refuses_a_payload_of_another_type()
    {
        var machine = Door(d => d.State("open", s => s.On(Push).If("above 0", n => n > 0).GoTo("shut")).Final("shut")).ToStateless(clock);

        Assert.Throws<ArgumentException>(() => machine.Fire(new Trigger<string, string>("push"), "hard"));
        Assert.Equal("open", machine.State);
    }

    [Fact]
    public void The_host_may_keep_the_state()
    {
        var column = "shut";
        var lifecycle = Door(d => d.State("open", s => s.Permit("close", "shut")).State("shut", s => s.Permit("open", "open")));

        lifecycle.ToStateless(() => column, state => column = state, clock).Fire("open");

        Assert.Equal("open", column);
    }

    [Fact]
    public void An_instance_that_stands_nowhere_is_refused()
    {
        var house = House();
        var other = Door(d => d.State("open", s => s.Permit("close", "shut")).Final("shut"));

        Assert.Throws<ArgumentException>(() => house.ToStateless(other.At("open", clock.Now), clock));
        Assert.Contains("inside has sub-states", Assert.Throws<ArgumentException>(() => house.ToStateless(() => "inside", _ => { }, clock)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => house.ToStateless(() => "nowhere", _ => { }, clock));
    }

    [Fact]
    public void All_that_Stateless_cannot_do_is_named_at_once()
    {
        var lifecycle = Door(d => d
            .State("open", s => s.After(TimeSpan.FromDays(1)).GoTo("inside").On("in").GoToHistory("inside"))
            .State("inside", s => s.Initial("hall").Permit("out", "open").OnExitAsync("wave", (_, _) => ValueTask.CompletedTask))
            .State("hall", s => s.Within("inside").Automatically().If("it is dark", (bool dark) => dark).GoTo("bed"))
            .State("bed", s => s.Within("inside").On("wake").DoAsync("yawn", (_, _) => ValueTask.CompletedTask).GoTo("hall")));

        var problems = Assert.Throws<RunbookException>(() => lifecycle.ToStateless(clock)).Diagnostics;

        Assert.Equal(["RBK6010", "RBK6012", "RBK6013", "RBK6011", "RBK6013"], problems.Select(p => p.Code));
        Assert.All(problems, p => Assert.Contains("LifecycleInstance", p.Message, StringComparison.Ordinal));
        Assert.All(problems, p => Assert.EndsWith("ToStatelessTests.cs", p.Location.File, StringComparison.Ordinal));
    }

    [Fact]
    public void The_machine_tells_what_it_is_made_of()
    {
        var info = House().ToStateless(clock).GetInfo();

        Assert.Equal(["inside", "hall", "bed", "outside"], info.States.Select(s => s.ToString()));
        var (inside, hall) = (info.States.First(), info.States.ElementAt(1));
        Assert.Equal(["hall", "bed"], inside.Substates.Select(s => s.ToString()));
        Assert.Equal("inside", hall.Superstate.ToString());
        Assert.Equal(["shout > outside"], inside.FixedTransitions.Select(t => $"{t.Trigger} > {t.DestinationState}"));
        Assert.Contains("outside", UmlDotGraph.Format(info), StringComparison.Ordinal);
        Assert.Contains("outside", MermaidGraph.Format(info), StringComparison.Ordinal);
    }

    [Fact]
    public void Guards_are_described_as_they_are_asked()
    {
        var info = Door(d => d
            .State("open", s => s
                .On(Push).If("above 2", n => n > 2).GoTo("shut")
                .On(Push).If("above 1", n => n > 1).Refuse("push harder")
                .On(Push).If("above 0", n => n > 0).Ignore()
                .On("push").GoTo("shut"))
            .State("shut", s => s.Permit("open", "open"))).ToStateless(clock).GetInfo();

        Assert.Equal(["above 2", "neither above 2 nor above 1 nor above 0"], Guards(info.States.First().FixedTransitions));
        Assert.Equal(["above 0, and neither above 2 nor above 1"], Guards(info.States.First().IgnoredTriggers));

        static IEnumerable<string> Guards(IEnumerable<TransitionInfo> lines) =>
            lines.SelectMany(t => t.GuardConditionsMethodDescriptions).Select(g => g.Description);
    }

    [Fact]
    public void A_refusal_that_depends_on_what_the_trigger_brings_says_why()
    {
        var machine = Door(d => d
            .State("open", s => s.Permit("close", "shut").On(Push).If("above 1", n => n > 1).Refuse("push gently").On(Push).If("above 0", n => n > 0).Refuse("pull"))
            .State("shut", s => s.Permit("open", "open"))).ToStateless(clock);

        Assert.EndsWith("; push gently", Assert.Throws<TriggerRefusedException>(() => machine.Fire(Push, 2)).Message, StringComparison.Ordinal);
        Assert.EndsWith("; pull", Assert.Throws<TriggerRefusedException>(() => machine.Fire(Push, 1)).Message, StringComparison.Ordinal);
        var ignored = Assert.Single(machine.GetInfo().States.First().IgnoredTriggers);
        Assert.Equal("never: when above 1, push gently; when above 0, pull", Assert.Single(ignored.GuardConditionsMethodDescriptions).Description);
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

    private static Lifecycle<string, string> Door(Func<LifecycleBuilder<string, string>, LifecycleBuilder<string, string>> declare) =>
        declare(Lifecycle.Define<string, string>("door").Initial("open")).Build();

    private static Lifecycle<string, string> House() => Lifecycle.Define<string, string>("house").Initial("inside")
        .State("inside", s => s.Initial("hall").Permit("leave", "outside").Permit("call", "outside").Permit("shout", "outside"))
        .State("hall", s => s.Within("inside").Permit("walk", "bed").Refuse("leave", "say good night first"))
        .State("bed", s => s.Within("inside").Permit("call", "hall"))
        .State("outside", s => s.Permit("enter", "inside")).Build();

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
