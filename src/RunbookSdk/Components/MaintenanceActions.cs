using System.Globalization;
using RunbookSdk.Actions;

namespace RunbookSdk.Components;

/// <summary>Announce work; one that is announced and has not begun is moved to another time.</summary>
/// <param name="Id">Which of the cluster's maintenances.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Cluster">The cluster worked on.</param>
/// <param name="Begins">When it begins.</param>
/// <param name="Ends">When it ends.</param>
/// <param name="Because">Why.</param>
/// <param name="Component">The component worked on; null for all of the cluster.</param>
public sealed record ScheduleMaintenance(
    string Id, string Title, string Cluster, DateTimeOffset Begins, DateTimeOffset Ends, string Because, string? Component = null)
    : OneShotAction("schedule-maintenance", Target.Of("maintenance", Cluster, Id), Because)
{
    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Details =>
    [
        KeyValuePair.Create("title", Title),
        KeyValuePair.Create("begins", Text(Begins)),
        KeyValuePair.Create("ends", Text(Ends)),
        .. Component is null ? (KeyValuePair<string, string>[])[] : [KeyValuePair.Create("component", Component)],
    ];

    private static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}

/// <summary>Move a maintenance to another status.</summary>
/// <param name="Maintenance">The maintenance.</param>
/// <param name="Status">Where to.</param>
/// <param name="Because">Why.</param>
public sealed record ChangeMaintenance(Maintenance Maintenance, MaintenanceStatus Status, string Because)
    : OneShotAction("change-maintenance", Target.Of("maintenance", Maintenance.Cluster, Maintenance.Id), Because)
{
    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Details => [KeyValuePair.Create("status", StatusText.Of(Status))];
}
