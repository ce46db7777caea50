using System.Linq.Expressions;
using System.Reflection;
using RunbookSdk.Facts;
using RunbookSdk.Lifecycles;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Cli.Replay.Page;

/// <summary>Reads from the model of a rule which numbers of which facts it compares with what.</summary>
internal sealed class ThresholdReader
{
    private readonly string rule;
    private readonly List<Threshold> thresholds = [];

    private ThresholdReader(string rule) => this.rule = rule;

    public static IReadOnlyList<Threshold> Read(RuleModel model)
    {
        var reader = new ThresholdReader(model.Id);
        reader.Read(model.Query);
        return [.. reader.thresholds.DistinctBy(t => (t.Type, t.Member, t.Operator, t.Value, t.Use, t.Lasting, t.Of, string.Join('|', t.Only)))];
    }

    private void Read(QueryModel query)
    {
        foreach (var slot in query.Slots)
        {
            var only = EqualTo(slot.Parameter, query.Conditions.Select(c => c.Body));
            Read(slot.Source, only, null);
            foreach (var condition in query.Conditions) Find(condition.Body, slot.Parameter, Windowed(slot.Source), new() { Only = [.. only, .. EqualTo(slot.Source)] });
            if (slot.Source is SourceModel.Group group) ReadAnswers(group, slot.Parameter, query);
        }

        foreach (var asked in query.Subqueries)
        {
            var only = EqualTo(asked.Fact, asked.Conditions);
            Read(asked.Source, only, null);
            foreach (var condition in asked.Conditions) Find(condition, asked.Fact, Windowed(asked.Source), new() { Only = [.. only, .. EqualTo(asked.Source)] });
            if (MemberOf(asked.Selector, asked.Fact) is not { } member) continue;
            var use = new Use { Only = [.. only, .. EqualTo(asked.Source)], Of = Aggregate(asked.Kind, asked.Parameter, asked.Source) };
            foreach (var condition in query.Conditions)
                new ComparisonFinder((left, sign, value) => { if (left == asked.Answer) Add(member, sign, value, use); }).Visit(condition.Body);
        }
    }

    /// <summary>The conditions inside a source.</summary>
    private void Read(SourceModel source, IReadOnlyList<(PropertyInfo, object?)> only, SourceModel? outer)
    {
        var narrowed = new Use { Only = [.. only, .. EqualTo(outer ?? source)] };
        outer ??= source;
        switch (source)
        {
            case SourceModel.Filtered filtered:
                Find(filtered.Condition.Body, filtered.Condition.Fact, Windowed(source), narrowed);
                Read(filtered.Source, only, outer);
                break;
            case SourceModel.FilteredByTime filtered:
                Find(filtered.Condition.Body, filtered.Condition.Fact, Windowed(source), narrowed);
                Read(filtered.Source, only, outer);
                break;
            case SourceModel.Raised raised:
                Find(raised.Raise.Body, raised.Raise.Fact, null, narrowed with { As = ThresholdUse.Raises, Lasting = raised.RaiseLasting });
                if (raised.Clear is { } clear) Find(clear.Body, clear.Fact, null, narrowed with { As = ThresholdUse.Clears, Lasting = raised.ClearLasting });
                Read(raised.Source, only, outer);
                break;
            case SourceModel.Fresh fresh:
                Read(fresh.Source, only, outer);
                break;
            case SourceModel.History history:
                Read(history.Source, only, outer);
                break;
            case SourceModel.Group group:
                Read(group.Query);
                break;
        }
    }

    /// <summary>What the conditions after a <c>group by</c> compare: an average of the members, say.</summary>
    private void ReadAnswers(SourceModel.Group group, ParameterExpression value, QueryModel query)
    {
        foreach (var condition in query.Conditions)
        {
            new ComparisonFinder((left, sign, number) =>
            {
                if (left is not IndexExpression { Object: MemberExpression { Expression: var owner }, Arguments: [ConstantExpression { Value: int place }] } || owner != value) return;
                var asked = group.Aggregates[place];
                foreach (var slot in group.Query.Slots)
                {
                    if (MemberOf(asked.Selector, slot.Parameter) is { } member)
                        Add(member, sign, number, new() { Only = EqualTo(slot.Source), Of = $"{Aggregate(asked.Kind, asked.Parameter, slot.Source)} of a group" });
                }
            }).Visit(condition.Body);
        }
    }

    private void Find(Expression condition, ParameterExpression fact, string? of, Use use) =>
        new ComparisonFinder((left, sign, value) =>
        {
            if (MemberOf(left, fact) is { } member) Add(member, sign, value, use with { Of = of });
        }).Visit(condition);

    private void Add(PropertyInfo member, string sign, double value, Use use) => thresholds.Add(
        new(rule, FactType.Of(member.ReflectedType!), member, sign, value) { Use = use.As, Lasting = use.Lasting, Of = use.Of, Only = use.Only });

    private static PropertyInfo? MemberOf(Expression? expression, ParameterExpression fact) =>
        expression is not null && ComparisonFinder.Plain(expression) is MemberExpression { Member: PropertyInfo property } member && member.Expression == fact && Numbers.Is(property.PropertyType)
            ? fact.Type.GetProperty(property.Name)
            : null;

    /// <summary>What a source asks to be equal to something.</summary>
    private static IReadOnlyList<(PropertyInfo, object?)> EqualTo(SourceModel source) => source switch
    {
        SourceModel.Filtered filtered => [.. EqualTo(filtered.Source), .. EqualTo(filtered.Condition.Fact, [filtered.Condition.Body])],
        SourceModel.FilteredByTime filtered => EqualTo(filtered.Source),
        SourceModel.Raised raised => EqualTo(raised.Source),
        SourceModel.Fresh fresh => EqualTo(fresh.Source),
        SourceModel.History history => EqualTo(history.Source),
        _ => [],
    };

    /// <summary>What conditions that all have to hold ask to be equal to something.</summary>
    private static IReadOnlyList<(PropertyInfo, object?)> EqualTo(ParameterExpression fact, IEnumerable<Expression> conditions)
    {
        var found = new List<(PropertyInfo, object?)>();
        foreach (var condition in conditions) Add(condition);
        return found;

        void Add(Expression condition)
        {
            if (condition is not BinaryExpression both) return;
            if (both.NodeType == ExpressionType.AndAlso)
            {
                Add(both.Left);
                Add(both.Right);
            }
            else if (both.NodeType == ExpressionType.Equal)
            {
                if (both is { Left: MemberExpression { Member: PropertyInfo left } l, Right: ConstantExpression right } && l.Expression == fact) found.Add((left, right.Value));
                if (both is { Right: MemberExpression { Member: PropertyInfo other } r, Left: ConstantExpression one } && r.Expression == fact) found.Add((other, one.Value));
            }
        }
    }

    private static string? Windowed(SourceModel source) => WindowOf(source) is { } window ? $"an observation of the last {TimeWords.Of(window)}" : null;

    private static TimeSpan? WindowOf(SourceModel source) => source switch
    {
        SourceModel.History history => history.Window,
        SourceModel.Filtered filtered => WindowOf(filtered.Source),
        SourceModel.FilteredByTime filtered => WindowOf(filtered.Source),
        SourceModel.Fresh fresh => WindowOf(fresh.Source),
        _ => null,
    };

    private static string Aggregate(AggregateKind kind, double parameter, SourceModel source)
    {
        var name = kind == AggregateKind.Quantile ? FormattableString.Invariant($"quantile {parameter}") : kind.ToString().ToLowerInvariant();
        return WindowOf(source) is { } window ? $"{name} over {TimeWords.Of(window)}" : name;
    }

    private sealed record Use
    {
        public ThresholdUse As { get; init; }

        public TimeSpan Lasting { get; init; }

        public string? Of { get; init; }

        public IReadOnlyList<(PropertyInfo, object?)> Only { get; init; } = [];
    }
}
