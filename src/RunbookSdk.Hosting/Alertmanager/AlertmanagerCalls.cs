using System.Globalization;
using System.Text.Json;
using RunbookSdk.Hosting.Http;

namespace RunbookSdk.Hosting.Alertmanager;

/// <summary>
/// The calls of Alertmanager's API version 2 that handlers need (its <c>api/v2/openapi.yaml</c>). Safe for several threads.
/// </summary>
internal sealed class AlertmanagerCalls(HttpClient client, Uri root, TimeProvider time)
{
    public const string Receiver = "Alertmanager";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public Task<HttpReply> PostAlertAsync(PostedAlert alert, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, "api/v2/alerts", new[] { alert }, cancellationToken);

    /// <summary>Makes a silence; with the id of one that is there and still stands, changes it.</summary>
    public Task<HttpReply> PostSilenceAsync(PostedSilence silence, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, "api/v2/silences", silence, cancellationToken);

    public Task<HttpReply> DeleteSilenceAsync(string id, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, $"api/v2/silence/{Uri.EscapeDataString(id)}", null, cancellationToken);

    /// <summary>The silences that are announced or hold.</summary>
    /// <returns>The answer, and the silences when it is fine.</returns>
    public async Task<(HttpReply Reply, IReadOnlyList<KnownSilence> Silences)> SilencesAsync(CancellationToken cancellationToken)
    {
        var reply = await SendAsync(HttpMethod.Get, "api/v2/silences", null, cancellationToken).ConfigureAwait(false);
        if (!reply.IsFine) return (reply, []);
        try
        {
            var all = JsonSerializer.Deserialize<List<KnownSilence>>(reply.Body, Json) ?? [];
            return (reply, [.. all.Where(s => s.Status?.State is "active" or "pending")]);
        }
        catch (JsonException)
        {
            return (new(null, "its list of silences is no JSON that can be read", null), []);
        }
    }

    /// <summary>An instant as people read it, in UTC, whatever the culture of the host.</summary>
    public static string Words(DateTimeOffset instant) => string.Create(CultureInfo.InvariantCulture, $"{instant.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z");

    /// <summary>What is said of a standing action that comes when it is no longer in force.</summary>
    public static string TimeWasOver(DateTimeOffset until) => $"its time was over at {Words(until)}";

    private async Task<HttpReply> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(root, path));
        if (body is not null) request.Content = HttpCall.Json(JsonSerializer.Serialize(body, body.GetType(), Json));
        return await HttpCall.SendAsync(client, request, time, cancellationToken, isList: method == HttpMethod.Get).ConfigureAwait(false);
    }
}

internal sealed record PostedAlert(
    IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Annotations, DateTimeOffset StartsAt, DateTimeOffset EndsAt);

internal sealed record PostedSilence(
    string? Id, IReadOnlyList<AlertMatcher> Matchers, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string CreatedBy, string Comment);

internal sealed record KnownSilence(string Id, string CreatedBy, string Comment, DateTimeOffset StartsAt, DateTimeOffset EndsAt, SilenceStatus? Status);

internal sealed record SilenceStatus(string State);
