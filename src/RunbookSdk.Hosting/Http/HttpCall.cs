using System.Net.Http.Headers;
using System.Text;

namespace RunbookSdk.Hosting.Http;

/// <summary>Sends the requests of handlers. Safe for several threads, as its client is.</summary>
internal static class HttpCall
{
    /// <summary>Sends a request; an answer is an answer, whatever it says, and none is told like one.</summary>
    /// <param name="client">Whose connections, headers and limits hold.</param>
    /// <param name="request">The request.</param>
    /// <param name="time">The clock that a date to retry after is compared with.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <param name="isList">True for what is read whole: an answer that is longer than <see cref="HttpReply.LongestList"/> counts as none, and says so.</param>
    public static async Task<HttpReply> SendAsync(
        HttpClient client, HttpRequestMessage request, TimeProvider time, CancellationToken cancellationToken, bool isList = false)
    {
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var longest = isList ? HttpReply.LongestList : HttpReply.LongestBody;
            var body = await ReadAsync(response.Content, longest, cancellationToken).ConfigureAwait(false);
            if (isList && body.Length >= longest) return new(null, $"its answer is longer than {longest >> 20} MiB, and is not read to its end", null);
            return new(response.StatusCode, body, RetryAfter(response.Headers.RetryAfter, time));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new(null, exception.Message, null);
        }
        catch (TaskCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new(null, exception.InnerException?.Message ?? "it took too long", null); // the client's own time-out
        }
    }

    /// <summary>A body of JSON that is written already.</summary>
    public static StringContent Json(string text, string mediaType = "application/json") => new(text, new UTF8Encoding(false), new MediaTypeHeaderValue(mediaType, "utf-8"));

    private static async Task<string> ReadAsync(HttpContent content, int longest, CancellationToken cancellationToken)
    {
        using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var buffer = new char[4096];
        var text = new StringBuilder();
        while (text.Length < longest)
        {
            var read = await reader.ReadAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false);
            if (read == 0) break;
            text.Append(buffer, 0, read);
        }

        return text.ToString();
    }

    private static TimeSpan? RetryAfter(RetryConditionHeaderValue? header, TimeProvider time)
    {
        var wait = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);
        return wait > TimeSpan.Zero ? wait : null;
    }
}
