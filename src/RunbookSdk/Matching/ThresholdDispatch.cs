using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>
/// Memories by the range in which a member has to lie. A new value pays for the thresholds between it and the old one; a new fact for
/// the ranges that hold it, found in a tree over the sorted ranges that knows the greatest end below each place.
/// </summary>
internal sealed class ThresholdDispatch : Dispatch
{
    private readonly List<AlphaMemory> memories = [];
    private readonly FactFunction<long> member;
    private AlphaMemory[] byLow = [];
    private long[] greatestEnd = [];
    private long[] edges = [];
    private AlphaMemory[] edgeMemories = [];
    private bool isSorted = true;

    public ThresholdDispatch(AlphaPattern pattern)
        : base(pattern)
    {
        var key = OrderedKey.Of(pattern.Lookup!.Member);
        member = Getter<long>(pattern, key);
    }

    public override bool IsEmpty => memories.Count == 0;

    public override void Remove(AlphaMemory memory)
    {
        memories.Remove(memory);
        isSorted = false;
    }

    public override void Find(KnownFact fact, Buffer<Candidate> found)
    {
        var key = KeyOf(fact.Value);
        if (key != OrderedKey.None) Collect(0, byLow.Length, key, FactMembers.All, true, found);
    }

    protected override void Put(AlphaMemory memory)
    {
        memories.Add(memory);
        isSorted = false;
    }

    protected override void Move(FactEntry entry, object after, Buffer<Candidate> found)
    {
        var (old, key) = (KeyOf(entry.Value), KeyOf(after));
        if (old == key || (IsBelow(entry.Edge, old) && IsBelow(entry.Edge, key))) return;
        if (old == OrderedKey.None) Collect(0, byLow.Length, key, FactMembers.All, true, found);
        else if (key == OrderedKey.None) Collect(0, byLow.Length, old, FactMembers.All, false, found);
        else
        {
            Cross(old, key, found);
            entry.Edge = FirstAbove(key);
        }
    }

    protected override void Ask(object before, KnownFact fact, bool moved, ulong changed, Buffer<Candidate> found)
    {
        var (old, key) = (KeyOf(before), KeyOf(fact.Value));
        if (old == OrderedKey.None || key == OrderedKey.None) return;
        var first = found.Count;
        Collect(0, byLow.Length, key, changed, true, found);
        if (old == key) return;
        var kept = first;
        for (var i = first; i < found.Count; i++)
        {
            if (Contains(found[i].Memory, old)) found[kept++] = found[i];
        }

        found.Cut(kept);
    }

    private static bool Contains(AlphaMemory memory, long key) => memory.Pattern.Lookup!.Low <= key && key <= memory.Pattern.Lookup.High;

    private long KeyOf(object value)
    {
        if (!isSorted) Sort();
        return member.Of(value);
    }

    /// <summary>Adds the memories with an edge between two keys, when only one of the two is in their range.</summary>
    private void Cross(long old, long key, Buffer<Candidate> found)
    {
        var (low, high) = old < key ? (old, key) : (key, old);
        for (var i = FirstAbove(low); i < edges.Length && edges[i] <= high; i++)
        {
            var memory = edgeMemories[i];
            var holds = Contains(memory, key);
            // A range with both its edges between the keys is met twice and holds neither.
            if (holds != Contains(memory, old)) found.Add(new(memory, holds));
        }
    }

    /// <summary>
    /// Whether a key lies between an edge and the one before it. Most values stay between two edges; a fact remembers which, so that it
    /// need not search. What it remembers may be of other edges; then it does not lie there, and searches.
    /// </summary>
    private bool IsBelow(int edge, long key) =>
        edge <= edges.Length && (edge == edges.Length || key < edges[edge]) && (edge == 0 || edges[edge - 1] <= key) && key != OrderedKey.None;

    private int FirstAbove(long key)
    {
        var keys = edges;
        var (low, high) = (0, keys.Length);
        while (low < high)
        {
            var middle = (int)((uint)(low + high) >> 1);
            if (keys[middle] <= key) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>Adds the memories between two places whose range holds a key.</summary>
    private void Collect(int from, int to, long key, ulong changed, bool holds, Buffer<Candidate> found)
    {
        if (from >= to) return;
        var middle = (from + to) / 2;
        if (greatestEnd[middle] < key) return;
        Collect(from, middle, key, changed, holds, found);
        var memory = byLow[middle];
        if (memory.Pattern.Lookup!.Low > key) return;
        if (memory.Pattern.Lookup.High >= key && (changed == FactMembers.All || (memory.Pattern.AskedReads & changed) != 0))
            found.Add(new(memory, holds));
        Collect(middle + 1, to, key, changed, holds, found);
    }

    private void Sort()
    {
        byLow = [.. memories.OrderBy(m => m.Pattern.Lookup!.Low)];
        greatestEnd = new long[byLow.Length];
        SumEnds(0, byLow.Length);
        var all = memories.SelectMany(Edges).OrderBy(e => e.Edge).ToList();
        (edges, edgeMemories) = ([.. all.Select(e => e.Edge)], [.. all.Select(e => e.Memory)]);
        isSorted = true;
    }

    private long SumEnds(int from, int to)
    {
        if (from >= to) return long.MinValue;
        var middle = (from + to) / 2;
        var below = Math.Max(SumEnds(from, middle), SumEnds(middle + 1, to));
        return greatestEnd[middle] = Math.Max(below, byLow[middle].Pattern.Lookup!.High);
    }

    /// <summary>The keys at which a range begins to hold, and first no longer holds.</summary>
    private static IEnumerable<(long Edge, AlphaMemory Memory)> Edges(AlphaMemory memory)
    {
        var range = memory.Pattern.Lookup!;
        if (range.Low > range.High) yield break;
        if (range.Low > OrderedKey.None + 1) yield return (range.Low, memory);
        if (range.High < long.MaxValue) yield return (range.High + 1, memory);
    }
}
