using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>Memories by the one value that a member has to have.</summary>
internal sealed class ValueDispatch<T>(AlphaPattern pattern) : Dispatch(pattern)
    where T : notnull
{
    private readonly Dictionary<T, List<AlphaMemory>> byValue = [];
    private readonly List<AlphaMemory> withoutValue = [];
    private readonly FactFunction<T?> member = Getter<T?>(pattern, pattern.Lookup!.Member);

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

    public override void Find(object value, Buffer<Candidate> found)
    {
        foreach (var memory in With(member.Of(value))) found.Add(new(memory, true));
    }

    protected override void Put(AlphaMemory memory)
    {
        if (memory.Pattern.Lookup!.Constant is not T value) withoutValue.Add(memory);
        else if (byValue.TryGetValue(value, out var list)) list.Add(memory);
        else byValue[value] = [memory];
    }

    protected override void Move(object before, object after, Buffer<Candidate> found)
    {
        var (old, value) = (member.Of(before), member.Of(after));
        if (EqualityComparer<T?>.Default.Equals(old, value)) return;
        foreach (var memory in With(old)) found.Add(new(memory, false));
        foreach (var memory in With(value)) found.Add(new(memory, true));
    }

    protected override void Ask(object before, object after, bool moved, ulong changed, Buffer<Candidate> found)
    {
        var value = member.Of(after);
        if (moved && !EqualityComparer<T?>.Default.Equals(member.Of(before), value)) return;
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
