using System.Globalization;
using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Testing.Scenarios.Reading;

/// <summary>
/// Series as <c>promtool test rules</c> writes them, in the scenario or in a file of promtool's. A metric becomes the record that the scenario
/// names for it, its labels the members of the same name; else a <see cref="Sample"/>.
/// </summary>
internal sealed class PromtoolSeries(FactReaders readers, string folder, List<Diagnostic> problems)
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
        return SeriesOf(series, values) is { } input ? Steps(input, record ?? new YamlText(Of, false, series.Location), at, every) : [];
    }

    private List<Step> ReadFile(Fields fields, DateTimeOffset at)
    {
        var (path, test, records) = (fields.Text("promtool"), fields.Text("test"), fields.Map("as"));
        fields.Finish();
        if (path is null || Open(path) is not { } file || TestOf(file, test, path) is not { } found) return [];
        var interval = (found.Find("interval") ?? file.Find("evaluation_interval"))?.Value is YamlText written
            ? ScenarioTime.ParsePositive(written, problems)
            : TimeSpan.FromMinutes(1);
        var series = ((found.Find("input_series")?.Value as YamlList)?.Items ?? []).Select(SeriesOf).OfType<InputSeries>().ToList();
        CheckRecords(records, series);
        List<Step> steps = [.. series.SelectMany(s => Steps(s, RecordOf(s, records), at, interval))];
        if (series.Count == 0 && problems.Count == 0) problems.Add(ScenarioProblems.NoPromtool($"'{path.Text}' has no input_series with values.", path.Location));
        return steps;
    }

    /// <summary>A record for a metric that no series has would be left out in silence, and the metric with its right name be a sample.</summary>
    private void CheckRecords(YamlMap? records, List<InputSeries> series)
    {
        var metrics = series.Select(s => s.Metric.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        foreach (var record in (records?.Fields ?? []).Where(r => metrics.Count > 0 && !metrics.Contains(r.Name)))
        {
            var known = ScenarioProblems.DidYouMean(record.Name, metrics) ?? $"It has: {string.Join(", ", metrics)}.";
            problems.Add(ScenarioProblems.NoPromtool($"The test has no series of '{record.Name}'. {known}", record.Location));
        }
    }

    private InputSeries? SeriesOf(YamlNode item)
    {
        if (item is YamlMap map && map.Find("series")?.Value is YamlText series && map.Find("values")?.Value is YamlText values) return SeriesOf(series, values);
        problems.Add(ScenarioProblems.NoPromtool("A series of promtool has 'series' and 'values'.", item.Location));
        return null;
    }

    private InputSeries? SeriesOf(YamlText series, YamlText values)
    {
        if (PromtoolMetric.Parse(series.Text, out var why) is { } metric) return new(metric, series, values);
        problems.Add(ScenarioProblems.NoPromtool($"'{series.Text}' is no series: {why}.", series.Location));
        return null;
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
        var names = tests.Select(t => (t.Find("name")?.Value as YamlText)?.Text).ToList();
        if (name is not null && names.IndexOf(name.Text) is var index and >= 0) return tests[index];
        // Most of these files give their tests no names; then their places tell them apart.
        if (name is not null && int.TryParse(name.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place >= 1 && place <= tests.Count) return tests[place - 1];
        var said = name is null
            ? string.Create(CultureInfo.InvariantCulture, $"'{path.Text}' has {tests.Count} tests; say with 'test' which: its name, or 1 for the first.")
            : $"'{path.Text}' has no test '{name.Text}'. {ScenarioProblems.DidYouMean(name.Text, names.OfType<string>()) ?? Known(names)}";
        problems.Add(ScenarioProblems.NoPromtool(said, (name ?? path).Location));
        return null;
    }

    private static string Known(List<string?> names)
    {
        var named = string.Join(", ", names.OfType<string>());
        return string.Create(CultureInfo.InvariantCulture, $"It has {names.Count}{(named.Length > 0 ? $": {named}" : ", without names; write 1 for the first")}.");
    }

    private static YamlText RecordOf(InputSeries series, YamlMap? records) =>
        records?.Find(series.Metric.Name)?.Value as YamlText ?? new YamlText(Of, false, series.Written.Location);

    private IEnumerable<Step> Steps(InputSeries series, YamlText record, DateTimeOffset at, TimeSpan every)
    {
        var dot = record.Text.IndexOf('.', StringComparison.Ordinal);
        var fact = new YamlField(dot < 0 ? record.Text : record.Text[..dot], record, record.Location);
        if (dot < 0)
        {
            problems.Add(ScenarioProblems.NoPromtool(
                $"'{record.Text}' does not say which member takes the value; write '{record.Text}.value', with the name of the member.", record.Location));
            return [];
        }

        if (readers.Find(fact, problems) is not { } binder) return [];
        var (value, location) = (record.Text[(dot + 1)..], series.Written.Location);
        var members = new YamlMap([.. Members(series.Metric, binder, location).Where(m => m.Name != value), new(value, series.Values, record.Location)], location);
        var template = new FactTemplate(binder, members, at, problems);
        if (!template.CheckNames()) return [];
        if (template.TypeOf(value) is not { } type || SeriesEntry.CanBeSeries(type)) return new SeriesEntry(template, members, problems).Steps(at, every, lasting: null, location, mayBeEmpty: true);
        var numbers = binder.Members.Select(m => m.Shape.Name).Where(m => template.TypeOf(m) is { } other && SeriesEntry.CanBeSeries(other));
        problems.Add(ScenarioProblems.NoPromtool($"'{value}' of {binder.Type.Name} is no number, so a series cannot give it; those that it can give are: {string.Join(", ", numbers)}.", record.Location));
        return [];
    }

    /// <summary>Labels that the record does not have say nothing to it.</summary>
    private static IEnumerable<YamlField> Members(PromtoolMetric metric, FactBinder binder, SourceLocation location)
    {
        var labels = metric.Labels;
        if (binder.Type.ClrType == typeof(Sample))
        {
            var subject = labels.FirstOrDefault(l => l.Key == "subject").Value ?? string.Join('/', labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => l.Value));
            labels = [new("metric", metric.Name), new("subject", subject)];
        }

        return labels.Select(l => (Name: NameIn(binder, l.Key), l.Value)).Where(l => l.Name is not null).DistinctBy(l => l.Name)
            .Select(l => new YamlField(l.Name!, new YamlText(l.Value, true, location), location));
    }

    /// <summary>Labels are written with underscores, members are not.</summary>
    private static string? NameIn(FactBinder binder, string label) => binder.Members.Select(m => m.Shape.Name)
        .FirstOrDefault(m => string.Equals(m, label.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));

    /// <summary>A series as it is written, and what it is called.</summary>
    private sealed record InputSeries(PromtoolMetric Metric, YamlText Written, YamlText Values);
}
