namespace RunbookSdk.Matching;

/// <summary>Memories by the one value that a member has to have.</summary>
internal sealed class ValueDispatch<T>(AlphaPattern pattern) : Dispatch(pattern)
    where T : notnull
{
    private readonly Dictionary<T, List<AlphaMemory>> byValue = [];
    private readonly List<AlphaMemory> withoutValue = [];
    private readonly Func<object, T?> member = Getter<T?>(pattern, pattern.Lookup!.Member);

    public override bool IsEmpty => byValue.Count + withoutValue.Count == 0;

    public override void Remove(AlphaMemory memory)
    {
        if (memory.Pattern.Lookup!.Constant is not T value)
        {
            withoutValue.Remove(memory);
            return;
        }

        byValue[value].Remove(memory);
        if (byValue[value].Count == 0) byValue.Remove(value);
    }

    public override void Find(object value, List<Candidate> found)
    {
        foreach (var memory in With(member(value))) found.Add(new(memory, true));
    }

    protected override void Put(AlphaMemory memory)
    {
        if (memory.Pattern.Lookup!.Constant is not T value) withoutValue.Add(memory);
        else if (byValue.TryGetValue(value, out var list)) list.Add(memory);
        else byValue[value] = [memory];
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

    private List<AlphaMemory> With(T? value)
    {
        if (value is null) return withoutValue;
        return byValue.TryGetValue(value, out var list) ? list : Nothing.Memories;
    }
}
