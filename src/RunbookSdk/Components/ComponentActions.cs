using RunbookSdk.Actions;

namespace RunbookSdk.Components;

/// <summary>Switch a component off while the reason stands.</summary>
/// <param name="Component">The component.</param>
/// <param name="Because">Why.</param>
public sealed record Suspend(Component Component, string Because)
    : StandingAction("suspend", ComponentTarget.Of(Component), Because);

/// <summary>Show a component's status as something else than operational while the reason stands.</summary>
/// <param name="Component">The component.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Because">Why.</param>
public sealed record Degrade(Component Component, ComponentStatus Status, string Because)
    : StandingAction("degrade", ComponentTarget.Of(Component), Because)
{
    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Details =>
        [KeyValuePair.Create("status", StatusText.Of(Status))];
}

/// <summary>Move a service to another site. Nothing takes it back by itself, so it waits for an approval.</summary>
/// <param name="Service">The service.</param>
/// <param name="Site">Where to.</param>
/// <param name="Because">Why.</param>
public sealed record FailOver(Service Service, Site Site, string Because)
    : OneShotAction("fail-over", Target.Of("site", Site.Name), Because)
{
    /// <inheritdoc/>
    public override bool IsIrreversible => true;

    /// <summary>The service: one that was just moved is not moved again, wherever to.</summary>
    public override Target CooldownTarget => Target.Of("service", Service.Name);

    /// <summary>The site that the service leaves.</summary>
    public override IReadOnlyList<Target> Touches => [Target.Of("site", Service.Site)];

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Details => [KeyValuePair.Create("service", Service.Name)];
}

internal static class ComponentTarget
{
    public static Target Of(Component component) => Target.Of("component", component.Cluster, component.Name);
}
