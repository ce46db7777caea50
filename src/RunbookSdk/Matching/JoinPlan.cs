using RunbookSdk.Diagnostics;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>How to find the matches of one changed fact: which slot to fill next, through which index, and what to check then.</summary>
internal sealed class JoinPlan
{
    private JoinPlan(IReadOnlyList<Check> first, IReadOnlyList<Step> steps) => (First, Steps) = (first, steps);

    /// <summary>What to check when only the changed fact is there.</summary>
    public IReadOnlyList<Check> First { get; }

    public IReadOnlyList<Step> Steps { get; }

    /// <summary>Plans the joins that start at a slot. The slots with a key come first, whatever order the author wrote.</summary>
    public static JoinPlan From(int start, QueryModel query, IReadOnlyList<SlotMemory> slots, IReadOnlyList<Check> conditions)
    {
        var equalities = query.Conditions.SelectMany(c => Equality.Of(c, e => Equality.SlotsOf(e, query))).ToList();
        var bound = 1UL << start;
        var first = Checks(query, conditions, 0, bound, start);
        var steps = new List<Step>();
        while (steps.Count < query.Slots.Count - 1)
        {
            var open = query.Slots.Where(s => (bound & (1UL << s.Index)) == 0).ToList();
            var next = open.Find(s => Usable(s.Index).Count > 0) ?? open[0];
            var key = Usable(next.Index);
            var before = bound;
            bound |= 1UL << next.Index;
            steps.Add(new Step(
                next.Index,
                key.Count == 0 ? null : slots[next.Index].AddIndex(key.Select(e => e.Mine)),
                key.Count == 0 ? null : Compilation.Compile<int>(KeyIndex.HashOf(key.Select(e => e.Theirs)), query),
                Checks(query, conditions, before, bound, null)));
        }

        return new JoinPlan(first, steps);

        List<Equality> Usable(int slot) => equalities.FindAll(e => e.Slot == slot && (e.TheirSlots & ~bound) == 0);
    }

    /// <summary>The conditions of a query, ready to be checked; every plan of the query shares them.</summary>
    public static IReadOnlyList<Check> ConditionsOf(QueryModel query) =>
        [.. query.Conditions.Select(c => new Check(Compilation.Compile<bool>(c.Body, query), c.Subqueries, c.Location))];

    /// <summary>Conditions that can be checked now and could not before; those of one slot alone are its memory's.</summary>
    private static List<Check> Checks(QueryModel query, IReadOnlyList<Check> conditions, ulong before, ulong bound, int? start) =>
        [.. query.Conditions.Zip(conditions)
            .Where(c => !c.First.ReadsNow && (c.First.Slots & ~bound) == 0 && (start is not null || (c.First.Slots & ~before) != 0))
            .Where(c => System.Numerics.BitOperations.PopCount(c.First.Slots) != 1 || c.First.Subqueries != 0)
            .OrderBy(c => c.First.Subqueries != 0)
            .Select(c => c.Second)];

    internal sealed record Step(int Slot, KeyIndex? Index, Compiled<int>? Probe, IReadOnlyList<Check> Checks);

    internal sealed record Check(Compiled<bool> Holds, ulong Subqueries, SourceLocation Location);
}
