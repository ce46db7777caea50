using RunbookSdk.Actions;
using RunbookSdk.Facts;

namespace RunbookSdk.Incidents;

/// <summary>Where an incident stands, in Statuspage's words.</summary>
public enum IncidentStatus
{
    /// <summary>Something is wrong; the cause is not known.</summary>
    Investigating,

    /// <summary>The cause is known.</summary>
    Identified,

    /// <summary>A remedy is in place and watched.</summary>
    Monitoring,

    /// <summary>Over.</summary>
    Resolved,

    /// <summary>Over, and written up.</summary>
    Postmortem,
}

/// <summary>How much an incident hurts, in Statuspage's words.</summary>
public enum Impact
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>A little.</summary>
    Minor,

    /// <summary>Much.</summary>
    Major,

    /// <summary>Everything is down.</summary>
    Critical,
}

/// <summary>An incident. It is opened, changed and closed by decisions only.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Impact">How much it hurts.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="Since">When it came to its status.</param>
/// <param name="UpdatedAt">When something was last said of it.</param>
public sealed record Incident(
    [Key] string Id,
    string Title,
    Impact Impact,
    IncidentStatus Status,
    DateTimeOffset OpenedAt,
    DateTimeOffset Since,
    DateTimeOffset UpdatedAt) : IFollowedFact;

/// <summary>
/// A person says where an incident stands, as far as its lifecycle permits. Until the edit is retracted no rule moves the incident or
/// posts under its name.
/// </summary>
/// <param name="Incident">Id of the incident.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="By">Who says so.</param>
/// <param name="Because">Why.</param>
/// <param name="At">Since when.</param>
public sealed record IncidentEdit([Key] string Incident, IncidentStatus Status, [Author] string By, string Because, DateTimeOffset At) : IEdit;

/// <summary>What was done against the cause of an incident, as an operator records it.</summary>
/// <param name="Subject">What was mended, such as the name of a site.</param>
/// <param name="Description">How.</param>
/// <param name="At">When.</param>
public sealed record Remedy([Key] string Subject, string Description, DateTimeOffset At);

/// <summary>A postmortem that was written.</summary>
/// <param name="Incident">Id of the incident.</param>
/// <param name="Summary">What it says, in short.</param>
/// <param name="At">When it was finished.</param>
public sealed record Postmortem([Key] string Incident, string Summary, DateTimeOffset At);
