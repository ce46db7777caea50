using RunbookSdk.Explanation;
using RunbookSdk.Rules;
using RunbookSdk.Rules.Model;
using RunbookSdk.Sessions;
using Xunit.Abstractions;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Explanations of random rules over random facts, held to an explanation that tries everything.</summary>
public sealed class ExplanationProperties(ITestOutputHelper output)
{
    public static TheoryData<string> ShapeNames => OracleProperties.ShapeNames;

    [Theory]
    [MemberData(nameof(ShapeNames))]
    public void Explanation_counts_and_finds_what_trying_everything_does(string name) =>
        OracleProperties.Check(output, RandomCase.With(name), 4, Compare);

    [Fact]
    public void Explanations_of_several_rules_say_what_trying_everything_does() => OracleProperties.Check(output, RandomCase.Chained, 40, Compare);

    private static void Compare(RandomCase random)
    {
        var rules = random.RuleSet;
        var session = new RunbookSession(rules, OracleTime.Start, new SessionOptions { FaultsUntilQuarantine = int.MaxValue });
        var naive = new NaiveSession(rules, OracleTime.Start);
        foreach (var (now, seen) in random.Timed)
        {
            foreach (var observation in seen)
            {
                session.Observe(observation);
                naive.Observe(observation);
            }

            session.Evaluate(now);
            naive.Evaluate(now);
            foreach (var rule in rules.Rules) Compare(rule, session, naive);
        }
    }

    private static void Compare(Rule rule, RunbookSession session, NaiveSession naive)
    {
        var expected = new NaiveExplanation(naive.Expressions, naive.Query);
        var explanation = session.Explain(rule.Id);
        Assert.True(explanation.IsComplete);
        if (expected.Counts(rule.Model.Query) is { } counts)
            Assert.Equal(counts, explanation.Clauses.Select(c => new NaiveCount(c.Reached, c.Passed)));
        if (expected.Nearest(rule.Model.Query) is { } nearest)
            Assert.Equal(nearest, Found(rule.Model, session));
        HoldsToMatches(rule, session, explanation);
    }

    /// <summary>Combinations that pass every clause are the matches that stand, apart from those whose facts became too old since.</summary>
    private static void HoldsToMatches(Rule rule, RunbookSession session, RuleExplanation explanation)
    {
        var rows = session.Look(n => QueryWalk.Through(rule.Model, Explainer.ClausesOf(rule.Model), new KnownWorld(n, session.Now))).Rows.Count;
        var hasAges = rule.Model.Query.Slots.Any(s => s.MaxAge is not null);
        if (hasAges) Assert.True(rows <= explanation.Matches.Count);
        else Assert.Equal(explanation.Matches.Count, rows);
    }

    private static (int Failing, int First) Found(RuleModel rule, RunbookSession session) => session.Look(network =>
    {
        var world = new KnownWorld(network, session.Now);
        var walk = QueryWalk.Through(rule, Explainer.ClausesOf(rule), world);
        var nearest = NearestSearch.Find(walk, world, out var isComplete);
        Assert.True(isComplete);
        return (nearest.Failing, nearest.First);
    });
}
