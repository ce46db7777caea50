using System.Text.RegularExpressions;

namespace RunbookSdk.Tests.Conventions;

/// <summary>Code that a page shows: its name if it has one, its text, and the line it begins on.</summary>
internal sealed record ShownCode(string? Name, string Text, int Line);

/// <summary>
/// Pieces of code that pages show. A page marks a block of code with an HTML comment <c>snippet: NAME</c> right above it; a source file
/// holds the same text between the line comments <c>snippet: NAME</c> and <c>end-snippet</c>, at any indentation.
/// </summary>
internal static partial class Snippets
{
    public static IEnumerable<ShownCode> In(string page) => BlockPattern().Matches(page.ReplaceLineEndings("\n")).Select(m => new ShownCode(
        m.Groups["name"].Success ? m.Groups["name"].Value : null,
        m.Groups["text"].Value,
        page.AsSpan(0, m.Index).Count('\n') + 1));

    /// <summary>The page with each marked block filled from the region of that name, where there is one.</summary>
    public static string Fill(string page, IReadOnlyDictionary<string, string> regions) => BlockPattern().Replace(page, m =>
        regions.TryGetValue(m.Groups["name"].Value, out var region)
            ? $"{m.Groups["mark"].Value}```csharp\n{region}```"
            : m.Value);

    /// <summary>Every region of some sources by its name.</summary>
    /// <exception cref="InvalidOperationException">Two regions have one name.</exception>
    public static IReadOnlyDictionary<string, string> Regions(IEnumerable<string> sources)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var match in sources.SelectMany(s => RegionPattern().Matches(s.ReplaceLineEndings("\n"))))
            if (!found.TryAdd(match.Groups["name"].Value, WithoutIndentation(match.Groups["text"].Value)))
                throw new InvalidOperationException($"Two regions are called '{match.Groups["name"].Value}'.");
        return found;
    }

    private static string WithoutIndentation(string text)
    {
        var lines = text.Split('\n');
        var indentation = lines.Where(l => l.Length > 0).Select(l => l.Length - l.TrimStart(' ').Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select(l => l.Length > 0 ? l[indentation..] : l));
    }

    [GeneratedRegex(@"(?<mark><!-- snippet: (?<name>\S+) -->\n)?^```csharp\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex BlockPattern();

    [GeneratedRegex(@"^ *// snippet: (?<name>\S+)\n(?<text>.*?)^ *// end-snippet", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex RegionPattern();
}
