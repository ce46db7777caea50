using System.Linq.Expressions;
using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>
/// Memories by the one value that a member has to have. Where the member is part of the key, a fact has its value for good: it
/// remembers who asks for it, and is looked up once.
/// </summary>
internal sealed class ValueDispatch<T>(AlphaPattern pattern) : Dispatch(pattern)
    where T : notnull
{
    private readonly Dictionary<T, Askers> byValue = [];
    private readonly FactFunction<T?> member = Getter<T?>(pattern, pattern.Lookup!.Member);
    private readonly bool isKey = pattern.Lookup.Member is MemberExpression { Member: var key } && IsKey(pattern.Fact.Type, key.Name);
    private Askers withoutValue = new();

    /// <summary>Those who ask for a value for which nobody asks; another object as soon as somebody asks for one more.</summary>
    private Askers nobody = new();

    public override bool IsEmpty => byValue.Count + withoutValue.Memories.Count == 0;

    public override void Remove(AlphaMemory memory)
    {
        var askers = memory.Pattern.Lookup!.Constant is T value ? byValue[value] : withoutValue;
        askers.Memories.Remove(memory);
        if (askers.Memories.Count > 0) return;
        askers.Of = null;
        if (askers == withoutValue) withoutValue = new();
        else byValue.Remove((T)memory.Pattern.Lookup.Constant!);
        if (IsEmpty) ForgetNobody();
    }

    public override void Find(KnownFact fact, Buffer<Candidate> found)
    {
        foreach (var memory in With(fact).Memories) found.Add(new(memory, true));
    }

    protected override void Put(AlphaMemory memory)
    {
        if (memory.Pattern.Lookup!.Constant is not T value) withoutValue.Memories.Add(memory);
        else if (byValue.TryGetValue(value, out var askers)) askers.Memories.Add(memory);
        else
        {
            byValue[value] = new Askers { Memories = { memory } };
            ForgetNobody();
        }
    }

    protected override void Move(FactEntry entry, object after, Buffer<Candidate> found)
    {
        var (old, value) = (member.Of(entry.Value), member.Of(after));
        if (EqualityComparer<T?>.Default.Equals(old, value)) return;
        foreach (var memory in With(old).Memories) found.Add(new(memory, false));
        foreach (var memory in With(value).Memories) found.Add(new(memory, true));
    }

    protected override void Ask(object before, KnownFact fact, bool moved, ulong changed, Buffer<Candidate> found)
    {
        if (moved && !EqualityComparer<T?>.Default.Equals(member.Of(before), member.Of(fact.Value))) return;
        foreach (var memory in With(fact).Memories)
        {
            if ((memory.Pattern.AskedReads & changed) != 0) found.Add(new(memory, true));
        }
    }

    private static bool IsKey(Type type, string member) => FactType.Of(type).Keys.Any(k => k.Name == member);

    private Askers With(KnownFact fact)
    {
        if (!isKey) return With(member.Of(fact.Value));
        var known = (Askers?)fact.AskedBy;
        if (known?.Of == this) return known;
        var askers = With(member.Of(fact.Value));
        // A fact of several sources remembers one of them.
        if (known?.Of is null) (fact.AskedBy, askers.Of) = (askers, this);
        return askers;
    }

    private Askers With(T? value) => value is null ? withoutValue : byValue.GetValueOrDefault(value, nobody);

    private void ForgetNobody()
    {
        nobody.Of = null;
        nobody = new();
    }
}

/// <summary>The memories that ask for one value. Facts may know it for longer than it lives.</summary>
internal sealed class Askers
{
    public List<AlphaMemory> Memories { get; } = [];

    /// <summary>Where they stand; null when that has to be looked up.</summary>
    public Dispatch? Of { get; set; }
}
