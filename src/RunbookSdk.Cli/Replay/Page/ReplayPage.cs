using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace RunbookSdk.Cli.Replay.Page;

/// <summary>Makes the page of a replay: one file that needs no other, and that a browser lets reach no other.</summary>
internal static class ReplayPage
{
    /// <summary>The scripts in the order in which they stand in the page.</summary>
    private static readonly string[] Scripts = ["data.js", "elements.js", "axis.js", "lanes.js", "charts.js", "board.js", "list.js", "details.js", "notes.js", "page.js"];

    public static string Of(ReplayPlan plan, PageRecorder recorder, ReplayTally tally, string title) =>
        Of(title, new PageData(title, plan.Zone, recorder, tally).Write());

    private static string Of(string title, string data)
    {
        var (style, script) = (Resource("page.css"), Script());
        return Resource("page.html")
            .Replace("{{style-hash}}", Hash(style), StringComparison.Ordinal)
            .Replace("{{script-hash}}", Hash(script), StringComparison.Ordinal)
            .Replace("{{style}}", style, StringComparison.Ordinal)
            .Replace("{{script}}", script, StringComparison.Ordinal)
            .Replace("{{title}}", WebUtility.HtmlEncode(title), StringComparison.Ordinal)
            .Replace("{{data}}", data, StringComparison.Ordinal);
    }

    /// <summary>All scripts in one function, so that they share names with nobody.</summary>
    private static string Script() => $"(() => {{\n'use strict';\n{string.Concat(Scripts.Select(Resource))}}})();\n";

    /// <summary>What the policy of the page lets run and nothing else: not even what a text would smuggle in.</summary>
    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Resource(string name)
    {
        using var stream = typeof(ReplayPage).Assembly.GetManifestResourceStream($"{typeof(ReplayPage).Namespace}.{name}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
