using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Incidents;
using RunbookSdk.Lifecycles;

namespace RunbookSdk.Tests.Lifecycles;

/// <summary>
/// Each grid has a row for where one stands and a column for what is asked, both in order of the enum:
/// <c>&gt;</c> goes there, <c>=</c> stays, <c>-</c> is ignored, <c>x</c> is refused.
/// </summary>
public sealed class BuiltInLifecycleTests
{
    [Fact]
    public void Incident_every_transition() => Assert.Equal(
        [
            "investigating: = > > > x",
            "identified:    > = > > x",
            "monitoring:    > x = > x",
            "resolved:      > x x = >",
            "postmortem:    x x x x =",
        ],
        Grid(IncidentLifecycle.Definition, 0));

    [Fact]
    public void Component_every_transition() => Assert.Equal(
        [
            "operational:          - > > > > >",
            "degraded_performance: > - > > > >",
            "partial_outage:       > > - > > >",
            "major_outage:         > > > - > >",
            "under_maintenance:    > > > > - >",
            "suspended:            > > > > > -",
        ],
        Grid(ComponentLifecycle.Definition, 0));

    [Theory]
    [InlineData(Enforcement.Announce, "announce: = > >", "warn:     > = >", "block:    > > =")]
    [InlineData(Enforcement.Warn, "announce: = > >", "warn:     x = >", "block:    x > =")]
    [InlineData(Enforcement.Block, "announce: = > >", "warn:     x = >", "block:    x x =")]
    public void Client_policy_every_transition(Enforcement strictestInForce, params string[] expected) =>
        Assert.Equal(expected, Grid(ClientPolicyLifecycle.Definition, new RequestsInForce(strictestInForce)));

    [Theory]
    [InlineData(
        IncidentStatus.Investigating, IncidentStatus.Postmortem, "an incident in investigating cannot go to postmortem; resolve it first")]
    [InlineData(
        IncidentStatus.Resolved,
        IncidentStatus.Monitoring,
        "an incident in resolved cannot go to monitoring; a relapse goes back to investigating")]
    [InlineData(
        IncidentStatus.Postmortem,
        IncidentStatus.Resolved,
        "an incident in postmortem cannot go to resolved; it is closed, open another one")]
    public void Incident_refuses_with_advice(IncidentStatus status, IncidentStatus asked, string reason)
    {
        var definition = IncidentLifecycle.Definition;

        Assert.Equal(reason, definition.Fire(definition.At(status, Door.Noon), asked, Door.Later).Reason);
    }

    [Fact]
    public void Incident_update_of_the_same_status_keeps_since_when_it_stands_there()
    {
        var monitoring = IncidentLifecycle.Definition.At(IncidentStatus.Monitoring, Door.Noon);
        var update = IncidentLifecycle.Definition.Fire(monitoring, IncidentStatus.Monitoring, Door.Later);

        Assert.Equal((FireOutcome.Moved, monitoring), (update.Outcome, update.After));
    }

    [Fact]
    public void Incident_only_postmortem_is_final() =>
        Assert.Equal([IncidentStatus.Postmortem], IncidentLifecycle.Definition.States.Where(IncidentLifecycle.Definition.IsFinal));

    [Fact]
    public void Client_policy_refuses_to_relax_while_something_stricter_is_in_force()
    {
        var definition = ClientPolicyLifecycle.Definition;
        var block = definition.At(Enforcement.Block, Door.Noon);

        Assert.Equal(
            "a client policy in block cannot go to warn; only when nothing stricter is in force",
            definition.Fire(block, Enforcement.Warn, new RequestsInForce(Enforcement.Block), Door.Later).Reason);
        Assert.Equal(
            "a client policy in block cannot go to warn without a RequestsInForce, which tells whether nothing stricter is in force",
            definition.Fire(block, Enforcement.Warn, Door.Later).Reason);
    }

    [Fact]
    public void Initial_states()
    {
        Assert.Equal(IncidentStatus.Investigating, IncidentLifecycle.Definition.Initial);
        Assert.Equal(ComponentStatus.Operational, ComponentLifecycle.Definition.Initial);
        Assert.Equal(Enforcement.Announce, ClientPolicyLifecycle.Definition.Initial);
    }

    [Fact]
    public void Worst_follows_the_precedence_whatever_the_order()
    {
        ComponentStatus[] worstToBest =
        [
            ComponentStatus.Suspended, ComponentStatus.MajorOutage, ComponentStatus.PartialOutage,
            ComponentStatus.DegradedPerformance, ComponentStatus.UnderMaintenance, ComponentStatus.Operational,
        ];
        for (var i = 0; i < worstToBest.Length; i++)
        {
            Assert.Equal(worstToBest[i], ComponentLifecycle.Worst(worstToBest[i..]));
            Assert.Equal(worstToBest[i], ComponentLifecycle.Worst(worstToBest[i..].Reverse()));
        }

        Assert.Equal(worstToBest.Order(), Enum.GetValues<ComponentStatus>().Order());
    }

    [Fact]
    public void Worst_of_nothing_is_operational() => Assert.Equal(ComponentStatus.Operational, ComponentLifecycle.Worst([]));

    [Fact]
    public void Worst_refuses_what_is_no_status() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ComponentLifecycle.Worst([(ComponentStatus)99]));

    [Fact]
    public void PublicStatus_hides_only_the_suspension() => Assert.All(Enum.GetValues<ComponentStatus>(), status => Assert.Equal(
        status == ComponentStatus.Suspended ? ComponentStatus.PartialOutage : status, ComponentLifecycle.PublicStatus(status)));

    [Fact]
    public void Strictest_of_several_and_of_none()
    {
        Assert.Equal(Enforcement.Block, ClientPolicyLifecycle.Strictest([Enforcement.Warn, Enforcement.Block, Enforcement.Announce]));
        Assert.Null(ClientPolicyLifecycle.Strictest([]));
    }

    private static List<string> Grid<T, TContext>(Lifecycle<T, T> definition, TContext context)
        where T : struct, Enum
    {
        var all = Enum.GetValues<T>();
        var width = all.Max(s => Spelling.Of(s).Length) + 1;
        return
        [
            .. all.Select(from => $"{$"{Spelling.Of(from)}:".PadRight(width)} " + string.Join(
                ' ', all.Select(asked => Mark(definition.Fire(definition.At(from, Door.Noon), asked, context, Door.Later), asked)))),
        ];
    }

    private static char Mark<T>(FireResult<T, T> result, T asked)
        where T : struct, Enum
    {
        if (result.Outcome == FireOutcome.Refused) return 'x';
        if (result.Outcome == FireOutcome.Ignored) return '-';
        Assert.Equal(asked, result.After.State);
        return result.After == result.Before ? '=' : '>';
    }
}
