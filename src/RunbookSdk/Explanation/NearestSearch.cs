using System.Linq.Expressions;
using System.Numerics;
using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Explanation;

/// <summary>A combination of facts and how far it is from a match.</summary>
/// <param name="Row">The facts; none in a slot for which nothing is known.</param>
/// <param name="Failing">How many clauses it does not pass; what a fact does not pass keeps it from the further clauses of its source.</param>
/// <param name="First">The place of the first of these among all clauses.</param>
/// <param name="Distance">How far off its comparisons are, in parts of what is compared.</param>
internal sealed record Candidate(Row Row, int Failing, int First, double Distance);

/// <summary>
/// Finds the combination that is nearest to a match: the fewest clauses fail, the first of them as late as can be, by as little as can be.
/// Looks at every combination that could be nearer than the best so far, up to a limit.
/// </summary>
internal sealed class NearestSearch
{
    private readonly QueryWalk walk;
    private readonly KnownWorld world;
    private readonly int[] firstClause;
    private Candidate? best;
    private int combinations;

    private NearestSearch(QueryWalk walk, KnownWorld world)
    {
        (this.walk, this.world) = (walk, world);
        firstClause = new int[walk.Query.Slots.Count];
        var place = 0;
        foreach (var slot in walk.Query.Slots)
        {
            firstClause[slot.Slot.Index] = place + (slot.Inner?.All.Count ?? 0);
            place = firstClause[slot.Slot.Index] + slot.Chain.Count + slot.Conditions.Count;
        }
    }

    /// <summary>The nearest combination; of equal ones the one whose facts became known first.</summary>
    /// <param name="walk">The walk whose facts are tried.</param>
    /// <param name="world">What is known.</param>
    /// <param name="isComplete">False when there were too many combinations to look at all of them.</param>
    public static Candidate Find(QueryWalk walk, KnownWorld world, out bool isComplete)
    {
        var search = new NearestSearch(walk, world);
        search.Visit(0, new Candidate(Row.Of(walk.Query.Query), 0, int.MaxValue, 0));
        isComplete = search.combinations <= QueryWalk.MostCombinations;
        return search.best!;
    }

    private void Visit(int slot, Candidate so)
    {
        if (slot == walk.Query.Slots.Count)
        {
            if (best is null || IsNearer(so, best)) best = so with { Row = Copy(so.Row) };
            return;
        }

        var clauses = walk.Query.Slots[slot];
        var (row, asked) = (so.Row, so.Row.Asked);
        // Facts that pass their own clauses come first: the sooner a near combination is known, the fewer others are looked at.
        var candidates = walk.Facts[slot].Select(f => (Fact: (KnownFact?)f, Failed: FailedIn(clauses, f))).OrderBy(c => c.Failed < 0 ? 0 : 1).ToList();
        if (candidates.Count == 0) candidates.Add((null, 0));
        foreach (var (fact, failed) in candidates)
        {
            if (best is not null && ++combinations > QueryWalk.MostCombinations) return;
            row.Set(slot, fact);
            row.Asked = asked;
            var with = failed < 0 ? so : Failing(so, firstClause[slot] + failed, fact is null ? 1 : DistanceIn(clauses.Chain[failed], fact));
            with = Ask(clauses, with);
            if (best is null || with.Failing <= best.Failing) Visit(slot + 1, with);
        }

        row.Set(slot, null);
        row.Asked = asked;
    }

    private Candidate Ask(SlotClauses clauses, Candidate so)
    {
        for (var i = 0; i < clauses.Conditions.Count && (best is null || so.Failing <= best.Failing); i++)
        {
            var condition = clauses.Conditions[i];
            if (!CanBeAsked(condition, so.Row) || QueryWalk.Holds(walk.Query, condition, so.Row, world, out _)) continue;
            so = Failing(so, firstClause[clauses.Slot.Index] + clauses.Chain.Count + i, DistanceOf(condition, so.Row));
        }

        return so;
    }

    /// <summary>A condition on a fact that nothing is known of has no value.</summary>
    public static bool CanBeAsked(Clause.Where condition, Row row)
    {
        for (var i = 0; i < row.Facts.Length; i++)
        {
            if (row.Facts[i] is null && (condition.Model.Slots & (1UL << i)) != 0) return false;
        }

        return true;
    }

    private static Candidate Failing(Candidate so, int place, double distance) =>
        so with { Failing = so.Failing + 1, First = Math.Min(so.First, place), Distance = so.Distance + distance };

    private static bool IsNearer(Candidate candidate, Candidate than)
    {
        if (candidate.Failing != than.Failing) return candidate.Failing < than.Failing;
        if (candidate.First != than.First) return candidate.First > than.First;
        return candidate.Distance < than.Distance;
    }

    /// <summary>The place of the first clause of its source that a fact does not pass; -1 when it passes all.</summary>
    private int FailedIn(SlotClauses clauses, KnownFact fact)
    {
        for (var i = 0; i < clauses.Chain.Count; i++)
        {
            if (!QueryWalk.Passes(clauses.Chain[i], fact, world)) return i;
        }

        return -1;
    }

    private double DistanceIn(Clause clause, KnownFact fact)
    {
        if (clause is not Clause.Through through) return 1;
        if (through.Source is SourceModel.Raised raised && world.SinceOf(raised, fact) is { } since && raised.RaiseLasting > TimeSpan.Zero)
            return 1 - Math.Clamp((world.Now - since) / raised.RaiseLasting, 0, 1);
        var distance = through.Sides?.Distance(s => s(fact.Value, world.Now)) ?? 1;
        return through.Source is SourceModel.Raised ? 1 + distance : distance;
    }

    /// <summary>Facts that do not belong together are farther from a match than any value of facts that do.</summary>
    private double DistanceOf(Clause.Where condition, Row row) =>
        condition.Sides?.Distance(s => s(row.Values, row.Answers, world.Now)) ?? (IsTie(condition) ? 2 : 1);

    private static bool IsTie(Clause.Where condition) =>
        condition.Model.Body.NodeType == ExpressionType.Equal && BitOperations.PopCount(condition.Model.Slots) > 1;

    private static Row Copy(Row row)
    {
        var copy = new Row(row.Facts.Length, row.Answers.Length);
        for (var i = 0; i < row.Facts.Length; i++) copy.Set(i, row.Facts[i]);
        return copy;
    }
}
