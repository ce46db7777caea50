using Microsoft.Playwright;

namespace RunbookSdk.Cli.Tests.ReplayPages;

/// <summary>A test that needs a browser; without one it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (!File.Exists(Chromium.Executable)) Skip = $"needs a browser: let {Chromium.ExecutableVariable} name a Chromium";
    }
}

/// <inheritdoc cref="ChromiumFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute()
    {
        if (!File.Exists(Chromium.Executable)) Skip = $"needs a browser: let {Chromium.ExecutableVariable} name a Chromium";
    }
}

/// <summary>A real browser, the machine's own, without a network.</summary>
public sealed class Chromium : IAsyncLifetime
{
    public const string ExecutableVariable = "RUNBOOK_CHROMIUM";

    private IPlaywright? playwright;
    private IBrowser? browser;

    public static string? Executable => Environment.GetEnvironmentVariable(ExecutableVariable);

    public async Task InitializeAsync()
    {
        if (!File.Exists(Executable)) return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = ["--no-sandbox"] });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }

    /// <summary>Opens a file; what it complains of, and what else it asks for, is written down.</summary>
    internal async Task<OpenPage> OpenAsync(string file, string hash = "", ColorScheme scheme = ColorScheme.Light, int width = 1440, int height = 900)
    {
        var context = await browser!.NewContextAsync(new() { Offline = true, ColorScheme = scheme, ViewportSize = new() { Width = width, Height = height } });
        var page = await context.NewPageAsync();
        var opened = new OpenPage(page);
        await page.GotoAsync(new Uri(file).AbsoluteUri + hash);
        return opened;
    }
}

/// <summary>A page that is open, with what went wrong in it.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    /// <summary>Room at either end of a lane, in pixels.</summary>
    private const int Inset = 7;

    public OpenPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) => Complaints.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Complaints.Add(error);
        page.Request += (_, request) => Requests.Add(request.Url);
    }

    public IPage Page { get; }

    public List<string> Complaints { get; } = [];

    public List<string> Requests { get; } = [];

    /// <summary>The lines of the list, as a reader puts them together: date, time, and what stands in the cells.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync() => await Page.EvaluateAsync<string[]>(
        """
        () => [...document.querySelectorAll('#decisions tbody:not([hidden]) tr.decision:not([hidden])')].map(row => {
          const date = row.parentElement.querySelector('.day').textContent.split(' ').at(-1);
          const text = name => row.querySelector('.' + name).textContent;
          const outcome = row.querySelector('.badge').textContent, mode = row.querySelector('td.outcome small')?.textContent ?? 'act';
          return [`${date} ${text('time')}`, text('rule'), text('action'), text('target'), `${mode}/${outcome}`, text('why')].join(' ').replace(/\s+/g, ' ');
        })
        """);

    /// <summary>What is shown of the decision that was chosen, once it is one of this outcome.</summary>
    public async Task<string> DetailsAsync(string outcome)
    {
        await Page.Locator("#details .verdict", new() { HasTextString = outcome }).WaitForAsync();
        return await Page.Locator("#details").InnerTextAsync();
    }

    /// <summary>Points at an instant of a lane, and reads what the page tells.</summary>
    public async Task<string> TellAsync(string lane, DateTimeOffset at)
    {
        var place = await PlaceAsync(lane, at);
        await Page.Mouse.MoveAsync(place.X, place.Y);
        return await Page.Locator("#tip").InnerTextAsync();
    }

    /// <summary>Where an instant of a lane is on the screen.</summary>
    public async Task<(float X, float Y)> PlaceAsync(string lane, DateTimeOffset at)
    {
        var plot = Page.GetByRole(AriaRole.Img, new() { Name = lane, Exact = false }).First;
        await plot.ScrollIntoViewIfNeededAsync();
        var box = (await plot.BoundingBoxAsync())!;
        var (from, until) = await ViewAsync();
        return (box.X + Inset + (float)((at - from) / (until - from) * (Math.Floor(box.Width) - (2 * Inset))), box.Y + (box.Height / 2));
    }

    /// <summary>Which instant a place on the screen stands for.</summary>
    public async Task<DateTimeOffset> InstantAsync(string lane, double x)
    {
        var box = (await Page.GetByRole(AriaRole.Img, new() { Name = lane, Exact = false }).First.BoundingBoxAsync())!;
        var (from, until) = await ViewAsync();
        return from + ((x - box.X - Inset) / (Math.Floor(box.Width) - (2 * Inset)) * (until - from));
    }

    /// <summary>The time that the board shows, as it says.</summary>
    public async Task<(DateTimeOffset From, DateTimeOffset Until)> ViewAsync()
    {
        var range = await Page.Locator("#range").InnerTextAsync();
        return (DateTimeOffset.Parse(range[..26], null), DateTimeOffset.Parse(range[30..56], null));
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
