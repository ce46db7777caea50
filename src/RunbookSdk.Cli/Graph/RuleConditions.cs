using System.Globalization;
using RunbookSdk.Journal;
using RunbookSdk.Lifecycles;
using RunbookSdk.Rules;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Cli.Graph;

/// <summary>The conditions of a rule in a few short lines, for a picture.</summary>
internal static class RuleConditions
{
    private const int MostLines = 5;
    private const int LongestLine = 64;

    public static IReadOnlyList<string> Of(RuleModel rule)
    {
        var lines = rule.Query.Slots.SelectMany(s => Lines(s.Source)).Concat(rule.Query.Conditions.Select(c => ClauseText.Of(c.Body, rule.Query))).Select(Short).ToList();
        var more = lines.Count - MostLines;
        IEnumerable<string> shown = more > 1 ? [.. lines.Take(MostLines), string.Create(CultureInfo.InvariantCulture, $"and {more} more")] : lines;
        return rule.Settings.Mode == Mode.Act ? [.. shown] : [DecisionWords.Of(rule.Settings.Mode) + "s", .. shown];
    }

    private static IEnumerable<string> Lines(SourceModel source) => source switch
    {
        SourceModel.Filtered filtered => Lines(filtered.Source).Append(ClauseText.Of(filtered.Condition)),
        SourceModel.FilteredByTime filtered => Lines(filtered.Source).Append(ClauseText.Of(filtered.Condition)),
        SourceModel.Raised raised => Lines(raised.Source).Append(
            $"{ClauseText.Of(raised.Raise)}{For(raised.RaiseLasting)}").Concat(
            raised.Clear is { } clear ? [$"until {ClauseText.Of(clear)}{For(raised.ClearLasting)}"] : []),
        SourceModel.Fresh fresh => Lines(fresh.Source),
        SourceModel.History history => Lines(history.Source).Append($"over {TimeWords.Of(history.Window)}"),
        SourceModel.Group group =>
        [
            .. group.Query.Slots.SelectMany(s => Lines(s.Source)), .. group.Query.Conditions.Select(c => ClauseText.Of(c.Body, group.Query)),
            $"by {ExpressionText.Of(group.Key)}",
        ],
        _ => [],
    };

    private static string For(TimeSpan lasting) => lasting > TimeSpan.Zero ? $" for {TimeWords.Of(lasting)}" : "";

    private static string Short(string line)
    {
        if (line.Length <= LongestLine) return line;
        var length = char.IsHighSurrogate(line[LongestLine - 2]) ? LongestLine - 2 : LongestLine - 1; // no half of a sign
        return $"{line[..length].TrimEnd()}…";
    }
}
