using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>One rule in a matcher: its query, and the queries within its groups, connected with the memories of their facts.</summary>
internal sealed class RuleMatcher
{
    private readonly RuleContext context;
    private readonly Func<SourceModel, AlphaSource> sourceOf;
    private readonly MatcherWork work;
    private readonly List<(QueryMatcher Query, AlphaSource[] Sources)> queries = [];

    public RuleMatcher(RuleContext context, Func<SourceModel, AlphaSource> sourceOf, MatcherWork work)
    {
        (this.context, this.sourceOf, this.work) = (context, sourceOf, work);
        Make(context.Rule.Query, QueryPlan.Of(context.Rule), 0);
    }

    public IEnumerable<Match> Matches => queries[0].Query.Matches;

    /// <summary>Takes the rule out of what feeds it; memories that nobody else uses are forgotten.</summary>
    public void Disconnect()
    {
        foreach (var (query, sources) in queries)
        {
            query.Disconnect();
            foreach (var source in sources) source.Release();
        }
    }

    private QueryMatcher Make(QueryModel model, QueryPlan plan, int depth)
    {
        var query = new QueryMatcher(context, plan, depth, work);
        var sources = new List<AlphaSource>();
        queries.Add((query, []));
        var place = queries.Count - 1;
        for (var i = 0; i < model.Subqueries.Count; i++)
        {
            var source = sourceOf(model.Subqueries[i].Source);
            sources.Add(source);
            query.Connect(i, source.AnswersTo(plan.Questions[i]));
        }

        foreach (var slot in model.Slots)
        {
            var source = slot.Source is SourceModel.Group group ? Group(group, depth + 1) : sourceOf(slot.Source);
            sources.Add(source);
            query.Connect(slot.Index, source.MemoryOf(plan.Slots[slot.Index].Pattern));
        }

        queries[place] = (query, [.. sources]);
        return query;
    }

    /// <summary>The groups of an inner query are a source of their own to the query around it.</summary>
    private AlphaSource Group(SourceModel.Group group, int depth)
    {
        var target = new AlphaSource(work);
        var query = Make(group.Query, QueryPlan.Of(group), depth);
        query.Group = new GroupMemory(context, group, target);
        return target;
    }
}
