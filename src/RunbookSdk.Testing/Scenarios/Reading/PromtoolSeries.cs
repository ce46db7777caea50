using System.Globalization;
using System.Text.RegularExpressions;
using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Testing.Scenarios.Reading;

/// <summary>
/// Series as <c>promtool test rules</c> writes them, in the scenario or in a file of promtool's. A metric becomes the record that the scenario
/// names for it, its labels the members of the same name; else a <see cref="Sample"/>.
/// </summary>
internal sealed partial class PromtoolSeries(FactReaders readers, string folder, List<Diagnostic> problems)
{
    private static readonly string Of = $"{nameof(Sample)}.value";

    /// <summary>The observations of an entry with <c>series</c> or <c>promtool</c>.</summary>
    public IEnumerable<Step> Read(Fields fields, DateTimeOffset start)
    {
        var at = fields.Text("at") is { } text ? ScenarioTime.ParseMoment(text, start, problems) ?? start : start;
        return fields.Has("series") ? ReadInline(fields, at) : ReadFile(fields, at);
    }

    private IEnumerable<Step> ReadInline(Fields fields, DateTimeOffset at)
    {
        var (series, values) = (fields.Text("series"), fields.RequiredText("values"));
        var every = fields.Text("every") is { } time ? ScenarioTime.ParsePositive(time, problems) : TimeSpan.FromMinutes(1);
        var record = fields.Text("as");
        fields.Finish();
        if (series is null || values is null) return [];
        return Steps(series, values, record ?? new YamlText(Of, false, series.Location), at, every);
    }

    private List<Step> ReadFile(Fields fields, DateTimeOffset at)
    {
        var (path, test, records) = (fields.Text("promtool"), fields.Text("test"), fields.Map("as"));
        fields.Finish();
        if (path is null || Open(path) is not { } file || TestOf(file, test, path) is not { } found) return [];
        var interval = (found.Find("interval") ?? file.Find("evaluation_interval"))?.Value is YamlText written
            ? ScenarioTime.ParsePositive(written, problems)
            : TimeSpan.FromMinutes(1);
        var steps = new List<Step>();
        foreach (var item in (found.Find("input_series")?.Value as YamlList)?.Items ?? [])
        {
            if (item is YamlMap map && map.Find("series")?.Value is YamlText series && map.Find("values")?.Value is YamlText values)
                steps.AddRange(Steps(series, values, RecordOf(series, records), at, interval));
            else problems.Add(ScenarioProblems.NoPromtool("A series of promtool has 'series' and 'values'.", item.Location));
        }

        if (steps.Count == 0 && problems.Count == 0) problems.Add(ScenarioProblems.NoPromtool($"'{path.Text}' has no input_series with values.", path.Location));
        return steps;
    }

    private YamlMap? Open(YamlText path)
    {
        var full = Path.Combine(folder, path.Text);
        try
        {
            if (YamlTree.Read(File.ReadAllText(full), full, problems) is YamlMap map) return map;
            problems.Add(ScenarioProblems.NoPromtool($"'{path.Text}' is no test file of promtool.", path.Location));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(ScenarioProblems.NoPromtool($"'{path.Text}' cannot be read: {exception.Message}", path.Location));
        }

        return null;
    }

    private YamlMap? TestOf(YamlMap file, YamlText? name, YamlText path)
    {
        var tests = (file.Find("tests")?.Value as YamlList)?.Items.OfType<YamlMap>().ToList() ?? [];
        if (name is null && tests.Count == 1) return tests[0];
        var names = tests.Select(t => (t.Find("name")?.Value as YamlText)?.Text ?? "").ToList();
        if (name is not null && names.IndexOf(name.Text) is var index and >= 0) return tests[index];
        var said = name is null
            ? string.Create(CultureInfo.InvariantCulture, $"'{path.Text}' has {tests.Count} tests; name one with 'test'.")
            : $"'{path.Text}' has no test '{name.Text}'. {ScenarioProblems.DidYouMean(name.Text, names) ?? $"It has: {string.Join(", ", names)}."}";
        problems.Add(ScenarioProblems.NoPromtool(said, (name ?? path).Location));
        return null;
    }

    private static YamlText RecordOf(YamlText series, YamlMap? records) =>
        records?.Find(MetricOf(series.Text))?.Value as YamlText ?? new YamlText(Of, false, series.Location);

    private static string MetricOf(string series) => SeriesPattern().Match(series).Groups["metric"].Value;

    private IEnumerable<Step> Steps(YamlText series, YamlText values, YamlText record, DateTimeOffset at, TimeSpan every)
    {
        var match = SeriesPattern().Match(series.Text);
        if (!match.Success)
        {
            problems.Add(ScenarioProblems.NoPromtool(
                $"'{series.Text}' is no series; write metric{{label=\"value\"}}.", series.Location));
            return [];
        }

        var dot = record.Text.IndexOf('.', StringComparison.Ordinal);
        var fact = new YamlField(dot < 0 ? record.Text : record.Text[..dot], record, record.Location);
        if (dot < 0)
        {
            problems.Add(ScenarioProblems.NoPromtool(
                $"'{record.Text}' does not say which member takes the value; write '{record.Text}.value', with the name of the member.", record.Location));
            return [];
        }

        if (readers.Find(fact, problems) is not { } binder) return [];
        var members = new YamlMap([.. Members(match, binder, series.Location), new(record.Text[(dot + 1)..], values, record.Location)], series.Location);
        var template = new FactTemplate(binder, members, at, problems);
        return template.CheckNames() ? new SeriesEntry(template, members, problems).Steps(at, every, lasting: null, series.Location) : [];
    }

    /// <summary>Labels that the record does not have say nothing to it.</summary>
    private static IEnumerable<YamlField> Members(Match match, FactBinder binder, SourceLocation location)
    {
        var labels = LabelPattern().Matches(match.Groups["labels"].Value)
            .Select(l => (Name: l.Groups["name"].Value, Value: Regex.Unescape(l.Groups["value"].Value))).ToList();
        if (binder.Type.ClrType == typeof(Sample))
        {
            var subject = labels.Find(l => l.Name == "subject").Value ?? string.Join('/', labels.OrderBy(l => l.Name, StringComparer.Ordinal).Select(l => l.Value));
            labels = [("metric", match.Groups["metric"].Value), ("subject", subject)];
        }

        return labels.Select(l => (Name: NameIn(binder, l.Name), l.Value)).Where(l => l.Name is not null)
            .Select(l => new YamlField(l.Name!, new YamlText(l.Value, true, location), location));
    }

    /// <summary>Labels are written with underscores, members are not.</summary>
    private static string? NameIn(FactBinder binder, string label) => binder.Members.Select(m => m.Shape.Name)
        .FirstOrDefault(m => string.Equals(m, label.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("""^\s*(?<metric>[a-zA-Z_:][a-zA-Z0-9_:]*)\s*(?:\{(?<labels>(?:\s*[a-zA-Z_][a-zA-Z0-9_]*\s*=\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*,?)*)\s*\})?\s*$""", RegexOptions.CultureInvariant)]
    private static partial Regex SeriesPattern();

    [GeneratedRegex("""(?<name>[a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*(?:"(?<value>(?:[^"\\]|\\.)*)"|'(?<value>(?:[^'\\]|\\.)*)')""", RegexOptions.CultureInvariant)]
    private static partial Regex LabelPattern();
}
