using RunbookSdk.Diagnostics;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using RunbookSdk.Tests.Oracle;
using RunbookSdk.Tests.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Matching;

/// <summary>What happens to one fact several times in one evaluation.</summary>
public sealed class BatchTests
{
    [Fact]
    public void A_fact_may_leave_come_back_and_leave_again()
    {
        var desk = new Desk(b =>
        {
            b.Rule("any", from g in Facts<Gauge>() select new Hold(g.Cluster, "any", "")).Mode(Mode.Act);
            b.Rule("high", from g in Facts<Gauge>() where g.Percent > 2 select new Hold(g.Cluster, "high", "")).Mode(Mode.Act);
        });
        desk.At(0, new Gauge("a", 3), new Gauge("b", 3));

        var evaluation = desk.At(1, Desk.Gone(new Gauge("a", 3), 1), new Gauge("a", 4), Desk.Gone(new Gauge("a", 4), 1));

        Assert.Equal((0, 2), (evaluation.MatchesBegun, evaluation.MatchesEnded));
        Assert.Equal(2, desk.At(2, new Gauge("a", 3)).MatchesBegun);
        Assert.Equal(4, desk.At(3, Desk.Gone(new Gauge("a", 3), 3), Desk.Gone(new Gauge("b", 3), 3)).MatchesEnded);
    }

    [Fact]
    public void A_fact_that_leaves_and_comes_back_with_another_value_has_changed()
    {
        var desk = new Desk(b => b.Rule(
            "level", from g in Facts<Gauge>() select new Hold(g.Cluster, g.Percent > 2 ? "high" : "low", "")).Mode(Mode.Act));
        desk.At(0, new Gauge("a", 1));

        var evaluation = desk.At(1, Desk.Gone(new Gauge("a", 1), 1), new Gauge("a", 3));

        Assert.Equal((0, 0), (evaluation.MatchesBegun, evaluation.MatchesEnded));
        Assert.Equal(["high", "low"], evaluation.Decisions.Select(d => d.Action.Details[0].Value).Order());
    }

    [Fact]
    public void A_refused_evaluation_gives_back_the_matches_of_facts_that_it_took_away()
    {
        var desk = new Desk(
            b => b.Rule(
                "pairs",
                from g in Facts<Gauge>() from p in Facts<Part>() where g.Percent + p.State > 0 select new Hold(g.Cluster, p.Name, "")).Mode(Mode.Act),
            new SessionOptions { MaxCombinations = 10 });
        desk.At(0, new Gauge("a", 1), new Part("a", "x", 1));
        var many = Enumerable.Range(0, 20).Select(i => new Part("a", $"y{i}", 1));

        Assert.Throws<RunbookException>(() => desk.At(1, [Desk.Gone(new Gauge("a", 1), 1), new Gauge("b", 1), .. many]));

        Assert.Equal((0, 0), Counts(desk.At(2, new Part("a", "x", 2))));
        Assert.Equal((0, 1), Counts(desk.At(3, Desk.Gone(new Gauge("a", 1), 3))));
        Assert.Equal((1, 0), Counts(desk.At(4, new Gauge("a", 2))));
        Assert.Equal((0, 1), Counts(desk.At(5, Desk.Gone(new Part("a", "x", 1), 5))));
        Assert.Equal(2, desk.Decisions.Count(d => d.Outcome == RunbookSdk.Actions.Outcome.Released));
    }

    [Fact]
    public void A_refused_evaluation_gives_back_the_groups_of_facts_that_it_took_away()
    {
        var desk = new Desk(
            b => b.Rule(
                "pairs",
                from g in Facts<Gauge>()
                from p in Facts<Part>()
                where g.Percent + p.State > 0
                group p by g.Cluster into pairs
                where pairs.Count() >= 1
                select new Hold(pairs.Key, "", "")).Mode(Mode.Act),
            new SessionOptions { MaxCombinations = 10 });
        desk.At(0, new Gauge("a", 1), new Part("a", "x", 1));
        var many = Enumerable.Range(0, 20).Select(i => new Part("a", $"y{i}", 1));

        Assert.Throws<RunbookException>(() => desk.At(1, [Desk.Gone(new Gauge("a", 1), 1), new Gauge("b", 1), .. many]));

        Assert.Equal((0, 0), Counts(desk.At(2)));
        Assert.Equal((0, 1), Counts(desk.At(3, Desk.Gone(new Gauge("a", 1), 3))));
    }

    private static (int Begun, int Ended) Counts(Evaluation evaluation) => (evaluation.MatchesBegun, evaluation.MatchesEnded);
}
