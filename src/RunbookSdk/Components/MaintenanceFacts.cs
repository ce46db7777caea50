using RunbookSdk.Actions;
using RunbookSdk.Facts;

namespace RunbookSdk.Components;

/// <summary>Where a scheduled maintenance stands, in Statuspage's words.</summary>
public enum MaintenanceStatus
{
    /// <summary>Announced.</summary>
    Scheduled,

    /// <summary>Worked on.</summary>
    InProgress,

    /// <summary>The work is done and looked at.</summary>
    Verifying,

    /// <summary>Over, or called off.</summary>
    Completed,
}

/// <summary>
/// Work that was announced. Whoever announces it says what and when; where it stands changes only through decisions, through people, and
/// by itself: it is in progress when it begins and completed when it ends. What it works on is under maintenance meanwhile.
/// </summary>
/// <param name="Cluster">The cluster worked on.</param>
/// <param name="Begins">When it begins.</param>
/// <param name="Ends">When it ends.</param>
/// <param name="Id">Which of the cluster's maintenances.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Component">The component worked on; null for all of the cluster.</param>
/// <param name="Status">Where it stands; what is said of it is ignored after the first time.</param>
/// <param name="Since">When it came to stand there; null when nobody saw it come.</param>
public sealed record Maintenance(
    [Key] string Cluster,
    DateTimeOffset Begins,
    DateTimeOffset Ends,
    [Key] string Id = "announced",
    string Title = "",
    string? Component = null,
    MaintenanceStatus Status = MaintenanceStatus.Scheduled,
    DateTimeOffset? Since = null)
    : IFollowedFact
{
    /// <summary>True while it is worked on: in progress or verifying.</summary>
    public bool IsUnderway => Status is MaintenanceStatus.InProgress or MaintenanceStatus.Verifying;

    internal bool Covers(Component component) => component.Cluster == Cluster && (Component is null || component.Name == Component);
}

/// <summary>
/// A person says where a maintenance stands, as far as its lifecycle permits. Until the edit is retracted neither a rule nor the clock
/// moves it.
/// </summary>
/// <param name="Cluster">The cluster worked on.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="By">Who says so.</param>
/// <param name="Because">Why.</param>
/// <param name="At">Since when.</param>
/// <param name="Id">Which of the cluster's maintenances.</param>
public sealed record MaintenanceEdit(
    [Key] string Cluster, MaintenanceStatus Status, [Author] string By, string Because, DateTimeOffset At, [Key] string Id = "announced") : IEdit;
