using System.Globalization;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Testing.Scenarios;

/// <summary>What can be wrong with a file of scenarios. One place for each code.</summary>
internal static class ScenarioProblems
{
    public static Diagnostic NotYaml(string why, SourceLocation location) =>
        Error("RBK7001", $"This is not YAML that can be read: {why}.", location);

    public static Diagnostic Twice(string name, SourceLocation location) =>
        Error("RBK7002", $"'{name}' is there twice; write it once.", location);

    public static Diagnostic UnknownField(string name, string what, IEnumerable<string> known, SourceLocation location) => Error(
        "RBK7003", $"{Capital(what)} has no '{name}'. {DidYouMean(name, known) ?? $"It may have: {string.Join(", ", known)}."}", location);

    public static Diagnostic MissingField(string name, string what, SourceLocation location) =>
        Error("RBK7004", $"{Capital(what)} needs {(name.Contains(' ', StringComparison.Ordinal) ? name : $"'{name}'")}.", location);

    public static Diagnostic WrongKind(string what, string expected, string found, SourceLocation location) =>
        Error("RBK7005", $"{what} must be {expected}, and is {found}.", location);

    public static Diagnostic NotATime(string text, SourceLocation location) =>
        Error("RBK7006", $"'{text}' is no time; write 90s, 10m, 1h30m or 2d.", location);

    public static Diagnostic NotAnInstant(string why, SourceLocation location) => Error("RBK7007", why, location);

    public static Diagnostic UnknownFact(string name, IEnumerable<string> known, SourceLocation location) => Error(
        "RBK7008",
        $"There is no fact called '{name}'. {DidYouMean(name, known) ?? "Declare the record in the runbook, or look up its name there."}",
        location);

    public static Diagnostic UnknownMember(string name, string fact, IEnumerable<string> known, SourceLocation location) => Error(
        "RBK7009", $"{fact} has no '{name}'. {DidYouMean(name, known) ?? $"It has: {string.Join(", ", known)}."}", location);

    public static Diagnostic NotASeries(string item, string why, SourceLocation location) => Error(
        "RBK7010",
        $"'{item}' cannot stand in a series: {why}. A series is a text such as '10x9 95x6 _x2 40': 10 ten times, 95 seven times, twice nothing, 40.",
        location);

    public static Diagnostic EmptySeries(string name, SourceLocation location) => Error(
        "RBK7022", $"The series of '{name}' has no step, so nothing would be observed; write a value, or '_' for a step without one.", location);

    public static Diagnostic TooLate(string what, SourceLocation location) =>
        Error("RBK7023", string.Create(CultureInfo.InvariantCulture, $"{what} later than the year {Reading.ScenarioTime.Latest.Year}, where no clock of a scenario goes."), location);

    public static Diagnostic UnevenSeries(string first, int length, string second, int other, SourceLocation location) => Error(
        "RBK7011",
        string.Create(
            CultureInfo.InvariantCulture,
            $"The series of '{first}' has {length} steps and that of '{second}' has {other}; give them equally many, or write one value that stays."),
        location);

    public static Diagnostic Conflict(string message, SourceLocation location) => Error("RBK7012", message, location);

    public static Diagnostic NoRunbook(string expected, SourceLocation location) => Error(
        "RBK7013",
        $"There is no runbook '{expected}' beside this file. Name the runbooks that it tests with 'runbooks:', relative to this file.",
        location);

    public static Diagnostic UnknownRule(string id, IEnumerable<string> known, SourceLocation location) => Error(
        "RBK7014", $"There is no rule '{id}'. {DidYouMean(id, known) ?? $"The rules are: {string.Join(", ", known)}."}", location);

    public static Diagnostic NameTwice(string name, SourceLocation first, SourceLocation location) => Error(
        "RBK7015",
        string.Create(CultureInfo.InvariantCulture, $"There is a scenario '{name}' already, in line {first.Line}; a name tells them apart."),
        location);

    public static Diagnostic NothingExpected(string name, SourceLocation location) =>
        Error("RBK7016", $"The scenario '{name}' expects nothing, so it cannot fail. Say what has to follow under 'expect:'.", location);

    public static Diagnostic BeforeStart(string what, SourceLocation location) =>
        Error("RBK7017", $"{what} is before the beginning of the scenario; let 'start' be earlier.", location);

    public static Diagnostic NoPromtool(string why, SourceLocation location) => Error("RBK7018", why, location);

    public static Diagnostic UnknownWord(string word, string what, IEnumerable<string> known, SourceLocation location) => Error(
        "RBK7019", $"'{word}' is no {what}. {DidYouMean(word, known) ?? $"It is one of: {string.Join(", ", known)}."}", location);

    public static Diagnostic Unreadable(string file, string why) => Error("RBK7020", $"The file cannot be read: {why}", new(file, 0));

    public static Diagnostic NothingToRun(string what, SourceLocation location) =>
        Error("RBK7021", $"{what} holds no scenarios. A file of them ends in {ScenarioFile.Extension}.", location);

    /// <summary>A hint that names the known word nearest to another; null when none is near.</summary>
    internal static string? DidYouMean(string word, IEnumerable<string> known)
    {
        var (nearest, distance) = known.Select(k => (Known: k, Distance: Spelling.Distance(k, word)))
            .OrderBy(k => k.Distance).ThenBy(k => k.Known, StringComparer.Ordinal).FirstOrDefault();
        return nearest is not null && distance <= Math.Max(2, word.Length / 3) ? $"Did you mean '{nearest}'?" : null;
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static Diagnostic Error(string code, string message, SourceLocation location) =>
        new(code, Severity.Error, message, location);
}
