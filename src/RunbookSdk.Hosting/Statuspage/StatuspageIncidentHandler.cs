using System.Text.Json;
using System.Text.Json.Nodes;
using RunbookSdk.Actions;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Incidents;

namespace RunbookSdk.Hosting.Statuspage;

/// <summary>
/// Shows incidents at Statuspage: opens them, posts updates, moves them. It looks first, at what it has written into the incident's
/// <c>metadata.runbook</c>: so nothing is opened or posted twice, and an incident that a person has moved at the page meanwhile is left as
/// it is. Reasons are for operators and are not published; the texts of updates are. Safe for several threads.
/// </summary>
internal sealed class StatuspageIncidentHandler(StatuspageCalls calls) : IActionHandler<OneShotAction>
{
    /// <summary>Updates that are remembered in an incident; an attempt comes again soon after the first.</summary>
    private const int KeysKept = 20;

    private const int LongestName = 255;

    /// <summary>True for what this handler does.</summary>
    public static bool Takes(RunbookAction action) => action is OpenIncident or ChangeIncident or PostUpdate;

    /// <inheritdoc/>
    public Task<HandlerResult> HandleAsync(ActionDelivery<OneShotAction> delivery, CancellationToken cancellationToken) => delivery.Action switch
    {
        OpenIncident open => OpenAsync(open, delivery.IdempotencyKey, cancellationToken),
        ChangeIncident change => MoveAsync(change.Incident.Id, change.Status, null, delivery.IdempotencyKey, cancellationToken),
        PostUpdate update => MoveAsync(update.Incident.Id, update.Status, update.Body, delivery.IdempotencyKey, cancellationToken),
        var other => Task.FromResult(HandlerResult.GivenUp($"{other.Name} is nothing that a page of incidents shows; set Takes of the handler's options")),
    };

    private async Task<HandlerResult> OpenAsync(OpenIncident open, string key, CancellationToken cancellationToken)
    {
        var (problem, known) = await FindAsync(open.Id, cancellationToken).ConfigureAwait(false);
        if (problem is not null) return problem;
        if (known is not null && (IsOpen(known) || Own(known)?["opened"]?.GetValue<string>() == key)) return HandlerResult.Done($"incident {Id(known)} is open");
        var incident = new JsonObject
        {
            ["name"] = open.Title.Length <= LongestName ? open.Title : open.Title[..LongestName],
            ["status"] = Word(IncidentStatus.Investigating),
            ["impact_override"] = Word(open.Impact),
            ["metadata"] = new JsonObject
            {
                ["runbook"] = new JsonObject { ["incident"] = open.Id, ["opened"] = key, ["status"] = Word(IncidentStatus.Investigating), ["keys"] = new JsonArray() },
            },
        };
        var (reply, made) = await calls.SendAsync(HttpMethod.Post, "incidents", new JsonObject { ["incident"] = incident }, cancellationToken).ConfigureAwait(false);
        return reply.IsFine ? HandlerResult.Done($"incident {Id(made!)} opened") : reply.Problem(StatuspageCalls.Receiver);
    }

    private async Task<HandlerResult> MoveAsync(string id, IncidentStatus status, string? body, string key, CancellationToken cancellationToken)
    {
        if (status == IncidentStatus.Postmortem) return HandlerResult.Done("people write postmortems at the page; nothing to do");
        var (problem, known) = await FindAsync(id, cancellationToken).ConfigureAwait(false);
        if (problem is not null) return problem;
        if (known is null || Own(known) is not { } own) return HandlerResult.GivenUp($"the page has no incident of {id}; it was not opened by this handler");
        var keys = own["keys"]?.AsArray().Select(k => k!.GetValue<string>()).ToList() ?? [];
        if (keys.Contains(key)) return HandlerResult.Done($"incident {Id(known)} says so already");
        var (present, was, wanted) = (known["status"]?.GetValue<string>(), own["status"]?.GetValue<string>(), Word(status));
        if (present != was && present != wanted)
            return HandlerResult.GivenUp($"a person has moved incident {Id(known)} from {was} to {present} at the page; it is left as it is");
        keys.Add(key);
        var incident = new JsonObject
        {
            ["status"] = wanted,
            ["metadata"] = new JsonObject
            {
                ["runbook"] = new JsonObject
                {
                    ["incident"] = id,
                    ["opened"] = own["opened"]?.GetValue<string>(),
                    ["status"] = wanted,
                    ["keys"] = new JsonArray([.. keys.TakeLast(KeysKept).Select(k => JsonValue.Create(k))]),
                },
            },
        };
        if (body is not null) incident["body"] = body;
        var (reply, _) = await calls.SendAsync(
            HttpMethod.Patch, $"incidents/{Uri.EscapeDataString(Id(known))}", new JsonObject { ["incident"] = incident }, cancellationToken).ConfigureAwait(false);
        return reply.IsFine ? HandlerResult.Done($"incident {Id(known)} is {wanted}") : reply.Problem(StatuspageCalls.Receiver);
    }

    /// <summary>
    /// The newest of our incidents with an identity, one that is not over before any other; those are a short list, and what is over is looked
    /// for only where there is none.
    /// </summary>
    private async Task<(HandlerResult? Problem, JsonNode? Known)> FindAsync(string id, CancellationToken cancellationToken)
    {
        var (reply, unresolved) = await calls.ListAsync("incidents/unresolved", cancellationToken).ConfigureAwait(false);
        if (!reply.IsFine) return (reply.Problem(StatuspageCalls.Receiver), null);
        if (unresolved.FirstOrDefault(i => IsOf(i, id) && IsOpen(i)) is { } open) return (null, open);
        (reply, var all) = await calls.SendAsync(HttpMethod.Get, "incidents?limit=100", null, cancellationToken).ConfigureAwait(false);
        if (!reply.IsFine) return (reply.Problem(StatuspageCalls.Receiver), null);
        var ours = (all as JsonArray ?? []).OfType<JsonNode>().Where(i => IsOf(i, id)).ToList();
        return (null, ours.Find(IsOpen) ?? ours.FirstOrDefault());
    }

    private static bool IsOf(JsonNode incident, string id) => Own(incident)?["incident"]?.GetValue<string>() == id;

    private static JsonNode? Own(JsonNode incident) => incident["metadata"]?["runbook"];

    private static bool IsOpen(JsonNode incident) => incident["status"]?.GetValue<string>() is not ("resolved" or "postmortem" or "completed");

    private static string Id(JsonNode incident) => incident["id"]?.GetValue<string>() ?? "";

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
