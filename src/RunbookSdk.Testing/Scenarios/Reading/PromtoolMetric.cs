using System.Text;
using System.Text.RegularExpressions;

namespace RunbookSdk.Testing.Scenarios.Reading;

/// <summary>
/// A series as <c>promtool test rules</c> names it: <c>load{cluster="online1"}</c>, <c>{__name__="load"}</c> or <c>{"load"}</c>, its texts in double
/// or single quotes or in backticks. Source: docs/querying/basics.md and promql/parser/generated_parser.y of Prometheus.
/// </summary>
/// <param name="Name">The metric; empty when the series names none.</param>
/// <param name="Labels">The labels, each once.</param>
internal sealed partial record PromtoolMetric(string Name, IReadOnlyList<KeyValuePair<string, string>> Labels)
{
    private const string NameLabel = "__name__";

    /// <summary>Reads a series; null, and why, when it is none.</summary>
    public static PromtoolMetric? Parse(string text, out string why)
    {
        why = "write metric{label=\"value\"}";
        var match = SeriesPattern().Match(text);
        if (!match.Success) return null;
        var (name, labels) = (match.Groups["metric"].Value, new List<KeyValuePair<string, string>>());
        foreach (Match item in LabelPattern().Matches(match.Groups["labels"].Value))
        {
            if (Unquoted(item.Groups["key"].Value, ref why) is not { } key || Unquoted(item.Groups["value"].Value, ref why) is not { } value) return null;
            if (item.Groups["value"].Length == 0) (key, value) = (NameLabel, key);
            if (key == NameLabel ? name.Length > 0 : labels.Exists(l => l.Key == key))
            {
                why = $"'{key}' is there twice";
                return null;
            }

            if (key == NameLabel) name = value;
            else labels.Add(new(key, value));
        }

        return new(name, labels);
    }

    /// <summary>What a quoted text says; null, and why, when it cannot be read. A name without quotes says itself.</summary>
    private static string? Unquoted(string text, ref string why)
    {
        if (text.Length < 2 || text[0] is not ('"' or '\'' or '`')) return text;
        var inner = text[1..^1];
        if (text[0] == '`') return inner;
        try
        {
            return Regex.Unescape(Safe(inner));
        }
        catch (ArgumentException)
        {
            why = $"{text} has a backslash that means nothing; write \\\\ for one, or put the text into backticks";
            return null;
        }
    }

    /// <summary>Go knows fewer escapes than regular expressions do; what only these know is not one.</summary>
    private static string Safe(string text)
    {
        var safe = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            safe.Append(text[i]);
            if (text[i] != '\\' || ++i == text.Length) continue;
            if (!"abfnrtvx01234567u\\'\"".Contains(text[i], StringComparison.Ordinal)) throw new ArgumentException(text);
            safe.Append(text[i]);
        }

        return safe.ToString();
    }

    private const string Quoted = """(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)""";

    private const string Label = $"(?<key>[a-zA-Z_][a-zA-Z0-9_]*(?=\\s*=)|{Quoted})(?:\\s*=\\s*(?<value>{Quoted}))?";

    [GeneratedRegex($"^\\s*(?<metric>[a-zA-Z_:][a-zA-Z0-9_:]*)?\\s*(?:\\{{\\s*(?<labels>{Label}(?:\\s*,\\s*{Label})*)?\\s*,?\\s*\\}})?\\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex SeriesPattern();

    [GeneratedRegex(Label, RegexOptions.CultureInvariant)]
    private static partial Regex LabelPattern();
}
