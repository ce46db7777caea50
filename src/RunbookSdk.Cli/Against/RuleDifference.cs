using RunbookSdk.Explanation;
using RunbookSdk.Rules;
using RunbookSdk.Rules.Model;
using RunbookSdk.Sessions;

namespace RunbookSdk.Cli.Against;

/// <summary>What is otherwise in the rules of two versions, before anything happens.</summary>
/// <param name="Added">Ids of rules that are only here.</param>
/// <param name="Removed">Ids of rules that are only there.</param>
/// <param name="Changed">Rules that say something else.</param>
internal sealed record RuleDifferences(IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<ChangedRule> Changed)
{
    public static RuleDifferences Of(RuleSet here, RuleSet there, DateTimeOffset start)
    {
        var (mine, theirs) = (new RunbookSession(here, start), new RunbookSession(there, start));
        var preview = theirs.Preview(here);
        // Records that scripts declare are other types in each version, although they say the same; what a rule says goes by their names.
        var changed = preview.Changed.Where(id => RuleFingerprint.Of(Find(here, id)) != RuleFingerprint.Of(Find(there, id)));
        return new(preview.Added, preview.Removed, [.. changed.Select(id => new ChangedRule(id, [.. Clauses(mine, theirs, id)]))]);
    }

    private static RuleModel Find(RuleSet rules, string id) => rules.Rules.First(r => r.Id == id).Model;

    /// <summary>The clauses that are otherwise; none when only settings or the result are.</summary>
    private static IEnumerable<ChangedClause> Clauses(RunbookSession here, RunbookSession there, string id)
    {
        List<string> mine = [.. here.Explain(id).Clauses.Select(c => c.Text)], theirs = [.. there.Explain(id).Clauses.Select(c => c.Text)];
        var pairs = DecisionPairing.InOrder(mine, theirs, static (left, right) => left == right ? 0 : 2, alone: 2);
        foreach (var (i, j) in pairs.Where(p => mine[p.Left] != theirs[p.Right])) yield return new(mine[i], theirs[j]);
        foreach (var i in Enumerable.Range(0, mine.Count).Except(pairs.Select(p => p.Left))) yield return new(mine[i], null);
        foreach (var j in Enumerable.Range(0, theirs.Count).Except(pairs.Select(p => p.Right))) yield return new(null, theirs[j]);
    }
}

/// <summary>A rule that says something else.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Clauses">The clauses that are otherwise; none when only settings or the result are.</param>
internal sealed record ChangedRule(string Id, IReadOnlyList<ChangedClause> Clauses);

/// <summary>A clause as it is here and there; null where there is none.</summary>
internal sealed record ChangedClause(string? Here, string? There);
