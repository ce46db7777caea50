using RunbookSdk.Diagnostics;
using RunbookSdk.Lifecycles;
using Stateless.Graph;
using Stateless.Reflection;
using static RunbookSdk.StatelessMachines.Tests.Doors;

namespace RunbookSdk.StatelessMachines.Tests;

/// <summary>What a host sees of a machine, and what it may do with it.</summary>
public sealed class ToStatelessHostTests
{
    private readonly List<string> log = [];
    private readonly Clock clock = new();

    [Fact]
    public void A_host_may_take_refusals_into_its_own_hands()
    {
        var machine = Door(d => d.State("open", s => s.Permit("close", "shut")).Final("shut")).ToStateless(clock);
        machine.OnUnhandledTrigger((state, trigger) => log.Add($"{trigger} in {state}"));

        machine.Fire("open");

        Assert.Equal(["open in open"], log);
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
        Assert.All(problems, p => Assert.EndsWith("ToStatelessHostTests.cs", p.Location.File, StringComparison.Ordinal));
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
}
