using System.Globalization;
using System.Text.RegularExpressions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Testing.Scenarios.Reading;

/// <summary>Times as scenarios write them: <c>10m</c>, <c>1h30m</c>, <c>2d</c>; and instants, which have a zone.</summary>
internal static partial class ScenarioTime
{
    /// <summary>No clock of a scenario goes on beyond, so that whatever is added to it stays an instant.</summary>
    public static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads a time; false when the text is none, or is longer than a century.</summary>
    public static bool TryParse(string text, out TimeSpan time)
    {
        time = default;
        if (text == "0") return true;
        var match = Pattern().Match(text);
        if (!match.Success || text.Length == 0) return false;
        var seconds = (Part(match, "d") * 86_400) + (Part(match, "h") * 3_600) + (Part(match, "m") * 60) + Part(match, "s") + (Part(match, "ms") / 1_000);
        if (seconds > 100m * 366 * 86_400) return false;
        time = TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return true;
    }

    /// <summary>Reads a time; zero, and a problem, when the text is none.</summary>
    public static TimeSpan Parse(YamlText text, List<Diagnostic> problems)
    {
        if (TryParse(text.Text, out var time)) return time;
        problems.Add(ScenarioProblems.NotATime(text.Text, text.Location));
        return default;
    }

    /// <summary>Reads a time between two steps, or for which something goes on: nothing comes again in no time.</summary>
    public static TimeSpan ParsePositive(YamlText text, List<Diagnostic> problems)
    {
        var before = problems.Count;
        var time = Parse(text, problems);
        if (time <= TimeSpan.Zero && problems.Count == before) problems.Add(ScenarioProblems.NotATime(text.Text, text.Location));
        return time;
    }

    /// <summary>Reads an instant with a zone; null, and a problem, when the text is none.</summary>
    public static DateTimeOffset? ParseInstant(YamlText text, List<Diagnostic> problems)
    {
        try
        {
            return Instant.Parse(text.Text);
        }
        catch (FormatException exception)
        {
            problems.Add(ScenarioProblems.NotAnInstant(exception.Message, text.Location));
            return null;
        }
    }

    /// <summary>Reads a time after the beginning of a scenario, or an instant.</summary>
    public static DateTimeOffset? ParseMoment(YamlText text, DateTimeOffset start, List<Diagnostic> problems)
    {
        if (TryParse(text.Text, out var offset)) return start + offset;
        if (text.Text.Length > 0 && LooksLikeADate(text.Text)) return ParseInstant(text, problems);
        problems.Add(ScenarioProblems.NotATime(text.Text, text.Location));
        return null;
    }

    /// <summary>Reads where the clock of a scenario begins; null, and a problem, when that is no instant.</summary>
    public static DateTimeOffset? ParseStart(YamlText text, List<Diagnostic> problems) => NotTooLate(ParseInstant(text, problems), text, problems);

    /// <summary>Reads a time after the beginning of a scenario, or an instant, at which its clock will stand.</summary>
    public static DateTimeOffset? ParseReached(YamlText text, DateTimeOffset start, List<Diagnostic> problems) => NotTooLate(ParseMoment(text, start, problems), text, problems);

    /// <summary>True for what was meant as a date, be it right or not.</summary>
    public static bool LooksLikeADate(string text) => DatePattern().IsMatch(text);

    /// <summary>The time in the same form; the shortest.</summary>
    public static string Write(TimeSpan time)
    {
        if (time == TimeSpan.Zero) return "0m";
        var text = new System.Text.StringBuilder();
        if (time < TimeSpan.Zero) text.Append('-');
        var rest = time.Duration();
        Add(rest.Days, "d");
        Add(rest.Hours, "h");
        Add(rest.Minutes, "m");
        var seconds = (rest.Ticks % TimeSpan.TicksPerMinute) / (decimal)TimeSpan.TicksPerSecond;
        if (seconds > 0) text.Append(CultureInfo.InvariantCulture, $"{seconds / 1.0000000m}s");
        return text.ToString();

        void Add(int number, string unit)
        {
            if (number > 0) text.Append(CultureInfo.InvariantCulture, $"{number}{unit}");
        }
    }

    private static DateTimeOffset? NotTooLate(DateTimeOffset? instant, YamlText text, List<Diagnostic> problems)
    {
        if (!(instant > Latest)) return instant;
        problems.Add(ScenarioProblems.TooLate($"'{text.Text}' is", text.Location));
        return null;
    }

    private static decimal Part(Match match, string name) =>
        match.Groups[name].Success ? decimal.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"^(?:(?<d>\d{1,6})d)?(?:(?<h>\d{1,7})h)?(?:(?<m>\d{1,9})m(?!s))?(?:(?<s>\d{1,10}(?:\.\d{1,7})?)s)?(?:(?<ms>\d{1,9})ms)?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^\d{4}-", RegexOptions.CultureInvariant)]
    private static partial Regex DatePattern();
}
