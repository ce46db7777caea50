using System.Collections;
using System.Linq.Expressions;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Rules.Model;

/// <summary>
/// Says whether two rules say the same: id, query, result and settings. Where they stand, what their variables are called and how they
/// are described does not matter, nor their place among other rules.
/// </summary>
internal static class RuleComparison
{
    public static bool AreSame(RuleModel left, RuleModel right) =>
        ReferenceEquals(left, right) || (left.Id == right.Id && Parts(left).SequenceEqual(Parts(right), SameValue.Instance));

    /// <summary>Every place of a rule, in an order that is the same for rules that say the same.</summary>
    public static IEnumerable<SourceLocation> Locations(RuleModel rule) =>
        [rule.Location, .. Locations(rule.Query), rule.ProjectionLocation, .. rule.Selections.SelectMany(Locations)];

    private static IEnumerable<SourceLocation> Locations(SelectionModel selection) =>
        [selection.Location, .. Locations(selection.Of), .. selection.Available is null ? [] : Locations(selection.Available)];

    private static IEnumerable<SourceLocation> Locations(QueryModel query) => query.Slots.SelectMany(s => Locations(s.Source))
        .Concat(query.Conditions.Select(c => c.Location))
        .Concat(query.Subqueries.SelectMany(s => Locations(s.Source).Append(s.Location)));

    private static IEnumerable<SourceLocation> Locations(SourceModel source) => source switch
    {
        SourceModel.Filtered filtered => Locations(filtered.Source).Append(filtered.Condition.Location),
        SourceModel.FilteredByTime filtered => Locations(filtered.Source).Append(filtered.Condition.Location),
        SourceModel.Raised raised => Locations(raised.Source)
            .Concat(raised.Clear is null ? [raised.Raise.Location] : [raised.Raise.Location, raised.Clear.Location]),
        SourceModel.Fresh fresh => Locations(fresh.Source),
        SourceModel.History history => Locations(history.Source),
        SourceModel.Group group => Locations(group.Query)
            .Concat(group.Aggregates.Select(a => a.Location)).Concat(group.Firsts.Select(f => f.Location)),
        _ => [],
    };

    /// <summary>What a rule says, in parts that can be compared.</summary>
    public static List<object?> Parts(RuleModel rule)
    {
        var parts = new List<object?> { rule.Settings with { Location = SourceLocation.None, Description = "" } };
        Add(parts, rule.Query);
        Add(parts, rule.Projection, Known(rule.Query));
        foreach (var selection in rule.Selections)
        {
            parts.AddRange([selection.Least, selection.Share, selection.MaxAge, selection.Available is null]);
            Add(parts, selection.Of);
            Add(parts, selection.Available ?? selection.Of);
            Add(parts, selection.By?.Body, selection.By is null ? [] : [selection.By.Fact]);
        }

        if (rule.Verification is { } verification) parts.AddRange([verification.Action, verification.Proof, .. verification.Times.Cast<object?>()]);
        return parts;
    }

    private static IEnumerable<ParameterExpression> Known(QueryModel query) =>
        [QueryModel.Now, .. query.Slots.Select(s => s.Parameter), .. query.Subqueries.Select(s => s.Answer)];

    private static void Add(List<object?> parts, QueryModel query)
    {
        var known = Known(query).ToList();
        parts.Add(query.Slots.Count);
        foreach (var slot in query.Slots)
        {
            parts.AddRange([slot.Parameter.Type, slot.MaxAge]);
            Add(parts, slot.Source);
        }

        parts.Add(query.Conditions.Count);
        foreach (var condition in query.Conditions) Add(parts, condition.Body, known);
        foreach (var subquery in query.Subqueries) Add(parts, subquery, known);
    }

    private static void Add(List<object?> parts, SubqueryModel subquery, List<ParameterExpression> known)
    {
        parts.AddRange([subquery.Kind, subquery.Parameter, subquery.Answer.Type, subquery.Fact.Type, subquery.Conditions.Count]);
        Add(parts, subquery.Source);
        foreach (var condition in subquery.Conditions) Add(parts, condition, [.. known, subquery.Fact]);
        Add(parts, subquery.Selector, [.. known, subquery.Fact]);
    }

    private static void Add(List<object?> parts, SourceModel source)
    {
        parts.AddRange([source.GetType(), source.ElementType]);
        switch (source)
        {
            case SourceModel.All:
                break;
            case SourceModel.Filtered filtered:
                Add(parts, filtered.Source);
                Add(parts, filtered.Condition);
                break;
            case SourceModel.FilteredByTime filtered:
                Add(parts, filtered.Source);
                Add(parts, filtered.Condition);
                break;
            case SourceModel.Raised raised:
                Add(parts, raised.Source);
                Add(parts, raised.Raise);
                Add(parts, raised.Clear);
                parts.AddRange([raised.RaiseLasting, raised.ClearLasting, raised.MaxAge]);
                break;
            case SourceModel.Fresh fresh:
                Add(parts, fresh.Source);
                parts.Add(fresh.MaxAge);
                break;
            case SourceModel.SinceStart since:
                parts.Add(since.Time);
                break;
            case SourceModel.History history:
                Add(parts, history.Source);
                parts.Add(history.Window);
                break;
            case SourceModel.Group group:
                Add(parts, group);
                break;
            default:
                // What this does not know could be anything: the rule counts as another one.
                parts.Add(new object());
                break;
        }
    }

    private static void Add(List<object?> parts, SourceModel.Group group)
    {
        var known = Known(group.Query).ToList();
        Add(parts, group.Query);
        Add(parts, group.Key, known);
        foreach (var aggregate in group.Aggregates)
        {
            parts.AddRange([aggregate.Kind, aggregate.Parameter]);
            Add(parts, aggregate.Condition, known);
            Add(parts, aggregate.Selector, known);
        }

        foreach (var first in group.Firsts)
        {
            parts.Add(first.IsDescending);
            Add(parts, first.Key, known);
            Add(parts, first.Element, known);
        }
    }

    private static void Add(List<object?> parts, ConditionOnFact? condition) =>
        Add(parts, condition?.Body, condition is null ? [] : [QueryModel.Now, condition.Fact]);

    private static void Add(List<object?> parts, Expression? expression, IEnumerable<ParameterExpression> known)
    {
        if (expression is null)
        {
            parts.Add(null);
            return;
        }

        parts.Add(ExpressionTokens.ShapeOf(expression, known, out var constants));
        parts.AddRange(constants);
    }

    /// <summary>Values that rules hold; collections are the same when they hold the same, for each reading of a script makes new ones.</summary>
    private sealed class SameValue : IEqualityComparer<object?>
    {
        public static SameValue Instance { get; } = new();

        public new bool Equals(object? x, object? y) => object.Equals(x, y)
            || (x is ICollection left && y is ICollection right && left.GetType() == right.GetType() && left.Count == right.Count
                && left.Cast<object?>().SequenceEqual(right.Cast<object?>(), this));

        public int GetHashCode(object? obj) => 0;
    }
}
