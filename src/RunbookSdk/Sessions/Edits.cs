using System.Globalization;
using Microsoft.Extensions.Logging;
using RunbookSdk.Actions;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Incidents;

namespace RunbookSdk.Sessions;

/// <summary>
/// What people say of where things stand. An edit is a fact and stands while it is known, so nothing else has to be remembered of it.
/// </summary>
internal sealed partial class Edits(FactStore store, UndoLog undo, SessionOptions options)
{
    /// <summary>What people asked for and could not be done.</summary>
    public List<Diagnostic> Problems { get; } = [];

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
    public void Refuse(IEdit edit, string reason)
    {
        var type = FactType.Of(edit.GetType());
        var count = Problems.Count;
        undo.Add(() => Problems.RemoveRange(count, Problems.Count - count));
        Problems.Add(new Diagnostic(
            "RBK5040",
            Severity.Error,
            $"{type.Name} {type.KeyText(edit)} by {edit.By} changes nothing: {reason}.",
            SourceLocation.None));
        if (options.Logger is { } logger) LogRefusal(logger, type.Name, type.KeyText(edit), edit.By, reason);
    }

    private T? Find<T>(T like)
        where T : class, IEdit => store.Find(like)?.Value as T;

    [LoggerMessage(3, LogLevel.Warning, "{Edit} {Key} by {By} changes nothing: {Reason}", EventName = "EditRefused")]
    private static partial void LogRefusal(ILogger logger, string edit, string key, string by, string reason);
}
