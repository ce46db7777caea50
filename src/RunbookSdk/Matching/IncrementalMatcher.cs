using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>The built-in matcher. For one thread at a time.</summary>
internal sealed class IncrementalMatcher(IFaultSink faults) : IMatcher
{
    private readonly List<List<(RuleModel Rule, IFeed Feed)>> feeds = [];
    private readonly List<(QueryMatcher Query, GroupMemory? Group)> queries = [];
    private readonly List<MatchChange> inner = [];

    public void Apply(IReadOnlyList<SourceChange> changes, List<MatchChange> result)
    {
        for (var i = 0; i < changes.Count; i++)
        {
            var change = changes[i];
            foreach (var (_, feed) in feeds[change.Source]) feed.Take(change.Fact, change.Kind);
        }

        Settle(result);
    }

    public void TakeBack(IReadOnlyList<SourceChange> changes, List<MatchChange> result) => Apply(changes, result);

    public void Swap(RuleSwap swap, List<MatchChange> result)
    {
        foreach (var rule in swap.Removed) Remove(rule, result);
        while (feeds.Count < swap.Sources.Count) feeds.Add([]);
        foreach (var rule in swap.Added) Add(new RuleContext(rule, faults), rule.Query, swap.Sources, null);
        var added = swap.Added.ToHashSet();
        for (var source = 0; source < feeds.Count; source++)
        {
            var news = feeds[source].FindAll(f => added.Contains(f.Rule));
            if (news.Count == 0) continue;
            foreach (var fact in swap.Known(source))
                foreach (var (_, feed) in news) feed.Take(fact, Facts.ChangeKind.Added);
        }

        Settle(result);
    }

    private void Remove(RuleModel rule, List<MatchChange> result)
    {
        foreach (var list in feeds) list.RemoveAll(f => f.Rule == rule);
        foreach (var (query, group) in queries.Where(q => q.Query.Rule == rule))
        {
            if (group is null) result.AddRange(query.Matches.Select(m => new MatchChange(m, MatchChangeKind.Ended)));
        }

        queries.RemoveAll(q => q.Query.Rule == rule);
    }

    private void Settle(List<MatchChange> result)
    {
        foreach (var (query, group) in queries)
        {
            if (group is null)
            {
                query.Settle(result);
                continue;
            }

            query.Settle(inner);
            group.Take(inner);
            inner.Clear();
        }
    }

    /// <summary>Inner queries stand before those that use their groups, so one pass settles all.</summary>
    private void Add(RuleContext context, QueryModel model, SourceList sources, Func<QueryMatcher, GroupMemory>? group)
    {
        var query = new QueryMatcher(context, model);
        foreach (var slot in model.Slots)
        {
            var feed = query.SlotFeed(slot.Index);
            if (slot.Source is SourceModel.Group source)
                Add(context, source.Query, sources, _ => new GroupMemory(context, source, feed));
            else feeds[sources.NumberOf(slot.Source)].Add((context.Rule, feed));
        }

        for (var i = 0; i < model.Subqueries.Count; i++)
            feeds[sources.NumberOf(model.Subqueries[i].Source)].Add((context.Rule, query.SubqueryFeed(i)));
        queries.Add((query, group?.Invoke(query)));
    }
}
