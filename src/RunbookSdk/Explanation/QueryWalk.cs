using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Explanation;

/// <summary>How many facts, or combinations of facts, came to a clause, and how many passed it.</summary>
internal sealed record ClauseCount(Clause Clause, int Reached, int Passed);

/// <summary>
/// Goes through a query clause by clause, as an author reads it: which facts each lets pass, on what is known now. Unlike the matcher it
/// remembers nothing and looks nothing up, so it is asked only when somebody wants to know.
/// </summary>
internal sealed class QueryWalk
{
    /// <summary>How many combinations are looked at in all; what is beyond is left out, and the walk says so.</summary>
    public const int MostCombinations = 200_000;

    private readonly RuleModel rule;
    private readonly KnownWorld world;
    private readonly List<ClauseCount> counts = [];
    private readonly List<IReadOnlyList<KnownFact>> facts = [];
    private readonly List<QueryWalk?> inner = [];
    private int combinations;

    private QueryWalk(RuleModel rule, QueryClauses query, KnownWorld world, string? key)
    {
        (this.rule, Query, this.world) = (rule, query, world);
        Rows = [Row.Of(query.Query)];
        var focus = key is null ? null : Focus.In(query, world, key);
        Focused = focus;
        foreach (var slot in query.Slots) Take(slot, focus);
    }

    public QueryClauses Query { get; }

    /// <summary>The clauses in their order, those within groups first.</summary>
    public IReadOnlyList<ClauseCount> Counts => counts;

    /// <summary>The combinations that passed every clause.</summary>
    public List<Row> Rows { get; private set; }

    /// <summary>The facts that each slot was tried with.</summary>
    public IReadOnlyList<IReadOnlyList<KnownFact>> Facts => facts;

    /// <summary>For each slot the walk through the query within its group; null for every other source.</summary>
    public IReadOnlyList<QueryWalk?> Inner => inner;

    /// <summary>The slot whose facts are about the key that was asked for, and the key; null when none is, or none was.</summary>
    public Focus? Focused { get; }

    /// <summary>False when there were too many combinations to look at all of them.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Goes through a query.</summary>
    /// <param name="rule">Its rule.</param>
    /// <param name="query">The clauses.</param>
    /// <param name="world">What is known.</param>
    /// <param name="key">The key that one of the facts has to have; null: any.</param>
    public static QueryWalk Through(RuleModel rule, QueryClauses query, KnownWorld world, string? key = null) => new(rule, query, world, key);

    /// <summary>Whether a condition holds for the facts of a row; what throws does not.</summary>
    public static bool Holds(QueryClauses query, Clause.Where condition, Row row, KnownWorld world, out Exception? thrown)
    {
        world.Answer(query, row, condition.Model.Subqueries);
        thrown = null;
        try
        {
            return condition.Holds.Of(row.Values, row.Answers, world.Now);
        }
#pragma warning disable CA1031 // A rule may throw anything; what throws does not hold.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            thrown = exception;
            return false;
        }
    }

    /// <summary>Whether one fact passes a clause of its slot.</summary>
    public static bool Passes(Clause clause, KnownFact fact, KnownWorld world) => clause switch
    {
        Clause.Through through => world.Has(through.Source, fact),
        Clause.Age age => fact.ObservedAt + age.MaxAge > world.Now,
        _ => true,
    };

    private void Take(SlotClauses slot, Focus? focus)
    {
        IReadOnlyList<KnownFact> candidates;
        if (slot.Inner is { } group)
        {
            var within = Through(rule, group, world);
            inner.Add(within);
            counts.AddRange(within.counts);
            IsComplete &= within.IsComplete;
            candidates = Groups((SourceModel.Group)slot.Slot.Source, within.Rows);
        }
        else
        {
            inner.Add(null);
            candidates = world.Facts(((Clause.From)slot.Chain[0]).Source);
        }

        if (focus is not null && (focus.Slot == slot.Slot.Index || slot.Inner is not null)) candidates = focus.Narrow(candidates, slot);
        facts.Add(candidates);
        TakeChain(slot, candidates);
    }

    private void TakeChain(SlotClauses slot, IReadOnlyList<KnownFact> candidates)
    {
        var isReached = Rows.Count > 0;
        IReadOnlyList<KnownFact> passing = isReached ? candidates : [];
        foreach (var clause in slot.Chain)
        {
            var reached = clause is Clause.Grouping && isReached ? inner[^1]!.Rows.Count : passing.Count;
            passing = [.. passing.Where(f => Passes(clause, f, world))];
            counts.Add(new(clause, reached, passing.Count));
        }

        Rows = Combine(slot.Slot.Index, passing);
        foreach (var condition in slot.Conditions)
        {
            var reached = Rows.Count;
            Rows = [.. Rows.Where(r => Holds(Query, condition, r, world, out _))];
            counts.Add(new(condition, reached, Rows.Count));
        }
    }

    private List<Row> Combine(int slot, IReadOnlyList<KnownFact> passing)
    {
        var combined = new List<Row>();
        foreach (var row in Rows)
        {
            foreach (var fact in passing)
            {
                if (++combinations > MostCombinations)
                {
                    IsComplete = false;
                    return combined;
                }

                combined.Add(row.With(slot, fact));
            }
        }

        return combined;
    }

    private IReadOnlyList<KnownFact> Groups(SourceModel.Group group, List<Row> rows)
    {
        var collector = new Collector();
        var context = new RuleContext(rule, collector);
        new GroupMemory(context, group, collector).Take([.. rows.Select(r => new MatchChange(ToMatch(group.Query, r), MatchChangeKind.Began))]);
        return collector.Groups;
    }

    private Match ToMatch(QueryModel query, Row row)
    {
        world.Answer(QueryClausesOf(query), row, ulong.MaxValue);
        return new Match(rule, [.. row.Facts.Select(f => f!)], row.Answers);
    }

    private QueryClauses QueryClausesOf(QueryModel query) => Query.Slots.Select(s => s.Inner).First(i => i?.Query == query)!;

    private sealed class Collector : IFeed, IFaultSink
    {
        public List<KnownFact> Groups { get; } = [];

        public void Take(KnownFact fact, ChangeKind kind) => Groups.Add(fact);

        /// <summary>Whoever evaluates has told of it.</summary>
        public void Fault(RuleModel rule, SourceLocation location, Exception exception, ReadOnlySpan<KnownFact?> facts)
        {
        }
    }
}
