using RunbookSdk.Diagnostics;

namespace RunbookSdk.Testing.Scenarios.Reading;

/// <summary>A record that is observed again and again: numbers, truths and words of its members may be series.</summary>
internal sealed class SeriesEntry(FactTemplate template, YamlMap members, List<Diagnostic> problems)
{
    /// <summary>The observations, one for each step that has a value in every series.</summary>
    /// <param name="at">When the first is observed.</param>
    /// <param name="every">How long it takes to the next.</param>
    /// <param name="lasting">How long it goes on when no series says so; null: once.</param>
    /// <param name="location">Where it is written.</param>
    /// <param name="mayBeEmpty">True where a series without any step says that there is nothing to observe; else it is a mistake.</param>
    public IEnumerable<Step> Steps(DateTimeOffset at, TimeSpan every, TimeSpan? lasting, SourceLocation location, bool mayBeEmpty = false)
    {
        if (every <= TimeSpan.Zero || lasting <= TimeSpan.Zero) return []; // that is told already
        var before = problems.Count;
        var series = members.Fields.Where(f => f.Value is YamlText text && IsSeries(f.Name, text))
            .Select(f => (f.Name, Values: SeriesNotation.Parse((YamlText)f.Value, problems), f.Value.Location)).ToList();
        if (problems.Count == before) foreach (var empty in series.Where(s => s.Values.Count == 0 && !mayBeEmpty)) problems.Add(ScenarioProblems.EmptySeries(empty.Name, empty.Location));
        var length = LengthOf([.. series.Select(s => (s.Name, s.Values.Count, s.Location))]);
        if (lasting is not null && length > 1)
            problems.Add(ScenarioProblems.Conflict("A series says itself how long it goes on; leave 'for' out, or write one value that stays.", location));
        else if (lasting is not null) length = (int)Math.Min(lasting.Value / every, SeriesNotation.MostSteps) + 1;
        if (length > SeriesNotation.MostSteps)
            problems.Add(ScenarioProblems.Conflict($"That would be observed more than {SeriesNotation.Most} times; let 'every' be longer, or 'for' shorter.", location));
        else if ((length - 1) * every.TotalDays > (ScenarioTime.Latest - at).TotalDays)
            problems.Add(ScenarioProblems.TooLate("The series goes on", location));
        if (problems.Count > before || series.Exists(s => s.Values.Count == 0)) return [];
        return Steps(series.ToDictionary(s => s.Name, s => s.Values, StringComparer.Ordinal), length, at, every, location);
    }

    private List<Step> Steps(
        Dictionary<string, IReadOnlyList<SeriesValue>> series, int length, DateTimeOffset at, TimeSpan every, SourceLocation location)
    {
        var steps = new List<Step>();
        for (var i = 0; i < length; i++, at += every)
        {
            var values = series.ToDictionary(s => s.Key, s => s.Value[s.Value.Count == 1 ? 0 : i], StringComparer.Ordinal);
            if (values.Values.Any(v => v.Step == SeriesStep.Missing)) continue;
            var isGone = values.Values.Any(v => v.Step == SeriesStep.Stale);
            if (isGone && template.Type.IsEvent) continue;
            var texts = values.ToDictionary(v => v.Key, v => v.Value.Step == SeriesStep.Stale ? "0" : v.Value.Text, StringComparer.Ordinal);
            if (template.Make(at, isGone, texts) is not { } fact) break; // What is wrong with one step is mostly wrong with all.
            steps.Add(new(at, new(fact, at, null, isGone), location));
        }

        return steps;
    }

    /// <summary>A series of one value stays what it is; the others have to be equally long.</summary>
    private int LengthOf(List<(string Name, int Count, SourceLocation Location)> series)
    {
        var longest = series.OrderByDescending(s => s.Count).FirstOrDefault();
        foreach (var other in series.Where(s => s.Count > 1 && s.Count != longest.Count))
            problems.Add(ScenarioProblems.UnevenSeries(longest.Name, longest.Count, other.Name, other.Count, other.Location));
        return Math.Max(longest.Count, 1);
    }

    private bool IsSeries(string name, YamlText text) => template.TypeOf(name) is { } type && CanBeSeries(type) && !text.IsNull;

    /// <summary>True for the members that series can give values to.</summary>
    public static bool CanBeSeries(Type type) => type == typeof(bool) || type.IsEnum || IsNumber(type);

    private static bool IsNumber(Type type) =>
        type.IsPrimitive && type != typeof(char) && type != typeof(bool) && type != typeof(IntPtr) && type != typeof(UIntPtr)
            || type == typeof(decimal) || type == typeof(Half);
}
