using System.Linq.Expressions;
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

    /// <summary>Adds the memories for which a value holds.</summary>
    public abstract void Find(object value, List<Candidate> found);

    /// <summary>Adds the memories for which another value may make a difference.</summary>
    public void Find(object before, object after, ulong changed, List<Candidate> found)
    {
        var moved = (LookupReads & changed) != 0;
        var asked = (AskedReads & changed) != 0;
        if (moved) Move(before, after, found);
        if (asked) Ask(before, after, moved, changed, found);
    }

    protected abstract void Put(AlphaMemory memory);

    /// <summary>Adds the memories for which only one of two values holds.</summary>
    protected abstract void Move(object before, object after, List<Candidate> found);

    /// <summary>Adds the memories for which both values hold and that ask for something that changed.</summary>
    protected abstract void Ask(object before, object after, bool moved, ulong changed, List<Candidate> found);

    /// <summary>A member of a fact as code.</summary>
    protected static Func<object, T> Getter<T>(AlphaPattern pattern, Expression member) =>
        Compilation.CompileOnFact<T>(member, pattern.Fact, pattern.Shapes);
}

/// <summary>Memories that no lookup serves: each is asked when something changes that it reads.</summary>
internal sealed class PlainDispatch(AlphaPattern pattern) : Dispatch(pattern)
{
    private readonly List<AlphaMemory> memories = [];

    public override bool IsEmpty => memories.Count == 0;

    public override void Remove(AlphaMemory memory) => memories.Remove(memory);

    public override void Find(object value, List<Candidate> found)
    {
        foreach (var memory in memories) found.Add(new(memory, true));
    }

    protected override void Put(AlphaMemory memory) => memories.Add(memory);

    protected override void Move(object before, object after, List<Candidate> found)
    {
    }

    protected override void Ask(object before, object after, bool moved, ulong changed, List<Candidate> found)
    {
        foreach (var memory in memories)
        {
            if ((memory.Pattern.AskedReads & changed) != 0) found.Add(new(memory, true));
        }
    }
}

/// <summary>Memories by the one value that a member has to have.</summary>
internal sealed class ValueDispatch<T>(AlphaPattern pattern) : Dispatch(pattern)
{
    private readonly Dictionary<ValueTuple<T?>, List<AlphaMemory>> byValue = [];
    private readonly Func<object, T?> member = Getter<T?>(pattern, pattern.Lookup!.Member);

    public override bool IsEmpty => byValue.Count == 0;

    public override void Remove(AlphaMemory memory)
    {
        var value = ValueOf(memory);
        byValue[value].Remove(memory);
        if (byValue[value].Count == 0) byValue.Remove(value);
    }

    public override void Find(object value, List<Candidate> found)
    {
        foreach (var memory in With(member(value))) found.Add(new(memory, true));
    }

    protected override void Put(AlphaMemory memory)
    {
        if (!byValue.TryGetValue(ValueOf(memory), out var list)) byValue[ValueOf(memory)] = list = [];
        list.Add(memory);
    }

    protected override void Move(object before, object after, List<Candidate> found)
    {
        var (old, value) = (member(before), member(after));
        if (EqualityComparer<T?>.Default.Equals(old, value)) return;
        foreach (var memory in With(old)) found.Add(new(memory, false));
        foreach (var memory in With(value)) found.Add(new(memory, true));
    }

    protected override void Ask(object before, object after, bool moved, ulong changed, List<Candidate> found)
    {
        var value = member(after);
        if (moved && !EqualityComparer<T?>.Default.Equals(member(before), value)) return;
        foreach (var memory in With(value))
        {
            if ((memory.Pattern.AskedReads & changed) != 0) found.Add(new(memory, true));
        }
    }

    private List<AlphaMemory> With(T? value) => byValue.TryGetValue(new(value), out var list) ? list : Nothing.Memories;

    private static ValueTuple<T?> ValueOf(AlphaMemory memory) =>
        new(memory.Pattern.Lookup!.Constant is { } constant ? (T)constant : default);
}

internal static class Nothing
{
    public static List<AlphaMemory> Memories { get; } = [];
}

/// <summary>Memories by the text with which a member has to begin.</summary>
internal sealed class PrefixDispatch(AlphaPattern pattern) : Dispatch(pattern)
{
    private readonly Dictionary<string, List<AlphaMemory>> byPrefix = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, int> lengths = [];
    private readonly Func<object, string?> member = Getter<string?>(pattern, pattern.Lookup!.Member);

    public override bool IsEmpty => byPrefix.Count == 0;

    public override void Remove(AlphaMemory memory)
    {
        var prefix = PrefixOf(memory);
        byPrefix[prefix].Remove(memory);
        if (byPrefix[prefix].Count > 0) return;
        byPrefix.Remove(prefix);
        if (--lengths[prefix.Length] == 0) lengths.Remove(prefix.Length);
    }

    public override void Find(object value, List<Candidate> found) => Collect(member(value), null, true, found);

    protected override void Put(AlphaMemory memory)
    {
        var prefix = PrefixOf(memory);
        if (!byPrefix.TryGetValue(prefix, out var list))
        {
            byPrefix[prefix] = list = [];
            lengths[prefix.Length] = lengths.GetValueOrDefault(prefix.Length) + 1;
        }

        list.Add(memory);
    }

    protected override void Move(object before, object after, List<Candidate> found)
    {
        var (old, value) = (member(before), member(after));
        if (old == value) return;
        Collect(old, value, false, found);
        Collect(value, old, true, found);
    }

    protected override void Ask(object before, object after, bool moved, ulong changed, List<Candidate> found)
    {
        var (old, value) = (member(before), member(after));
        if (value is null) return;
        foreach (var length in lengths.Keys)
        {
            if (length > value.Length) return;
            var prefix = value.AsSpan(0, length);
            if (!old.AsSpan().StartsWith(prefix, StringComparison.Ordinal)) continue;
            foreach (var memory in With(prefix))
            {
                if ((memory.Pattern.AskedReads & changed) != 0) found.Add(new(memory, true));
            }
        }
    }

    /// <summary>Adds the memories that one text begins like and another does not.</summary>
    private void Collect(string? text, string? unlike, bool holds, List<Candidate> found)
    {
        if (text is null) return;
        foreach (var length in lengths.Keys)
        {
            if (length > text.Length) return;
            var prefix = text.AsSpan(0, length);
            if (unlike is not null && unlike.AsSpan().StartsWith(prefix, StringComparison.Ordinal)) continue;
            foreach (var memory in With(prefix)) found.Add(new(memory, holds));
        }
    }

    private List<AlphaMemory> With(ReadOnlySpan<char> prefix) =>
        byPrefix.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(prefix, out var list) ? list : Nothing.Memories;

    private static string PrefixOf(AlphaMemory memory) => (string)memory.Pattern.Lookup!.Constant!;
}
