using System.Diagnostics;
using System.Reflection;
using RunbookSdk.Benchmarks.Workloads;
using RunbookSdk.Clients;
using RunbookSdk.Incidents;
using RunbookSdk.Lifecycles;
using RunbookSdk.Tests.TestDoubles;

namespace RunbookSdk.Tests.Lifecycles;

public sealed class LifecycleAllocationTests
{
    private const int Repeats = 10_000;

    [Fact]
    public void A_plain_fire_allocates_nothing()
    {
        var definition = IncidentLifecycle.Definition;
        var resolved = definition.At(IncidentStatus.Resolved, Door.Noon);

        AssertAllocatesNothing(() => definition.Fire(resolved, IncidentStatus.Investigating, Door.Later).Outcome, FireOutcome.Moved);
    }

    [Fact]
    public void A_fire_of_a_string_lifecycle_allocates_nothing()
    {
        var definition = Lifecycle.Define<string, string>("job")
            .Initial("new").State("new", s => s.Permit("begin", to: "done")).Final("done").Build();
        var begun = definition.Start(Door.Noon).After;

        AssertAllocatesNothing(() => definition.Fire(begun, "begin", Door.Later).Outcome, FireOutcome.Moved);
    }

    [Fact]
    public void A_fire_through_a_guard_allocates_nothing()
    {
        var definition = ClientPolicyLifecycle.Definition;
        var block = definition.At(Enforcement.Block, Door.Noon);
        var context = new RequestsInForce(Enforcement.Warn);

        AssertAllocatesNothing(() => definition.Fire(block, Enforcement.Warn, context, Door.Later).Outcome, FireOutcome.Moved);
    }

    [Fact]
    public void A_refusal_of_a_known_trigger_allocates_nothing()
    {
        var definition = IncidentLifecycle.Definition;
        var investigating = definition.Start(Door.Noon).After;

        AssertAllocatesNothing(() => definition.Fire(investigating, IncidentStatus.Postmortem, Door.Later).Outcome, FireOutcome.Refused);
    }

    [Fact]
    public void A_snapshot_of_an_equal_definition_is_fired_without_allocating_after_the_first_time()
    {
        static Lifecycle<string, string> Job() => Lifecycle.Define<string, string>("job").Initial("new")
            .State("new", s => s.Permit("begin", to: "begun")).State("begun", s => s.Permit("end", to: "done")).Final("done").Build();
        var (here, elsewhere) = (Job(), Job());

        var begun = here.Fire(elsewhere.Start(Door.Noon).After, "begin", Door.Noon).After;

        Assert.Same(here.Id, begun.Definition);
        AssertAllocatesNothing(() => here.Fire(begun, "end", Door.Later).Outcome, FireOutcome.Moved);
    }

    [Fact]
    public void A_fire_three_states_deep_allocates_nothing()
    {
        var definition = DoorWorkload.Nested;
        var shut = definition.Start(Door.Noon).After;

        AssertAllocatesNothing(() => definition.Fire(shut, Push.Turn, Door.Later).Outcome, FireOutcome.Moved);
    }

    [Theory]
    [InlineData("stay", FireOutcome.Moved)]
    [InlineData("reenter", FireOutcome.Moved)]
    [InlineData("ignore", FireOutcome.Ignored)]
    [InlineData("refuse", FireOutcome.Refused)]
    [InlineData("go", FireOutcome.Refused)] // its only guard does not hold
    public void Whatever_a_trigger_does_it_allocates_nothing(string trigger, FireOutcome expected)
    {
        var definition = Lifecycle.Define<string, string>("job").Initial("new")
            .State("new", s => s.Stay("stay").Reenter("reenter").Ignore("ignore").Refuse("refuse", "wait for it")
                .On("go").If("it is time", (int hour) => hour > 12).GoTo("done").Permit("end", "done"))
            .Final("done").Build();
        var begun = definition.Start(Door.Noon).After;

        AssertAllocatesNothing(() => definition.Fire(begun, trigger, 12, Door.Later).Outcome, expected);
    }

    [Fact]
    public void An_instance_that_is_fired_allocates_nothing() => AssertAllocatesNothing(DoorWorkload.Plain);

    [OptimizedFact]
    public void An_instance_whose_actions_run_allocates_nothing() => AssertAllocatesNothing(DoorWorkload.Acting);

    private static void AssertAllocatesNothing(Lifecycle<Place, Push> door)
    {
        var instance = door.Begin(TimeProvider.System);
        void Walk()
        {
            instance.Fire(Push.Push);
            instance.Fire(Push.Pull);
        }

        Walk();

        Assert.Equal(0, Allocation.Of(Repeats, Walk));
    }

    private static void AssertAllocatesNothing(Func<FireOutcome> fire, FireOutcome expected)
    {
        Assert.Equal(expected, fire());
        Assert.Equal(0, Allocation.Of(Repeats, () => fire()));
    }

    /// <summary>Without optimization the compiler makes an object of each call of an asynchronous method.</summary>
    private sealed class OptimizedFactAttribute : FactAttribute
    {
        public OptimizedFactAttribute()
        {
            var debuggable = typeof(Lifecycle).Assembly.GetCustomAttribute<DebuggableAttribute>();
            if (debuggable is { IsJITOptimizerDisabled: true }) Skip = "only of a Release build";
        }
    }
}
