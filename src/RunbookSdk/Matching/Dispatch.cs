using System.Linq.Expressions;
using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>
/// Finds the memories of a source that a change may concern. Each memory stands in one of them: by a value, by a threshold, by the
/// beginning of a text, or among those that have to be asked.
/// </summary>
internal abstract class Dispatch(AlphaPattern pattern)
{
    private readonly LookupKind? kind = pattern.Lookup?.Kind;
    private readonly ExpressionTokens? key = pattern.LookupKey;

    public abstract bool IsEmpty { get; }

    /// <summary>Members of a fact by which it looks up.</summary>
    protected ulong LookupReads { get; } = pattern.Lookup is null ? 0 : FactMembers.ReadBy(pattern.Lookup.Member, pattern.Fact);

    /// <summary>Members of a fact that some of its memories ask for besides; only grows.</summary>
    protected ulong AskedReads { get; private set; }

    public static Dispatch For(AlphaPattern pattern) => pattern.Lookup?.Kind switch
    {
        null => new PlainDispatch(pattern),
        LookupKind.Range => new ThresholdDispatch(pattern),
        LookupKind.Prefix => new PrefixDispatch(pattern),
        _ => (Dispatch)Activator.CreateInstance(typeof(ValueDispatch<>).MakeGenericType(pattern.Lookup.Member.Type), pattern)!,
    };

    public bool Serves(AlphaPattern other) => kind == other.Lookup?.Kind && Equals(key, other.LookupKey);

    public void Add(AlphaMemory memory)
    {
        AskedReads |= memory.Pattern.AskedReads;
        Put(memory);
    }

    public abstract void Remove(AlphaMemory memory);

    /// <summary>Adds the memories for which the value of a fact holds.</summary>
    public abstract void Find(KnownFact fact, Buffer<Candidate> found);

    /// <summary>Adds the memories for which another value may make a difference.</summary>
    /// <param name="entry">What the source remembers of the fact, with the value it had.</param>
    /// <param name="fact">The fact, with the value it has.</param>
    /// <param name="changed">Members in which the two differ.</param>
    /// <param name="found">Takes the memories.</param>
    public void Find(FactEntry entry, KnownFact fact, ulong changed, Buffer<Candidate> found)
    {
        var moved = (LookupReads & changed) != 0;
        var asked = (AskedReads & changed) != 0;
        if (moved) Move(entry, fact.Value, found);
        if (asked) Ask(entry.Value, fact, moved, changed, found);
    }

    protected abstract void Put(AlphaMemory memory);

    /// <summary>Adds the memories for which only one of two values holds.</summary>
    protected abstract void Move(FactEntry entry, object after, Buffer<Candidate> found);

    /// <summary>Adds the memories for which both values hold and that ask for something that changed.</summary>
    protected abstract void Ask(object before, KnownFact fact, bool moved, ulong changed, Buffer<Candidate> found);

    /// <summary>A member of a fact as code.</summary>
    protected static FactFunction<T> Getter<T>(AlphaPattern pattern, Expression member) => new(member, pattern.Fact, pattern.Shapes);
}

/// <summary>Memories that no lookup serves: each is asked when something changes that it reads.</summary>
internal sealed class PlainDispatch(AlphaPattern pattern) : Dispatch(pattern)
{
    private readonly List<AlphaMemory> memories = [];

    public override bool IsEmpty => memories.Count == 0;

    public override void Remove(AlphaMemory memory) => memories.Remove(memory);

    public override void Find(KnownFact fact, Buffer<Candidate> found)
    {
        foreach (var memory in memories) found.Add(new(memory, true));
    }

    protected override void Put(AlphaMemory memory) => memories.Add(memory);

    protected override void Move(FactEntry entry, object after, Buffer<Candidate> found)
    {
    }

    protected override void Ask(object before, KnownFact fact, bool moved, ulong changed, Buffer<Candidate> found)
    {
        foreach (var memory in memories)
        {
            if ((memory.Pattern.AskedReads & changed) != 0) found.Add(new(memory, true));
        }
    }
}

internal static class Nothing
{
    public static List<AlphaMemory> Memories { get; } = [];
}
