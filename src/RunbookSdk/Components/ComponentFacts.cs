using RunbookSdk.Actions;
using RunbookSdk.Facts;

namespace RunbookSdk.Components;

/// <summary>Where a component stands, in Statuspage's words; <see cref="Suspended"/> is shown to the public as a partial outage.</summary>
public enum ComponentStatus
{
    /// <summary>Works.</summary>
    Operational,

    /// <summary>Slow or shaky.</summary>
    DegradedPerformance,

    /// <summary>Does not work for some.</summary>
    PartialOutage,

    /// <summary>Does not work.</summary>
    MajorOutage,

    /// <summary>Worked on, as announced.</summary>
    UnderMaintenance,

    /// <summary>Switched off on purpose, to protect the rest.</summary>
    Suspended,
}

/// <summary>A part of a service in one cluster. Its status changes only through decisions; what a file says of it is ignored after the first time.</summary>
/// <param name="Cluster">The cluster, such as <c>online1</c>.</param>
/// <param name="Name">The component, such as <c>WebTools</c>.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Since">When it came to stand there; null when it has always.</param>
public sealed record Component(
    [Key] string Cluster, [Key] string Name, ComponentStatus Status = ComponentStatus.Operational, DateTimeOffset? Since = null)
    : IFollowedFact
{
    /// <summary>What the public sees of it, in Statuspage's words; see <see cref="ComponentLifecycle.PublicStatus"/>.</summary>
    public ComponentStatus PublicStatus => ComponentLifecycle.PublicStatus(Status);
}

/// <summary>
/// A person says where a component stands. That holds against every rule until the edit is retracted; then it stands as the actions in
/// force say.
/// </summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Name">The component.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="By">Who says so.</param>
/// <param name="Because">Why.</param>
/// <param name="At">Since when.</param>
public sealed record ComponentEdit(
    [Key] string Cluster, [Key] string Name, ComponentStatus Status, [Author] string By, string Because, DateTimeOffset At) : IEdit;

/// <summary>A group of machines that serves some of the customers.</summary>
/// <param name="Name">The cluster.</param>
/// <param name="CustomerShare">Share of all customers, 0 to 1.</param>
public sealed record Cluster([Key] string Name, double CustomerShare);

/// <summary>Load of a cluster.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Percent">Load in percent of capacity.</param>
public sealed record ClusterLoad([Key] string Cluster, double Percent);

/// <summary>Requests that a component of a cluster receives.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Component">The component.</param>
/// <param name="PerSecond">Requests per second.</param>
public sealed record RequestRate([Key] string Cluster, [Key] string Component, double PerSecond);

/// <summary>A value of any metric.</summary>
/// <param name="Metric">Name of the metric, such as <c>network-errors</c>.</param>
/// <param name="Subject">What it was measured on.</param>
/// <param name="Value">The value, in the metric's own unit.</param>
public sealed record Sample([Key] string Metric, [Key] string Subject, double Value);

/// <summary>What somebody outside sees of a service.</summary>
/// <param name="VantagePoint">From where.</param>
/// <param name="Subject">What is probed.</param>
/// <param name="Up">True when it answered.</param>
public sealed record Probe([Key] string VantagePoint, [Key] string Subject, bool Up);

/// <summary>A sign of life from inside.</summary>
/// <param name="Subject">Who lives.</param>
/// <param name="At">When.</param>
public sealed record Heartbeat([Key] string Subject, DateTimeOffset At);

/// <summary>A data centre.</summary>
/// <param name="Name">The site, such as <c>dc2</c>.</param>
/// <param name="Healthy">True when it could carry the service.</param>
/// <param name="ReplicationLagSeconds">How far its data are behind, in seconds.</param>
public sealed record Site([Key] string Name, bool Healthy, double ReplicationLagSeconds);

/// <summary>A service and the site that it runs from.</summary>
/// <param name="Name">The service.</param>
/// <param name="Site">The site.</param>
public sealed record Service([Key] string Name, string Site);

/// <summary>An alert of a monitoring system.</summary>
/// <param name="Name">Name of the alert.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Firing">True while it fires.</param>
/// <param name="Severity">Its severity label; empty when it has none.</param>
public sealed record Alert([Key] string Name, [Key] string Subject, bool Firing, string Severity = "");
