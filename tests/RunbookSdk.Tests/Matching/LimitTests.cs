using RunbookSdk.Diagnostics;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using RunbookSdk.Tests.Oracle;
using RunbookSdk.Tests.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Matching;

/// <summary>What is said of a rule that goes beyond the limits.</summary>
public sealed class LimitTests
{
    [Fact]
    public void Too_many_combinations_name_the_rule_the_facts_and_those_that_nothing_ties()
    {
        var refused = Refusal(
            new SessionOptions { MaxCombinations = 30 },
            b => b.Rule("pairs", from g in Facts<Gauge>() from p in Facts<Part>() select new Tell(g.Cluster + p.Name, "")),
            [.. Gauges(6), .. Parts(7)]);

        Assert.Equal(("RBK5020", Severity.Error), (refused.Code, refused.Severity));
        Assert.Contains("rule 'pairs' looked at more than 30 combinations", refused.Message, StringComparison.Ordinal);
        Assert.Contains("facts: g 6, p 7", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing ties g, p to what", refused.Message, StringComparison.Ordinal);
        Assert.NotEqual(SourceLocation.None, refused.Location);
    }

    [Fact]
    public void Only_the_fact_that_nothing_ties_is_named()
    {
        var refused = Refusal(
            new SessionOptions { MaxCombinations = 30 },
            b => b.Rule(
                "three",
                from g in Facts<Gauge>()
                join p in Facts<Part>() on g.Cluster equals p.Cluster
                from n in Facts<Note>()
                select new Tell(g.Cluster + p.Name + n.Name, "")),
            [.. Gauges(6), .. Parts(7), new Note("x", 1), new Note("y", 1), new Note("z", 1)]);

        Assert.Contains("facts: g 6, p 7, n 3", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing ties n to what", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_that_are_tied_are_not_named()
    {
        var refused = Refusal(
            new SessionOptions { MaxCombinations = 30 },
            b => b.Rule("tied", from p in Facts<Part>() join q in Facts<Part>() on p.Cluster equals q.Cluster select new Tell(p.Name + q.Name, "")),
            [.. Parts(7)]);

        Assert.Contains("facts: p 7, q 7", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing ties", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_combinations_within_a_group_name_its_facts()
    {
        var refused = Refusal(
            new SessionOptions { MaxCombinations = 30 },
            b => b.Rule(
                "grouped",
                from g in Facts<Gauge>() from p in Facts<Part>() group p by g.Cluster into all where all.Count() > 1 select new Tell(all.Key, "")),
            [.. Gauges(6), .. Parts(7)]);

        Assert.Contains("rule 'grouped'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("facts: g 6, p 7", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_matches_name_the_rule_and_the_limit()
    {
        var refused = Refusal(
            new SessionOptions { MaxMatches = 5 }, b => b.Rule("all", from g in Facts<Gauge>() select new Tell(g.Cluster, "")), [.. Gauges(6)]);

        Assert.Equal("RBK5021", refused.Code);
        Assert.Contains("rule 'all' would have more than 5 matches", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_rule_has_the_limits_for_itself()
    {
        var desk = new Desk(
            b =>
            {
                b.Rule("first", from g in Facts<Gauge>() select new Tell(g.Cluster, "")).Mode(Mode.Act);
                b.Rule("second", from g in Facts<Gauge>() select new Tell(g.Cluster, "again")).Mode(Mode.Act);
            },
            new SessionOptions { MaxMatches = 5 });

        Assert.Equal(10, desk.At(0, [.. Gauges(5)]).MatchesBegun);
        Assert.Throws<RunbookException>(() => desk.At(1, new Gauge("more", 1)));
        Assert.Equal(2, desk.At(2, Desk.Gone(Gauges(1).Single(), 2)).MatchesEnded);
        Assert.Equal(2, desk.At(3, new Gauge("more", 1)).MatchesBegun);
    }

    [Fact]
    public void Rules_that_are_refused_when_they_come_are_not_tried_without_limits_when_they_are_taken_back()
    {
        var desk = new Desk(
            b => b.Rule("all", from g in Facts<Gauge>() select new Hold(g.Cluster, "", "")).Mode(Mode.Act), new SessionOptions { MaxCombinations = 30 });
        desk.At(0, [.. Gauges(40), .. Parts(40)]);
        Tally.Count = 0;
        var rules = RuleSet.Create(new Book(b =>
        {
            b.Rule("first", from g in Facts<Gauge>() from p in Facts<Part>() where Tally.Add(g, p) select new Hold(g.Cluster, p.Name, "")).Mode(Mode.Act);
            b.Rule("second", from p in Facts<Part>() from g in Facts<Gauge>() where Tally.Add(g, p) select new Hold(g.Cluster, p.Name, "")).Mode(Mode.Act);
        }));

        Assert.Throws<RunbookException>(() => desk.Session.Swap(rules));

        Assert.InRange(Tally.Count, 1, 100);
        Assert.Equal(40, desk.At(1, [.. Gauges(40).Select(g => Desk.Gone(g, 1))]).MatchesEnded);
    }

    private static Diagnostic Refusal(SessionOptions options, Action<Book> define, object[] facts) =>
        Assert.Single(Assert.Throws<RunbookException>(() => new Desk(define, options).At(0, facts)).Diagnostics);

    private static IEnumerable<object> Gauges(int count) => Enumerable.Range(0, count).Select(i => new Gauge($"g{i}", i));

    private static IEnumerable<object> Parts(int count) => Enumerable.Range(0, count).Select(i => new Part("g0", $"p{i}", i));

    /// <summary>Counts how often a condition is asked.</summary>
    private static class Tally
    {
        public static int Count { get; set; }

        public static bool Add(Gauge gauge, Part part) => ++Count > 0 && gauge.Cluster != part.Name;
    }
}
