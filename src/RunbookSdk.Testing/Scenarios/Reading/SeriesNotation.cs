using System.Globalization;
using System.Text.RegularExpressions;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Testing.Scenarios.Reading;

/// <summary>What a series says of one step.</summary>
internal enum SeriesStep
{
    /// <summary>A value is observed.</summary>
    Value,

    /// <summary>Nothing is observed: <c>_</c>, and <c>NaN</c>.</summary>
    Missing,

    /// <summary>The series is gone: <c>stale</c>.</summary>
    Stale,
}

/// <summary>One step of a series, with its value as a text.</summary>
internal readonly record struct SeriesValue(SeriesStep Step, string Text = "");

/// <summary>
/// The notation of <c>promtool test rules</c> for the values of a series: <c>a+bxn</c> is a and n further values, each b more; <c>axn</c>
/// is a and n more of it; <c>_</c> and <c>_xn</c> are steps without a value; <c>stale</c> ends a series. Words such as <c>truex3</c> are
/// repeated in the same way, which promtool does not know. Source: docs/configuration/unit_testing_rules.md and
/// promql/parser/generated_parser.y of Prometheus.
/// </summary>
internal static partial class SeriesNotation
{
    /// <summary>A typing error must not fill the memory.</summary>
    public const int MostSteps = 1_000_000;

    /// <summary><see cref="MostSteps"/>, for messages.</summary>
    public static readonly string Most = MostSteps.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Reads a series; what is wrong in it is reported at its own place, and left out.</summary>
    public static IReadOnlyList<SeriesValue> Parse(YamlText series, List<Diagnostic> problems)
    {
        var values = new List<SeriesValue>();
        foreach (var item in ItemPattern().EnumerateMatches(series.Text))
        {
            var text = series.Text.Substring(item.Index, item.Length);
            if (Add(text, values) is not { } why) continue;
            // Where a text is folded over lines, only YAML knows what became of which line.
            var place = series.IsFolded ? series.Location : series.Location with { Column = series.Location.Column + item.Index + (series.IsQuoted ? 1 : 0) };
            problems.Add(ScenarioProblems.NotASeries(text, why, place));
        }

        return values;
    }

    /// <summary>Adds the steps of an item; what is wrong with it, or null.</summary>
    private static string? Add(string item, List<SeriesValue> values)
    {
        if (item.StartsWith("{{", StringComparison.Ordinal)) return "native histograms are no numbers that a fact could hold";
        var match = Pattern().Match(item);
        if (!match.Success) return "it is no value, no repeated value (10x9), no rising or falling one (10+5x3), and no gap (_x2)";
        var times = match.Groups["times"] is { Success: true } group ? Times(group.ValueSpan) : 0;
        if (times >= MostSteps - values.Count) return $"a series may have {Most} steps";
        var first = match.Groups["first"].Value;
        if (first == "_") values.AddRange(Enumerable.Repeat(new SeriesValue(SeriesStep.Missing), match.Groups["times"].Success ? times : 1));
        else if (first == "stale") values.AddRange(Enumerable.Repeat(new SeriesValue(SeriesStep.Stale), times + 1));
        else return AddValues(first, match.Groups["step"], times, values);
        return null;
    }

    private static string? AddValues(string first, Group step, int times, List<SeriesValue> values)
    {
        if (first.TrimStart('+', '-').Equals("Inf", StringComparison.OrdinalIgnoreCase)) return "an infinite number cannot be observed";
        if (IsWhole(first, out var whole) && (step.Success ? IsWhole(step.ValueSpan, out var by) : IsWhole("0", out by)))
        {
            for (var i = 0; i <= times; i++, whole += by) values.Add(new(SeriesStep.Value, whole.ToString(CultureInfo.InvariantCulture)));
            return null;
        }

        if (!double.TryParse(first, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            if (step.Success) return "a word neither rises nor falls";
            values.AddRange(Enumerable.Repeat(new SeriesValue(SeriesStep.Value, first), times + 1));
            return null;
        }

        var rise = step.Success ? double.Parse(step.ValueSpan, CultureInfo.InvariantCulture) : 0;
        for (var i = 0; i <= times; i++, number += rise)
            values.Add(double.IsNaN(number) ? new(SeriesStep.Missing) : new(SeriesStep.Value, number.ToString("R", CultureInfo.InvariantCulture)));
        return null;
    }

    /// <summary>A whole number stays exact, however large: a double would round it, and write it with an exponent.</summary>
    private static bool IsWhole(ReadOnlySpan<char> text, out Int128 number) =>
        Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && Int128.Abs(number) <= ulong.MaxValue;

    private static int Times(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var times) && times < MostSteps ? times : MostSteps;

    [GeneratedRegex(@"\{\{.*?\}\}(?:[+-]\{\{.*?\}\})?\S*|\S+", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex ItemPattern();

    [GeneratedRegex(
        @"^(?<first>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?(?i:Inf|NaN)|[A-Za-z_]+?)(?:(?<step>[+-](?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?=x))?(?:x(?<times>\d+))?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
