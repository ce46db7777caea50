using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RunbookSdk.Tests.Lifecycles;

/// <summary>What became of a picture in the browser.</summary>
/// <param name="Error">What Mermaid complained of; null when it drew.</param>
/// <param name="Texts">The texts of the picture, white space as one blank.</param>
/// <param name="Arrows">How many arrows it has.</param>
internal sealed record Rendered(string? Error, IReadOnlyList<string> Texts, int Arrows);

/// <summary>A test that needs a browser and Mermaid's script; without them it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (!File.Exists(Browser.Executable) || !File.Exists(Browser.Script))
            Skip = $"needs a browser and Mermaid: let {Browser.ExecutableVariable} name a Chromium and {Browser.ScriptVariable} a mermaid.min.js";
    }
}

/// <summary>Draws Mermaid's pictures where users see them: in a browser.</summary>
internal static partial class Browser
{
    public const string ExecutableVariable = "RUNBOOK_CHROMIUM";
    public const string ScriptVariable = "RUNBOOK_MERMAID";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    private static string Page => """
        <!doctype html>
        <meta charset="utf-8">
        <script id="pictures" type="application/json">PICTURES</script>
        <script src="SCRIPT"></script>
        <pre id="result"></pre>
        <script>
          const flat = text => text.replace(/\s+/g, ' ').trim();
          const textOf = label => {
            const copy = label.cloneNode(true);
            copy.querySelectorAll('br').forEach(line => line.replaceWith(' '));
            return flat(copy.textContent);
          };
          async function draw(picture, number) {
            try {
              const { svg } = await mermaid.render('picture' + number, picture);
              const drawn = new DOMParser().parseFromString(svg, 'text/html').querySelector('svg');
              const labels = [...drawn.querySelectorAll('foreignObject, text')].map(textOf).filter(text => text);
              return { error: drawn.querySelector('.error-text') ? flat(drawn.textContent) : null, texts: labels, arrows: drawn.querySelectorAll('path.transition, path.flowchart-link').length };
            } catch (error) {
              return { error: String(error.message ?? error), texts: [], arrows: 0 };
            }
          }
          (async () => {
            mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });
            const drawn = [];
            for (const picture of JSON.parse(document.getElementById('pictures').textContent)) drawn.push(await draw(picture, drawn.length));
            document.getElementById('result').textContent = JSON.stringify(drawn);
          })();
        </script>
        """;

    public static string? Executable => Environment.GetEnvironmentVariable(ExecutableVariable);

    public static string? Script => Environment.GetEnvironmentVariable(ScriptVariable);

    /// <summary>Draws some pictures on one page.</summary>
    public static IReadOnlyList<Rendered> Draw(IReadOnlyList<string> pictures)
    {
        var folder = Directory.CreateTempSubdirectory("runbook-pictures-");
        try
        {
            var page = Path.Combine(folder.FullName, "page.html");
            File.WriteAllText(page, Page
                .Replace("SCRIPT", new Uri(Path.GetFullPath(Script!)).AbsoluteUri, StringComparison.Ordinal)
                .Replace("PICTURES", JsonSerializer.Serialize(pictures), StringComparison.Ordinal));
            var result = ResultPattern().Match(Open(new Uri(page), folder.FullName));
            Assert.True(result.Groups["json"].Length > 0, "The browser did not come to the end of the page.");
            return JsonSerializer.Deserialize<List<Rendered>>(WebUtility.HtmlDecode(result.Groups["json"].Value), CamelCase)!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The page as it is when its scripts have run.</summary>
    private static string Open(Uri page, string folder)
    {
        using var browser = Process.Start(new ProcessStartInfo(Executable!,
            ["--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files", $"--user-data-dir={folder}", "--virtual-time-budget=600000", "--dump-dom", page.AbsoluteUri])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        browser.BeginErrorReadLine();
        var read = browser.StandardOutput.ReadToEndAsync();
        if (!browser.WaitForExit(Patience)) browser.Kill(entireProcessTree: true);
        return read.Result;
    }

    [GeneratedRegex("<pre id=\"result\">(?<json>.*?)</pre>", RegexOptions.Singleline)]
    private static partial Regex ResultPattern();
}
