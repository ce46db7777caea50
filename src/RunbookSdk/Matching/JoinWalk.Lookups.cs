namespace RunbookSdk.Matching;

/// <summary>Which facts may fill the next slot.</summary>
internal sealed partial class JoinWalk
{
    /// <summary>The option with the fewest facts; none when one of them has no fact at all.</summary>
    private Candidates Choose(JoinNode node)
    {
        var options = node.Options;
        if (options.Length == 1) return Look(options[0]);
        Candidates best = default;
        for (var i = 0; i < options.Length; i++)
        {
            var candidates = Look(options[i]);
            if (candidates.Option is null || candidates.Count == 0) return default;
            if (best.Option is null || candidates.Count < best.Count) best = candidates;
        }

        return best;
    }

    private Candidates Look(JoinOption option)
    {
        if (option is KeyOption key)
        {
            var bucket = Look(key);
            return new(option, bucket?.Count ?? 0) { Bucket = bucket };
        }

        try
        {
            return option is OrderOption order ? Range(order) : new(option, slots[option.Slot].Memory!.Count);
        }
#pragma warning disable CA1031 // A rule may throw anything; a match without a key joins with nothing.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fault(option.Tie, exception);
            return default;
        }
    }

    /// <summary>
    /// The facts whose key equals that of what is bound. A fact whose key did not change joins with the facts that it was last found to join
    /// with; rules that join one fact alike share the answer for as long as a batch settles.
    /// </summary>
    private Bucket? Look(KeyOption option)
    {
        var outer = option.Outer is null ? null : tuple[option.OuterSlot];
        if (outer?.JoinedBy(option) is { } known) return known;
        var index = (KeyIndex)IndexOf(option);
        var probe = outer is null ? null : probes[option.Number] ??= index.ProbeBy(option.Outer!);
        if (probe is not null && probe.IsOf(outer!.Fact, work.Batch)) return probe.Bucket;
        try
        {
            var bucket = Bucket(option, index);
            probe?.Set(outer!.Fact, work.Batch, bucket);
            if (bucket is not null) outer?.KeepJoined(option, bucket);
            return bucket;
        }
#pragma warning disable CA1031 // A rule may throw anything; a match without a key joins with nothing.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fault(option.Tie, exception);
            return null;
        }
    }

    /// <summary>One look at the first fact of a bucket tells about all of them.</summary>
    private Bucket? Bucket(KeyOption option, KeyIndex index)
    {
        for (var bucket = index.Find(option.Hash.Of(values, answers, default)); bucket is not null; bucket = bucket.Next)
        {
            values[option.Slot] = bucket.Representative;
            if (AreTied(option.Ties)) return bucket;
        }

        return null;
    }

    private bool AreTied(Check[] ties)
    {
        for (var i = 0; i < ties.Length; i++)
        {
            if (!ties[i].Holds(values, answers)) return false;
        }

        return true;
    }

    private Candidates Range(OrderOption option)
    {
        var (first, last) = option.Range(values, answers);
        return new(option, first > last ? 0 : slots[option.Slot].Memory!.Count / 2) { First = first, Last = last, Index = (OrderIndex)IndexOf(option) };
    }

    private MemberIndex IndexOf(JoinOption option)
    {
        if (option.Number < indexes.Length && indexes[option.Number] is { } known) return known;
        if (option.Number >= indexes.Length)
        {
            Array.Resize(ref indexes, option.Number + 1);
            Array.Resize(ref probes, option.Number + 1);
        }

        var memory = slots[option.Slot].Memory!;
        return indexes[option.Number] = option is KeyOption key
            ? memory.Index(key.Pattern, p => new KeyIndex(p))
            : memory.Index(((OrderOption)option).Pattern, p => new OrderIndex(p));
    }

    /// <summary>The facts that may come next.</summary>
    private readonly record struct Candidates(JoinOption Option, int Count)
    {
        public Bucket? Bucket { get; init; }

        public OrderIndex? Index { get; init; }

        public long First { get; init; }

        public long Last { get; init; }
    }
}
