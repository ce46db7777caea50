using System.Globalization;
using System.Text;
using RunbookSdk.Actions;

namespace RunbookSdk.Explanation;

/// <summary>Writes explanations for people. The same explanation gives the same text on every machine.</summary>
internal static class ExplanationText
{
    private const int CountWidth = 10;

    /// <summary>Of so many requests of a rule people read what became of them; data has all.</summary>
    private const int MostLines = 20;

    public static string Of(RuleExplanation explanation)
    {
        var text = new StringBuilder();
        var about = explanation.Key is null || !explanation.IsKeyKnown ? "" : $" about '{explanation.Key}'";
        text.Append(CultureInfo.InvariantCulture, $"{explanation.Rule}{about}, {explanation.Options.Write(explanation.Instant, explanation.Instant)}: {Verdict(explanation)}\n");
        if (!explanation.IsKeyKnown) text.Append(CultureInfo.InvariantCulture, $"  nothing that the rule reads has the key '{explanation.Key}'; this is about the rule as a whole\n");
        if (explanation.Nearest.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"  {(explanation.FirstFailing is null ? "matched" : "nearest")}: {string.Join(", ", explanation.Nearest.Select(Name))}\n");
        foreach (var clause in explanation.Clauses) Add(text, clause);
        foreach (var way in explanation.Ways) Add(text, way, explanation);
        if (explanation is { Options.FindsWays: true, IsKeyKnown: true, Matches.Count: 0, Ways.Count: 0 }) text.Append("  no change of a few facts was found after which it would match\n");
        foreach (var line in explanation.Standing.Take(MostLines)) text.Append(CultureInfo.InvariantCulture, $"  {line}\n");
        if (explanation.Standing.Count > MostLines)
            text.Append(CultureInfo.InvariantCulture, $"  and {explanation.Standing.Count - MostLines} more lines of this kind; ask about one key\n");
        if (!explanation.IsComplete) text.Append("  there are too many combinations of facts; not all of them were looked at\n");
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>What follows is told where it is not just done: a match that decides nothing is no help to who waits for the action.</summary>
    private static void Add(StringBuilder text, WayToMatch way, RuleExplanation explanation)
    {
        text.Append(CultureInfo.InvariantCulture, $"  it would match {Of(way, explanation)}\n");
        foreach (var decision in way.Decisions.Where(d => d.Outcome is Outcome.Denied or Outcome.Proposed))
        {
            var what = $"{decision.ActionName} {decision.Target}";
            text.Append(CultureInfo.InvariantCulture, $"    {(decision.Outcome == Outcome.Denied ? $"and yet {what} would be denied: {decision.Because}" : $"and {what} would wait for approval")}\n");
        }
    }

    private static string Of(WayToMatch way, RuleExplanation explanation)
    {
        var changes = string.Join(", and ", way.Changes);
        if (way.At <= explanation.Instant) return $"with {changes}";
        var observed = way.StaysObserved ? $"{(way.Changes.Count == 0 ? "these facts are" : "it is")} observed again" : "nothing else happens";
        var when = $"at {explanation.Options.Write(way.At, explanation.Instant)} (in {ValueFinder.Write(way.At - explanation.Instant)}), if {observed} until then";
        return way.Changes.Count == 0 ? when : $"with {changes}, {when}";
    }

    private static string Verdict(RuleExplanation explanation) => explanation.Matches.Count switch
    {
        0 when explanation.FirstFailing is null => "its clauses hold, and no match stands",
        0 => "no match",
        1 => $"matches since {explanation.Options.Write(explanation.Matches[0].BeganAt, explanation.Instant)}",
        var count => string.Create(CultureInfo.InvariantCulture, $"{count} matches"),
    };

    private static void Add(StringBuilder text, ExplainedClause clause)
    {
        var count = clause.Reached == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{clause.Passed} of {clause.Reached}");
        text.Append(CultureInfo.InvariantCulture, $"  {Word(clause.Result)}  {count.PadLeft(CountWidth)}  {clause.Text}\n");
        foreach (var value in clause.Values) text.Append(CultureInfo.InvariantCulture, $"{"",CountWidth + 12}{value.Text} = {value.Value}\n");
        if (clause.Change is not null) text.Append(CultureInfo.InvariantCulture, $"{"",CountWidth + 12}{clause.Change}\n");
    }

    private static string Word(ClauseResult result) => result switch
    {
        ClauseResult.Holds => "ok  ",
        ClauseResult.Fails => "FAIL",
        _ => "    ",
    };

    private static string Name(Evidence fact) => fact.Key.Length == 0 ? fact.Type : $"{fact.Type} {fact.Key}";
}
