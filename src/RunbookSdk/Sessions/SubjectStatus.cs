using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Incidents;
using RunbookSdk.Instances;

namespace RunbookSdk.Sessions;

/// <summary>Where something with a lifecycle stands. Immutable.</summary>
/// <param name="Subject">What, as actions name it: <c>component/online1/webtools</c>, <c>incident/network-2019-09-18</c>.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Status">Where it stands, in the words of its lifecycle.</param>
/// <param name="Since">Since when; null when nobody saw it come there.</param>
/// <param name="IsOver">True when nobody has to look at it: it works, or it is over.</param>
/// <param name="HeldBy">The person that holds it there against every rule; null when nobody does.</param>
/// <param name="HeldBecause">Why that person does; empty when nobody does.</param>
public sealed record SubjectStatus(
    Target Subject, string Title, string Status, DateTimeOffset? Since, bool IsOver, string? HeldBy = null, string HeldBecause = "")
{
    internal static IEnumerable<SubjectStatus> In(SessionSnapshot snapshot) =>
        Incidents(snapshot).Concat(Components(snapshot)).Concat(Maintenances(snapshot)).Concat(Policies(snapshot)).Concat(Instances(snapshot));

    private static IEnumerable<SubjectStatus> Incidents(SessionSnapshot snapshot)
    {
        var edits = snapshot.Facts<IncidentEdit>().ToDictionary(e => e.Incident, StringComparer.Ordinal);
        return Sorted(snapshot.Facts<Incident>().Select(i => Of(
            Target.Of("incident", i.Id), i.Title, StatusText.Of(i.Status), i.Since, i.Status >= IncidentStatus.Resolved, edits.GetValueOrDefault(i.Id))));
    }

    private static IEnumerable<SubjectStatus> Components(SessionSnapshot snapshot)
    {
        var edits = snapshot.Facts<ComponentEdit>().ToDictionary(e => (e.Cluster, e.Name));
        return Sorted(snapshot.Facts<Component>().Select(c => Of(
            ComponentTarget.Of(c), $"{c.Name} of {c.Cluster}", StatusText.Of(c.Status), c.Since,
            c.Status == ComponentStatus.Operational, edits.GetValueOrDefault((c.Cluster, c.Name)))));
    }

    private static IEnumerable<SubjectStatus> Maintenances(SessionSnapshot snapshot)
    {
        var edits = snapshot.Facts<MaintenanceEdit>().ToDictionary(e => (e.Cluster, e.Id));
        return Sorted(snapshot.Facts<Maintenance>().Select(m => Of(
            Target.Of("maintenance", m.Cluster, m.Id), m.Title.Length > 0 ? m.Title : $"work on {m.Component ?? m.Cluster}",
            StatusText.Of(m.Status), m.Since, m.Status == MaintenanceStatus.Completed, edits.GetValueOrDefault((m.Cluster, m.Id)))));
    }

    private static IEnumerable<SubjectStatus> Policies(SessionSnapshot snapshot)
    {
        var edits = snapshot.Facts<ClientPolicyEdit>().ToDictionary(e => e.Product, StringComparer.Ordinal);
        return Sorted(snapshot.Facts<ClientPolicy>().Select(p => Of(
            Target.Of("client-policy", p.Product), string.Create(CultureInfo.InvariantCulture, $"{p.Product} from {p.Minimum} on"),
            StatusText.Of(p.Enforcement), p.Since, isOver: false, edits.GetValueOrDefault(p.Product))));
    }

    private static IEnumerable<SubjectStatus> Instances(SessionSnapshot snapshot) => Sorted(snapshot.Facts<LifecycleStatus>().Select(
        s => Of(InstanceTarget.Of(s.Lifecycle, s.Id), $"{s.Lifecycle} of {s.Id}", s.Path, s.Since, s.HasEnded, null)));

    private static SubjectStatus Of(Target subject, string title, string status, DateTimeOffset? since, bool isOver, IEdit? edit) =>
        new(subject, title, status, since, isOver, edit?.By, edit?.Because ?? "");

    private static IEnumerable<SubjectStatus> Sorted(IEnumerable<SubjectStatus> subjects) =>
        subjects.OrderBy(s => s.Subject.ToString(), StringComparer.Ordinal);
}
