using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>The built-in matcher. For one thread at a time; what it compiles is shared by all sessions of a rule set.</summary>
internal sealed class IncrementalMatcher(IFaultSink faults, MatcherLimits limits) : IMatcher
{
    private readonly MatcherWork work = new(limits);
    private readonly List<AlphaSource?> sources = [];
    private readonly Dictionary<RuleModel, RuleMatcher> rules = [];
    private readonly List<MatchChange> inner = [];
    private SourceList numbers = new();

    public void Apply(IReadOnlyList<SourceChange> changes, List<MatchChange> result)
    {
        var taken = changes as Buffer<SourceChange> ?? [.. changes];
        for (var i = 0; i < taken.Count; i++) sources[taken[i].Source]!.Take(taken[i].Fact, taken[i].Kind);
        if (work.IsQuiet) work.Batch++;
        else Settle(result);
    }

    public void TakeBack(IReadOnlyList<SourceChange> changes, List<MatchChange> result)
    {
        work.IsLimited = false;
        Apply(changes, result);
        work.IsLimited = true;
    }

    public void Swap(RuleSwap swap, List<MatchChange> result)
    {
        numbers = swap.Sources;
        foreach (var rule in swap.Removed) Remove(rule, result);
        while (sources.Count < numbers.Count) sources.Add(null);
        foreach (var rule in swap.Added)
            rules[rule] = new RuleMatcher(new RuleContext(rule, faults), SourceOf, work);
        for (var source = 0; source < sources.Count; source++)
        {
            if (sources[source] is not { HasNew: true } fed) continue;
            foreach (var fact in swap.Known(source)) fed.Feed(fact);
            fed.Fed();
        }

        Settle(result);
    }

    private AlphaSource SourceOf(SourceModel source) => sources[numbers.NumberOf(source)] ??= new AlphaSource(work);

    private void Remove(RuleModel rule, List<MatchChange> result)
    {
        if (!rules.Remove(rule, out var matcher)) return;
        result.AddRange(matcher.Matches.Select(m => new MatchChange(m, MatchChangeKind.Ended)));
        matcher.Disconnect();
        for (var i = 0; i < sources.Count; i++)
        {
            if (sources[i] is { IsUsed: false }) sources[i] = null;
        }
    }

    /// <summary>Answers first, because matches rest on them; then queries within groups before those that use the groups.</summary>
    private void Settle(List<MatchChange> result)
    {
        try
        {
            SpreadAnswers();
            for (var depth = work.Depth - 1; depth >= 0; depth--)
            {
                var touched = work.TouchedAt(depth);
                for (var i = 0; i < touched.Count; i++) Settle(touched[i], result);
                touched.Clear();
            }

            work.IsTouched = false;
        }
        catch
        {
            for (var depth = 0; depth < work.Depth; depth++)
            {
                foreach (var query in work.TouchedAt(depth)) query.GiveUp();
            }

            throw;
        }
        finally
        {
            if (work.Left.Count > 0) ForgetLeft();
            work.Batch++;
        }
    }

    private void ForgetLeft()
    {
        foreach (var member in work.Left) AlphaSource.Forget(member);
        work.Left.Clear();
    }

    private void SpreadAnswers()
    {
        if (work.TouchedAnswers.Count == 0) return;
        for (var i = 0; i < work.TouchedAnswers.Count; i++) work.TouchedAnswers[i].Spread();
        work.TouchedAnswers.Clear();
    }

    private void Settle(QueryMatcher query, List<MatchChange> result)
    {
        if (query.Group is not { } group)
        {
            query.Settle(result);
            return;
        }

        inner.Clear();
        query.Settle(inner);
        group.Take(inner);
    }
}
