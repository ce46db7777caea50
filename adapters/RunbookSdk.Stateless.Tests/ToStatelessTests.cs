using RunbookSdk.Lifecycles;
using Stateless;
using static RunbookSdk.StatelessMachines.Tests.Doors;

namespace RunbookSdk.StatelessMachines.Tests;

/// <summary>Where a machine goes, and what it refuses.</summary>
public sealed class ToStatelessTests
{
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
}
