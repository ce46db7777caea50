using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>
/// Memories by the text with which a member has to begin. They ask all the same: a text that is none has no beginning, and each rule that
/// asks for it has a fault.
/// </summary>
internal sealed class PrefixDispatch(AlphaPattern pattern) : Dispatch(pattern)
{
    private readonly Dictionary<string, List<AlphaMemory>> byPrefix = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, int> lengths = [];
    private readonly FactFunction<string?> member = Getter<string?>(pattern, pattern.Lookup!.Member);

    public override bool IsEmpty => byPrefix.Count == 0;

    public override void Remove(AlphaMemory memory)
    {
        var prefix = PrefixOf(memory);
        byPrefix[prefix].Remove(memory);
        if (byPrefix[prefix].Count > 0) return;
        byPrefix.Remove(prefix);
        if (--lengths[prefix.Length] == 0) lengths.Remove(prefix.Length);
    }

    public override void Find(KnownFact fact, Buffer<Candidate> found) => Collect(member.Of(fact.Value), null, true, found);

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

    protected override void Move(FactEntry entry, object after, Buffer<Candidate> found)
    {
        var (old, value) = (member.Of(entry.Value), member.Of(after));
        if (old == value) return;
        if (value is not null && old is not null) Collect(old, value, false, found);
        Collect(value, old, true, found);
    }

    protected override void Ask(object before, KnownFact fact, bool moved, ulong changed, Buffer<Candidate> found)
    {
        var (old, value) = (member.Of(before), member.Of(fact.Value));
        if (value is null)
        {
            if (!moved) AddAll(changed, found);
            return;
        }

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
    private void Collect(string? text, string? unlike, bool holds, Buffer<Candidate> found)
    {
        if (text is null)
        {
            AddAll(FactMembers.All, found);
            return;
        }

        foreach (var length in lengths.Keys)
        {
            if (length > text.Length) return;
            var prefix = text.AsSpan(0, length);
            if (unlike is not null && unlike.AsSpan().StartsWith(prefix, StringComparison.Ordinal)) continue;
            foreach (var memory in With(prefix)) found.Add(new(memory, holds));
        }
    }

    private void AddAll(ulong changed, Buffer<Candidate> found)
    {
        foreach (var memory in byPrefix.Values.SelectMany(m => m).Where(m => (m.Pattern.AskedReads & changed) != 0)) found.Add(new(memory, true));
    }

    private List<AlphaMemory> With(ReadOnlySpan<char> prefix) =>
        byPrefix.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(prefix, out var list) ? list : Nothing.Memories;

    private static string PrefixOf(AlphaMemory memory) => (string)memory.Pattern.Lookup!.Constant!;
}
