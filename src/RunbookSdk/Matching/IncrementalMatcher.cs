using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>The built-in matcher. For one thread at a time.</summary>
internal sealed class IncrementalMatcher : IMatcher
{
    private readonly List<IFeed>[] feeds;
    private readonly List<(QueryMatcher Query, GroupMemory? Group)> queries = [];
    private readonly List<MatchChange> inner = [];

    public IncrementalMatcher(IReadOnlyList<RuleModel> rules, SourceList sources, IFaultSink faults)
    {
        feeds = [.. sources.Sources.Select(_ => new List<IFeed>())];
        foreach (var rule in rules) Add(new RuleContext(rule, faults), rule.Query, sources, null);
    }

    public void Apply(IReadOnlyList<SourceChange> changes, List<MatchChange> result)
    {
        for (var i = 0; i < changes.Count; i++)
        {
            var change = changes[i];
            foreach (var feed in feeds[change.Source]) feed.Take(change.Fact, change.Kind);
        }

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
            else feeds[sources.NumberOf(slot.Source)].Add(feed);
        }

        for (var i = 0; i < model.Subqueries.Count; i++) feeds[sources.NumberOf(model.Subqueries[i].Source)].Add(query.SubqueryFeed(i));
        queries.Add((query, group?.Invoke(query)));
    }
}
