using System.Linq.Expressions;
using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Explanation;

/// <summary>
/// Collects what could be otherwise so that a rule matches its nearest facts: other values of their members, and of the facts that its questions
/// count; facts that must not be there.
/// </summary>
internal sealed class WaySteps(KnownWorld world)
{
    /// <summary>Of how many facts of one source changes are looked for.</summary>
    private const int MostFacts = 50;

    /// <summary>How many other facts stand in for one of the nearest.</summary>
    private const int MostBeside = 20;

    private readonly List<(int Clause, IReadOnlyList<Step> Steps)> found = [];
    private readonly HashSet<int> failing = [];
    private int clause;

    /// <summary>The clauses that fail for the nearest facts.</summary>
    public IReadOnlySet<int> Failing => failing;

    /// <summary>What could be otherwise, by the place of the clause that asks for it; several steps belong together.</summary>
    public IReadOnlyList<(int Clause, IReadOnlyList<Step> Steps)> Found => found;

    /// <summary>Looks through a query.</summary>
    /// <param name="walk">How it went.</param>
    /// <param name="row">Its nearest facts.</param>
    public void Add(QueryWalk walk, Row row)
    {
        foreach (var slot in walk.Query.Slots)
        {
            if (walk.Inner[slot.Slot.Index] is { } inner) AddInner(inner);
            if (row.Facts[slot.Slot.Index] is { } fact) AddChain(slot, fact);
            foreach (var condition in slot.Conditions) Add(walk, condition, row);
        }
    }

    private void AddInner(QueryWalk inner)
    {
        var nearest = NearestSearch.Find(inner, world, out _).Row;
        foreach (var row in inner.Rows.Take(MostFacts).Append(nearest)) Add(inner, row);
    }

    private void AddChain(SlotClauses slot, KnownFact fact)
    {
        foreach (var link in slot.Chain.Where(c => c is Clause.Through or Clause.Age))
        {
            clause++;
            if (!QueryWalk.Passes(link, fact, world)) failing.Add(clause);
            if (SessionExplanation.HasAge(link) || fact.Type.IsEvent) found.Add((clause, [Again(fact)]));
            if (link is not Clause.Through { Condition: { } condition }) continue;
            Add(new(fact, condition.Fact, condition.Body, clause, e =>
            {
                var compiled = Compilation.CompileOnFactAndNow<object?>(e, condition.Fact, condition.Shapes);
                return value => compiled(value, world.Now);
            }));
        }
    }

    private void Add(QueryWalk walk, Clause.Where condition, Row row)
    {
        var query = walk.Query;
        clause++;
        if (!NearestSearch.CanBeAsked(condition, row)) return;
        var holds = QueryWalk.Holds(query, condition, row, world, out _);
        if (!holds) failing.Add(clause);
        for (var slot = 0; slot < row.Facts.Length; slot++)
        {
            if (row.Facts[slot] is not { } fact || (condition.Model.Slots & (1UL << slot)) == 0) continue;
            foreach (var beside in Beside(walk, condition, row, slot)) AddWhere(query, condition, beside, slot, fact);
        }

        for (var i = 0; i < query.Questions.Count; i++)
        {
            if ((condition.Model.Subqueries & (1UL << i)) == 0) continue;
            foreach (var beside in Beside(walk, condition, row, slot: null)) AddQuestion(query, query.Questions[i], beside);
        }
    }

    /// <summary>The nearest facts, and these with another fact in one of the other slots that a condition reads.</summary>
    private IEnumerable<Row> Beside(QueryWalk walk, Clause.Where condition, Row row, int? slot)
    {
        yield return row;
        for (var other = 0; other < row.Facts.Length; other++)
        {
            if (other == slot || (condition.Model.Slots & (1UL << other)) == 0) continue;
            foreach (var fact in walk.Facts[other].Take(MostBeside).Where(f => f != row.Facts[other]))
            {
                var beside = row.With(other, fact);
                beside.Asked = 0;
                world.Answer(walk.Query, beside, condition.Model.Subqueries);
                yield return beside;
            }
        }
    }

    private void AddWhere(QueryClauses query, Clause.Where condition, Row row, int slot, KnownFact fact) =>
        Add(new(fact, query.Query.Slots[slot].Parameter, condition.Model.Body, clause, e =>
        {
            var compiled = Compilation.Compile<object?>(e, query.Query);
            return value => compiled(With(row.Values, slot, value), row.Answers, world.Now);
        }));

    private void AddQuestion(QueryClauses query, QuestionParts question, Row row)
    {
        var facts = world.Facts(question.Model.Source);
        List<KnownFact> counting = [.. facts.Where(f => question.Counts(row.Values, f.Value))];
        found.AddRange(counting.Take(MostFacts).Select(f => (clause, (IReadOnlyList<Step>)[Gone(f)])));
        if (counting.Count is > 1 and <= MostFacts) found.Add((clause, [.. counting.Select(Gone)]));
        foreach (var fact in facts.Take(MostFacts))
        {
            if (fact.Type.IsEvent) found.Add((clause, [Again(fact)]));
            foreach (var condition in question.Model.Conditions)
            {
                AddSlots(query, question, condition, row, fact);
                Add(new(fact, question.Model.Fact, condition, clause, e =>
                {
                    var compiled = Compilation.CompileWithFact<object?>(e, query.Query, question.Model.Fact);
                    return value => compiled(row.Values, value);
                }));
            }

            AddSource(question.Model.Source, fact);
        }
    }

    /// <summary>What a question compares of the facts that it is asked for.</summary>
    private void AddSlots(QueryClauses query, QuestionParts question, Expression condition, Row row, KnownFact other)
    {
        for (var slot = 0; slot < row.Facts.Length; slot++)
        {
            if (row.Facts[slot] is not { } fact || (question.Model.Slots & (1UL << slot)) == 0) continue;
            var place = slot;
            Add(new(fact, query.Query.Slots[slot].Parameter, condition, clause, e =>
            {
                var compiled = Compilation.CompileWithFact<object?>(e, query.Query, question.Model.Fact);
                return value => compiled(With(row.Values, place, value), other.Value);
            }));
        }
    }

    private static object?[] With(object?[] values, int slot, object value)
    {
        var copy = (object?[])values.Clone();
        copy[slot] = value;
        return copy;
    }

    /// <summary>What a source lets pass before a question is asked.</summary>
    private void AddSource(SourceModel source, KnownFact fact)
    {
        if (source is not SourceModel.Filtered filtered) return;
        Add(new(fact, filtered.Condition.Fact, filtered.Condition.Body, clause, e => Compilation.CompileOnFact<object?>(e, filtered.Condition.Fact, filtered.Condition.Shapes)));
        AddSource(filtered.Source, fact);
    }

    private void Add(AskedCondition asked)
    {
        if (asked.Fact.Value is not GroupValue && FactCopy.IsPossible(asked.Fact.Value)) found.AddRange(TurningPoints.In(asked).Select(s => (clause, (IReadOnlyList<Step>)[s])));
    }

    private static Step Again(KnownFact fact) => new(NeededChangeKind.Observation, fact, null, null, "", 0);

    private static Step Gone(KnownFact fact) => new(NeededChangeKind.Absence, fact, null, null, "", 1);
}
