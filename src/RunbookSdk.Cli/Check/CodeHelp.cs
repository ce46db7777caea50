using System.Text.RegularExpressions;

namespace RunbookSdk.Cli.Check;

/// <summary>What is known of a code besides its findings, read from docs/diagnostics.md and docs/rules, which are a part of this program.</summary>
/// <param name="Code">The code.</param>
/// <param name="What">What it says; null for the compiler's own, whose messages say all.</param>
/// <param name="Remedy">What to do; null likewise.</param>
/// <param name="Page">The address of the page about it; null for ours, whose pages have no address that holds everywhere, and go along.</param>
/// <param name="Markdown">The page itself; null for a code that has none of its own.</param>
internal sealed partial record CodeHelp(string Code, string? What, string? Remedy, string? Page, string? Markdown)
{
    private static readonly Lazy<Dictionary<string, CodeHelp>> Known = new(Read);

    /// <summary>The version of this program, as semantic versioning writes it.</summary>
    public static string Version { get; } = typeof(CodeHelp).Assembly.GetName().Version!.ToString(3);

    public static CodeHelp Of(string code) => Known.Value.GetValueOrDefault(code) ?? new(code, null, null, CompilerPage(code), null);

    /// <summary>The address that Roslyn gives for its own codes (ErrorFacts.GetHelpLink).</summary>
    private static string CompilerPage(string code) => $"https://msdn.microsoft.com/query/roslyn.query?appId=roslyn&k=k({code})";

    private static Dictionary<string, CodeHelp> Read() => RowPattern().Matches(Text("docs/diagnostics.md")!)
        .Select(row => Of(row.Groups["code"].Value, Plain(row.Groups["what"].Value), Plain(row.Groups["remedy"].Value)))
        .ToDictionary(h => h.Code, StringComparer.Ordinal);

    private static CodeHelp Of(string code, string what, string remedy) => new(code, what, remedy, null, Text($"docs/rules/{code}.md"));

    private static string? Text(string name)
    {
        using var stream = typeof(CodeHelp).Assembly.GetManifestResourceStream(name);
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The page goes along, so a link to it in the text would lead nowhere.</summary>
    private static string Plain(string cell) => WhyPattern().Replace(cell, "").Trim().Replace("`", "", StringComparison.Ordinal).Replace(@"\|", "|", StringComparison.Ordinal);

    [GeneratedRegex(@"\s*\[Why\]\([^)]*\)")]
    private static partial Regex WhyPattern();

    /// <summary>A bar within a cell stands behind a backslash.</summary>
    [GeneratedRegex(@"^\| (?<code>RBK\d{4}) \|(?<what>(?:\\\||[^|])*)\|(?:(?:\\\||[^|])*)\|(?<remedy>(?:\\\||[^|])*)\|", RegexOptions.Multiline)]
    private static partial Regex RowPattern();
}
