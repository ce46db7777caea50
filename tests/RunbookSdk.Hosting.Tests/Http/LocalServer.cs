using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RunbookSdk.Hosting.Tests.Http;

/// <summary>A web server of the test's own on this machine, which remembers what it was asked.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private LocalServer(WebApplication application) => this.application = application;

    public Uri Url => new(application.Urls.First());

    /// <summary>The requests, in the order in which they came.</summary>
    public ConcurrentQueue<Seen> Requests { get; } = new();

    public static async Task<LocalServer> StartAsync(Func<Seen, HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new LocalServer(builder.Build());
        server.application.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            var seen = new Seen(context.Request.Method, context.Request.Path + context.Request.QueryString, headers, await reader.ReadToEndAsync());
            server.Requests.Enqueue(seen);
            await answer(seen, context);
        });
        await server.application.StartAsync();
        return server;
    }

    /// <summary>A server that gives one answer after the other, and the last one for ever.</summary>
    public static Task<LocalServer> AnsweringAsync(params (int Status, string Body)[] answers)
    {
        var next = 0;
        return StartAsync((_, context) =>
        {
            var (status, body) = answers[Math.Min(next++, answers.Length - 1)];
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        });
    }

    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    internal sealed record Seen(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);
}
