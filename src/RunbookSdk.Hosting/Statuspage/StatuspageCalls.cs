using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using RunbookSdk.Hosting.Http;

namespace RunbookSdk.Hosting.Statuspage;

/// <summary>
/// Calls of Statuspage's API, version 1 (https://developer.statuspage.io): one after the other, and no more than one in an interval. Share one
/// among all handlers of a key, for the limit is the key's. Safe for several threads.
/// </summary>
internal sealed class StatuspageCalls : IDisposable
{
    public const string Receiver = "Statuspage";

    /// <summary>How much of a list Statuspage gives at most in one answer.</summary>
    private const int PerPage = 100;

    /// <summary>More of a list is not read: at one request a second an attempt would not end in time.</summary>
    private const int MostPages = 20;

    private readonly HttpClient client;
    private readonly TimeProvider time;
    private readonly Uri page;
    private readonly string key;
    private readonly TimeSpan interval;
    private readonly SemaphoreSlim turn = new(1, 1);
    private DateTimeOffset? began;

    public StatuspageCalls(HttpClient client, StatuspageOptions options, TimeProvider time)
    {
        if (string.IsNullOrWhiteSpace(options.PageId)) throw new ArgumentException("Statuspage needs the id of a page; it stands in the address of its management, after /pages/.");
        if (string.IsNullOrWhiteSpace(options.ApiKey)) throw new ArgumentException("Statuspage needs a key; people make one under 'API info' of their account.");
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Interval, TimeSpan.Zero);
        (this.client, this.time, key, interval) = (client, time, options.ApiKey, options.Interval);
        page = new(WebAddress.Root(options.Api, Receiver), $"pages/{Uri.EscapeDataString(options.PageId)}/");
    }

    /// <summary>Calls, when it is its turn.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">What is called, below the page.</param>
    /// <param name="body">What is sent; null for nothing.</param>
    /// <param name="cancellationToken">Ends the attempt, also while it waits.</param>
    /// <returns>The answer, and its JSON when it is fine; an answer that is no JSON counts as none.</returns>
    public async Task<(HttpReply Reply, JsonNode? Json)> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (began + interval - time.GetUtcNow() is { } wait && wait > TimeSpan.Zero) await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
            began = time.GetUtcNow();
            using var request = new HttpRequestMessage(method, new Uri(page, path));
            request.Headers.Authorization = new AuthenticationHeaderValue("OAuth", key);
            if (body is not null) request.Content = HttpCall.Json(body.ToJsonString());
            var reply = await HttpCall.SendAsync(client, request, time, cancellationToken, isList: method == HttpMethod.Get).ConfigureAwait(false);
            return reply.IsFine ? (reply, JsonNode.Parse(reply.Body)) : (reply, null);
        }
        catch (JsonException)
        {
            return (new(null, "its answer is no JSON that can be read", null), null);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Reads a list, page after page, until one is not full.</summary>
    /// <param name="list">Its path below the page of Statuspage.</param>
    /// <param name="cancellationToken">Ends the attempt, also while it waits.</param>
    /// <returns>The last answer, and all that is in the list when it is fine.</returns>
    public async Task<(HttpReply Reply, IReadOnlyList<JsonNode> All)> ListAsync(string list, CancellationToken cancellationToken)
    {
        var all = new List<JsonNode>();
        for (var page = 1; ; page++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{list}?per_page={PerPage}&page={page}");
            var (reply, json) = await SendAsync(HttpMethod.Get, path, null, cancellationToken).ConfigureAwait(false);
            if (!reply.IsFine) return (reply, []);
            var found = json as JsonArray ?? [];
            all.AddRange(found.OfType<JsonNode>());
            if (found.Count < PerPage || page == MostPages) return (reply, all);
        }
    }

    public void Dispose() => turn.Dispose();
}
