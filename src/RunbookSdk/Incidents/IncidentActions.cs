using RunbookSdk.Actions;

namespace RunbookSdk.Incidents;

/// <summary>Open an incident; it begins as investigating. One that is already open stays as it is.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Impact">How much it hurts.</param>
/// <param name="Because">Why.</param>
public sealed record OpenIncident(string Id, string Title, Impact Impact, string Because)
    : OneShotAction("open-incident", Target.Of("incident", Id), Because)
{
    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Details =>
        [KeyValuePair.Create("title", Title), KeyValuePair.Create("impact", StatusText.Of(Impact))];
}

/// <summary>Move an incident to another status.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Status">Where to.</param>
/// <param name="Because">Why.</param>
public sealed record ChangeIncident(Incident Incident, IncidentStatus Status, string Because)
    : OneShotAction("change-incident", Target.Of("incident", Incident.Id), Because)
{
    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Details => [KeyValuePair.Create("status", StatusText.Of(Status))];
}

/// <summary>Tell the public; the incident moves to the status that the update names.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Status">The status that the update is posted under.</param>
/// <param name="Body">What to say; it is the reason as well.</param>
public sealed record PostUpdate(Incident Incident, IncidentStatus Status, string Body)
    : OneShotAction("post-update", Target.Of("incident", Incident.Id), Body)
{
    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Details => [KeyValuePair.Create("status", StatusText.Of(Status))];
}
