using System.Globalization;
using System.Reflection;
using System.Text.Json;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Lifecycles;
using RunbookSdk.Rules;

namespace RunbookSdk.Cli.Replay.Page;

/// <summary>One number of the facts of one type that have all but the last part of their key in common.</summary>
/// <param name="Title">What it shows, as <c>Sample value: network-errors</c>.</param>
/// <param name="Lines">Its lines: the last part of the key, and the values.</param>
/// <param name="Thresholds">What rules compare the values with.</param>
internal sealed record PageChart(string Title, IReadOnlyList<(string Name, MetricLine Line)> Lines, IReadOnlyList<Threshold> Thresholds)
{
    /// <summary>How many lines are not drawn.</summary>
    public int LeftOut { get; init; }

    public void Write(PageJson json)
    {
        json.Writer.WriteString("title", Title);
        json.List("lines", Lines, PageBounds.LinesOfChart, line =>
        {
            json.Writer.WriteString("name", line.Name);
            json.Writer.WriteNumber("width", line.Line.Width / 1000);
            WritePoints(json, line.Line);
        });
        json.List("thresholds", Thresholds, int.MaxValue, threshold => Write(json, threshold));
    }

    /// <summary>Times as seconds since the point before, values with six digits: what the eye can tell apart, in few bytes.</summary>
    private static void WritePoints(PageJson json, MetricLine line)
    {
        json.Writer.WriteStartArray("points");
        var last = 0L;
        foreach (var (at, value) in line.Points())
        {
            json.Writer.WriteRawValue(((at - last) / 1000m).ToString("0.###", CultureInfo.InvariantCulture), skipInputValidation: true);
            json.Writer.WriteRawValue(value.ToString("G6", CultureInfo.InvariantCulture), skipInputValidation: true);
            last = at;
        }

        json.Writer.WriteEndArray();
    }

    private static void Write(PageJson json, Threshold threshold)
    {
        json.Writer.WriteString("rule", threshold.Rule);
        json.Writer.WriteString("sign", threshold.Operator);
        json.Writer.WriteNumber("value", threshold.Value);
        json.Writer.WriteString("use", DecisionWords.Of(threshold.Use));
        if (threshold.Lasting > TimeSpan.Zero) json.Writer.WriteString("lasting", TimeWords.Of(threshold.Lasting));
        if (threshold.Of is { } of) json.Writer.WriteString("of", of);
    }
}

/// <summary>Which of the lines that were followed are drawn: those that rules have thresholds for first, then those on which decisions rest.</summary>
internal sealed class PageCharts
{
    private readonly IReadOnlyList<Threshold> thresholds;
    private readonly IReadOnlyDictionary<(string Type, string Key), int> evidence;

    private PageCharts(RuleSet rules, IReadOnlyDictionary<(string Type, string Key), int> evidence)
    {
        thresholds = [.. rules.Rules.Where(r => !r.IsImplied).SelectMany(r => ThresholdReader.Read(r.Model))];
        this.evidence = evidence;
    }

    /// <summary>Chooses the charts.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="evidence">How many decisions rest on a fact, by the name of its type and its key.</param>
    /// <returns>The charts, and how many more there could be.</returns>
    public static (IReadOnlyList<PageChart> Charts, int LeftOut) Of(RuleSet rules, MetricLines lines, IReadOnlyDictionary<(string Type, string Key), int> evidence)
    {
        var making = new PageCharts(rules, evidence);
        var charts = lines.All.GroupBy(l => (l.Key.Type, l.Key.Member, Prefix: string.Join('/', l.Value.Key.SkipLast(1))))
            .Select((group, place) => (Chart: making.Chart(group.Key.Type, group.Key.Member, group.Key.Prefix, [.. group]), Place: place))
            .Where(c => c.Chart.Chart.Thresholds.Count > 0 || c.Chart.Chart.Lines.Any(l => l.Line.Changes))
            .OrderByDescending(c => c.Chart.Chart.Thresholds.Count > 0).ThenByDescending(c => c.Chart.Evidence).ThenBy(c => c.Place)
            .Select(c => c.Chart.Chart).ToList();
        var drawn = charts.Take(PageBounds.Charts).OrderBy(c => c.Title, StringComparer.Ordinal).ToList();
        MetricLines.Shorten([.. drawn.SelectMany(c => c.Lines).Select(l => l.Line)], PageBounds.Points);
        return (drawn, charts.Count - drawn.Count);
    }

    private (PageChart Chart, int Evidence) Chart(
        FactType type, PropertyInfo member, string prefix, IReadOnlyList<KeyValuePair<(FactType Type, PropertyInfo Member, string Key), MetricLine>> all)
    {
        var ranked = all.Select(l => (Line: l.Value, Evidence: evidence.GetValueOrDefault((type.Name, l.Key.Key))))
            .OrderByDescending(l => l.Evidence).ThenByDescending(l => l.Line.Greatest).ThenBy(l => string.Join('/', l.Line.Key), StringComparer.Ordinal).ToList();
        var lines = ranked.Take(PageBounds.LinesOfChart).Select(l => l.Line).OrderBy(l => string.Join('/', l.Key), StringComparer.Ordinal).ToList();
        var title = $"{type.Name} {JsonNamingPolicy.CamelCase.ConvertName(member.Name)}{(prefix.Length > 0 ? $": {prefix}" : "")}";
        var chart = new PageChart(
            title,
            [.. lines.Select(l => (l.Key.Count > 0 ? l.Key[^1] : type.Name, l))],
            [.. thresholds.Where(t => t.Type == type && t.Member == member && lines.Exists(l => IsFor(t, l)))])
        { LeftOut = ranked.Count - lines.Count };
        return (chart, ranked.Sum(l => l.Evidence));
    }

    /// <summary>True unless the rule asks for another key.</summary>
    private static bool IsFor(Threshold threshold, MetricLine line) =>
        threshold.Type.Keys.Select((key, place) => (key, place)).All(k => threshold.Only.All(o =>
            o.Member.Name != k.key.Name || Convert.ToString(o.Value, CultureInfo.InvariantCulture) == line.Key[k.place]));
}
