using RunbookSdk.Explanation;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Rules.Model;
using RunbookSdk.Sessions;
using Xunit.Abstractions;

namespace RunbookSdk.Tests.Oracle;

/// <summary>
/// What would flip a random rule over random facts: done to a session that has seen the same, the rule matches, at the instant that was said and
/// no sooner; no change of it can be left out or be smaller; and what trying values one by one finds is found.
/// </summary>
public sealed class WayProperties(ITestOutputHelper output)
{
    private const int HorizonInMinutes = 30;
    private static readonly double[] Values = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5];

    public static TheoryData<string> ShapeNames => OracleProperties.ShapeNames;

    [Theory]
    [MemberData(nameof(ShapeNames))]
    public void What_would_flip_a_rule_flips_it_and_nothing_smaller_does(string name) => OracleProperties.Check(output, RandomCase.With(name), 2, Compare);

    [Fact]
    public void What_would_flip_a_rule_among_others_flips_it() => OracleProperties.Check(output, RandomCase.Chained, 20, Compare);

    private static void Compare(RandomCase random)
    {
        var rules = random.RuleSet;
        var session = Replayed(random, rules);
        foreach (var rule in rules.Rules)
        {
            var explanation = session.Explain(rule.Id, options: new() { FindsWays = true });
            if (explanation.Matches.Count > 0) Assert.Empty(explanation.Ways);
            else Compare(new Tried(random, rules, rule, explanation), explanation);
        }
    }

    private static void Compare(Tried tried, RuleExplanation explanation)
    {
        var alone = explanation.Ways.FirstOrDefault(w => w.Changes.Count == 0);
        foreach (var way in explanation.Ways)
        {
            Assert.Equal(way.At, tried.MatchesAt(way.Changes, way.StaysObserved, way.At));
            if (way.Changes.Count > 0 && alone is not null) Assert.True(way.At < alone.At);
            for (var i = 0; i < way.Changes.Count; i++) IsNeeded(tried, way, i);
        }

        if (alone is null or { StaysObserved: true }) Assert.Null(tried.MatchesAt([], false, alone?.At.AddTicks(-1) ?? tried.Horizon));
        var changed = explanation.Ways.FirstOrDefault(w => w.Changes.Count > 0);
        if (changed?.Changes is [{ From: not null } only] && IsPlain(tried)) NothingSmaller(tried, only, alone);
        if (IsPlain(tried)) FindsWhatTryingFinds(tried, explanation, changed, alone);
    }

    /// <summary>A change cannot be left out, and the next number towards what it is now is not enough, while the other changes stay.</summary>
    private static void IsNeeded(Tried tried, WayToMatch way, int place)
    {
        if (way.Changes.Count > 1) Assert.Null(tried.MatchesAt([.. way.Changes.Where((_, i) => i != place)], way.StaysObserved, way.At));
        if (Nearer(way.Changes[place]) is { } nearer)
            Assert.Null(tried.MatchesAt([.. way.Changes.Select((c, i) => i == place ? nearer : c)], way.StaysObserved, way.At));
    }

    private static NeededChange? Nearer(NeededChange change)
    {
        object? next = (change.From, change.To) switch
        {
            (double from, double to) => to > from ? Math.BitDecrement(to) : Math.BitIncrement(to),
            (int from, int to) => to > from ? to - 1 : to + 1,
            _ => null,
        };
        return next is null || next.Equals(change.From) ? null : change with { To = next };
    }

    private static void NothingSmaller(Tried tried, NeededChange change, WayToMatch? alone)
    {
        if (Number(change.From) is not { } from || Number(change.To) is not { } to) return;
        var smaller = change.From is double
            ? Values.Where(v => v > Math.Min(from, to) && v < Math.Max(from, to)).Append(to > from ? Math.BitDecrement(to) : Math.BitIncrement(to))
            : Enumerable.Range(0, 10).Select(v => (double)v).Where(v => v > Math.Min(from, to) && v < Math.Max(from, to));
        foreach (var value in smaller.Where(v => v != from))
            Assert.Null(tried.MatchesAt([change with { To = Like(change.From!, value) }], alone?.StaysObserved ?? false, Before(tried, alone)));
    }

    /// <summary>Other values of one member of the nearest facts, one by one.</summary>
    private static void FindsWhatTryingFinds(Tried tried, RuleExplanation explanation, WayToMatch? changed, WayToMatch? alone)
    {
        foreach (var fact in explanation.Nearest.Where(f => f.Value is not GroupValue and not SortedDictionary<string, object?>))
        {
            var type = FactType.Of(fact.Value.GetType());
            foreach (var member in fact.Value.GetType().GetProperties().Where(p => p.CanWrite && type.Keys.All(k => k.Name != p.Name)))
            {
                var now = member.GetValue(fact.Value);
                foreach (var value in Values.Where(v => now is double || (now is int && v == (int)v)).Select(v => Like(now!, v)).Where(v => !v.Equals(now)))
                {
                    var change = new NeededChange(NeededChangeKind.Value, fact, member.Name, now, value, "");
                    if (tried.MatchesAt([change], false, Before(tried, alone)) is not null) IsNoFarther(changed, change);
                }
            }
        }
    }

    private static void IsNoFarther(WayToMatch? found, NeededChange tried)
    {
        Assert.NotNull(found);
        var change = Assert.Single(found.Changes);
        if (change.Member is not null) Assert.True(Distance(change) <= Distance(tried), $"{change} is farther than {tried.Member} = {tried.To}");
    }

    private static double Distance(NeededChange change) => change is { From: DateTimeOffset at, To: DateTimeOffset other }
        ? Math.Min(1, (at - other).Duration() / TimeSpan.FromDays(1))
        : Number(change.From) is { } from && Number(change.To) is { } to
        ? Math.Abs(from - to) / Math.Max(Math.Abs(from), Math.Abs(to))
        : 1;

    private static double? Number(object? value) => value switch { double number => number, int number => number, _ => null };

    private static object Like(object like, double value) => like is int ? (object)(int)value : value;

    private static DateTimeOffset Before(Tried tried, WayToMatch? alone) => alone?.At.AddTicks(-1) ?? tried.Horizon;

    /// <summary>Rules that rest on no others, and whose questions count: of sums, windows and groups another value does not turn the answer at the value that is compared.</summary>
    private static bool IsPlain(Tried tried) => tried.IsAlone && IsPlain(tried.Rule.Model.Query);

    private static bool IsPlain(QueryModel query) =>
        query.Subqueries.All(s => s.Kind is AggregateKind.Any or AggregateKind.Count && s.Source is not SourceModel.History) && query.Slots.All(s => s.Source is not (SourceModel.Group or SourceModel.History));

    private static RunbookSession Replayed(RandomCase random, RuleSet rules)
    {
        var session = new RunbookSession(rules, OracleTime.Start, new SessionOptions { FaultsUntilQuarantine = int.MaxValue });
        foreach (var (now, seen) in random.Timed)
        {
            foreach (var observation in seen) session.Observe(observation);
            session.Evaluate(now);
        }

        return session;
    }

    /// <summary>Does to sessions what was said, from the beginning each time.</summary>
    private sealed class Tried(RandomCase random, RuleSet rules, Rule rule, RuleExplanation explanation)
    {
        public Rule Rule => rule;

        public bool IsAlone => rules.Rules.Count == 1;

        public DateTimeOffset Horizon => explanation.Instant.AddMinutes(HorizonInMinutes);

        /// <summary>When the rule matches with some changes, up to an instant.</summary>
        public DateTimeOffset? MatchesAt(IReadOnlyList<NeededChange> changes, bool staysObserved, DateTimeOffset until)
        {
            var session = Replayed(random, rules);
            foreach (var fact in Changed(changes)) session.Observe(fact with { ObservedAt = Later(fact.ObservedAt, session.Now) });
            for (var now = session.Now; now <= until;)
            {
                session.Evaluate(now);
                if (session.Snapshot.Matches(rule.Id).Any()) return now;
                if (session.NextDue is not { } due) return null;
                now = Later(due, now);
                if (staysObserved) foreach (var fact in Nearest(changes)) session.Observe(fact with { ObservedAt = Later(fact.ObservedAt, now) });
                if (now == session.Now) return null;
            }

            return null;
        }

        private static IEnumerable<Observation> Changed(IReadOnlyList<NeededChange> changes) => changes.GroupBy(c => c.Fact).Select(g =>
            g.Any(c => c.Kind == NeededChangeKind.Absence)
                ? new Observation(g.Key.Value, g.Key.ObservedAt, IsRetraction: true)
                : new Observation(g.Aggregate(g.Key.Value, With), g.Key.ObservedAt));

        private IEnumerable<Observation> Nearest(IReadOnlyList<NeededChange> changes) => explanation.Nearest
            .Where(f => f.Key.Length > 0 && f.Value is not SortedDictionary<string, object?> && !changes.Any(c => c.Fact == f && c.Kind == NeededChangeKind.Absence))
            .Select(f => new Observation(changes.Where(c => c.Fact == f).Aggregate(f.Value, With), f.ObservedAt));

        /// <summary>A record of the small world with another value, made by its constructor.</summary>
        private static object With(object fact, NeededChange change)
        {
            if (change.Kind != NeededChangeKind.Value) return fact;
            var constructor = fact.GetType().GetConstructors().Single();
            return constructor.Invoke([.. constructor.GetParameters().Select(p => p.Name == change.Member ? change.To : fact.GetType().GetProperty(p.Name!)!.GetValue(fact))]);
        }

        private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
    }
}
