using RunbookSdk.Diagnostics;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.NRules;

/// <summary>Refuses rules that this matcher would not answer as the built-in one does.</summary>
internal static class Refusals
{
    /// <exception cref="RunbookException">There are such rules; it names them all.</exception>
    public static void Check(IReadOnlyList<RuleModel> rules)
    {
        var problems = rules.SelectMany(r => UnknownKinds(r.Query).Select(k => Problem(r, k))).ToList();
        if (problems.Count > 0) throw new RunbookException(problems);
    }

    private static IEnumerable<(AggregateKind Kind, SourceLocation Location)> UnknownKinds(QueryModel query)
    {
        var groups = query.Slots.Select(s => s.Source).OfType<SourceModel.Group>().ToList();
        return query.Subqueries.Select(s => (s.Kind, s.Location))
            .Concat(groups.SelectMany(g => g.Aggregates.Select(a => (a.Kind, a.Location))))
            .Where(q => q.Kind is not (AggregateKind.Any or AggregateKind.Count or AggregateKind.Sum
                or AggregateKind.Average or AggregateKind.Min or AggregateKind.Max or AggregateKind.Quantile or AggregateKind.Rate))
            .Concat(groups.SelectMany(g => UnknownKinds(g.Query)));
    }

    private static Diagnostic Problem(RuleModel rule, (AggregateKind Kind, SourceLocation Location) question) => new(
        "RBK6001",
        Severity.Error,
        $"the rule '{rule.Id}' asks for {question.Kind}, which NRules does not answer here; ask in another way, or leave UseNRules out",
        question.Location);
}
