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

    private static void AssertAllocatesNothing(Func<FireOutcome> fire, FireOutcome expected)
    {
        Assert.Equal(expected, fire());
        Assert.Equal(0, Allocation.Of(Repeats, () => fire()));
    }
}
