using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Incidents;

namespace RunbookSdk.Sessions;

/// <summary>
/// What people say of where things stand. An edit is a fact and stands while it is known, so nothing else has to be remembered of it.
/// </summary>
internal sealed class Edits(FactStore store, Refusals refusals)
{
    public ComponentEdit? Of(Component component) =>
        Find(new ComponentEdit(component.Cluster, component.Name, default, "", "", default));

    public MaintenanceEdit? Of(Maintenance maintenance) =>
        Find(new MaintenanceEdit(maintenance.Cluster, default, "", "", default, maintenance.Id));

    public IncidentEdit? OfIncident(string id) => Find(new IncidentEdit(id, default, "", "", default));

    public ClientPolicyEdit? OfProduct(string product) => Find(new ClientPolicyEdit(product, null!, default, "", "", default));

    /// <summary>The edit that stands on what a fact says; null when none does.</summary>
    public IEdit? On(object fact) => fact switch
    {
        Component component => Of(component),
        Maintenance maintenance => Of(maintenance),
        Incident incident => OfIncident(incident.Id),
        ClientPolicy policy => OfProduct(policy.Product),
        _ => null,
    };

    /// <summary>Says that automation does not move what a person holds, and how that ends.</summary>
    public static string Held(string what, IEdit edit)
    {
        var type = FactType.Of(edit.GetType());
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{what} is held by {edit.By} since {edit.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z: {edit.Because}; it is handed back when {type.Name} {type.KeyText(edit)} is retracted");
    }

    /// <summary>Tells a person that an edit cannot be done.</summary>
    public void Refuse(IEdit edit, string reason) => refusals.Tell("RBK5040", edit, edit.By, reason);

    private T? Find<T>(T like)
        where T : class, IEdit => store.Find(like)?.Value as T;
}
