using System.Linq.Expressions;
using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Cli;

/// <summary>Takes the model of a rule apart, for those who want to know what it reads.</summary>
internal static class RuleParts
{
    /// <summary>The types of the facts that a rule reads, in the order in which it names them.</summary>
    public static IReadOnlyList<FactType> FactsOf(RuleModel rule) =>
        [.. SourcesOf(rule.Query).Select(TypeOf).OfType<FactType>().Concat(rule.Selections.Select(s => s.Type)).Distinct()];

    /// <summary>Every expression of a rule: conditions wherever they stand, what is asked of other facts, and what follows.</summary>
    public static IEnumerable<Expression> ExpressionsOf(RuleModel rule) => ExpressionsOf(rule.Query).Append(rule.Projection);

    /// <summary>The sources of a query, those of its questions and groups too.</summary>
    public static IEnumerable<SourceModel> SourcesOf(QueryModel query) =>
        query.Slots.Select(s => s.Source).Concat(query.Subqueries.Select(s => s.Source))
            .SelectMany(s => GroupIn(s) is { } group ? SourcesOf(group.Query) : [s]);

    /// <summary>The conditions inside a source, the innermost first.</summary>
    public static IEnumerable<ConditionOnFact> ConditionsOf(SourceModel source) => source switch
    {
        SourceModel.Filtered filtered => ConditionsOf(filtered.Source).Append(filtered.Condition),
        SourceModel.FilteredByTime filtered => ConditionsOf(filtered.Source).Append(filtered.Condition),
        SourceModel.Raised { Clear: { } clear } raised => ConditionsOf(raised.Source).Append(raised.Raise).Append(clear),
        SourceModel.Raised raised => ConditionsOf(raised.Source).Append(raised.Raise),
        _ => Inner(source) is { } inner ? ConditionsOf(inner) : [],
    };

    private static IEnumerable<Expression> ExpressionsOf(QueryModel query) =>
    [
        .. query.Slots.SelectMany(s => ExpressionsOf(s.Source)),
        .. query.Subqueries.SelectMany(s => ExpressionsOf(s.Source).Concat(s.Conditions).Concat(s.Selector is null ? [] : [s.Selector])),
        .. query.Conditions.Select(c => c.Body),
    ];

    private static IEnumerable<Expression> ExpressionsOf(SourceModel source) => GroupIn(source) is not { } group
        ? ConditionsOf(source).Select(c => c.Body)
        :
        [
            .. ConditionsOf(source).Select(c => c.Body), .. ExpressionsOf(group.Query), group.Key,
            .. group.Aggregates.SelectMany(a => new[] { a.Condition, a.Selector }).OfType<Expression>(),
            .. group.Firsts.SelectMany(f => new[] { f.Key, f.Element }),
        ];

    private static FactType? TypeOf(SourceModel source) => source switch
    {
        SourceModel.All all => all.Type,
        _ => Inner(source) is { } inner ? TypeOf(inner) : null,
    };

    private static SourceModel.Group? GroupIn(SourceModel source) =>
        source as SourceModel.Group ?? (Inner(source) is { } inner ? GroupIn(inner) : null);

    private static SourceModel? Inner(SourceModel source) => source switch
    {
        SourceModel.Filtered filtered => filtered.Source,
        SourceModel.FilteredByTime filtered => filtered.Source,
        SourceModel.Raised raised => raised.Source,
        SourceModel.Fresh fresh => fresh.Source,
        SourceModel.History history => history.Source,
        _ => null,
    };
}
