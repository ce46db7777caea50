using RunbookSdk.Actions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Explanation;
using RunbookSdk.Journal;

namespace RunbookSdk.Cli.Against;

/// <summary>Asks the version that did not decide something why.</summary>
/// <param name="timeline">How instants are shown.</param>
internal sealed class WhyNot(Timeline timeline)
{
    /// <summary>How many are asked for in all; what explains is no longer cheap when everything differs.</summary>
    private const int Most = 2_000;

    private int asked;

    /// <summary>Why a side did not make a decision that the other made at this instant; null when too many were asked for.</summary>
    public Reason? Ask(Side deciding, Side silent, Decision decision)
    {
        if (asked++ >= Most) return null;
        if (silent.Session.Rules.Rules.All(r => r.Id != decision.Rule)) return new(ReasonKind.NoSuchRule, $"{silent.Name} there is no rule '{decision.Rule}'");
        var explanation = Explain(silent, decision);
        if (explanation.Matches.Count > 0) return Matching(silent, decision, explanation);
        if (decision.IsRelease && !silent.IsInForce(decision)) return new(ReasonKind.NothingToRelease, $"{silent.Name} it is not in force");
        if (decision.Facts.FirstOrDefault(f => f.Key.Length > 0 && !silent.Knows(f)) is { } missing)
            return new(ReasonKind.NoSuchFact, $"{silent.Name} there is no {missing.Type} {missing.Key}") { Facts = explanation.Nearest };
        var failing = explanation.Clauses.FirstOrDefault(c => c.Result == ClauseResult.Fails) ?? explanation.FirstFailing;
        if (failing is null) return new(ReasonKind.Matches, $"{silent.Name} the clauses hold, and no match stands");
        return Failing(deciding, silent, decision, explanation, failing);
    }

    private Reason Matching(Side silent, Decision decision, RuleExplanation explanation)
    {
        var since = timeline.At(explanation.Matches[0].BeganAt);
        var before = silent.LastLike(decision) is { } last
            ? $"; the last time it came to this it was {DecisionWords.Of(last.Outcome)}, at {timeline.At(last.Instant)}: {OneLine.Of(last.Because)}"
            : "";
        var standing = explanation.Standing.Count == 0 ? "" : $"; {string.Join("; ", explanation.Standing)}";
        return new(ReasonKind.Matches, $"{silent.Name} the rule matches since {since}{standing}{before}") { Facts = explanation.Nearest };
    }

    private static Reason Failing(Side deciding, Side silent, Decision decision, RuleExplanation explanation, ExplainedClause failing)
    {
        var place = explanation.Clauses.ToList().IndexOf(failing);
        var mine = deciding.Session.Rules.Rules.Any(r => r.Id == decision.Rule) ? Explain(deciding, decision).Clauses : [];
        return new(ReasonKind.ClauseFails, $"{silent.Name} {About(explanation.Nearest)} fails {Line(failing)}")
        {
            Clause = failing,
            Counterpart = mine.Count == explanation.Clauses.Count && Line(mine[place]) != Line(failing) ? mine[place] : null,
            Facts = explanation.Nearest,
        };
    }

    /// <summary>A clause with its values, on a line.</summary>
    public static string Line(ExplainedClause clause)
    {
        var values = string.Join(", ", clause.Values.Select(v => $"{v.Text} = {v.Value}"));
        var change = clause.Change is null ? "" : $"; {clause.Change}";
        return values.Length == 0 ? $"{clause.Text}{change}" : $"{clause.Text}: {values}{change}";
    }

    private static string About(IReadOnlyList<Evidence> facts) =>
        facts.Count == 0 ? "nothing that is known" : string.Join(", ", facts.Select(f => f.Key.Length == 0 ? f.Type : $"{f.Type} {f.Key}"));

    /// <summary>About the facts of the decision: the first of them that the rule knows by its key.</summary>
    private static RuleExplanation Explain(Side side, Decision decision)
    {
        foreach (var fact in decision.Facts.Where(f => f.Key.Length > 0))
        {
            var explanation = side.Session.Explain(decision.Rule, fact.Key);
            if (explanation.IsKeyKnown) return explanation;
        }

        return side.Session.Explain(decision.Rule);
    }
}
