using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Hosting.Tests.Running;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Tests.Http;

/// <summary>A host that calls web servers.</summary>
public sealed class WebHandlerHostTests : HostTest
{
    [Fact]
    public async Task Decision_reaches_a_webhook_a_channel_and_the_page_and_so_does_its_release()
    {
        await using var webhook = await LocalServer.AnsweringAsync((503, "not now"), (200, ""));
        await using var channel = await LocalServer.AnsweringAsync((200, "ok"));
        await using var page = await FakeStatuspage.StartAsync(Time, "wt");
        var host = await StartAsync(
            o => o.RuleBooks.Add(new Shedding()),
            b => b.AddWebhook("ticketing", w => w.Url = webhook.Url)
                .AddSlack("channel", s => s.Url = channel.Url)
                .AddStatuspage("status", s =>
                {
                    (s.Api, s.PageId, s.ApiKey, s.StateFile) = (page.Url, "p1", "secret-key", Path.Combine(Folder, "status.json"));
                    s.Components["component/*"] = "wt";
                }));
        await host.ObserveAsync(Seen(new Component("online1", "WebTools")), default);

        await host.ObserveAsync(Seen(new ClusterLoad("online1", 91)), default);
        await UntilDeliveredAsync(host, 3);
        Assert.Equal("partial_outage", page.StatusOf("wt"));
        await host.ObserveAsync(Seen(new ClusterLoad("online1", 40)), default);
        await UntilDeliveredAsync(host, 6);

        Assert.Equal("operational", page.StatusOf("wt"));
        Assert.Equal(3, webhook.Requests.Count);
        Assert.Equal(2, webhook.Requests.Select(r => r.Headers["webhook-id"]).Distinct().Count());
        Assert.Equal(2, channel.Requests.Count);
        Assert.All(host.Deliveries(), d => Assert.Equal(DeliveryState.Succeeded, d.State));
    }

    [Fact]
    public async Task Options_that_cannot_be_used_keep_the_host_from_starting_and_all_are_told()
    {
        var exception = await Assert.ThrowsAsync<RunbookException>(() => StartAsync(
            o => o.RuleBooks.Add(new Shedding()),
            b => b.AddWebhook("a", w => w.Secrets.Add("short"))
                .AddWebhook("b", w =>
                {
                    w.Url = new("https://x/");
                    w.Secrets.Add("short");
                })
                .AddStatuspage("c", s => s.PageId = "p1")));

        Assert.Equal(["RBK6002", "RBK6002", "RBK6002"], exception.Diagnostics.Select(d => d.Code));
        Assert.StartsWith("the handler 'a' cannot be made: The address of the webhook is missing", exception.Diagnostics[0].Message);
        Assert.StartsWith("the handler 'b' cannot be made: Secret 1 of the webhook is no Base64", exception.Diagnostics[1].Message);
        Assert.StartsWith("the handler 'c-incidents' cannot be made: Statuspage needs a key", exception.Diagnostics[2].Message);
    }

    [Fact]
    public async Task File_of_a_handler_that_cannot_be_read_keeps_the_host_from_starting_and_is_told()
    {
        var file = Path.Combine(Folder, "status.json");
        await using var held = new FileStream(file, FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var exception = await Assert.ThrowsAsync<RunbookException>(() => StartAsync(
            o => o.RuleBooks.Add(new Shedding()),
            b => b.AddStatuspage("page", s =>
            {
                (s.PageId, s.ApiKey, s.StateFile) = ("p1", "secret-key", file);
                s.Components["component/*"] = "wt";
            })));

        Assert.Equal("RBK6002", Assert.Single(exception.Diagnostics).Code);
        Assert.StartsWith("the handler 'page-components' cannot be made: ", exception.Diagnostics[0].Message);
        Assert.Contains("status.json", exception.Diagnostics[0].Message);
    }

    [Fact]
    public async Task Redirect_is_not_followed()
    {
        await using var elsewhere = await LocalServer.AnsweringAsync((200, ""));
        await using var webhook = await LocalServer.StartAsync((_, context) =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (307, elsewhere.Url.ToString());
            return Task.CompletedTask;
        });
        var host = await StartAsync(o => o.RuleBooks.Add(new Shedding()), b => b.AddWebhook("ticketing", w => w.Url = webhook.Url));

        await host.ObserveAsync(Seen(new ClusterLoad("online1", 91)), default);
        await UntilDeliveredAsync(host, 1);

        Assert.Empty(elsewhere.Requests);
        Assert.Equal("the webhook answered 307", Assert.Single(host.Deliveries(DeliveryState.Dead)).Said);
    }

    [Fact]
    public void Example_of_the_page_adds_its_handlers()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        var secrets = new Dictionary<string, string> { ["TICKETING_SECRET"] = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", ["STATUSPAGE_KEY"] = "x" };

        // snippet: web-handlers
        builder.Services
            .AddRunbooks(options => options.Scripts.Add("runbooks"))
            .AddWebhook("ticketing", webhook =>
            {
                webhook.Url = new("https://tickets.example.com/runbooks");
                webhook.Secrets.Add(secrets["TICKETING_SECRET"]);
            })
            .AddAlertmanagerAlerts(
                "pages",
                alertmanager =>
                {
                    alertmanager.Url = new("http://alertmanager:9093");
                    alertmanager.Labels["severity"] = "critical";
                },
                handler => handler.Takes = action => action is Page)
            .AddAlertmanagerSilences("silences", alertmanager => alertmanager.Url = new("http://alertmanager:9093"))
            .AddStatuspage("status", page =>
            {
                (page.PageId, page.ApiKey, page.StateFile) = ("kctbh9vrtdwd", secrets["STATUSPAGE_KEY"], "status.json");
                page.Components["component/online1/webtools"] = "8kbf7d35c070"; // or component/* for all that begins so
            });
        // end-snippet

        using var host = builder.Build();
        Assert.Equal(
            ["ticketing", "pages", "silences", "status-incidents", "status-components"],
            host.Services.GetServices<Hosting.Running.HandlerRegistration>().Select(r => r.Name));
    }
}
