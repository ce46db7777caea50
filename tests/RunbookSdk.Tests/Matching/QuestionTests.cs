using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Tests.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Matching;

public sealed class QuestionTests
{
    [Fact]
    public void A_question_may_be_tied_by_two_parts()
    {
        var desk = Stand(book => book.Rule("r",
            from tools in Facts<Component>()
            where Facts<RequestRate>().Any(r => r.Cluster == tools.Cluster && r.Component == tools.Name && r.PerSecond > 5)
            select Runbook.Suspend(tools, "")));

        desk.At(0, new Component("c1", "a"), new Component("c2", "a"), new RequestRate("c1", "b", 9), new RequestRate("c2", "a", 1));
        Assert.Empty(desk.Told);
        desk.At(1, new RequestRate("c2", "a", 6));
        desk.At(2, new RequestRate("c1", "a", 7), Desk.Gone(new RequestRate("c2", "a", 0), 2));

        Assert.Equal(
            ["1 r suspend component/c2/a Decided", "2 r suspend component/c1/a Decided", "2 r release component/c2/a Released"], desk.Told);
    }

    [Fact]
    public void A_question_may_be_tied_by_more_and_less()
    {
        var desk = Stand(book => book.Rule("r",
            from load in Facts<ClusterLoad>()
            where Facts<ClusterLoad>().Count(o => o.Percent > load.Percent) == 1
            select Runbook.Suspend(new Component(load.Cluster, "x"), "second")));

        desk.At(0, new ClusterLoad("a", 1), new ClusterLoad("b", 2), new ClusterLoad("c", 3));
        desk.At(1, new ClusterLoad("a", 9));

        Assert.Equal(
            ["0 r suspend component/b/x Decided", "1 r suspend component/c/x Decided", "1 r release component/b/x Released"], desk.Told);
    }

    [Fact]
    public void Keys_with_one_hash_are_answered_apart()
    {
        var desk = Stand(book => book.Rule("r",
            from a in Facts<Asker>()
            where Facts<Asked>().Count(q => q.Key == a.Key) == 2
            select Runbook.Suspend(new Component(a.Name, "x"), "")));

        desk.At(0, new Asker("a", new Clash("1")), new Asker("b", new Clash("2")), new Asked("1", new Clash("1")), new Asked("2", new Clash("2")));
        Assert.Empty(desk.Told);
        desk.At(1, new Asked("3", new Clash("2")));
        desk.At(2, new Asked("2", new Clash("1")));

        Assert.Equal(
            ["1 r suspend component/b/x Decided", "2 r suspend component/a/x Decided", "2 r release component/b/x Released"], desk.Told);
    }

    [Fact]
    public void All_holds_for_nothing_and_for_each()
    {
        var desk = Stand(book => book.Rule("r",
            from tools in Facts<Component>()
            where Facts<Probe>().All(p => p.Up)
            select Runbook.Suspend(tools, "")));

        desk.At(0, new Component("c1", "a"));
        desk.At(1, new Probe("x", "s", true));
        desk.At(2, new Probe("y", "s", false));

        Assert.Equal(["0 r suspend component/c1/a Decided", "2 r release component/c1/a Released"], desk.Told);
    }

    [Fact]
    public void Least_and_greatest_know_how_many_there_are_of_each()
    {
        var desk = new Desk(book => book.Rule("r",
            from tools in Facts<Component>()
            select Runbook.Page("x", $"{Facts<ClusterLoad>().Min(l => l.Percent)} {Facts<ClusterLoad>().Max(l => l.Percent)}")).Mode(Mode.Act));
        var tools = new Component("c1", "a");

        desk.At(0, new ClusterLoad("a", 1), new ClusterLoad("b", 1), new ClusterLoad("c", 5), new ClusterLoad("d", 5), tools);
        desk.At(1, Desk.Gone(new ClusterLoad("a", 0), 1), Desk.Gone(new ClusterLoad("d", 0), 1), Desk.Gone(tools, 1));
        desk.At(2, tools);
        desk.At(3, Desk.Gone(new ClusterLoad("b", 0), 3), Desk.Gone(tools, 3));
        desk.At(4, tools);
        desk.At(5, Desk.Gone(new ClusterLoad("c", 0), 5), Desk.Gone(tools, 5));
        desk.At(6, tools);

        Assert.Equal(["1 5", "1 5", "5 5", "NaN NaN"], desk.Decisions.Select(d => d.Because));
    }

    [Fact]
    public void A_sum_is_exact_whatever_came_and_went()
    {
        var desk = new Desk(book => book.Rule("r",
            from tools in Facts<Component>() where Facts<ClusterLoad>().Sum(l => l.Percent) == 0 select Runbook.Suspend(tools, "zero")).Mode(Mode.Act));

        desk.At(0, new Component("c1", "a"), new ClusterLoad("x", 1));
        for (var i = 0; i < 1000; i++) desk.At(1, new ClusterLoad($"c{i % 10}", 0.1), Desk.Gone(new ClusterLoad($"c{(i + 5) % 10}", 0), 1));
        Assert.Empty(desk.Told);
        desk.At(2, [Desk.Gone(new ClusterLoad("x", 0), 2), .. Enumerable.Range(0, 10).Select(i => (object)Desk.Gone(new ClusterLoad($"c{i}", 0), 2))]);
        Assert.Single(desk.Told);
        desk.At(3, new ClusterLoad("p", 1e300), new ClusterLoad("q", 1), new ClusterLoad("r", -1e300), new ClusterLoad("s", -1));

        Assert.Single(desk.Told);
    }

    [Fact]
    public void Numbers_that_are_none_have_no_sum_until_they_go()
    {
        var desk = Stand(book => book.Rule("r",
            from tools in Facts<Component>() where Facts<ClusterLoad>().Sum(l => l.Percent) >= 0 select Runbook.Suspend(tools, "")));

        desk.At(0, new Component("c1", "a"), new ClusterLoad("x", 1));
        desk.At(1, new ClusterLoad("y", double.NaN));
        desk.At(2, new ClusterLoad("y", 3));

        Assert.Equal([0, 1, 2], desk.Decisions.Select(d => (d.Instant - Desk.Noon).TotalMinutes));
    }

    [Fact]
    public void A_question_in_a_result_is_answered_as_things_stand_when_the_match_begins()
    {
        var desk = new Desk(book => book.Rule("r",
            from tools in Facts<Component>() select Runbook.Page("x", $"{Facts<Alert>().Count(a => a.Subject == tools.Cluster)}")).Mode(Mode.Act));

        desk.At(0, new Alert("a", "c1", true), new Alert("b", "c1", true), new Alert("a", "c2", true), new Component("c1", "a"));
        desk.At(1, new Alert("c", "c1", true), new Component("c2", "a"));

        Assert.Equal(["2", "1"], desk.Decisions.Select(d => d.Because));
    }

    private static Desk Stand(Func<Book, RuleBuilder> define) => new(book => define(book).Mode(Mode.Act));

    private sealed record Asker([Key] string Name, Clash Key);

    private sealed record Asked([Key] string Name, Clash Key);

    private sealed record Clash(string Text)
    {
        public bool Equals(Clash? other) => other?.Text == Text;

        public override int GetHashCode() => 7;
    }
}
