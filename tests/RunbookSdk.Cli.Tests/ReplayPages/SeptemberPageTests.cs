using System.Globalization;
using Microsoft.Playwright;

namespace RunbookSdk.Cli.Tests.ReplayPages;

/// <summary>The page of September 2019 in a real browser, without a network.</summary>
public sealed class SeptemberPageTests(SeptemberPage september) : IClassFixture<SeptemberPage>
{
    private const string WebTools = "WebTools on online1";

    [ChromiumFact]
    public async Task Page_opens_without_a_network_and_without_a_complaint()
    {
        await using var open = await OpenAsync();

        Assert.Equal("Replay of superoffice-2019", await open.Page.TitleAsync());
        Assert.Empty(open.Complaints);
        Assert.Equal([new Uri(september.Page).AbsoluteUri], open.Requests);
        Assert.InRange(new FileInfo(september.Page).Length, 100_000, 4_000_000);
    }

    [ChromiumFact]
    public async Task List_shows_exactly_the_decisions_that_the_replay_prints()
    {
        await using var open = await OpenAsync();

        Assert.Equal(september.Decisions, await open.LinesAsync());
    }

    [ChromiumFact]
    public async Task Click_on_a_decision_shows_what_led_to_it()
    {
        await using var open = await OpenAsync();
        await Row(open, "suspend-webtools").First.ClickAsync();

        var details = await open.DetailsAsync("decided");
        Assert.Contains("suspend component/online1/webtools", details, StringComparison.Ordinal);
        Assert.Contains("2019-09-11 09:41:10 +02:00", details, StringComparison.Ordinal);
        Assert.Contains("online1 above 85% for 10 minutes, more than 40% of it WebTools, and an unstable network in the last hour", details, StringComparison.Ordinal);
        Assert.Contains("lease of 1 day", details, StringComparison.Ordinal);
        Assert.Contains("2019-09-12 09:41:10 +02:00", details, StringComparison.Ordinal); // lease until
        Assert.Matches(@"ClusterLoad online1\s+observed 2019-09-11 09:41:10 \+02:00\s+cluster\s+online1\s+percent\s+9\d", details);
        Assert.Contains("Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85", details, StringComparison.Ordinal);
        Assert.EndsWith("#decision-59", open.Page.Url, StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task Approval_says_who_and_after_how_long_and_a_denial_says_why()
    {
        await using var open = await OpenAsync();
        await Row(open, "fail-over-on-network-errors", "decided").ClickAsync();
        var approved = await open.DetailsAsync("decided");
        await open.Page.GetByRole(AriaRole.Link, new() { Name = "proposed" }).ClickAsync();
        var proposed = await open.DetailsAsync("proposed");
        await Row(open, "fail-over-on-network-errors", "denied").ClickAsync();
        var denied = await open.DetailsAsync("denied");

        Assert.Matches(@"Approved by\s+operator-on-duty\s+Waited\s+16 min 55 s, since 2019-09-05 08:55:05 \+02:00", approved);
        Assert.Matches(@"waits for 1 approval within 1 day; cool-down of 2 days\s+Answered\s+2019-09-05 09:12:00 \+02:00 decided after 16 min 55 s", proposed);
        Assert.Matches(@"Stopped because\s+cooling down until 2019-09-07 07:12:00Z", denied);
    }

    [ChromiumFact]
    public async Task Address_with_a_decision_opens_it()
    {
        await using var open = await OpenAsync("#decision-59");

        Assert.Contains("suspend component/online1/webtools", await open.Page.Locator("#details").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("59", await open.Page.Locator("tr[aria-current]").GetAttributeAsync("data-number"));
        await open.Page.EvaluateAsync("() => { location.hash = 'decision-1'; }");
        await open.Page.Locator("#details", new() { HasText = "open-incident incident/network-2019-09-03" }).WaitForAsync();
        Assert.Empty(open.Complaints);
    }

    [ChromiumFact]
    public async Task Address_with_something_else_opens_nothing()
    {
        await using var open = await OpenAsync("#decision-4711");

        Assert.Equal(0, await open.Page.Locator("tr[aria-current]").CountAsync());
        Assert.Empty(open.Complaints);
    }

    [ChromiumTheory]
    [InlineData("rule", "fail-over-on-network-errors", " fail-over-on-network-errors ")]
    [InlineData("action", "release", " release ")]
    [InlineData("outcome", "denied", " act/denied ")]
    [InlineData("text", "OPERATOR-on-duty", "[operator-on-duty]")]
    public async Task Filter_leaves_what_was_asked_for(string name, string value, string part)
    {
        await using var open = await OpenAsync();
        var field = open.Page.Locator($"[name={name}]");
        await (name == "text" ? field.FillAsync(value) : field.SelectOptionAsync(value));

        var expected = september.Decisions.Where(d => d.Contains(part, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, await open.LinesAsync());
        Assert.Equal($"{expected.Count} of 99 decisions", await open.Page.Locator("#count").InnerTextAsync());
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Clear" }).ClickAsync();
        await Assertions.Expect(open.Page.Locator("#count")).ToHaveTextAsync("99 of 99 decisions");
    }

    [ChromiumFact]
    public async Task Filter_by_component_leaves_what_is_about_it_or_follows_from_it()
    {
        await using var open = await OpenAsync();
        await open.Page.Locator("[name=component]").SelectOptionAsync("component/online2/webtools");

        var lines = await open.LinesAsync();
        Assert.All(september.Decisions.Where(d => d.Contains(" component/online2/webtools ", StringComparison.Ordinal)), d => Assert.Contains(d, lines));
        Assert.DoesNotContain(lines, l => l.Contains("login-services", StringComparison.Ordinal));
        Assert.True(await open.Page.GetByRole(AriaRole.Img, new() { Name = "WebTools on online2" }).IsVisibleAsync());
        Assert.False(await open.Page.GetByRole(AriaRole.Img, new() { Name = WebTools, IncludeHidden = true }).IsVisibleAsync());
    }

    [ChromiumFact]
    public async Task Bands_change_at_the_instants_of_the_decisions()
    {
        await using var open = await OpenAsync("#decision-59", height: 1400);
        var suspended = InstantOf("suspend-webtools suspend component/online1/webtools");
        for (var i = 0; i < 10; i++) await open.Page.GetByRole(AriaRole.Button, new() { Name = "Closer" }).ClickAsync();

        var (from, until) = await open.ViewAsync();
        Assert.InRange(until - from, TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(40));
        Assert.Contains("WebTools on online1: operational since", await open.TellAsync(WebTools, suspended.AddSeconds(-5)), StringComparison.Ordinal);
        Assert.Contains("WebTools on online1: suspended since 2019-09-11 09:41:10 +02:00, for 1 d 22 h", await open.TellAsync(WebTools, suspended.AddSeconds(5)), StringComparison.Ordinal);
        Assert.Equal(suspended, await EdgeAsync(open, "suspended", isEnd: false), TimeSpan.FromSeconds(3));
    }

    [ChromiumFact]
    public async Task Bands_end_at_the_instants_of_the_decisions()
    {
        var back = InstantOf("keep-webtools-suspended-on-larger-cluster release component/online1/webtools");
        await using var open = await OpenAsync($"#decision-{1 + september.Decisions.ToList().FindIndex(d => d.Contains("keep-webtools-suspended-on-larger-cluster release", StringComparison.Ordinal))}", height: 1400);
        for (var i = 0; i < 10; i++) await open.Page.GetByRole(AriaRole.Button, new() { Name = "Closer" }).ClickAsync();

        Assert.Contains("suspended since", await open.TellAsync(WebTools, back.AddSeconds(-5)), StringComparison.Ordinal);
        Assert.Contains("operational since", await open.TellAsync(WebTools, back.AddSeconds(5)), StringComparison.Ordinal);
        Assert.Equal(back, await EdgeAsync(open, "suspended", isEnd: true), TimeSpan.FromSeconds(3));
    }

    [ChromiumFact]
    public async Task Thresholds_are_those_of_the_rules()
    {
        await using var open = await OpenAsync();

        var load = await open.Page.Locator(".lane.chart", new() { HasText = "ClusterLoad percent" }).InnerTextAsync();
        Assert.Contains("> 85 raises after 10 minutes", load, StringComparison.Ordinal);
        Assert.Contains("< 60 clears after 12 hours", load, StringComparison.Ordinal);
        Assert.Equal(["85", "60"], await open.Page.Locator(".lane.chart", new() { HasText = "ClusterLoad percent" }).Locator(".threshold-line")
            .EvaluateAllAsync<string[]>("lines => lines.map(line => line.dataset.value)"));
        var network = await open.Page.Locator(".lane.chart", new() { HasText = "Sample value: network-errors" }).InnerTextAsync();
        Assert.Contains("an observation of the last 1 hour > 2 condition", SeptemberPage.Flat(network), StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task Numbers_of_a_decision_are_shown_as_they_were_observed()
    {
        await using var open = await OpenAsync("#decision-59", height: 1600);
        var suspended = InstantOf("suspend-webtools suspend component/online1/webtools");
        var percent = await open.Page.EvaluateAsync<double>("() => JSON.parse(document.getElementById('data').textContent).decisions[58].facts.find(f => f.type === 'ClusterLoad').value.percent");
        for (var i = 0; i < 10; i++) await open.Page.GetByRole(AriaRole.Button, new() { Name = "Closer" }).ClickAsync();

        Assert.Contains(
            $"online1: {Math.Round(percent, 4).ToString(CultureInfo.InvariantCulture)} (09:41:10)", await open.TellAsync("ClusterLoad percent", suspended.AddSeconds(5)), StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task Click_on_a_mark_of_the_board_opens_its_decision()
    {
        await using var open = await OpenAsync(height: 1600);
        var (x, y) = await open.PlaceAsync("prompt-for-webtools-11.5", InstantOf("prompt-for-webtools-11.5"));
        await open.Page.Mouse.ClickAsync(x, y);

        await open.Page.Locator("#details", new() { HasText = "require-version client-policy/webtools" }).WaitForAsync();
    }

    [ChromiumFact]
    public async Task Drag_looks_closer_and_a_double_click_shows_all_of_it()
    {
        await using var open = await OpenAsync();
        var whole = await open.ViewAsync();
        var (from, until) = (whole.From.AddDays(2), whole.From.AddDays(4));
        var (left, y) = await open.PlaceAsync("All decisions", from);
        var (right, _) = await open.PlaceAsync("All decisions", until);
        await open.Page.Mouse.MoveAsync(left, y);
        await open.Page.Mouse.DownAsync();
        await open.Page.Mouse.MoveAsync(right, y, new() { Steps = 4 });
        await open.Page.Mouse.UpAsync();

        var closer = await open.ViewAsync();
        Assert.Equal(from, closer.From, TimeSpan.FromHours(1));
        Assert.Equal(until, closer.Until, TimeSpan.FromHours(1));
        await open.Page.Mouse.DblClickAsync(left, y);
        Assert.Equal(whole, await open.ViewAsync());
    }

    private Task<OpenPage> OpenAsync(string hash = "", int height = 900) => september.Chromium.OpenAsync(september.Page, hash, height: height);

    private static ILocator Row(OpenPage open, string rule, string outcome = "") => open.Page.Locator("tr.decision")
        .Filter(new() { Has = open.Page.Locator("td.rule", new() { HasTextString = rule }) })
        .Filter(new() { Has = open.Page.Locator(".badge", new() { HasTextString = outcome }) });

    private DateTimeOffset InstantOf(string part) =>
        DateTimeOffset.Parse(september.Decisions.First(d => d.Contains($" {part}", StringComparison.Ordinal))[..26], CultureInfo.InvariantCulture);

    /// <summary>Where a band begins or ends, measured on the screen.</summary>
    private static async Task<DateTimeOffset> EdgeAsync(OpenPage open, string status, bool isEnd)
    {
        var band = (await open.Page.GetByRole(AriaRole.Img, new() { Name = WebTools }).Locator($"[data-status={status}]").BoundingBoxAsync())!;
        return await open.InstantAsync(WebTools, isEnd ? band.X + band.Width : band.X);
    }
}
