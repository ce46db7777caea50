using System.Globalization;
using System.Text.Json.Nodes;
using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Hosting.Alertmanager;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Tests.Http;

/// <summary>What a real Alertmanager makes of decisions. Its clock is the machine's, so these decisions are of today.</summary>
public sealed class AlertmanagerTests(Alertmanager alertmanager) : IClassFixture<Alertmanager>, IDisposable
{
    private readonly HttpClient client = new();
    private readonly DateTimeOffset now = new(DateTimeOffset.UtcNow.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);

    public void Dispose() => client.Dispose();

    [AlertmanagerFact]
    public async Task Page_fires_an_alert_with_its_team_and_the_labels_of_the_options_once()
    {
        var handler = Alerts();
        var page = Deliveries.Of<RunbookAction>(new Page("database", "replication is 40 s behind"), instant: now);

        Assert.Equal("alert RunbookPage fires", (await handler.HandleAsync(page, default)).Said);
        Assert.True((await handler.HandleAsync(page with { Attempt = 2 }, default)).IsDone);

        var alert = Assert.Single(await AlertsAsync("team/database"))!;
        Assert.Equal(
            """{"action":"page","alertname":"RunbookPage","idempotency_key":"k1","rule":"shed-load","severity":"critical","target":"team/database","team":"database"}""", alert["labels"]!.ToJsonString());
        Assert.Equal("replication is 40 s behind", (string?)alert["annotations"]!["summary"]);
        Assert.Equal(now.AddHours(1), (DateTimeOffset)alert["endsAt"]!);
    }

    [AlertmanagerFact]
    public async Task Every_page_to_a_team_is_an_alert_of_its_own()
    {
        var (handler, page) = (Alerts(), new Page("ops", "database down"));

        await handler.HandleAsync(Deliveries.Of<RunbookAction>(page, "k1", instant: now, rule: "database"), default);
        await handler.HandleAsync(Deliveries.Of<RunbookAction>(page with { Because = "certificate expires" }, "k2", instant: now, rule: "certificates"), default);
        await handler.HandleAsync(Deliveries.Of<RunbookAction>(page with { Because = "another expires" }, "k3", instant: now, rule: "certificates"), default);

        Assert.Equal(
            ["certificates k2 certificate expires", "certificates k3 another expires", "database k1 database down"],
            (await AlertsAsync("team/ops")).Select(a => $"{a!["labels"]!["rule"]} {a["labels"]!["idempotency_key"]} {a["annotations"]!["summary"]}").Order(StringComparer.Ordinal));
    }

    [AlertmanagerFact]
    public async Task Release_of_a_degradation_leaves_the_alert_of_a_worse_one()
    {
        var (handler, component) = (Alerts(), new Component("online6", "WebTools"));
        var (partial, major) = (new Degrade(component, ComponentStatus.PartialOutage, "slow"), new Degrade(component, ComponentStatus.MajorOutage, "down"));

        await handler.HandleAsync(Deliveries.Of<RunbookAction>(partial, "k1", leaseUntil: now.AddHours(1), instant: now), default);
        await handler.HandleAsync(Deliveries.Of<RunbookAction>(major, "k2", leaseUntil: now.AddHours(1), instant: now), default);
        await handler.ReleaseAsync(Deliveries.Of<RunbookAction>(partial, "k3", DeliveryKind.Release, instant: now), default);

        Assert.Equal("status=major_outage", (string?)Assert.Single(await AlertsAsync("component/online6/webtools"))!["labels"]!["details"]);
    }

    [AlertmanagerFact]
    public async Task Page_that_comes_late_fires_as_long_as_one_that_comes_in_time_and_what_is_no_longer_in_force_does_not()
    {
        var handler = Alerts();

        var page = await handler.HandleAsync(Deliveries.Of<RunbookAction>(new Page("late", "the host was down"), instant: now.AddHours(-2)), default);
        var suspend = await handler.HandleAsync(
            Deliveries.Of<RunbookAction>(new Suspend(new Component("online7", "WebTools"), "load"), leaseUntil: now.AddHours(-1), instant: now.AddHours(-2)), default);

        Assert.Equal("alert RunbookPage fires", page.Said);
        Assert.Equal(now.AddHours(1), (DateTimeOffset)Assert.Single(await AlertsAsync("team/late"))!["endsAt"]!);
        Assert.StartsWith("its time was over at ", suspend.Said);
        Assert.Empty(await AlertsAsync("component/online7/webtools"));
    }

    [AlertmanagerFact]
    public async Task Standing_action_fires_until_it_is_released_whichever_rule_ends_it()
    {
        var (handler, suspend) = (Alerts(), new Suspend(new Component("online1", "WebTools"), "load"));

        await handler.HandleAsync(Deliveries.Of<RunbookAction>(suspend, leaseUntil: now.AddHours(24), instant: now), default);
        Assert.Equal(now.AddHours(24), (DateTimeOffset)Assert.Single(await AlertsAsync("component/online1/webtools"))!["endsAt"]!);
        await handler.RenewAsync(Deliveries.Of<RunbookAction>(suspend, "k2", DeliveryKind.Renew, now.AddHours(48), now), default);
        Assert.Equal(now.AddHours(48), (DateTimeOffset)Assert.Single(await AlertsAsync("component/online1/webtools"))!["endsAt"]!);
        await handler.ReleaseAsync(Deliveries.Of<RunbookAction>(suspend, "k3", DeliveryKind.Release, instant: now, rule: "another"), default);

        Assert.Empty(await AlertsAsync("component/online1/webtools"));
    }

    [AlertmanagerFact]
    public async Task Suspension_silences_the_alerts_of_its_component_and_of_no_other()
    {
        await FireAsync("online2", "Web Tools");
        await FireAsync("online2", "Documents");
        var suspend = new Suspend(new Component("online2", "Web Tools"), "load");

        var result = await Silences().HandleAsync(Deliveries.Of<StandingAction>(suspend, leaseUntil: now.AddHours(1), instant: now), default);

        Assert.True(result.IsDone, result.Said);
        var silence = Assert.Single(await SilencesAsync("component/online2/web-tools"))!;
        Assert.Equal(("active", now.AddHours(1), "load [suspend component/online2/web-tools]"), ((string?)silence["status"]!["state"], (DateTimeOffset)silence["endsAt"]!, (string?)silence["comment"]));
        await Eventually(async () => (await alertmanager.ListAsync("alerts"))
            .Where(a => (string?)a!["labels"]!["cluster"] == "online2")
            .Select(a => $"{a!["labels"]!["component"]} {a["status"]!["state"]}").Order(StringComparer.Ordinal)
            .SequenceEqual(["Documents active", "Web Tools suppressed"]));
    }

    [AlertmanagerFact]
    public async Task Attempt_that_comes_again_makes_no_second_silence_and_a_renewal_makes_it_longer()
    {
        var (handler, suspend) = (Silences(), new Suspend(new Component("online3", "WebTools"), "load"));
        var first = Deliveries.Of<StandingAction>(suspend, leaseUntil: now.AddHours(1), instant: now);

        await handler.HandleAsync(first, default);
        await handler.HandleAsync(first with { Attempt = 2 }, default);
        Assert.Single(await SilencesAsync("component/online3/webtools"));
        await handler.RenewAsync(Deliveries.Of<StandingAction>(suspend, "k2", DeliveryKind.Renew, now.AddHours(2), now), default);

        Assert.Equal(now.AddHours(2), (DateTimeOffset)Assert.Single(await SilencesAsync("component/online3/webtools"))!["endsAt"]!);
    }

    [AlertmanagerFact]
    public async Task Release_ends_its_own_silence_and_leaves_those_of_people()
    {
        var (handler, suspend) = (Silences(), new Suspend(new Component("online4", "WebTools"), "load"));
        await alertmanager.PostAsync("silences", $$"""{"matchers":[{"name":"cluster","value":"online4","isRegex":false}],"startsAt":"{{now:O}}","endsAt":"{{now.AddHours(1):O}}","createdBy":"ann","comment":"mine [suspend component/online4/webtools]"}""");
        await handler.HandleAsync(Deliveries.Of<StandingAction>(suspend, leaseUntil: now.AddHours(1), instant: now), default);
        Assert.Equal(2, (await SilencesAsync("component/online4/webtools")).Count);

        var released = await handler.ReleaseAsync(Deliveries.Of<StandingAction>(suspend, "k2", DeliveryKind.Release, instant: now), default);
        var again = await handler.ReleaseAsync(Deliveries.Of<StandingAction>(suspend, "k2", DeliveryKind.Release, instant: now), default);

        Assert.Equal("ann", (string?)Assert.Single(await SilencesAsync("component/online4/webtools"))!["createdBy"]);
        Assert.EndsWith(" expired", released.Said);
        Assert.Equal("there was no silence any more", again.Said);
    }

    [AlertmanagerFact]
    public async Task Silence_whose_time_is_over_is_not_made_and_no_alerts_no_silence()
    {
        var late = await Silences().HandleAsync(Deliveries.Of<StandingAction>(new Suspend(new Component("online5", "WebTools"), "x"), leaseUntil: now.AddHours(-1), instant: now.AddHours(-25)), default);
        var other = await Silences().HandleAsync(Deliveries.Of<StandingAction>(new Clients.Block(new Clients.Client("WebTools", Facts.ProductVersion.Parse("11.4"), 1), "x")), default);

        Assert.True(late.IsDone && other.IsDone);
        Assert.StartsWith("its time was over at ", late.Said);
        Assert.Equal("the action silences no alerts", other.Said);
        Assert.Empty(await SilencesAsync("component/online5/webtools"));
    }

    [Fact]
    public async Task Dates_are_those_of_every_host_whatever_its_culture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.DateTimeFormat.TimeSeparator = "."; // as in Finland
        CultureInfo.CurrentCulture = culture; // of this test alone
        Assert.Equal("12.00", $"{Samples.Noon:HH:mm}");
        var late = Deliveries.Of<StandingAction>(new Suspend(new Component("online5", "WebTools"), "x"), leaseUntil: Samples.Noon, instant: Samples.Noon);

        Assert.Equal("its time was over at 2019-09-13 12:00:00Z", (await Silences().HandleAsync(late, default)).Said);
    }

    [AlertmanagerFact]
    public async Task Refusal_of_Alertmanager_is_given_up_with_its_words()
    {
        var handler = new AlertmanagerAlertHandler(client, new() { Url = alertmanager.Url, Labels = { ["not a label"] = "x" } });

        var result = await handler.HandleAsync(Deliveries.Of<RunbookAction>(new Page("ops", "x"), instant: now), default);

        Assert.True(result is { IsDone: false, MayRetry: false });
        Assert.StartsWith("Alertmanager answered 400: ", result.Said);
    }

    private AlertmanagerAlertHandler Alerts() => new(client, new() { Url = alertmanager.Url, Labels = { ["severity"] = "critical" } }, new FakeTime(now));

    private AlertmanagerSilenceHandler Silences() => new(client, new() { Url = alertmanager.Url });

    private async Task<List<JsonNode?>> AlertsAsync(string target) =>
        [.. (await alertmanager.ListAsync("alerts")).Where(a => (string?)a!["labels"]!["target"] == target)];

    private async Task<List<JsonNode?>> SilencesAsync(string target) =>
        [.. (await alertmanager.ListAsync("silences")).Where(s => (string?)s!["status"]!["state"] != "expired" && ((string?)s["comment"])!.EndsWith($"[suspend {target}]", StringComparison.Ordinal))];

    private Task FireAsync(string cluster, string component) => alertmanager.PostAsync(
        "alerts", $$"""[{"labels":{"alertname":"Down","cluster":"{{cluster}}","component":"{{component}}"},"endsAt":"{{now.AddHours(1):O}}"}]""");

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        for (var attempt = 0; !await holds(); attempt++)
        {
            Assert.True(attempt < 300, "It never came to that.");
            await Task.Delay(100);
        }
    }
}
