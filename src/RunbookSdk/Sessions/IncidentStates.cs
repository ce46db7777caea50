using RunbookSdk.Facts;
using RunbookSdk.Incidents;

namespace RunbookSdk.Sessions;

/// <summary>Where incidents stand: they are opened and moved by decisions, and by people, who hold them against decisions.</summary>
internal sealed class IncidentStates(FactStore store, DecisionLog log, Edits edits)
{
    public string? Refusal(OpenIncident open)
    {
        var known = Find(open.Id);
        if (known?.Status < IncidentStatus.Resolved) return $"incident {open.Id} is already open";
        return Held(open.Id) ?? (known is null ? null : Refusal(known, IncidentStatus.Investigating));
    }

    public string? Refusal(Incident incident, IncidentStatus asked)
    {
        if (Find(incident.Id) is not { } known) return Unknown(incident.Id);
        return Held(known.Id) ?? RefusalOf(known, asked);
    }

    /// <summary>Why a person cannot have it so.</summary>
    public string? Refusal(IncidentEdit edit) => Find(edit.Incident) is { } known ? RefusalOf(known, edit.Status) : Unknown(edit.Incident);

    /// <summary>Opens an incident, or takes it up again when it was over.</summary>
    public void Open(OpenIncident open)
    {
        if (Find(open.Id) is { } known) Move(known, IncidentStatus.Investigating);
        else store.Write(new Incident(open.Id, open.Title, open.Impact, IncidentStatus.Investigating, log.Now, log.Now, log.Now), log.Now);
    }

    public void Move(string id, IncidentStatus asked)
    {
        if (Find(id) is { } known) Move(known, asked);
    }

    /// <summary>An incident that comes back while a person holds it stands where that person says.</summary>
    public void Follow(FactChange change)
    {
        if (change.Kind != ChangeKind.Added || change.Fact.Value is not Incident known || edits.OfIncident(known.Id) is not { } edit) return;
        if (RefusalOf(known, edit.Status) is { } reason) edits.Refuse(edit, reason);
        else Move(known, edit.Status);
    }

    private Incident? Find(string id) =>
        store.Find(new Incident(id, "", Impact.None, default, default, default, default))?.Value as Incident;

    private string? Held(string id) => edits.OfIncident(id) is { } edit ? Edits.Held($"incident {id}", edit) : null;

    private string? RefusalOf(Incident known, IncidentStatus asked)
    {
        var fired = IncidentLifecycle.Definition.Fire(IncidentLifecycle.Definition.At(known.Status, known.Since), asked, log.Now);
        return fired.IsRefused ? fired.Reason : null;
    }

    private void Move(Incident known, IncidentStatus asked)
    {
        var after = IncidentLifecycle.Definition.Fire(IncidentLifecycle.Definition.At(known.Status, known.Since), asked, log.Now).After;
        store.Write(known with { Status = after.State, Since = after.Since, UpdatedAt = log.Now }, log.Now);
    }

    private static string Unknown(string id) => $"incident {id} is not known";
}
