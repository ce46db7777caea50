using Microsoft.Playwright;

namespace RunbookSdk.Cli.Tests.ReplayPages;

/// <summary>A small page in a real browser: what texts cannot do to it, and who can use it how.</summary>
public sealed class PageInBrowserTests(Chromium chromium) : IClassFixture<Chromium>, IDisposable
{
    private const string Evil = "</script><img src=x onerror=\"window.hacked=1\"><script>window.hacked=2</script>{{data}}'\"&amp;";

    private readonly ReplayFolder folder = new();

    public void Dispose() => folder.Dispose();

    [ChromiumFact]
    public async Task Text_that_looks_like_HTML_is_a_text_and_does_nothing()
    {
        WriteRunbook();
        var cluster = System.Text.Json.JsonSerializer.Serialize(Evil);
        folder.Write("facts.jsonl",
            ReplayFolder.Fact(0, "Component", $$"""{"cluster":{{cluster}},"name":{{cluster}}}"""),
            ReplayFolder.Fact(1, "ClusterLoad", $$"""{"cluster":{{cluster}},"percent":50}"""),
            ReplayFolder.Fact(60, "ClusterLoad", $$"""{"cluster":{{cluster}},"percent":91}"""),
            ReplayFolder.Fact(120, "Pause", $$"""{"scope":"rule/suspend-on-load","by":{{cluster}},"because":{{cluster}},"at":"2019-09-11T06:02:00Z"}"""));
        await ReplayAsync();

        await using var open = await chromium.OpenAsync(folder.Page, "#decision-1");
        await open.Page.Locator("#details").WaitForAsync();
        await open.Page.Locator("tr.decision").First.ClickAsync();
        var box = (await open.Page.Locator(".lane.chart svg").Last.BoundingBoxAsync())!;
        await open.Page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2)); // the tip is made of texts as well

        Assert.Empty(open.Complaints); // nor did the policy have to step in
        Assert.Single(open.Requests);
        Assert.Null(await open.Page.EvaluateAsync<int?>("() => window.hacked ?? null"));
        Assert.Equal(0, await open.Page.Locator("img").CountAsync());
        Assert.Contains(Evil, await open.Page.Locator("tr.decision").First.TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains(Evil, await open.Page.Locator("#details").TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains(Evil, await open.Page.Locator("#notes").TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains(Evil, await open.Page.Locator("#board").TextContentAsync(), StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task Evidence_and_thresholds_are_shown_with_all_their_digits()
    {
        folder.Write("hot.csx", """
            public record Counter([property: Key] string Name, long Count, string[] Notes);
            Rule("count", from c in Facts<Counter>() select Page("ops", because: "it counts")).Mode(Act);
            Rule("hot", from s in Facts<Sample>() where s.Value > 12345678 || s.Value < 0.00000025 select Page("ops", because: "it is")).Mode(Act);
            """);
        folder.Write("facts.jsonl",
            ReplayFolder.Fact(0, "Sample", """{"metric":"m","subject":"a","value":1234567890.125}"""),
            ReplayFolder.Fact(60, "Sample", """{"metric":"m","subject":"b","value":1.25E-07}"""),
            ReplayFolder.Fact(120, "Counter", """{"name":"c","count":-9007199254740993,"notes":["1234567890123456","b"]}"""));
        await ReplayAsync();

        await using var open = await chromium.OpenAsync(folder.Page, "#decision-1");
        Assert.Equal("1,234,567,890.125", await open.Page.Locator(".evidence tr", new() { HasText = "value" }).Locator("td").InnerTextAsync());
        Assert.Contains("> 12,345,678 condition", await open.Page.Locator("#board").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("< 2.5e-7 condition", await open.Page.Locator("#board").InnerTextAsync(), StringComparison.Ordinal);
        await open.Page.Locator("tr.decision").Last.ClickAsync();
        Assert.Equal("-9007199254740993", await open.Page.Locator(".evidence tr", new() { HasText = "count" }).Locator("td").InnerTextAsync());
        Assert.Equal("[\"1234567890123456\",\"b\"]", await open.Page.Locator(".evidence tr", new() { HasText = "notes" }).Locator("td").InnerTextAsync());

        await open.Page.GetByLabel("The decision before").ClickAsync();
        Assert.Equal("1.25e-7", await open.Page.Locator(".evidence tr", new() { HasText = "value" }).Locator("td").InnerTextAsync());
    }

    [ChromiumFact]
    public async Task Replay_that_reached_no_instant_says_so()
    {
        WriteRunbook();
        folder.Write("facts.jsonl");
        await ReplayAsync();

        await using var open = await chromium.OpenAsync(folder.Page);
        Assert.StartsWith("No instant was reached · 0 facts", await open.Page.Locator("#head p").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.False(await open.Page.Locator("#board").IsVisibleAsync());
        Assert.Contains("Nothing was decided.", await open.Page.Locator("#decisions").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(open.Complaints);
    }

    [ChromiumFact]
    public async Task Policy_of_the_page_stops_what_would_slip_through()
    {
        await WriteMorningAsync();
        var page = await File.ReadAllTextAsync(folder.Page);
        await File.WriteAllTextAsync(folder.Page, page.Replace(
            "<header id=\"head\">", "<script>window.hacked=1</script><img src=\"https://example.invalid/x.png\" onerror=\"window.hacked=2\"><header id=\"head\">", StringComparison.Ordinal));

        await using var open = await chromium.OpenAsync(folder.Page);

        Assert.Null(await open.Page.EvaluateAsync<int?>("() => window.hacked ?? null"));
        Assert.Equal(3, open.Complaints.Count(c => c.Contains("Content Security Policy", StringComparison.Ordinal)));
        Assert.Equal(2, (await open.LinesAsync()).Count); // and the page itself works
    }

    [ChromiumFact]
    public async Task Keyboard_reaches_decisions_and_comes_back()
    {
        await WriteMorningAsync();
        await using var open = await chromium.OpenAsync(folder.Page);
        var focus = open.Page.Locator(":focus");

        await open.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the decisions", await focus.InnerTextAsync());
        await open.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(open.Page.Locator("#decisions")).ToBeFocusedAsync();
        await open.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("#decision-1", await focus.GetAttributeAsync("href"));
        await open.Page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal("#decision-2", await focus.GetAttributeAsync("href"));
        await open.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(open.Page.Locator("#details-title")).ToBeFocusedAsync();
        Assert.StartsWith("release of suspend", await focus.InnerTextAsync(), StringComparison.Ordinal);
        await open.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(open.Page.Locator("#row-2 a")).ToBeFocusedAsync();
        Assert.Equal(0, await open.Page.Locator("tr[aria-current]").CountAsync());
    }

    [ChromiumFact]
    public async Task Keyboard_moves_and_zooms_the_board()
    {
        await WriteMorningAsync();
        await using var open = await chromium.OpenAsync(folder.Page);
        var whole = await open.ViewAsync();
        await open.Page.Locator("#lanes").FocusAsync();

        await open.Page.Keyboard.PressAsync("+");
        var closer = await open.ViewAsync();
        await open.Page.Keyboard.PressAsync("ArrowRight");
        var later = await open.ViewAsync();
        await open.Page.Keyboard.PressAsync("0");

        Assert.InRange(closer.Until - closer.From, TimeSpan.FromSeconds(148), TimeSpan.FromSeconds(152)); // half of it
        Assert.InRange(later.Until - later.From, TimeSpan.FromSeconds(148), TimeSpan.FromSeconds(152));
        Assert.True(later.From > closer.From);
        Assert.Equal(whole, await open.ViewAsync());
    }

    [ChromiumFact]
    public async Task Everything_that_acts_or_shows_has_a_name()
    {
        await WriteMorningAsync();
        await using var open = await chromium.OpenAsync(folder.Page, "#decision-1");

        Assert.Empty(await open.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('a, button, select, input, aside, section:not(.fact), [role]')]
              .filter(e => !e.hidden && !(e.getAttribute('aria-label') || e.labels?.[0]?.textContent.trim() || document.getElementById(e.getAttribute('aria-labelledby'))?.textContent
                || (/^(A|BUTTON)$/.test(e.tagName) && e.textContent.trim()) || e.role === 'note'))
              .map(e => e.outerHTML.slice(0, 100))
            """));
        await open.Page.GetByRole(AriaRole.Img, new() { Name = "WebTools on online1: suspended from 2019-09-11 08:01:00 +02:00 to 2019-09-11 08:02:00 +02:00", Exact = true }).WaitForAsync();
        await open.Page.GetByRole(AriaRole.Img, new() { NameRegex = new("ClusterLoad percent: online1 from 50 to 91. Thresholds: > 85 raises, suspend-on-load; < 60 clears, suspend-on-load") }).WaitForAsync();
        await open.Page.GetByRole(AriaRole.Complementary, new() { Name = "The decision that is chosen" }).WaitForAsync();
        await open.Page.GetByRole(AriaRole.Combobox, new() { Name = "Outcome" }).WaitForAsync();
    }

    [ChromiumTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Texts_can_be_read_on_their_ground(ColorScheme scheme)
    {
        await WriteMorningAsync();
        await using var open = await chromium.OpenAsync(folder.Page, "#decision-1", scheme);

        var ground = await open.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
        Assert.Equal(scheme == ColorScheme.Dark ? "rgb(15, 19, 25)" : "rgb(244, 245, 247)", ground);
        Assert.Empty(await open.Page.EvaluateAsync<string[]>(
            """
            () => {
              const parts = color => color.match(/[\d.]+/g).map(Number);
              const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
              const groundOf = e => { for (; e; e = e.parentElement) { const c = parts(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } };
              const contrast = e => { const [a, b] = [light(parts(getComputedStyle(e).color)), light(groundOf(e))]; return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); };
              return [...document.querySelectorAll('body *:not(script):not(style):not(svg *):not(option)')]
                .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && !e.closest('.off') && contrast(e) < 4.5)
                .map(e => `${contrast(e).toFixed(2)} ${e.outerHTML.slice(0, 90)}`);
            }
            """));
    }

    [ChromiumFact]
    public async Task Narrow_page_shows_all_of_it_without_scrolling_sideways()
    {
        await WriteMorningAsync();
        await using var open = await chromium.OpenAsync(folder.Page, "", width: 360, height: 740);

        Assert.True(await open.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
        await open.Page.Locator("tr.decision").First.ClickAsync();
        await Assertions.Expect(open.Page.Locator("#details")).ToBeVisibleAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await Assertions.Expect(open.Page.Locator("#details")).ToBeHiddenAsync();
    }

    [ChromiumFact]
    public async Task Long_names_leave_room_for_one_another()
    {
        WriteRunbook();
        var name = string.Concat(Enumerable.Repeat("very-long-name-", 100));
        folder.Write("facts.jsonl",
            ReplayFolder.Fact(0, "Component", $$"""{"cluster":"{{name}}","name":"WebTools"}"""),
            ReplayFolder.Fact(1, "ClusterLoad", $$"""{"cluster":"{{name}}","percent":50}"""),
            ReplayFolder.Fact(60, "ClusterLoad", $$"""{"cluster":"{{name}}","percent":91}"""));
        await ReplayAsync();

        await using var open = await chromium.OpenAsync(folder.Page, "", width: 420, height: 900);
        Assert.True((await open.Page.Locator(".lane .name", new() { HasText = "WebTools" }).First.BoundingBoxAsync())!.Width > 20);
        Assert.True((await open.Page.Locator(".line-name").First.BoundingBoxAsync())!.Height < 100);
        Assert.True(await open.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
    }

    [ChromiumFact]
    public async Task On_paper_there_are_the_decisions_and_no_controls()
    {
        await WriteMorningAsync();
        await using var open = await chromium.OpenAsync(folder.Page, "", ColorScheme.Dark);
        await open.Page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.False(await open.Page.Locator("#filters").IsVisibleAsync());
        Assert.False(await open.Page.Locator(".tools").First.IsVisibleAsync());
        Assert.All(await open.Page.Locator("tr.decision").AllAsync(), row => Assert.True(row.IsVisibleAsync().Result));
        Assert.Equal("rgb(255, 255, 255)", await open.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
    }

    [ChromiumFact]
    public async Task Replay_in_which_nothing_happens_has_a_page_all_the_same()
    {
        WriteRunbook();
        folder.Write("facts.jsonl", ReplayFolder.Fact(0, "ClusterLoad", """{"cluster":"online1","percent":50}"""));
        await ReplayAsync();

        await using var open = await chromium.OpenAsync(folder.Page);

        Assert.Empty(open.Complaints);
        Assert.Contains("Nothing was decided.", await open.Page.Locator("#decisions").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await open.Page.Locator("#incidents:visible").CountAsync());
    }

    [ChromiumFact]
    public async Task Page_with_as_many_decisions_as_it_may_hold_opens_and_filters()
    {
        folder.Write("load.csx", "Rule(\"echo\", from load in Facts<ClusterLoad>() where load.Percent > 85 select Page(load.Cluster, because: $\"{load.Percent}\")).Mode(Act);");
        folder.Write("facts.jsonl", Enumerable.Range(0, 5_100).Select(i => ReplayFolder.Fact(i, "ClusterLoad", $$"""{"cluster":"c{{i}}","percent":{{86 + (i % 10)}}}""")));
        await ReplayAsync();

        await using var open = await chromium.OpenAsync(folder.Page);
        await open.Page.Locator("[name=text]").FillAsync("team/c4711 ");

        Assert.Contains("team/c4711", Assert.Single(await open.LinesAsync()), StringComparison.Ordinal);
        Assert.Contains("left out: 100 decisions", await open.Page.Locator(".left-out").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(open.Complaints);
    }

    private void WriteRunbook() => folder.Write("load.csx",
        """
        Rule("suspend-on-load",
            from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85).ClearedWhen(l => l.Percent < 60)
            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
            select Suspend(tools, because: $"{load.Cluster} is at {load.Percent}%"))
          .Describe("</script><img src=x onerror='window.hacked=3'>")
          .Lease(Hours(24))
          .Mode(Act);
        """);

    /// <summary>A component is suspended for a minute.</summary>
    private async Task WriteMorningAsync()
    {
        WriteRunbook();
        folder.Write("facts.jsonl",
            ReplayFolder.Fact(0, "Component", """{"cluster":"online1","name":"WebTools"}"""),
            ReplayFolder.Fact(1, "ClusterLoad", """{"cluster":"online1","percent":50}"""),
            ReplayFolder.Fact(60, "ClusterLoad", """{"cluster":"online1","percent":91}"""),
            ReplayFolder.Fact(120, "ClusterLoad", """{"cluster":"online1","percent":55}"""),
            ReplayFolder.Fact(300, "ClusterLoad", """{"cluster":"online1","percent":56}"""));
        await ReplayAsync();
    }

    private async Task ReplayAsync()
    {
        Assert.Equal(0, await folder.ReplayAsync());
        Assert.Equal("", folder.Error);
    }
}
