using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>One rule in a matcher: its query, and the queries within its groups, connected with the memories of their facts.</summary>
internal sealed class RuleMatcher
{
    private readonly RuleContext context;
    private readonly Func<SourceModel, AlphaSource> sourceOf;
    private readonly MatcherWork work;
    private readonly List<(QueryMatcher Query, RuleHead Head, QueryPlan Plan, List<AlphaSource> Sources)> queries = [];

    public RuleMatcher(RuleContext context, Func<SourceModel, AlphaSource> sourceOf, MatcherWork work)
    {
        (this.context, this.sourceOf, this.work) = (context, sourceOf, work);
        Make(context.Rule.Query, QueryPlan.Of(context.Rule), 0);
    }

    public IEnumerable<Match> Matches => queries[0].Query.MatchesOf(queries[0].Head);

    /// <summary>Takes the rule out of what feeds it; memories that nobody else uses are forgotten.</summary>
    public void Disconnect()
    {
        foreach (var (query, head, plan, sources) in queries)
        {
            query.Remove(head);
            if (query.IsUsed) continue;
            query.Disconnect();
            if (work.Shared.GetValueOrDefault(plan.ShareKey) == query) work.Shared.Remove(plan.ShareKey);
            foreach (var source in sources) source.Release();
        }
    }

    private QueryMatcher Make(QueryModel model, QueryPlan plan, int depth)
    {
        var isShared = depth == 0 && plan.IsShared;
        var sources = new List<AlphaSource>();
        if (isShared && work.Shared.TryGetValue(plan.ShareKey, out var shared))
        {
            queries.Add((shared, shared.Add(context, plan), plan, [.. model.Slots.Select(s => sourceOf(s.Source))]));
            return shared;
        }

        var query = new QueryMatcher(plan, depth, work);
        queries.Add((query, query.Add(context, plan), plan, sources));
        if (isShared) work.Shared[plan.ShareKey] = query;
        for (var i = 0; i < model.Subqueries.Count; i++)
        {
            var source = sourceOf(model.Subqueries[i].Source);
            sources.Add(source);
            query.Connect(i, context, plan.Questions[i], source.AnswersTo(plan.Questions[i]));
        }

        foreach (var slot in model.Slots)
        {
            var source = slot.Source is SourceModel.Group group ? Group(group, depth + 1) : sourceOf(slot.Source);
            sources.Add(source);
            query.Connect(slot.Index, source.MemoryOf(plan.Slots[slot.Index].Pattern));
        }

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
