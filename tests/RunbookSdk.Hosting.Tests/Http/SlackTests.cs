using System.Text.Json;
using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Hosting.Slack;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Tests.Http;

/// <summary>Decisions posted to a channel.</summary>
public sealed class SlackTests : IDisposable
{
    private readonly HttpClient client = new();

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task Message_says_what_to_what_why_by_which_rule_when_and_until_when()
    {
        var text = await PostAsync(new Degrade(new Component("online1", "WebTools"), ComponentStatus.PartialOutage, "load > 85% & rising"), Samples.Noon.AddDays(1));

        Assert.Equal(
            "*degrade* component/online1/webtools (status partial_outage): load &gt; 85% &amp; rising\n_shed-load, 2019-09-13 12:00:00Z, until 2019-09-14 12:00:00Z unless it is renewed_",
            text);
    }

    [Fact]
    public async Task Reason_mentions_nobody_and_is_cut_when_it_is_too_long()
    {
        var text = await PostAsync(new Page("ops", "<!channel> " + new string('x', 5000)), null);

        Assert.Contains("&lt;!channel&gt;", text);
        Assert.InRange(text.Length, 3000, 3200);
    }

    [Fact]
    public async Task Release_says_so()
    {
        await using var server = await LocalServer.AnsweringAsync((200, "ok"));
        var handler = new SlackHandler(client, new() { Url = new(server.Url, "services/T0/B0/x") });

        var result = await handler.ReleaseAsync(Deliveries.Of<RunbookAction>(new Suspend(new Component("c", "w"), "load is low"), kind: DeliveryKind.Release), default);

        Assert.True(result.IsDone);
        Assert.StartsWith("*release (suspend)* component/c/w: load is low", Text(Assert.Single(server.Requests)));
    }

    [Fact]
    public async Task Refusal_is_told_without_the_secret_address()
    {
        await using var server = await LocalServer.AnsweringAsync((404, "no_service"));
        var handler = new SlackHandler(client, new() { Url = new(server.Url, "services/T0/B0/secret") });

        var result = await handler.HandleAsync(Deliveries.Of<RunbookAction>(new Page("ops", "x")), default);

        Assert.Equal((false, "the channel answered 404: no_service"), (result.MayRetry, result.Said));
    }

    private async Task<string> PostAsync(RunbookAction action, DateTimeOffset? leaseUntil)
    {
        await using var server = await LocalServer.AnsweringAsync((200, "ok"));
        var handler = new SlackHandler(client, new() { Url = new(server.Url, "services/T0/B0/x") });
        Assert.True((await handler.HandleAsync(Deliveries.Of(action, leaseUntil: leaseUntil), default)).IsDone);
        return Text(Assert.Single(server.Requests));
    }

    private static string Text(LocalServer.Seen seen) => JsonDocument.Parse(seen.Body).RootElement.GetProperty("text").GetString()!;
}
