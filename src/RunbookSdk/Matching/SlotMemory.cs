using System.Linq.Expressions;
using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>Takes the changes of one source.</summary>
internal interface IFeed
{
    void Take(KnownFact fact, ChangeKind kind);
}

/// <summary>The facts that satisfy every condition of a slot that reads nothing else, with indexes for joins.</summary>
internal sealed class SlotMemory : IFeed
{
    private readonly SlotModel slot;
    private readonly FactTest[] tests;
    private readonly HashSet<KnownFact> members = [];
    private readonly List<KeyIndex> indexes = [];
    private readonly DirtySet dirty;

    public SlotMemory(RuleContext context, QueryModel query, SlotModel slot, DirtySet dirty)
    {
        this.slot = slot;
        this.dirty = dirty;
        tests = [.. query.Conditions
            .Where(c => c.Slots == 1UL << slot.Index && c.Subqueries == 0 && !c.ReadsNow)
            .Select(c => new FactTest(context, Compilation.CompileOnFact<bool>(c.Body, slot.Parameter), c.Location))];
    }

    public IReadOnlyCollection<KnownFact> Members => members;

    public bool Contains(KnownFact fact) => members.Contains(fact);

    /// <summary>Makes an index; called while the matcher is built, before any fact comes.</summary>
    public KeyIndex AddIndex(IEnumerable<Expression> key)
    {
        var index = new KeyIndex(Compilation.CompileOnFact<int>(KeyIndex.HashOf(key), slot.Parameter));
        indexes.Add(index);
        return index;
    }

    public void Take(KnownFact fact, ChangeKind kind)
    {
        var was = members.Contains(fact);
        var isMember = kind != ChangeKind.Removed && Passes(fact);
        if (isMember)
        {
            if (!was) members.Add(fact);
            foreach (var index in indexes) Put(index, fact);
            dirty.Add(slot.Index, fact);
        }
        else if (was)
        {
            members.Remove(fact);
            foreach (var index in indexes) index.Remove(fact);
            dirty.Add(slot.Index, fact);
        }
    }

    private bool Passes(KnownFact fact)
    {
        foreach (var test in tests)
        {
            if (!test.Holds(fact)) return false;
        }

        return true;
    }

    /// <summary>
    /// A fact whose key throws cannot be found by it. Whoever looks for its matches from the fact's own side meets the fault, and tells
    /// it; a guard before the key may keep anybody from looking.
    /// </summary>
    private static void Put(KeyIndex index, KnownFact fact)
    {
        try
        {
            index.Put(fact);
        }
#pragma warning disable CA1031 // A rule may throw anything.
        catch (Exception)
#pragma warning restore CA1031
        {
            index.Remove(fact);
        }
    }
}
