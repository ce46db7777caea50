using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Hosting.Alertmanager;

namespace RunbookSdk.Hosting.Tests.Http;

/// <summary>Lists that servers give are read whole, or not at all.</summary>
public sealed class LongAnswerTests : IDisposable
{
    private static readonly Suspend Suspension = new(new Component("online1", "WebTools"), "load");
    private readonly HttpClient client = new();

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task Silence_among_thousands_that_are_over_is_found()
    {
        var over = string.Join(',', Enumerable.Range(0, 5000).Select(i => Silence(string.Create(CultureInfo.InvariantCulture, $"s{i}"), new string('x', 500), "expired")));
        var ours = Silence("ours", "load [suspend component/online1/webtools]", "active");
        await using var server = await LocalServer.StartAsync((seen, context) => Answer(context, seen.Method == "GET" ? $"[{over},{ours}]" : ""));

        var result = await Handler(server).ReleaseAsync(Deliveries.Of<StandingAction>(Suspension), default);

        Assert.Equal("silence ours expired", result.Said);
        Assert.Equal("/api/v2/silence/ours", server.Requests.Last().Path);
    }

    [Fact]
    public async Task List_that_is_too_long_is_told_as_such()
    {
        var list = $"[\"{new string('x', 17 << 20)}\"]";
        await using var server = await LocalServer.StartAsync((_, context) => Answer(context, list));

        var result = await Handler(server).ReleaseAsync(Deliveries.Of<StandingAction>(Suspension), default);

        Assert.Equal((true, "Alertmanager did not answer: its answer is longer than 16 MiB, and is not read to its end"), (result.MayRetry, result.Said));
    }

    private static Task Answer(Microsoft.AspNetCore.Http.HttpContext context, string body) =>
        Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, body);

    private static string Silence(string id, string comment, string state) =>
        $$"""{"id":"{{id}}","createdBy":"runbook","comment":"{{comment}}","startsAt":"2019-09-13T12:00:00Z","endsAt":"2019-09-13T13:00:00Z","status":{"state":"{{state}}"} }""";

    private AlertmanagerSilenceHandler Handler(LocalServer server) => new(client, new() { Url = server.Url }, new FakeTime(Samples.Noon));
}
