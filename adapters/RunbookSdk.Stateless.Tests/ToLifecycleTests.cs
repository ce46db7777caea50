using RunbookSdk.Diagnostics;
using RunbookSdk.Lifecycles;
using Stateless;

namespace RunbookSdk.StatelessMachines.Tests;

public sealed class ToLifecycleTests
{
    private readonly List<string> log = [];
    private readonly Clock clock = new();

    [Fact]
    public void States_ways_and_sub_states_are_read()
    {
        var lifecycle = Phone().ToLifecycle("phone", say => say
            .Initial("connected", "talking")
            .Guard("the number is valid", (string number) => number.Length > 2)
            .Action("ring", _ => log.Add("ring"))
            .Action("stop", _ => log.Add("stop"))
            .Internal("talking", "louder", "turn up", _ => log.Add("louder")));

        var phone = lifecycle.Begin(clock);
        Assert.Equal("idle", phone.State);
        Assert.False(phone.TryFire("dial", "1").Outcome == FireOutcome.Moved);
        phone.Fire("dial", "123");
        phone.Fire("lift");
        Assert.Equal("talking", phone.State);
        Assert.Equal(FireOutcome.Ignored, phone.Fire("lift").Outcome);
        phone.Fire("louder");
        phone.Fire("hold");
        phone.Fire("again");
        phone.Fire("hang up");
        Assert.Equal("idle", phone.State);
        Assert.Equal(["ring", "stop", "louder"], log);
        Assert.True(lifecycle.IsFinal("broken"));
    }

    [Fact]
    public void All_that_is_missing_is_named_at_once()
    {
        var machine = Phone();
        machine.Configure("broken").PermitDynamic("mend", () => "idle").OnActivate(() => { }, "smell smoke");
        machine.Configure("idle").PermitIf("guess", "ringing", () => true).OnExit(() => { });
        machine.Configure("connected").Permit("jump", "on hold");

        var problems = Assert.Throws<RunbookException>(() => machine.ToLifecycle("phone")).Diagnostics;

        Assert.Equal(
            ["RBK6020", "RBK6021", "RBK6021", "RBK6022", "RBK6022", "RBK6022", "RBK6022", "RBK6022", "RBK6023", "RBK6024"],
            problems.Select(p => p.Code).Order(StringComparer.Ordinal));
        Assert.All(problems, p => Assert.Equal(SourceLocation.None, p.Location));
        Assert.Contains(problems, p => p.Message.Contains("the guard 'the number is valid' of dial in idle", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_actions_none_has_to_be_said()
    {
        var machine = Phone();
        machine.Configure("broken").OnActivate(() => { }, "smell smoke");

        var lifecycle = machine.ToLifecycle("phone", say => say
            .WithoutActions().Initial("connected", "talking").Guard("the number is valid", (string _) => true));

        Assert.DoesNotContain(lifecycle.StateDetails, s => s.Entry.Count + s.Exit.Count > 0);
        Assert.Contains(lifecycle.Transitions, t => t.Kind == TransitionKind.Stay);
    }

    [Fact]
    public void Several_guards_of_one_transition_hold_together()
    {
        var machine = new StateMachine<string, string>("a");
        machine.Configure("a").PermitIf("go", "b", Tuple.Create(() => true, "odd"), Tuple.Create(() => true, "large"));
        machine.Configure("b").Permit("back", "a");

        var lifecycle = machine.ToLifecycle("number", say => say
            .Guard("odd", (int n) => n % 2 == 1).Guard("large", (int n) => n > 10));

        Assert.Equal("odd and large", lifecycle.Transitions[0].Guard);
        Assert.Equal((FireOutcome.Refused, FireOutcome.Refused, FireOutcome.Moved), (Outcome(7), Outcome(12), Outcome(13)));

        FireOutcome Outcome(int n) => lifecycle.Fire(lifecycle.At("a", clock.Now), "go", n, clock.Now).Outcome;
    }

    [Fact]
    public void Guards_of_one_transition_that_take_different_things_are_a_problem()
    {
        var machine = new StateMachine<string, string>("a");
        machine.Configure("a").PermitIf("go", "b", Tuple.Create(() => true, "odd"), Tuple.Create(() => true, "long"));

        var problem = Assert.Single(Assert.Throws<RunbookException>(() => machine.ToLifecycle("number", say => say
            .Guard("odd", (int n) => n % 2 == 1).Guard("long", (string s) => s.Length > 3))).Diagnostics);

        Assert.Equal("RBK6021", problem.Code);
    }

    [Fact]
    public void An_action_for_one_trigger_is_done_for_that_one_only()
    {
        var machine = new StateMachine<string, string>("a");
        machine.Configure("a").Permit("left", "b").Permit("right", "b");
        machine.Configure("b").Permit("back", "a").OnEntryFrom("left", () => { }, "note");
        var lifecycle = machine.ToLifecycle("walk", say => say.Action("note", _ => log.Add("noted")));
        var walk = lifecycle.Begin(clock);

        walk.Fire("right");
        Assert.Empty(log);
        walk.Fire("back");
        walk.Fire("left");
        Assert.Equal(["noted"], log);
    }

    [Fact]
    public void An_exit_that_is_said_to_take_a_payload_is_a_problem()
    {
        var machine = new StateMachine<string, string>("a");
        machine.Configure("a").Permit("go", "b").OnExit(() => { }, "note");

        var exception = Assert.Throws<RunbookException>(() => machine.ToLifecycle("walk", say => say.Action("note", (int _, Turn<string, string> _) => { })));

        Assert.Equal("RBK6022", exception.Code);
    }

    [Fact]
    public void A_machine_of_other_types_is_refused() =>
        Assert.Throws<ArgumentException>(() => Phone().GetInfo().ToLifecycle<string, int>("phone"));

    [Fact]
    public void What_is_read_is_checked_as_any_lifecycle()
    {
        var machine = new StateMachine<string, string>("a");
        machine.Configure("a").Permit("go", "b");
        machine.Configure("island").Permit("swim", "a");

        Assert.Equal("RBK1205", Assert.Throws<RunbookException>(() => machine.ToLifecycle("walk")).Code);
    }

    private static StateMachine<string, string> Phone()
    {
        var machine = new StateMachine<string, string>("idle");
        machine.Configure("idle").PermitIf("dial", "ringing", () => true, "the number is valid").Permit("drop", "broken");
        machine.Configure("ringing").Permit("lift", "connected").OnEntry(() => { }, "ring").OnExit(() => { }, "stop");
        machine.Configure("connected").InitialTransition("talking").Permit("hang up", "idle").Ignore("lift").PermitReentry("again");
        machine.Configure("talking").SubstateOf("connected").Permit("hold", "on hold").InternalTransition("louder", () => { });
        machine.Configure("on hold").SubstateOf("connected").Permit("resume", "talking");
        return machine;
    }
}
