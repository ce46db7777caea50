using RunbookSdk.Actions;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Incidents;

namespace RunbookSdk;

/// <summary>The fact records that every runbook knows without declaring them.</summary>
public static class DomainFacts
{
    /// <summary>The records, in the order in which they are shown.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [
        typeof(Component), typeof(Cluster), typeof(ClusterLoad), typeof(RequestRate), typeof(Sample), typeof(Probe),
        typeof(Heartbeat), typeof(Site), typeof(Service), typeof(Maintenance), typeof(Alert),
        typeof(Incident), typeof(Remedy), typeof(Postmortem),
        typeof(Client), typeof(Release), typeof(ClientPolicy),
        typeof(ActionOutcome), typeof(Approval), typeof(TeamMember), typeof(Pause), typeof(Silence), typeof(MaintenanceWindow), typeof(ProposeOnly),
        typeof(Resumption), typeof(ComponentEdit), typeof(MaintenanceEdit), typeof(IncidentEdit), typeof(ClientPolicyEdit),
    ];

    /// <summary>A catalog of these records and further ones.</summary>
    /// <param name="further">A rule set's own records, a host's.</param>
    /// <exception cref="Diagnostics.RunbookException">RBK4022: two records have one name.</exception>
    public static FactCatalog CatalogWith(params IEnumerable<Type> further) => new(Types.Concat(further));
}
