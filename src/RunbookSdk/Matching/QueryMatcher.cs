using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>
/// The matches of one query, kept up to date: for each fact that changed its matches are doubted, the joins that start at it are
/// walked again through the indexes, and what is not found again has ended. No partial match is stored.
/// </summary>
internal sealed class QueryMatcher
{
    private readonly RuleContext context;
    private readonly SlotMemory[] slots;
    private readonly SubqueryMemory[] subqueries;
    private readonly KeyIndex?[] subqueryIndexes;
    private readonly JoinPlan[] plans;
    private readonly DirtySet dirty = new();
    private readonly MatchTable matches;
    private readonly List<Match> doubted = [];
    private readonly KnownFact[] tuple;
    private readonly object?[] values;
    private readonly double[] answers;
    private readonly Exception?[] unasked;
    private int evaluation;

    public QueryMatcher(RuleContext context, QueryModel query)
    {
        this.context = context;
        slots = [.. query.Slots.Select(s => new SlotMemory(context, query, s, dirty))];
        subqueries = [.. query.Subqueries.Select(s => new SubqueryMemory(context, query, s))];
        subqueryIndexes = [.. subqueries.Select(s => s.Slot is { } slot ? slots[slot].AddIndex(s.SlotKey) : null)];
        var conditions = JoinPlan.ConditionsOf(query);
        plans = [.. query.Slots.Select(s => JoinPlan.From(s.Index, query, slots, conditions))];
        matches = new MatchTable(context.Rule, query.Slots.Count);
        tuple = new KnownFact[query.Slots.Count];
        values = new object?[query.Slots.Count];
        answers = new double[query.Subqueries.Count];
        unasked = new Exception[query.Subqueries.Count];
    }

    public RuleModel Rule => context.Rule;

    /// <summary>The matches that stand.</summary>
    public IEnumerable<Match> Matches => matches.All;

    public IFeed SlotFeed(int slot) => slots[slot];

    public IFeed SubqueryFeed(int subquery) => subqueries[subquery];

    /// <summary>Adds what the changes that the memories took since the last call make of the matches.</summary>
    public void Settle(List<MatchChange> result)
    {
        for (var i = 0; i < subqueries.Length; i++)
        {
            if (subqueries[i].IsTouched) Spread(i);
        }

        if (dirty.Places.Count == 0) return;
        evaluation++;
        foreach (var (slot, fact) in dirty.Places) Doubt(slot, fact);
        foreach (var (slot, fact) in dirty.Places)
        {
            if (slots[slot].Contains(fact)) Start(slot, fact, result);
        }

        dirty.Clear();
        foreach (var match in doubted)
        {
            var stands = match.Found == evaluation;
            if (!stands) matches.Remove(match);
            result.Add(new(match, stands ? MatchChangeKind.Changed : MatchChangeKind.Ended));
        }

        doubted.Clear();
    }

    /// <summary>A changed answer makes every fact dirty whose matches ask for it.</summary>
    private void Spread(int subquery) => subqueries[subquery].TakeTouched(hash =>
    {
        if (subqueryIndexes[subquery] is not { } index)
        {
            foreach (var fact in slots[0].Members) dirty.Add(0, fact);
            return;
        }

        foreach (var fact in index.Find(hash)) dirty.Add(subqueries[subquery].Slot!.Value, fact);
    });

    private void Doubt(int slot, KnownFact fact)
    {
        foreach (var match in matches.With(slot, fact))
        {
            if (match.Doubted == evaluation) continue;
            match.Doubted = evaluation;
            doubted.Add(match);
        }
    }

    private void Start(int slot, KnownFact fact, List<MatchChange> result)
    {
        Array.Clear(tuple);
        Bind(slot, fact);
        var plan = plans[slot];
        var answered = 0UL;
        if (Hold(plan.First, ref answered)) Walk(plan, 0, answered, result);
    }

    private void Walk(JoinPlan plan, int depth, ulong answered, List<MatchChange> result)
    {
        if (depth == plan.Steps.Count)
        {
            Found(answered, result);
            return;
        }

        var step = plan.Steps[depth];
        if (step.Index is null)
        {
            foreach (var fact in slots[step.Slot].Members) Try(plan, depth, fact, answered, result);
        }
        else if (Probe(step) is { } key)
        {
            foreach (var fact in step.Index.Find(key)) Try(plan, depth, fact, answered, result);
        }

        tuple[step.Slot] = null!;
    }

    private void Try(JoinPlan plan, int depth, KnownFact fact, ulong answered, List<MatchChange> result)
    {
        Bind(plan.Steps[depth].Slot, fact);
        if (Hold(plan.Steps[depth].Checks, ref answered)) Walk(plan, depth + 1, answered, result);
    }

    private void Bind(int slot, KnownFact fact) => (tuple[slot], values[slot]) = (fact, fact.Value);

    private int? Probe(JoinPlan.Step step)
    {
        try
        {
            return step.Probe!(values, answers, default);
        }
#pragma warning disable CA1031 // A rule may throw anything; a match without a key joins with nothing.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            context.Fault(context.Rule.Location, exception, tuple);
            return null;
        }
    }

    private bool Hold(IReadOnlyList<JoinPlan.Check> checks, ref ulong answered)
    {
        for (var i = 0; i < checks.Count; i++)
        {
            var check = checks[i];
            try
            {
                Answer(check.Subqueries, ref answered);
                if (!check.Holds(values, answers, default)) return false;
            }
#pragma warning disable CA1031 // A rule may throw anything; what throws does not hold.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                context.Fault(check.Location, Unanswered.CauseOf(exception, unasked), tuple);
                return false;
            }
        }

        return true;
    }

    private void Answer(ulong asked, ref ulong answered)
    {
        for (var i = 0; i < subqueries.Length; i++)
        {
            var bit = 1UL << i;
            if ((asked & bit) == 0 || (answered & bit) != 0) continue;
            answers[i] = Ask(i);
            answered |= bit;
        }
    }

    private Exception?[]? Causes() => Array.Exists(answers, Unanswered.IsNoAnswer) ? [.. unasked] : null;

    private double Ask(int question)
    {
        try
        {
            return subqueries[question].Answer(values, tuple);
        }
#pragma warning disable CA1031 // A rule may throw anything; it is told when a condition reads the answer.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            unasked[question] = exception;
            return Unanswered.Answer;
        }
    }

    private void Found(ulong answered, List<MatchChange> result)
    {
        Answer(ulong.MaxValue, ref answered);
        if (matches.Find(tuple) is { } match)
        {
            match.Found = evaluation;
            answers.CopyTo(match.Answers, 0);
            match.Unasked = Causes();
            return;
        }

        match = matches.Add(tuple, answers);
        match.Found = evaluation;
        match.Unasked = Causes();
        result.Add(new(match, MatchChangeKind.Began));
    }
}
