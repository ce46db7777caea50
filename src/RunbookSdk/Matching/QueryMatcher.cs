using RunbookSdk.Facts;

namespace RunbookSdk.Matching;

/// <summary>
/// The matches of one query, kept up to date: for each fact that changed in a way that matters its matches are doubted, the joins that
/// start at it are walked again through the indexes, and what is not found again has ended. No partial match is stored. Rules that look
/// up the same facts in the same way are heads of one matcher.
/// </summary>
internal sealed class QueryMatcher
{
    private readonly MatcherWork work;
    private readonly Buffer<QueryMatcher> touched;
    private readonly List<RuleHead> heads = [];
    private readonly SlotConsumer[] slots;
    private readonly Question[] questions;
    private readonly MatchTable matches;
    private readonly JoinWalk walk;
    private readonly Buffer<Place> places = new();
    private readonly Buffer<Match> doubted = new();
    private int headsEver;

    public QueryMatcher(QueryPlan plan, int depth, MatcherWork work)
    {
        (this.work, touched) = (work, work.TouchedAt(depth));
        slots = [.. plan.Slots.Select((_, i) => new SlotConsumer(this, heads, i))];
        questions = new Question[plan.Questions.Count];
        matches = new MatchTable(slots);
        walk = new JoinWalk(heads, plan, work, slots, questions, matches);
    }

    /// <summary>The group that takes the matches; null for a rule's own query.</summary>
    public GroupMemory? Group { get; set; }

    public bool IsUsed => heads.Count > 0;

    public AlphaMemory MemoryOf(int slot) => slots[slot].Memory!;

    public IEnumerable<Match> MatchesOf(RuleHead head) => matches.All.Where(m => m.Head == head);

    /// <summary>Lets a rule search here; its matches begin with the next settlement.</summary>
    public RuleHead Add(RuleContext context, QueryPlan plan)
    {
        var head = new RuleHead(context, plan, headsEver++);
        heads.Add(head);
        walk.Follow(heads[0].Plan);
        SumInterest();
        if (slots[0].Memory is { } memory)
        {
            foreach (var member in memory.Members) Touch(0, member, 0);
        }

        return head;
    }

    public void Remove(RuleHead head)
    {
        foreach (var match in MatchesOf(head).ToList()) matches.Remove(match);
        heads.Remove(head);
        if (heads.Count > 0) walk.Follow(heads[0].Plan);
        SumInterest();
    }

    /// <summary>Connects a slot with the memory of its facts; called once for each, when the questions are there.</summary>
    public void Connect(int slot, AlphaMemory memory) => memory.Add(slots[slot]);

    public void Connect(int question, RuleContext context, QuestionPlan plan, AnswerMemory answers)
    {
        questions[question] = new Question(this, context, plan, answers);
        answers.Add(questions[question]);
    }

    /// <summary>Takes the query out of everything that feeds it.</summary>
    public void Disconnect()
    {
        places.Clear();
        foreach (var slot in slots) slot.Memory!.Remove(slot);
        foreach (var question in questions) question.Answers.Remove(question);
    }

    /// <summary>Notes a fact whose matches have to be looked at.</summary>
    /// <param name="slot">The slot that it fills.</param>
    /// <param name="member">The fact.</param>
    /// <param name="changed">Members of it that have another value.</param>
    public void Touch(int slot, Membership member, ulong changed)
    {
        if (places.Count == 0)
        {
            work.IsTouched = true;
            touched.Add(this);
        }

        places.Add(new(slot, member, changed));
    }

    /// <summary>Adds what the changes since the last call make of the matches.</summary>
    public void Settle(List<MatchChange> result)
    {
        walk.Begin(result);
        for (var i = 0; i < places.Count; i++) Doubt(places[i]);
        for (var i = 0; i < places.Count; i++)
        {
            if (places[i].Member.IsIn) walk.From(places[i].Slot, places[i].Member);
        }

        places.Clear();
        for (var i = 0; i < doubted.Count; i++)
        {
            var match = doubted[i];
            var stands = match.Found == walk.Number;
            if (!stands) matches.Remove(match);
            if (!stands || match.Told == walk.Number) result.Add(new(match, stands ? MatchChangeKind.Changed : MatchChangeKind.Ended));
        }

        doubted.Clear();
    }

    /// <summary>
    /// Forgets what it was about to look at, because the evaluation is refused; what is taken back is noted again. Only facts that left
    /// stay noted: they come back as others, and their matches are found by them only.
    /// </summary>
    public void GiveUp()
    {
        doubted.Clear();
        var kept = 0;
        for (var i = 0; i < places.Count; i++)
        {
            if (!places[i].Member.IsIn) places[kept++] = places[i];
        }

        places.Cut(kept);
    }

    private void Doubt(in Place place)
    {
        for (var match = matches.First(place.Slot, place.Member); match is not null; match = MatchTable.Next(place.Slot, match))
        {
            if ((match.Head!.Plan.Slots[place.Slot].Told & place.Changed) != 0) match.Told = walk.Number;
            if (match.Doubted == walk.Number) continue;
            match.Doubted = walk.Number;
            doubted.Add(match);
        }
    }

    private void SumInterest()
    {
        for (var i = 0; i < slots.Length; i++)
        {
            slots[i].SetInterest(heads.Aggregate(0UL, (bits, h) => bits | h.Plan.Slots[i].Checked | h.Plan.Slots[i].Told));
            slots[i].Memory?.SumInterest();
        }
    }

    private readonly record struct Place(int Slot, Membership Member, ulong Changed);
}

/// <summary>Takes what happens in the memory of a slot.</summary>
internal sealed class SlotConsumer(QueryMatcher query, List<RuleHead> heads, int slot) : AlphaConsumer
{
    private ulong interest;

    public override ulong Interest => interest;

    public void SetInterest(ulong members) => interest = members;

    /// <summary>A fact that left and comes back in one batch keeps its matches, and may have any other value now.</summary>
    public override void Take(Membership member, AlphaChange change, ulong changed) =>
        query.Touch(slot, member, change == AlphaChange.Entered ? FactMembers.All : changed);

    public override void Fault(int condition, Exception exception, KnownFact fact)
    {
        foreach (var head in heads) head.Context.Fault(head.Plan.Slots[slot].Pattern.Conditions[condition].Location, exception, fact);
    }
}
