using System.Text;
using System.Text.Json;
using RunbookSdk.Journal;

namespace RunbookSdk.Cli.Replay.Page;

/// <summary>A match while it stood.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Facts">Its facts: types and keys.</param>
/// <param name="From">When it began.</param>
internal sealed record MatchSpan(string Rule, string Facts, DateTimeOffset From)
{
    /// <summary>When it ended; null when it stands.</summary>
    public DateTimeOffset? Until { get; set; }
}

/// <summary>Follows which matches begin and end.</summary>
internal sealed class PageMatches
{
    private readonly List<MatchSpan> spans = [];
    private readonly Dictionary<(string Rule, string Facts, DateTimeOffset From), MatchSpan> open = [];
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>In the order in which they began.</summary>
    public IReadOnlyList<MatchSpan> Spans => spans;

    /// <summary>Matches that are not kept.</summary>
    public int LeftOut { get; private set; }

    public void Take(JournalRecord record)
    {
        using var document = JsonDocument.Parse(record.Data);
        var began = document.RootElement.GetProperty("began").GetDateTimeOffset();
        var key = (record.Name, FactsOf(document.RootElement.GetProperty("facts")), began);
        if (document.RootElement.GetProperty("turn").GetString() == "ends")
        {
            if (open.Remove(key, out var ended)) ended.Until = record.At;
            return;
        }

        var count = counts[record.Name] = counts.GetValueOrDefault(record.Name) + 1;
        if (count > PageBounds.MatchesOfRule || spans.Count >= PageBounds.Matches)
        {
            LeftOut++;
            return;
        }

        var span = open[key] = new MatchSpan(record.Name, key.Item2, began);
        spans.Add(span);
    }

    private static string FactsOf(JsonElement facts)
    {
        var text = new StringBuilder();
        foreach (var fact in facts.EnumerateArray())
        {
            if (text.Length > 0) text.Append(", ");
            text.Append(fact.GetProperty("type").GetString());
            if (fact.GetProperty("key").GetString() is { Length: > 0 } key) text.Append(' ').Append(key);
        }

        return text.ToString();
    }
}
