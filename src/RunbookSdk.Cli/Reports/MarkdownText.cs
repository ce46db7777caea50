using System.Globalization;
using System.Text.Json;
using RunbookSdk.Cli.Operators;
using RunbookSdk.Diagnostics;
using RunbookSdk.Journal;

namespace RunbookSdk.Cli.Reports;

/// <summary>Parts of a report as Markdown.</summary>
/// <param name="zone">The zone that times are shown in.</param>
/// <param name="until">Where the report ends: what goes on is counted until then.</param>
internal sealed class MarkdownText(TimeZoneInfo zone, DateTimeOffset until)
{
    private const int ShownTargets = 4;

    /// <summary>An instant by the zone's clocks; the report says which zone.</summary>
    public string At(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>For how long something was so.</summary>
    public string Lasted(DateTimeOffset from, DateTimeOffset? to) => to is { } end ? TimeText.Of(end - from) : $"{TimeText.Of(until - from)}, and goes on";

    /// <summary>A word of a lifecycle.</summary>
    public static string Word<T>(T word)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString()).Replace('_', ' ');

    /// <summary>A text within a cell of a table, a heading or a line of a list: it stays text, whatever is in it.</summary>
    public static string Cell(string words) => OneLine.Of(words)
        .Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("](", "]\\(", StringComparison.Ordinal) // no links, and no pictures that are fetched
        .Replace("<", "&lt;", StringComparison.Ordinal);

    /// <summary>A name as code.</summary>
    public static string Code(string name) =>
        $"`{OneLine.Of(name).Replace('`', '\'').Replace("|", "\\|", StringComparison.Ordinal)}`";

    /// <summary>An action with its values.</summary>
    public static string What(RecordedDecision decision)
    {
        var details = string.Join(", ", decision.Details.Select(d => $"{d.Key} {d.Value}"));
        return details.Length == 0 ? decision.Action : $"{decision.Action} ({details})";
    }

    /// <summary>Some targets; of many only the first are named.</summary>
    public static string Targets(IEnumerable<string> targets)
    {
        var all = targets.Distinct().ToList();
        var shown = string.Join(", ", all.Take(all.Count > ShownTargets ? ShownTargets - 1 : ShownTargets).Select(Code));
        return all.Count <= ShownTargets ? shown : string.Create(CultureInfo.InvariantCulture, $"{shown} and {all.Count - ShownTargets + 1} more");
    }

    /// <summary>Who approved; empty when nobody was asked.</summary>
    public static string Approvers(RecordedDecision decision) =>
        decision.Approvers.Count == 0 ? "" : $", approved by {Cell(string.Join(", ", decision.Approvers))}";
}
