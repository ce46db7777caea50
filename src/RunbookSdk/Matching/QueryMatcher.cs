using RunbookSdk.Facts;

namespace RunbookSdk.Matching;

/// <summary>
/// The matches of one query, kept up to date: for each fact that changed in a way that matters its matches are doubted, the joins that
/// start at it are walked again through the indexes, and what is not found again has ended. No partial match is stored.
/// </summary>
internal sealed class QueryMatcher
{
    private readonly RuleContext context;
    private readonly MatcherWork work;
    private readonly QueryPlan plan;
    private readonly int depth;
    private readonly SlotConsumer[] slots;
    private readonly Question[] questions;
    private readonly MatchTable matches;
    private readonly JoinWalk walk;
    private readonly List<Place> places = [];
    private readonly List<Match> doubted = [];

    public QueryMatcher(RuleContext context, QueryPlan plan, int depth, MatcherWork work)
    {
        (this.context, this.plan, this.depth, this.work) = (context, plan, depth, work);
        slots = [.. plan.Slots.Select((s, i) => new SlotConsumer(this, context, i, s))];
        questions = new Question[plan.Questions.Count];
        matches = new MatchTable(context.Rule, slots);
        walk = new JoinWalk(context, plan, work, slots, questions, matches);
    }

    /// <summary>The matches that stand.</summary>
    public IEnumerable<Match> Matches => matches.All;

    public AlphaMemory MemoryOf(int slot) => slots[slot].Memory!;

    /// <summary>The group that takes the matches; null for a rule's own query.</summary>
    public GroupMemory? Group { get; set; }

    /// <summary>Connects a slot with the memory of its facts; called once for each, when the questions are there.</summary>
    public void Connect(int slot, AlphaMemory memory) => memory.Add(slots[slot]);

    public void Connect(int question, AnswerMemory answers)
    {
        questions[question] = new Question(this, context, plan.Questions[question], answers);
        answers.Add(questions[question]);
    }

    /// <summary>Takes the query out of everything that feeds it.</summary>
    public void Disconnect()
    {
        foreach (var slot in slots) slot.Memory!.Remove(slot);
        foreach (var question in questions) question.Answers.Remove(question);
    }

    /// <summary>Notes a fact whose matches have to be looked at.</summary>
    /// <param name="slot">The slot that it fills.</param>
    /// <param name="member">The fact.</param>
    /// <param name="tell">True when its matches have changed even if they stand.</param>
    public void Touch(int slot, Membership member, bool tell)
    {
        if (places.Count == 0) work.TouchedAt(depth).Add(this);
        places.Add(new(slot, member, tell));
    }

    /// <summary>Adds what the changes since the last call make of the matches.</summary>
    public void Settle(List<MatchChange> result)
    {
        walk.Begin(result);
        foreach (var place in places) Doubt(place);
        try
        {
            foreach (var place in places)
            {
                if (place.Member.IsIn) walk.From(place.Slot, place.Member);
            }
        }
        finally
        {
            places.Clear();
            if (!walk.IsDone) doubted.Clear();
        }

        foreach (var match in doubted)
        {
            var stands = match.Found == walk.Number;
            if (!stands) matches.Remove(match);
            if (!stands || match.Told == walk.Number) result.Add(new(match, stands ? MatchChangeKind.Changed : MatchChangeKind.Ended));
        }

        doubted.Clear();
    }

    public static IEnumerable<KnownFact?> FactsOf(ReadOnlySpan<Membership?> tuple)
    {
        var facts = new KnownFact?[tuple.Length];
        for (var i = 0; i < facts.Length; i++) facts[i] = tuple[i]?.Fact;
        return facts;
    }

    private void Doubt(in Place place)
    {
        for (var match = matches.First(place.Slot, place.Member); match is not null; match = MatchTable.Next(place.Slot, match))
        {
            if (place.Tell) match.Told = walk.Number;
            if (match.Doubted == walk.Number) continue;
            match.Doubted = walk.Number;
            doubted.Add(match);
        }
    }

    private readonly record struct Place(int Slot, Membership Member, bool Tell);
}

/// <summary>Takes what happens in the memory of a slot.</summary>
internal sealed class SlotConsumer(QueryMatcher query, RuleContext context, int slot, SlotPlan plan) : AlphaConsumer
{
    public override ulong Interest { get; } = plan.Checked | plan.Told;

    public override void Take(Membership member, AlphaChange change, ulong changed) =>
        query.Touch(slot, member, (plan.Told & changed) != 0);

    public override void Fault(int condition, Exception exception, KnownFact fact) =>
        context.Fault(plan.Pattern.Conditions[condition].Location, exception, fact);
}
