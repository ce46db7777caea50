using RunbookSdk.Actions;

namespace RunbookSdk.Instances;

/// <summary>Begin an instance of a runbook's own lifecycle; one that has ended begins anew.</summary>
/// <param name="Lifecycle">Name of the lifecycle.</param>
/// <param name="Id">Which instance.</param>
/// <param name="Because">Why.</param>
public sealed record BeginLifecycle(string Lifecycle, string Id, string Because)
    : OneShotAction("begin-lifecycle", InstanceTarget.Of(Lifecycle, Id), Because);

/// <summary>Fire a trigger of a runbook's own lifecycle; where the lifecycle refuses it, the decision is denied and says why.</summary>
/// <param name="Lifecycle">Name of the lifecycle.</param>
/// <param name="Id">Which instance.</param>
/// <param name="Trigger">The trigger.</param>
/// <param name="Because">Why.</param>
public sealed record FireTrigger(string Lifecycle, string Id, string Trigger, string Because)
    : OneShotAction("fire-trigger", InstanceTarget.Of(Lifecycle, Id), Because)
{
    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Details => [KeyValuePair.Create("trigger", Trigger)];
}

/// <summary>
/// A condition over facts that leads out of a state holds: what the lifecycle itself asks for, in a decision of a rule named after the state.
/// </summary>
/// <param name="Lifecycle">Name of the lifecycle.</param>
/// <param name="Id">Which instance.</param>
/// <param name="State">The state that declares the condition.</param>
/// <param name="Condition">The condition in words.</param>
public sealed record CompleteState(string Lifecycle, string Id, string State, string Condition)
    : OneShotAction("complete-state", InstanceTarget.Of(Lifecycle, Id), Condition)
{
    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Details => [KeyValuePair.Create("state", State)];
}

internal static class InstanceTarget
{
    public static Target Of(string lifecycle, string id) => Target.Of("lifecycle", lifecycle, id);
}
