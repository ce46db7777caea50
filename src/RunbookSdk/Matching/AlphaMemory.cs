using RunbookSdk.Facts;

namespace RunbookSdk.Matching;

/// <summary>The facts of a source that satisfy a pattern, with the indexes that joins need; shared by all who ask the same.</summary>
internal sealed class AlphaMemory
{
    private readonly Dictionary<KnownFact, Membership> members = [];
    private readonly List<AlphaConsumer?> consumers = [];
    private readonly List<MemberIndex> indexes = [];
    private readonly ConditionNode[] asked;
    private readonly MatcherWork work;

    public AlphaMemory(AlphaPattern pattern, IEnumerable<ConditionNode> asked, MatcherWork work)
    {
        (Pattern, this.work) = (pattern, work);
        this.asked = [.. asked];
    }

    public AlphaPattern Pattern { get; }

    /// <summary>True until the facts that are known already have been fed.</summary>
    public bool IsNew { get; set; } = true;

    public int Consumers { get; private set; }

    /// <summary>Members of a fact whose change somebody wants to hear of.</summary>
    public ulong Interest { get; private set; }

    public IEnumerable<Membership> Members => members.Values.Where(m => m.IsIn);

    public int Count => members.Count;

    public Membership? Find(KnownFact fact)
    {
        members.TryGetValue(fact, out var member);
        return member;
    }

    /// <summary>Asks the conditions that the lookup does not decide; one that throws is told to every rule that has it.</summary>
    public bool Passes(KnownFact fact)
    {
        for (var i = 0; i < asked.Length; i++)
        {
            if (asked[i].Holds(fact, out var exception)) continue;
            if (exception is not null) Fault(Pattern.Asked[i], exception, fact);
            return false;
        }

        return true;
    }

    public void Add(AlphaConsumer consumer)
    {
        var place = consumers.IndexOf(null);
        if (place < 0)
        {
            place = consumers.Count;
            consumers.Add(null);
        }

        (consumers[place], consumer.Place, consumer.Memory) = (consumer, place, this);
        Consumers++;
        SumInterest();
        foreach (var member in members.Values)
        {
            if (member.IsIn) consumer.Take(member, AlphaChange.Entered, 0);
        }
    }

    public void Remove(AlphaConsumer consumer)
    {
        consumers[consumer.Place] = null;
        Consumers--;
        foreach (var member in members.Values)
        {
            member.Forget(consumer.Place);
            member.ForgetJoined();
        }

        SumInterest();
    }

    /// <summary>The index by a key; made, and filled, when it is first asked for.</summary>
    public TIndex Index<TIndex>(IndexPattern pattern, Func<IndexPattern, TIndex> make)
        where TIndex : MemberIndex
    {
        if (indexes.Find(i => i.Pattern.Key.Equals(pattern.Key) && i is TIndex) is TIndex known) return known;
        var index = make(pattern);
        index.Place = indexes.Count;
        indexes.Add(index);
        SumInterest();
        foreach (var member in members.Values)
        {
            if (member.IsIn) index.Put(member);
        }

        return index;
    }

    /// <summary>To be called when a consumer wants to hear of something else.</summary>
    public void SumInterest()
    {
        Interest = consumers.Aggregate(
            indexes.Aggregate(0UL, (bits, i) => bits | i.Pattern.Reads), (bits, c) => bits | (c?.Interest ?? 0));
        work.InterestVersion++;
    }

    public Membership Enter(KnownFact fact)
    {
        if (members.TryGetValue(fact, out var member))
        {
            member.IsIn = true;
            member.ForgetJoined();
        }
        else members[fact] = member = new Membership(this, fact);
        foreach (var index in indexes) index.Put(member);
        foreach (var consumer in consumers) consumer?.Take(member, AlphaChange.Entered, 0);
        return member;
    }

    /// <summary>The fact leaves; what its matches need of it stays until the work is done.</summary>
    public void Leave(Membership member)
    {
        member.IsIn = false;
        work.Left.Add(member);
        foreach (var index in indexes) index.Remove(member);
        foreach (var consumer in consumers) consumer?.Take(member, AlphaChange.Left, 0);
    }

    /// <summary>The fact stays and has another value.</summary>
    public void Change(Membership member, ulong changed)
    {
        if ((Interest & changed) == 0) return;
        member.ForgetJoined(changed);
        for (var i = 0; i < indexes.Count; i++)
        {
            if ((indexes[i].Pattern.Reads & changed) != 0) indexes[i].Put(member);
        }

        for (var i = 0; i < consumers.Count; i++)
        {
            if (consumers[i] is { } consumer && (consumer.Interest & changed) != 0) consumer.Take(member, AlphaChange.Changed, changed);
        }
    }

    public void Drop(Membership member) => members.Remove(member.Fact);

    private void Fault(int condition, Exception exception, KnownFact fact)
    {
        foreach (var consumer in consumers) consumer?.Fault(condition, exception, fact);
    }
}
