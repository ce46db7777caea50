using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace RunbookSdk.Hosting.Tests.Http;

/// <summary>
/// A page that answers as Statuspage's API version 1 does: key, one request a second, incidents with metadata, components. It complains of
/// what the real one complains of.
/// </summary>
internal sealed class FakeStatuspage(TimeProvider time) : IAsyncDisposable
{
    private const string Key = "OAuth secret-key";
    private static readonly string[] Statuses = ["operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage"];
    private readonly Lock gate = new();
    private LocalServer? server;
    private DateTimeOffset? last;

    public Uri Url => new(server!.Url, "v1/");

    /// <summary>Its incidents, newest first.</summary>
    public JsonArray Incidents { get; } = [];

    public JsonArray Components { get; } = [];

    /// <summary>What was written, in order, such as <c>PATCH components/wt partial_outage</c>.</summary>
    public List<string> Written { get; } = [];

    public int Requests { get; private set; }

    /// <summary>True to let the next request that writes have its effect and be answered by 500.</summary>
    public bool LosesNextAnswer { get; set; }

    public static async Task<FakeStatuspage> StartAsync(TimeProvider time, params string[] components)
    {
        var page = new FakeStatuspage(time);
        foreach (var id in components) page.Components.Add(new JsonObject { ["id"] = id, ["status"] = "operational" });
        page.server = await LocalServer.StartAsync((seen, context) =>
        {
            var (status, body) = page.Answer(seen);
            (context.Response.StatusCode, context.Response.ContentType) = (status, "application/json");
            return context.Response.WriteAsync(body);
        });
        return page;
    }

    public string StatusOf(string component) => (string)Components.First(c => (string?)c!["id"] == component)!["status"]!;

    /// <summary>A person sets something at the page.</summary>
    public static void Edit(JsonArray list, string id, string status) => list.First(i => (string?)i!["id"] == id)!["status"] = status;

    public ValueTask DisposeAsync() => server!.DisposeAsync();

    private (int Status, string Body) Answer(LocalServer.Seen seen)
    {
        lock (gate)
        {
            Requests++;
            if (seen.Headers.GetValueOrDefault("Authorization") != Key) return (401, """{"error":"Could not authenticate"}""");
            var now = time.GetUtcNow();
            if (now - last < TimeSpan.FromSeconds(1)) return (420, """{"error":"Too many requests"}""");
            last = now;
            var answer = (seen.Method, seen.Path.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries)) switch
            {
                ("GET", ["v1", "pages", "p1", "incidents"]) => (200, Page(Incidents, seen.Path)),
                ("GET", ["v1", "pages", "p1", "incidents", "unresolved"]) => (200, Page(Incidents.Where(i => (string?)i!["status"] is not ("resolved" or "postmortem")), seen.Path)),
                ("GET", ["v1", "pages", "p1", "components"]) => (200, Page(Components, seen.Path)),
                ("POST", ["v1", "pages", "p1", "incidents"]) => Open(JsonNode.Parse(seen.Body)!["incident"]!),
                ("PATCH", ["v1", "pages", "p1", "incidents", var id]) => Change(Incidents, id, JsonNode.Parse(seen.Body)!["incident"]!),
                ("PATCH", ["v1", "pages", "p1", "components", var id]) => Change(Components, id, JsonNode.Parse(seen.Body)!["component"]!),
                _ => (404, """{"error":"not found"}"""),
            };
            if (!LosesNextAnswer || seen.Method == "GET") return answer;
            LosesNextAnswer = false;
            return (500, "oops");
        }
    }

    /// <summary>A part of a list: at most 100 at a time, whatever is asked for, of the page that is asked for.</summary>
    private static string Page(IEnumerable<JsonNode?> list, string path)
    {
        var query = QueryHelpers.ParseQuery(path.Split('?').ElementAtOrDefault(1));
        int Number(string name, int otherwise) => query.TryGetValue(name, out var text) ? int.Parse(text!, CultureInfo.InvariantCulture) : otherwise;
        var size = Math.Min(100, Math.Min(Number("limit", 100), Number("per_page", 100)));
        return new JsonArray([.. list.Skip((Number("page", 1) - 1) * size).Take(size).Select(n => n!.DeepClone())]).ToJsonString();
    }

    private (int Status, string Body) Open(JsonNode asked)
    {
        if (asked["metadata"] is JsonObject metadata && metadata.Any(m => m.Value is not JsonObject)) return (422, """{"error":["metadata must hold objects"]}""");
        var incident = (JsonObject)asked.DeepClone();
        incident["id"] = string.Create(CultureInfo.InvariantCulture, $"i{Incidents.Count + 1}");
        Incidents.Insert(0, incident);
        Written.Add($"POST incidents {asked["name"]} {asked["status"]} {asked["impact_override"]}");
        return (201, incident.ToJsonString());
    }

    private (int Status, string Body) Change(JsonArray list, string id, JsonNode asked)
    {
        if (list.FirstOrDefault(i => (string?)i!["id"] == id) is not JsonObject known) return (404, """{"error":"not found"}""");
        if (list == Components && !Statuses.Contains((string?)asked["status"])) return (422, """{"error":["status is not included in the list"]}""");
        foreach (var (name, value) in asked.AsObject()) known[name] = value?.DeepClone();
        var said = asked["body"] is { } body ? $" '{body}'" : "";
        Written.Add($"PATCH {(list == Components ? "components" : "incidents")}/{id} {asked["status"]}{said}");
        return (200, known.ToJsonString());
    }
}
