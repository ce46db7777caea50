using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Tests.Oracle;

/// <summary>What an evaluation says, in a form that both sides can be brought to.</summary>
internal sealed record Said(
    DateTimeOffset Instant, string Rule, string Action, Outcome Outcome, string Because, DateTimeOffset Began, string Facts)
{
    public override string ToString() =>
        $"{OracleTime.Text(Instant)} {Rule} {Action} {Outcome} because '{Because}', began {OracleTime.Text(Began)}, of {Facts}";
}

/// <summary>All that one call of <c>Evaluate</c> says.</summary>
internal sealed record NaiveEvaluation(IReadOnlyList<Said> Said, int Begun, int Ended, int Late, int Duplicates);

/// <summary>
/// A session that remembers nothing but what was observed, which matches stood and what they asked for. It stops at every instant at
/// which anything could happen, and there matches everything again.
/// </summary>
internal sealed class NaiveSession
{
    private readonly IReadOnlyList<RuleModel> models;
    private readonly NaiveExpressions expressions = new();
    private readonly NaiveFacts facts = new();
    private readonly NaiveRequests requests;
    private readonly NaiveStrata strata;
    private readonly List<Observation> pending = [];
    private readonly DateTimeOffset start;
    private List<NaiveMatch> standing = [];
    private int begun;
    private int ended;

    public NaiveSession(RuleSet rules, DateTimeOffset start)
    {
        models = [.. rules.Rules.Select(r => r.Model)];
        requests = new NaiveRequests(facts);
        strata = NaiveStrata.Of(models);
        facts.Heard = new(strata.OfTypes, strata.OfStart, 0, 0);
        Now = this.start = start;
    }

    public DateTimeOffset Now { get; private set; }

    /// <summary>Asks what is known after the last evaluation.</summary>
    public NaiveQuery Query => new(expressions, [.. facts.Past], start);

    public NaiveExpressions Expressions => expressions;

    public void Observe(Observation observation) => pending.Add(observation);

    public NaiveEvaluation Evaluate(DateTimeOffset now)
    {
        (begun, ended) = (0, 0);
        var (late, duplicates, said) = (facts.Late, facts.Duplicates, requests.Said.Count);
        foreach (var instant in OracleTime.Between(Now, now)) Step(instant, []);
        Step(now > Now ? now : Now, [.. pending]);
        pending.Clear();
        return new([.. requests.Said.Skip(said)], begun, ended, facts.Late - late, facts.Duplicates - duplicates);
    }

    private void Step(DateTimeOffset now, IReadOnlyList<Observation> observed)
    {
        facts.Heard = facts.Heard with { Level = 0, Before = facts.Sequence, HasRested = now == Now };
        Now = now;
        facts.Now = now;
        foreach (var observation in observed) facts.Take(observation);
        facts.ForgetEvents();
        for (var round = 1; Goes(now); round++) Assert.True(round < 100, "The naive session does not come to rest.");
    }

    /// <summary>Makes a round. Then time comes one stratum further, unless what was written lies as low; at rest it comes to the highest.</summary>
    private bool Goes(DateTimeOffset now)
    {
        facts.LowestWritten = int.MaxValue;
        var hasWritten = Round(now);
        var isHighest = facts.Heard.Level == strata.HighestTimed;
        if (!isHighest && facts.Heard.Level < facts.LowestWritten) facts.Heard = facts.Heard with { Level = facts.Heard.Level + 1 };
        return hasWritten || !isHighest;
    }

    private bool Round(DateTimeOffset now)
    {
        facts.BeginRound();
        var query = new NaiveQuery(expressions, [.. facts.Past], start);
        var before = standing;
        standing = [.. models.SelectMany(model => query.Rows(model.Query).Select(row => new NaiveMatch(model, row) { Began = now }))];
        standing = [.. standing.Where(m => before.Exists(m.IsSameAs) || m.IsYoungEnough(now))];
        standing = [.. standing.Select(m => m with { Began = before.Find(m.IsSameAs)?.Began ?? now })];
        var ending = before.Where(b => !standing.Exists(b.IsSameAs)).ToList();
        begun += standing.Count(m => !before.Exists(m.IsSameAs));
        ended += ending.Count;
        var deltas = standing.Select(m => new Delta(m, before.Find(m.IsSameAs), true)).Concat(ending.Select(m => new Delta(m, m, false)));
        requests.BeginRound(now);
        foreach (var delta in deltas.Order(new InOrder())) Process(delta, query);
        return requests.EndRound();
    }

    private void Process(Delta delta, NaiveQuery query)
    {
        var (match, before, stands) = delta;
        if (!stands)
        {
            requests.End(match);
            return;
        }

        var result = expressions.Value(match.Rule.Projection, query.ScopeOf(match.Rule.Query, match.Items))!;
        if (before is null) requests.Begin(match, result);
        else requests.Stand(match, result, !match.HasValuesOf(before));
    }

    /// <summary>A match, and the same one as it stood before this round.</summary>
    private sealed record Delta(NaiveMatch Match, NaiveMatch? Before, bool Stands);

    /// <summary>By priority, by declaration, by the order in which facts became known; groups by the text of their key.</summary>
    private sealed class InOrder : IComparer<Delta>
    {
        public int Compare(Delta? x, Delta? y)
        {
            var (left, right) = (x!.Match, y!.Match);
            var order = right.Rule.Settings.Priority.CompareTo(left.Rule.Settings.Priority);
            if (order == 0) order = left.Rule.Order.CompareTo(right.Rule.Order);
            for (var i = 0; order == 0 && i < left.Items.Count; i++) order = Compare(left.Items[i], right.Items[i]);
            return order;
        }

        private static int Compare(Item left, Item right) => left.Value is GroupValue a && right.Value is GroupValue b
            ? string.CompareOrdinal(Convert.ToString(a.Key, null), Convert.ToString(b.Key, null))
            : left.Sequence.CompareTo(right.Sequence);
    }
}
