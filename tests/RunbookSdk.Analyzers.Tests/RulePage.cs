using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Analyzers.Tests;

/// <summary>
/// A page of docs/rules: a title, why, an example between <c>```csharp</c> and <c>```</c>, and the same without the mistake; before them, where
/// it is needed, what an <c>.editorconfig</c> says.
/// </summary>
internal sealed record RulePage(string Text, string Title, string Why, string Example, string Fixed, (string Key, string Value)[] Config)
{
    public static RulePage Read(string id)
    {
        var text = File.ReadAllText(Repository.PathOf("docs", "rules", id + ".md"));
        var blocks = text.Split("```csharp\n").Skip(1).Select(b => b[..b.IndexOf("```", StringComparison.Ordinal)]).ToList();
        Assert.True(blocks.Count == 2, $"{id}.md has {blocks.Count} examples, and needs two: with the mistake, and without");
        var title = text[..text.IndexOf('\n', StringComparison.Ordinal)];
        return new(text, title, text[title.Length..text.IndexOf("```", StringComparison.Ordinal)].Trim(), blocks[0], blocks[1], ConfigOf(text));
    }

    private static (string Key, string Value)[] ConfigOf(string text)
    {
        if (!text.Contains("```ini\n", StringComparison.Ordinal)) return [];
        return [.. text.Split("```")[1].Split('\n').Select(l => l.Split('=', 2, StringSplitOptions.TrimEntries)).Where(p => p.Length == 2).Select(p => (p[0], p[1]))];
    }
}
