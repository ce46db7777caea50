using System.Linq.Expressions;
using NRules;
using NRules.RuleModel;
using RunbookSdk.Facts;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.NRules;

/// <summary>
/// Matches by NRules: one session of it, made anew when the rules change. Facts go to it stratum by stratum, so that groups have come to
/// rest before a query that stands on them is asked. For one thread at a time.
/// </summary>
internal sealed class NRulesMatcher : IMatcher
{
    private readonly FaultBuffer faults;
    private readonly LimitWatch watch;
    private readonly List<TranslatedQuery> queries = [];
    private readonly Dictionary<KnownFact, ulong> changed = [];
    private readonly List<object> leaving = [];
    private readonly List<object> coming = [];
    private readonly List<MatchChange> inner = [];
    private readonly Dictionary<(int Source, int Stratum), Feed> sourceFeeds = [];
    private ILookup<int, Feed> feedsOfSource = Array.Empty<Feed>().ToLookup(_ => 0);
    private Stratum[] strata = [];
    private ISessionFactory factory = new RuleCompiler().Compile(Array.Empty<IRuleDefinition>());
    private ISession? session;
    private int feedCount;

    public NRulesMatcher(IFaultSink faults, MatcherLimits limits)
    {
        this.faults = new FaultBuffer(faults);
        watch = new LimitWatch(limits);
    }

    public void Apply(IReadOnlyList<SourceChange> changes, List<MatchChange> result) => Apply(changes, result, isLimited: true);

    public void TakeBack(IReadOnlyList<SourceChange> changes, List<MatchChange> result) => Apply(changes, result, isLimited: false);

    public void Swap(RuleSwap swap, List<MatchChange> result)
    {
        Refusals.Check(swap.Added);
        foreach (var rule in swap.Removed) Remove(rule, result);
        foreach (var rule in swap.Added) Add(rule);
        Translate(swap.Sources);
        foreach (var source in feedsOfSource)
        {
            foreach (var fact in swap.Known(source.Key))
                foreach (var feed in source) feed.Know(fact);
        }

        session = null;
        Run(result, isLimited: false);
        var added = swap.Added.ToHashSet();
        faults.Tell(added.Contains);
    }

    private void Translate(SourceList sources)
    {
        sourceFeeds.Clear();
        var rules = queries.Select((q, i) => Translation.Of(q, $"{q.Context.Rule.Id}#{i}", (s, stratum) => FeedOf(sources, s, stratum))).ToList();
        factory = new RuleCompiler().Compile(rules);
        feedsOfSource = sourceFeeds.ToLookup(f => f.Key.Source, f => f.Value);
        var feeds = sourceFeeds.Values.Concat(queries.SelectMany(q => q.GroupFeeds.OfType<Feed>())).ToLookup(f => f.Stratum);
        var depth = queries.Select(q => q.Stratum).DefaultIfEmpty().Max();
        strata = [.. Enumerable.Range(0, 1 + depth).Select(s => new Stratum([.. feeds[s]], [.. queries.Where(q => q.Stratum == s)]))];
    }

    /// <summary>
    /// Brings what the feeds hold to NRules. When that was broken off the last time, a session begins anew: NRules keeps what it had
    /// taken by then, and nobody knows how much that is.
    /// </summary>
    private void Run(List<MatchChange> result, bool isLimited)
    {
        watch.Begin(isLimited);
        changed.Clear();
        var current = session;
        session = null;
        var isFresh = current is null;
        if (current is null)
        {
            current = factory.CreateSession();
            foreach (var query in queries) query.Restart();
        }

        foreach (var stratum in strata)
        {
            foreach (var feed in stratum.Feeds)
            {
                if (isFresh) feed.FlushAll(coming, changed);
                else feed.Flush(leaving, coming, changed);
            }

            Propagate(current);
            foreach (var query in stratum.Queries) Settle(query, result);
        }

        session = current;
        foreach (var query in queries) watch.CheckMatches(query.Context.Rule, query.Count);
    }

    private void Propagate(ISession current)
    {
        try
        {
            if (leaving.Count > 0) current.RetractAll(leaving);
            if (coming.Count > 0) current.InsertAll(coming);
            watch.CheckCombinations();
            current.Fire();
        }
        finally
        {
            leaving.Clear();
            coming.Clear();
        }
    }

    private void Settle(TranslatedQuery query, List<MatchChange> result)
    {
        if (query.Group is null)
        {
            query.Settle(changed, result);
            return;
        }

        query.Settle(changed, inner);
        query.Group.Take(inner);
        inner.Clear();
    }

    private void Apply(IReadOnlyList<SourceChange> changes, List<MatchChange> result, bool isLimited)
    {
        for (var i = 0; i < changes.Count; i++)
        {
            var change = changes[i];
            foreach (var feed in feedsOfSource[change.Source]) feed.Take(change.Fact, change.Kind);
        }

        Run(result, isLimited);
        faults.Tell();
    }

    private void Remove(RuleModel rule, List<MatchChange> result)
    {
        foreach (var query in queries.Where(q => q.Context.Rule == rule && q.Group is null))
            result.AddRange(query.Matches.Select(m => new MatchChange(m, MatchChangeKind.Ended)));
        queries.RemoveAll(q => q.Context.Rule == rule);
    }

    private void Add(RuleModel rule) => Add(new RuleContext(rule, faults), watch.MeterOf(rule), rule.Query, QueryPlan.Of(rule), null, [rule.Projection]);

    /// <summary>Adds a query after the queries inside of it.</summary>
    private void Add(
        RuleContext context, LimitWatch.Meter meter, QueryModel model, QueryPlan plan, GroupMemory? group, IReadOnlyList<Expression?> results)
    {
        var stratum = StratumOf(model);
        var feeds = model.Slots.Select(s => s.Source is SourceModel.Group ? new Feed(feedCount++, stratum, typeof(GroupValue)) : null).ToList();
        foreach (var (slot, feed) in model.Slots.Zip(feeds))
        {
            if (slot.Source is not SourceModel.Group source) continue;
            var read = source.Aggregates.SelectMany(a => (Expression?[])[a.Condition, a.Selector])
                .Concat(source.Firsts.SelectMany(f => (Expression?[])[f.Key, f.Element])).Append(source.Key);
            Add(context, meter, source.Query, QueryPlan.Of(source), new GroupMemory(context, source, feed!), [.. read]);
        }

        queries.Add(new TranslatedQuery(context, model, plan, meter, feeds, IsOnlyAsked) { Group = group });

        bool IsOnlyAsked(SubqueryModel question) => !results.Any(r => r is not null && Reads.Of(r).Contains(question.Answer));
    }

    private static int StratumOf(QueryModel query) =>
        query.Slots.Max(s => s.Source is SourceModel.Group group ? 1 + StratumOf(group.Query) : 0);

    private Feed FeedOf(SourceList sources, SourceModel source, int stratum)
    {
        var place = (sources.NumberOf(source), stratum);
        if (!sourceFeeds.TryGetValue(place, out var feed)) sourceFeeds[place] = feed = new Feed(feedCount++, stratum, source.ElementType);
        return feed;
    }

    /// <summary>What comes to rest together.</summary>
    private sealed record Stratum(IReadOnlyList<Feed> Feeds, IReadOnlyList<TranslatedQuery> Queries);
}
