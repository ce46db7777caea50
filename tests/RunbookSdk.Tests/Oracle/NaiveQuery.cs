using RunbookSdk.Rules.Model;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Answers queries of a model from the complete past: every combination of facts, every question, every time.</summary>
internal sealed class NaiveQuery(NaiveExpressions expressions, IReadOnlyList<Moment> past, DateTimeOffset start)
{
    public DateTimeOffset Now => past[^1].Instant;

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

    /// <summary>What a source has, now.</summary>
    public IReadOnlyList<Item> Items(SourceModel source) =>
        source is SourceModel.Group group ? [.. Groups(group)] : [.. new NaiveSources(expressions, past, start).Items(source)];

    public object Answer(SubqueryModel subquery, Scope scope)
    {
        var numbers = new List<(Item Item, double Number)>();
        foreach (var item in Items(subquery.Source))
        {
            scope[subquery.Fact] = item.Value;
            if (!subquery.Conditions.All(c => expressions.Holds(c, scope))) continue;
            numbers.Add((item, subquery.Selector is null ? 1 : (double)expressions.Value(subquery.Selector, scope)!));
        }

        return subquery.Kind == AggregateKind.Rate
            ? Rate(numbers)
            : Aggregate(subquery.Kind, [.. numbers.Select(n => n.Number)], subquery.Parameter);
    }

    /// <summary>The sum over the keys of what each counter rose by in a second.</summary>
    private static double Rate(IEnumerable<(Item Item, double Number)> samples)
    {
        var rates = samples.GroupBy(s => s.Item.Identity.ToString()).Select(OfOne).Where(r => !double.IsNaN(r)).ToList();
        return rates.Count == 0 ? double.NaN : rates.Sum();

        static double OfOne(IEnumerable<(Item Item, double Number)> samples)
        {
            var sorted = samples.OrderBy(s => s.Item.ObservedAt).ThenBy(s => s.Item.Sequence).ToList();
            var rises = sorted.Zip(sorted.Skip(1), (a, b) => b.Number < a.Number ? b.Number : b.Number - a.Number);
            var seconds = (sorted[^1].Item.ObservedAt - sorted[0].Item.ObservedAt).TotalSeconds;
            return seconds > 0 ? rises.Sum() / seconds : double.NaN;
        }
    }

    private IEnumerable<Item> Groups(SourceModel.Group group)
    {
        var members = Rows(group.Query).Select(row => (Row: row, Scope: ScopeOf(group.Query, row))).ToList();
        foreach (var sameKey in members.GroupBy(m => new GroupIdentity(expressions.Value(group.Key, m.Scope))))
        {
            var answers = group.Aggregates.Select(a => Answer(a, [.. sameKey.Select(m => m.Scope)]));
            var value = new GroupValue(sameKey.Key.Key, sameKey.Count(), [.. answers])
            {
                Firsts = [.. group.Firsts.Select(f => First(f, sameKey))],
            };
            yield return new Item(sameKey.Key, value, 0, Now);
        }
    }

    /// <summary>What the group holds of the first member: members without a key last, equal ones as they became known.</summary>
    private object? First(FirstModel model, IEnumerable<(IReadOnlyList<Item> Row, Scope Scope)> members)
    {
        var keyed = members.Where(m => !expressions.Throws(model.Key, m.Scope))
            .Select(m => (m.Row, m.Scope, Key: expressions.Value(model.Key, m.Scope)))
            .OrderBy(m => string.Join(' ', m.Row.Select(i => i.Sequence.ToString("D9", System.Globalization.CultureInfo.InvariantCulture))))
            .ToList();
        var some = keyed.Where(m => m.Key is not null && !(m.Key is double number && double.IsNaN(number))).ToList();
        var order = Comparer<object?>.Create((x, y) => x is string ? StringComparer.Ordinal.Compare(x, y) : Comparer<object?>.Default.Compare(x, y));
        var sorted = model.IsDescending ? some.OrderByDescending(m => m.Key, order) : some.OrderBy(m => m.Key, order);
        var first = sorted.Concat(keyed.Except(some)).Select(m => m.Scope).FirstOrDefault();
        return first is null ? null : expressions.Value(model.Element, first);
    }

    private double Answer(AggregateModel aggregate, IReadOnlyList<Scope> members)
    {
        var counted = members.Where(m => aggregate.Condition is null || expressions.Holds(aggregate.Condition, m));
        var numbers = counted.Select(m => aggregate.Selector is null ? 1 : (double)expressions.Value(aggregate.Selector, m)!);
        return Convert.ToDouble(
            Aggregate(aggregate.Kind, [.. numbers], aggregate.Parameter), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static object Aggregate(AggregateKind kind, IReadOnlyList<double> numbers, double parameter) => kind switch
    {
        AggregateKind.Any => numbers.Count > 0,
        AggregateKind.Count => numbers.Count,
        AggregateKind.Sum => numbers.Sum(),
        _ when numbers.Count == 0 => double.NaN,
        AggregateKind.Average => numbers.Sum() / numbers.Count,
        AggregateKind.Min => numbers.Min(),
        AggregateKind.Max => numbers.Max(),
        AggregateKind.Quantile => Quantile([.. numbers.Order()], parameter),
        _ => throw new InvalidOperationException($"Unknown question {kind}."),
    };

    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var (below, above) = (sorted[(int)Math.Floor(place)], sorted[(int)Math.Ceiling(place)]);
        var weight = place % 1;
        return (below * (1 - weight)) + (above * weight);
    }
}

/// <summary>The facts of a source, now: lasting conditions by going through the past again from its beginning.</summary>
internal sealed class NaiveSources(NaiveExpressions expressions, IReadOnlyList<Moment> past, DateTimeOffset start)
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
            SourceModel.History history => Observed(history.Source, moment).Where(i => IsWithin(i, history, moment)),
            SourceModel.Raised raised => Raised(raised, at),
            SourceModel.Fresh fresh => Items(fresh.Source, at).Where(i => IsBefore(i.ObservedAt + fresh.MaxAge, moment, moment.Heard.Is(fresh.ElementType))),
            SourceModel.SinceStart since when IsBefore(start + since.Time, moment, moment.Heard.OfStart <= moment.Heard.Level) => [],
            SourceModel.SinceStart since => [new Item(since, new SessionHasRun(since.Time), 0, moment.Instant)],
            _ => throw new InvalidOperationException($"Unknown source {source}."),
        };
    }

    /// <summary>Whether the clock is before an instant; at that very instant it is until the facts in question are those of the instant.</summary>
    private static bool IsBefore(DateTimeOffset instant, Moment moment, bool isHeard) =>
        moment.Instant < instant || (moment.Instant == instant && !isHeard && !moment.Heard.HasRested);

    /// <summary>What leaves a window leaves it when time is heard, or before the window gets something at that instant.</summary>
    private bool IsWithin(Item item, SourceModel.History history, Moment moment)
    {
        bool IsNew(Item i) => i.Sequence > moment.Heard.Before;
        var end = item.ObservedAt + history.Window;
        if (!IsBefore(end, moment, moment.Heard.Is(history.ElementType))) return false;
        return end > moment.Instant || (!IsNew(item)
            && !Observed(history.Source, moment).Any(i => IsNew(i) && i.ObservedAt + history.Window > moment.Instant));
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
            var isHeard = moment.Heard.Is(raised.ElementType);
            foreach (var item in items.Values.Where(i => moment.Changed is null ? isHeard : i.Identity == moment.Changed))
            {
                var state = states.GetValueOrDefault(item.Identity, new Lasting());
                var isOld = raised.MaxAge is { } age && moment.Instant - item.ObservedAt >= age;
                states[item.Identity] = isOld
                    ? state with { RaiseHoldsSince = null, ClearHoldsSince = null }
                    : state.Next(raised, moment.Instant, isHeard, c => Holds(c, item, moment));
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
        public Lasting Next(SourceModel.Raised source, DateTimeOffset now, bool isHeard, Func<ConditionOnFact, bool> holds)
        {
            var next = this with
            {
                RaiseHoldsSince = holds(source.Raise) ? RaiseHoldsSince ?? now : null,
                ClearHoldsSince = source.Clear is not null && holds(source.Clear) ? ClearHoldsSince ?? now : null,
            };
            var changes = (IsRaised, source.Clear) switch
            {
                (false, _) => IsDue(next.RaiseHoldsSince, source.RaiseLasting, now, isHeard),
                (true, null) => next.RaiseHoldsSince is null,
                (true, _) => IsDue(next.ClearHoldsSince, source.ClearLasting, now, isHeard),
            };
            return changes ? next with { IsRaised = !IsRaised, Changed = now } : next;
        }

        private bool IsDue(DateTimeOffset? since, TimeSpan lasting, DateTimeOffset now, bool isHeard) =>
            since is { } begun && (isHeard || lasting == TimeSpan.Zero) && now >= (begun > Changed ? begun : Changed) + lasting;
    }
}
