using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>
/// One source of facts: finds for each change the memories that it concerns, by looking up and not by asking each rule. A fact that is
/// in no memory costs nothing here.
/// </summary>
internal sealed class AlphaSource(MatcherWork work) : IFeed
{
    /// <summary>How many share a memory; each fact in it has a place for each of them.</summary>
    private const int MostConsumers = 16;

    private readonly Dictionary<ExpressionTokens, List<AlphaMemory>> memories = [];
    private readonly Dictionary<(ExpressionTokens Pattern, object Key), AnswerMemory> answers = [];
    private readonly Dictionary<ExpressionTokens, ConditionNode> conditions = [];
    private readonly List<Dispatch> dispatches = [];
    private readonly Buffer<Candidate> candidates = new();
    private FactMembers? factMembers;

    public bool IsUsed => memories.Count > 0;

    /// <summary>True when there are memories that have not been fed.</summary>
    public bool HasNew { get; private set; }

    /// <summary>A memory of a pattern; a new one is empty and has to be fed.</summary>
    public AlphaMemory MemoryOf(AlphaPattern pattern)
    {
        if (!memories.TryGetValue(pattern.Key, out var known)) memories[pattern.Key] = known = [];
        if (known.Find(m => m.Consumers < MostConsumers) is { } shared) return shared;
        factMembers ??= FactMembers.Of(pattern.Fact.Type);
        var memory = new AlphaMemory(pattern, [.. pattern.Asked.Select(i => NodeOf(pattern.Conditions[i]))], work);
        known.Add(memory);
        HasNew = true;
        DispatchOf(pattern).Add(memory);
        return memory;
    }

    /// <summary>The answers to a question; rules that ask the same share them.</summary>
    public AnswerMemory AnswersTo(QuestionPlan plan)
    {
        var key = (plan.Pattern.Key, plan.Key);
        if (answers.TryGetValue(key, out var known)) return known;
        var made = new AnswerMemory(plan, work);
        answers[key] = made;
        MemoryOf(plan.Pattern).Add(made);
        return made;
    }

    /// <summary>Forgets what nobody uses any more.</summary>
    public void Release()
    {
        foreach (var (key, unused) in answers.Where(a => !a.Value.IsUsed).ToList())
        {
            answers.Remove(key);
            unused.Memory!.Remove(unused);
        }

        foreach (var (key, list) in memories.Where(m => m.Value.Exists(a => a.Consumers == 0)).ToList())
        {
            foreach (var memory in list.Where(m => m.Consumers == 0)) Release(memory);
            list.RemoveAll(m => m.Consumers == 0);
            if (list.Count == 0) memories.Remove(key);
        }
    }

    /// <summary>Feeds a fact that is known already to the memories that are new.</summary>
    public void Feed(KnownFact fact)
    {
        work.Step++;
        candidates.Clear();
        foreach (var dispatch in dispatches) dispatch.Find(fact, candidates);
        var entry = EntryOf(fact);
        for (var i = 0; i < candidates.Count; i++)
        {
            var memory = candidates[i].Memory;
            if (memory.IsNew && memory.Passes(fact)) entry = Enter(entry, memory, fact);
        }
    }

    public void Fed()
    {
        HasNew = false;
        foreach (var memory in memories.Values.SelectMany(m => m)) memory.IsNew = false;
    }

    public void Take(KnownFact fact, ChangeKind kind)
    {
        work.Step++;
        var entry = EntryOf(fact);
        if (kind == ChangeKind.Removed)
        {
            for (var member = entry?.First; member is not null; member = member.Next)
            {
                if (member.IsIn) member.Memory.Leave(member);
            }

            return;
        }

        candidates.Clear();
        if (entry is null)
        {
            for (var i = 0; i < dispatches.Count; i++) dispatches[i].Find(fact, candidates);
            for (var i = 0; i < candidates.Count; i++)
            {
                var memory = candidates[i].Memory;
                if (memory.Passes(fact)) entry = Enter(entry, memory, fact);
            }

            return;
        }

        Update(entry, fact);
    }

    /// <summary>Drops what left and did not come back.</summary>
    public static void Forget(Membership member)
    {
        // One that left twice in a batch is met twice.
        if (member.IsIn || member.Entry is null) return;
        member.Memory.Drop(member);
        Unlink(member);
    }

    private void Update(FactEntry entry, KnownFact fact)
    {
        var hasLeft = entry.HasLeft;
        var changed = hasLeft ? FactMembers.All : factMembers!.Changed(entry.Value, fact.Value);
        if (changed == 0) return;
        if (hasLeft)
        {
            foreach (var dispatch in dispatches) dispatch.Find(fact, candidates);
        }
        else
        {
            for (var i = 0; i < dispatches.Count; i++) dispatches[i].Find(entry, fact, changed, candidates);
        }

        entry.Value = fact.Value;
        var entering = candidates.Count > 0 ? TakeOut(fact) : 0;
        if ((entry.Interest(work.InterestVersion) & changed) != 0) Tell(entry, changed);
        for (var i = 0; i < entering; i++) Enter(entry, candidates[i].Memory, fact);
    }

    /// <summary>Takes the fact out of memories that it no longer belongs to; those that it enters come first in the list afterwards.</summary>
    /// <returns>How many it enters.</returns>
    private int TakeOut(KnownFact fact)
    {
        var entering = 0;
        for (var i = 0; i < candidates.Count; i++)
        {
            var (memory, holds) = candidates[i];
            var member = memory.Find(fact);
            var isIn = holds && memory.Passes(fact);
            if (isIn && member is not { IsIn: true }) candidates[entering++] = candidates[i];
            else if (!isIn && member is { IsIn: true }) memory.Leave(member);
        }

        return entering;
    }

    private static void Tell(FactEntry entry, ulong changed)
    {
        for (var member = entry.First; member is not null; member = member.Next)
        {
            if (member.IsIn) member.Memory.Change(member, changed);
        }
    }

    private FactEntry Enter(FactEntry? entry, AlphaMemory memory, KnownFact fact)
    {
        entry ??= AddEntry(fact);
        var known = memory.Find(fact) is not null;
        var member = memory.Enter(fact);
        if (!known) entry.Link(member);
        entry.Value = fact.Value;
        return entry;
    }

    private FactEntry? EntryOf(KnownFact fact)
    {
        var entry = (FactEntry?)fact.Place;
        while (entry is not null && entry.Source != this) entry = entry.Next;
        return entry;
    }

    private FactEntry AddEntry(KnownFact fact)
    {
        var entry = new FactEntry(this) { Next = (FactEntry?)fact.Place };
        fact.Place = entry;
        return entry;
    }

    private static void Unlink(Membership member)
    {
        var gone = member.Entry!;
        gone.Unlink(member);
        if (gone.First is not null) return;
        var fact = member.Fact;
        if (fact.Place == gone)
        {
            fact.Place = gone.Next;
            return;
        }

        var entry = (FactEntry)fact.Place!;
        while (entry.Next != gone) entry = entry.Next!;
        entry.Next = gone.Next;
    }

    private void Release(AlphaMemory memory)
    {
        foreach (var member in memory.Members.ToList()) Unlink(member);
        foreach (var place in memory.Pattern.Asked)
        {
            var node = conditions[memory.Pattern.Conditions[place].Tokens];
            if (--node.Users == 0) conditions.Remove(node.Key);
        }

        var dispatch = DispatchOf(memory.Pattern);
        dispatch.Remove(memory);
        if (dispatch.IsEmpty) dispatches.Remove(dispatch);
    }

    private ConditionNode NodeOf(FactCondition condition)
    {
        if (!conditions.TryGetValue(condition.Tokens, out var node))
            conditions[condition.Tokens] = node = new ConditionNode(condition, work);
        node.Users++;
        return node;
    }

    private Dispatch DispatchOf(AlphaPattern pattern)
    {
        if (dispatches.Find(d => d.Serves(pattern)) is { } known) return known;
        var dispatch = Dispatch.For(pattern);
        dispatches.Add(dispatch);
        return dispatch;
    }
}

/// <summary>Takes the changes of one source.</summary>
internal interface IFeed
{
    void Take(KnownFact fact, ChangeKind kind);
}

/// <summary>A memory that a change may concern.</summary>
/// <param name="Memory">The memory.</param>
/// <param name="Holds">True when the condition by which facts are looked up holds now.</param>
internal readonly record struct Candidate(AlphaMemory Memory, bool Holds);
