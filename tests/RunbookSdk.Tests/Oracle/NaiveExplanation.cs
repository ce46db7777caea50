using RunbookSdk.Rules.Model;

namespace RunbookSdk.Tests.Oracle;

/// <summary>How many came to a clause and passed it, found by trying every combination at every clause.</summary>
internal readonly record struct NaiveCount(int Reached, int Passed);

/// <summary>Explains a query from the complete past: every clause on every combination of facts, every time.</summary>
internal sealed class NaiveExplanation(NaiveExpressions expressions, NaiveQuery world)
{
    private const int MostCombinations = 4_000;

    /// <summary>The counts of every clause in the order in which they are asked; null when there are too many combinations for it.</summary>
    public IReadOnlyList<NaiveCount>? Counts(QueryModel query)
    {
        var counts = new List<NaiveCount>();
        foreach (var slot in query.Slots)
        {
            if (slot.Source is SourceModel.Group group)
            {
                if (Counts(group.Query) is not { } inner) return null;
                counts.AddRange(inner);
            }

            if (Rows(query, slot.Index - 1, int.MaxValue) is not { } before) return null;
            counts.AddRange(Chain(slot).Select(c => before.Count == 0 ? default : c));
            for (var i = 0; i < Level(query, slot.Index).Count; i++)
            {
                if (Rows(query, slot.Index, i) is not { } reached || Rows(query, slot.Index, i + 1) is not { } passed) return null;
                counts.Add(new(reached.Count, passed.Count));
            }
        }

        return counts;
    }

    /// <summary>The fewest clauses that fail for any combination, and how late the first of them is at best; null when there are too many combinations.</summary>
    public (int Failing, int First)? Nearest(QueryModel query)
    {
        var candidates = query.Slots.Select(s => Bases(s) is { Count: > 0 } items ? (IReadOnlyList<Item?>)items : [null]).ToList();
        if (candidates.Aggregate(1L, (product, c) => product * c.Count) > MostCombinations) return null;
        IEnumerable<IReadOnlyList<Item?>> rows = [[]];
        foreach (var items in candidates) rows = [.. rows.SelectMany(r => items.Select(i => (IReadOnlyList<Item?>)[.. r, i]))];
        return rows.Select(r => Failing(query, r)).OrderBy(f => f.Failing).ThenByDescending(f => f.First).First();
    }

    private (int Failing, int First) Failing(QueryModel query, IReadOnlyList<Item?> row)
    {
        var (failing, first, place) = (0, int.MaxValue, 0);
        foreach (var slot in query.Slots)
        {
            if (slot.Source is SourceModel.Group group) place += CountOf(group.Query);
            var sources = Sources(slot.Source).ToList();
            var failed = row[slot.Index] is { } item ? FirstFailed(slot, sources, item) : 0;
            if (failed >= 0) Fail(place + failed);
            place += sources.Count + (slot.MaxAge is null ? 0 : 1);
            foreach (var condition in Level(query, slot.Index))
            {
                if (CanBeAsked(query, condition, row) && !Holds(query, condition, row)) Fail(place);
                place++;
            }
        }

        return (failing, first);

        void Fail(int at) => (failing, first) = (failing + 1, Math.Min(first, at));
    }

    private int FirstFailed(SlotModel slot, List<SourceModel> sources, Item item)
    {
        for (var i = 1; i < sources.Count; i++)
        {
            if (!world.Items(sources[i]).Any(o => Equals(o.Identity, item.Identity))) return i;
        }

        return IsYoung(slot, item) ? -1 : sources.Count;
    }

    private static int CountOf(QueryModel query) => query.Conditions.Count + query.Slots.Sum(s =>
        Sources(s.Source).Count() + (s.MaxAge is null ? 0 : 1) + (s.Source is SourceModel.Group group ? CountOf(group.Query) : 0));

    private static bool CanBeAsked(QueryModel query, ConditionModel condition, IReadOnlyList<Item?> row) =>
        query.Slots.All(s => row[s.Index] is not null || (condition.Slots & (1UL << s.Index)) == 0);

    /// <summary>Combinations for slots up to one that pass every condition of the slots before it, and so many of its own.</summary>
    private List<IReadOnlyList<Item?>>? Rows(QueryModel query, int slot, int conditions)
    {
        List<IReadOnlyList<Item?>> rows = [[]];
        for (var i = 0; i <= slot; i++)
        {
            var passing = world.Items(query.Slots[i].Source).Where(item => IsYoung(query.Slots[i], item)).ToList();
            if ((long)rows.Count * passing.Count > MostCombinations) return null;
            rows = [.. rows.SelectMany(r => passing.Select(p => (IReadOnlyList<Item?>)[.. r, p]))];
            var asked = Level(query, i).Take(i == slot ? conditions : int.MaxValue).ToList();
            rows = [.. rows.Where(r => asked.TrueForAll(c => Holds(query, c, r)))];
        }

        return rows;
    }

    private bool Holds(QueryModel query, ConditionModel condition, IReadOnlyList<Item?> row)
    {
        var scope = new Scope { [QueryModel.Now] = world.Now };
        for (var i = 0; i < row.Count; i++)
        {
            if (row[i] is { } item) scope[query.Slots[i].Parameter] = item.Value;
        }

        for (var i = 0; i < query.Subqueries.Count; i++)
        {
            if ((condition.Subqueries & (1UL << i)) != 0) scope[query.Subqueries[i].Answer] = world.Answer(query.Subqueries[i], scope);
        }

        return expressions.Holds(condition.Body, scope);
    }

    private IEnumerable<NaiveCount> Chain(SlotModel slot)
    {
        var reached = slot.Source is SourceModel.Group group ? world.Rows(group.Query).Count() : Bases(slot).Count;
        foreach (var source in Sources(slot.Source))
        {
            var passed = world.Items(source).Count;
            yield return new(reached, passed);
            reached = passed;
        }

        if (slot.MaxAge is not null) yield return new(reached, world.Items(slot.Source).Count(i => IsYoung(slot, i)));
    }

    private IReadOnlyList<Item> Bases(SlotModel slot) => world.Items(Sources(slot.Source).First());

    private bool IsYoung(SlotModel slot, Item item) => slot.MaxAge is not { } age || world.Now - item.ObservedAt < age;

    /// <summary>The conditions that can be asked once a slot has a fact.</summary>
    private static List<ConditionModel> Level(QueryModel query, int slot) =>
        [.. query.Conditions.Where(c => query.Slots.LastOrDefault(s => (c.Slots & (1UL << s.Index)) != 0)?.Index == slot || (c.Slots == 0 && slot == 0))];

    private static IEnumerable<SourceModel> Sources(SourceModel source)
    {
        var before = source switch
        {
            SourceModel.Filtered filtered => filtered.Source,
            SourceModel.FilteredByTime filtered => filtered.Source,
            SourceModel.Raised raised => raised.Source,
            SourceModel.Fresh fresh => fresh.Source,
            _ => null,
        };
        return before is null ? [source] : Sources(before).Append(source);
    }
}
