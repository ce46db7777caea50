using RunbookSdk.Rules.Model;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Answers queries of a model from the complete past: every combination of facts, every question, every time.</summary>
internal sealed class NaiveQuery(NaiveExpressions expressions, IReadOnlyList<Moment> past)
{
    private DateTimeOffset Now => past[^1].Instant;

    /// <summary>The combinations of facts that satisfy a query, now.</summary>
    public IEnumerable<IReadOnlyList<Item>> Rows(QueryModel query)
    {
        IEnumerable<IReadOnlyList<Item>> rows = [[]];
        foreach (var slot in query.Slots)
        {
            var items = Items(slot.Source);
            rows = rows.SelectMany(row => items.Select(item => (IReadOnlyList<Item>)[.. row, item]));
        }

        return rows.Where(row => Satisfies(query, row));
    }

    /// <summary>The slots' facts, the answers and now.</summary>
    public Scope ScopeOf(QueryModel query, IReadOnlyList<Item> row)
    {
        var scope = new Scope { [QueryModel.Now] = Now };
        foreach (var slot in query.Slots) scope[slot.Parameter] = row[slot.Index].Value;
        foreach (var subquery in query.Subqueries) scope[subquery.Answer] = Answer(subquery, scope);
        return scope;
    }

    private bool Satisfies(QueryModel query, IReadOnlyList<Item> row)
    {
        var scope = ScopeOf(query, row);
        return query.Conditions.All(c => expressions.Holds(c.Body, scope));
    }

    private IReadOnlyList<Item> Items(SourceModel source) =>
        source is SourceModel.Group group ? [.. Groups(group)] : [.. new NaiveSources(expressions, past).Items(source)];

    private object Answer(SubqueryModel subquery, Scope scope)
    {
        var numbers = new List<double>();
        foreach (var item in Items(subquery.Source))
        {
            scope[subquery.Fact] = item.Value;
            if (!subquery.Conditions.All(c => expressions.Holds(c, scope))) continue;
            numbers.Add(subquery.Selector is null ? 1 : (double)expressions.Value(subquery.Selector, scope)!);
        }

        return Aggregate(subquery.Kind, numbers);
    }

    private IEnumerable<Item> Groups(SourceModel.Group group)
    {
        var members = Rows(group.Query).Select(row => ScopeOf(group.Query, row)).ToList();
        foreach (var sameKey in members.GroupBy(m => new GroupIdentity(expressions.Value(group.Key, m))))
        {
            var answers = group.Aggregates.Select(a => Answer(a, [.. sameKey]));
            yield return new Item(sameKey.Key, new GroupValue(sameKey.Key.Key, sameKey.Count(), [.. answers]), 0, Now);
        }
    }

    private double Answer(AggregateModel aggregate, IReadOnlyList<Scope> members)
    {
        var counted = members.Where(m => aggregate.Condition is null || expressions.Holds(aggregate.Condition, m));
        var numbers = counted.Select(m => aggregate.Selector is null ? 1 : (double)expressions.Value(aggregate.Selector, m)!);
        return Convert.ToDouble(Aggregate(aggregate.Kind, [.. numbers]), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static object Aggregate(AggregateKind kind, IReadOnlyList<double> numbers) => kind switch
    {
        AggregateKind.Any => numbers.Count > 0,
        AggregateKind.Count => numbers.Count,
        AggregateKind.Sum => numbers.Sum(),
        _ when numbers.Count == 0 => double.NaN,
        AggregateKind.Average => numbers.Sum() / numbers.Count,
        AggregateKind.Min => numbers.Min(),
        AggregateKind.Max => numbers.Max(),
        _ => throw new InvalidOperationException($"Unknown question {kind}."),
    };
}

/// <summary>The facts of a source, now: lasting conditions by going through the past again from its beginning.</summary>
internal sealed class NaiveSources(NaiveExpressions expressions, IReadOnlyList<Moment> past)
{
    public IEnumerable<Item> Items(SourceModel source) => Items(source, past.Count - 1);

    private IEnumerable<Item> Items(SourceModel source, int at)
    {
        var moment = past[at];
        return source switch
        {
            SourceModel.All all => moment.Known.Where(i => i.Value.GetType() == all.ElementType),
            SourceModel.Filtered filtered => Items(filtered.Source, at).Where(i => Holds(filtered.Condition, i, moment)),
            SourceModel.FilteredByTime filtered => Items(filtered.Source, at).Where(i => Holds(filtered.Condition, i, moment)),
            SourceModel.History history => Observed(history.Source, moment).Where(i => i.ObservedAt + history.Window > moment.Instant),
            SourceModel.Raised raised => Raised(raised, at),
            _ => throw new InvalidOperationException($"Unknown source {source}."),
        };
    }

    private IEnumerable<Item> Observed(SourceModel source, Moment moment) => source switch
    {
        SourceModel.All all => moment.Taken.Where(i => i.Value.GetType() == all.ElementType),
        SourceModel.Filtered filtered => Observed(filtered.Source, moment).Where(i => Holds(filtered.Condition, i, moment)),
        _ => throw new InvalidOperationException($"Unknown source {source}."),
    };

    private IEnumerable<Item> Raised(SourceModel.Raised raised, int until)
    {
        var states = new Dictionary<object, Lasting>();
        for (var at = 0; at <= until; at++)
        {
            var moment = past[at];
            var items = Items(raised.Source, at).ToDictionary(i => i.Identity);
            foreach (var gone in states.Keys.Where(k => !items.ContainsKey(k)).ToList()) states.Remove(gone);
            foreach (var item in items.Values.Where(i => moment.Changed is null || i.Identity == moment.Changed))
            {
                var state = states.GetValueOrDefault(item.Identity, new Lasting());
                states[item.Identity] = state.Next(raised, moment.Instant, c => Holds(c, item, moment));
            }
        }

        return Items(raised.Source, until).Where(i => states[i.Identity].IsRaised);
    }

    private bool Holds(ConditionOnFact condition, Item item, Moment moment) =>
        expressions.Holds(condition.Body, new Scope { [condition.Fact] = item.Value, [QueryModel.Now] = moment.Instant });

    /// <summary>Where one fact stands in a lasting condition.</summary>
    private sealed record Lasting(
        bool IsRaised = false,
        DateTimeOffset? RaiseHoldsSince = null,
        DateTimeOffset? ClearHoldsSince = null,
        DateTimeOffset Changed = default)
    {
        public Lasting Next(SourceModel.Raised source, DateTimeOffset now, Func<ConditionOnFact, bool> holds)
        {
            var next = this with
            {
                RaiseHoldsSince = holds(source.Raise) ? RaiseHoldsSince ?? now : null,
                ClearHoldsSince = source.Clear is not null && holds(source.Clear) ? ClearHoldsSince ?? now : null,
            };
            var changes = (IsRaised, source.Clear) switch
            {
                (false, _) => IsDue(next.RaiseHoldsSince, source.RaiseLasting, now),
                (true, null) => next.RaiseHoldsSince is null,
                (true, _) => IsDue(next.ClearHoldsSince, source.ClearLasting, now),
            };
            return changes ? next with { IsRaised = !IsRaised, Changed = now } : next;
        }

        private bool IsDue(DateTimeOffset? since, TimeSpan lasting, DateTimeOffset now) =>
            since is { } begun && now >= (begun > Changed ? begun : Changed) + lasting;
    }
}
