namespace RunbookSdk.Matching;

/// <summary>
/// The matches that stand. Each is found by its facts together in a hash table, and by each of its facts in a list that hangs on the
/// fact's place in the memory of the slot.
/// </summary>
internal sealed class MatchTable(AlphaConsumer[] slots)
{
    private Match?[] table = new Match?[4];

    public int Count { get; private set; }

    public IEnumerable<Match> All
    {
        get
        {
            foreach (var first in table)
            {
                for (var match = first; match is not null; match = match.NextWithHash) yield return match;
            }
        }
    }

    /// <summary>The first match of a fact in a slot; <see cref="Next"/> gives the others.</summary>
    public Match? First(int slot, Membership member) => (Match?)member.Kept(slots[slot].Place);

    public static Match? Next(int slot, Match match) => match.Links[slot].Next;

    public Match? Find(RuleHead head, ReadOnlySpan<Membership> tuple)
    {
        var match = table[HashOf(head, tuple) & (table.Length - 1)];
        while (match is not null && (match.Head != head || !Has(match, tuple))) match = match.NextWithHash;
        return match;
    }

    public Match Add(RuleHead head, ReadOnlySpan<Membership> tuple, ReadOnlySpan<double> answers)
    {
        if (Count == table.Length) Grow();
        var facts = new Facts.KnownFact[tuple.Length];
        for (var slot = 0; slot < tuple.Length; slot++) facts[slot] = tuple[slot].Fact;
        var match = new Match(head.Context.Rule, facts, answers.ToArray()) { Head = head, Links = new MatchLink[tuple.Length] };
        for (var slot = 0; slot < tuple.Length; slot++) Link(match, slot, tuple[slot]);
        Put(match, HashOf(head, tuple));
        Count++;
        head.Matches++;
        return match;
    }

    public void Remove(Match match)
    {
        for (var slot = 0; slot < match.Links.Length; slot++) Unlink(match, slot);
        ref var first = ref table[HashOf(match) & (table.Length - 1)];
        if (first == match) first = match.NextWithHash;
        else
        {
            var before = first!;
            while (before.NextWithHash != match) before = before.NextWithHash!;
            before.NextWithHash = match.NextWithHash;
        }

        Count--;
        match.Head!.Matches--;
    }

    private static bool Has(Match match, ReadOnlySpan<Membership> tuple)
    {
        for (var slot = 0; slot < tuple.Length; slot++)
        {
            if (!ReferenceEquals(match.Links[slot].Member, tuple[slot])) return false;
        }

        return true;
    }

    private static int HashOf(RuleHead head, ReadOnlySpan<Membership> tuple)
    {
        var hash = head.Number;
        foreach (var member in tuple) hash = Mix(hash, member);
        return hash ^ (hash >> 15);
    }

    private static int HashOf(Match match)
    {
        var hash = match.Head!.Number;
        foreach (var link in match.Links) hash = Mix(hash, link.Member);
        return hash ^ (hash >> 15);
    }

    private static int Mix(int hash, Membership member) => unchecked((hash * 31) + member.Fact.GetHashCode());

    private void Put(Match match, int hash)
    {
        ref var first = ref table[hash & (table.Length - 1)];
        match.NextWithHash = first;
        first = match;
    }

    private void Grow()
    {
        var all = All.ToList();
        table = new Match?[table.Length * 2];
        foreach (var match in all) Put(match, HashOf(match));
    }

    private void Link(Match match, int slot, Membership member)
    {
        var first = First(slot, member);
        match.Links[slot] = new MatchLink { Member = member, Next = first };
        if (first is not null) first.Links[slot].Previous = match;
        member.Keep(slots[slot].Place, match);
    }

    private void Unlink(Match match, int slot)
    {
        var link = match.Links[slot];
        if (link.Previous is { } previous) previous.Links[slot].Next = link.Next;
        else link.Member.Keep(slots[slot].Place, link.Next);
        if (link.Next is { } next) next.Links[slot].Previous = link.Previous;
    }
}

/// <summary>A match in the list of one of its facts.</summary>
internal record struct MatchLink
{
    public Membership Member { get; set; }

    public Match? Next { get; set; }

    public Match? Previous { get; set; }
}
