using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Tests.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Matching;

public sealed class JoinTests
{
    [Fact]
    public void A_composite_key_joins_on_all_its_parts()
    {
        var desk = Tell(book => book.Rule("r",
            from rate in Facts<RequestRate>()
            join tools in Facts<Component>() on new { rate.Cluster, Name = rate.Component } equals new { tools.Cluster, tools.Name }
            select Runbook.Page($"{rate.Cluster}-{rate.Component}", "")));

        desk.At(0, new Component("c1", "a"), new Component("c2", "b"), new RequestRate("c1", "b", 1), new RequestRate("c2", "a", 1), new RequestRate("c2", "b", 1));

        Assert.Equal(["c2-b"], Teams(desk));
    }

    [Fact]
    public void Facts_join_whichever_comes_first()
    {
        var (left, right) = (Tell(LoadAndTools), Tell(LoadAndTools));

        left.At(0, new ClusterLoad("c1", 1));
        left.At(1, new Component("c1", "a"), new Component("c2", "a"));
        right.At(0, new Component("c1", "a"), new Component("c2", "a"));
        right.At(1, new ClusterLoad("c1", 1));

        Assert.Equal(["c1"], Teams(left));
        Assert.Equal(["c1"], Teams(right));
    }

    [Fact]
    public void A_type_joined_with_itself_gives_every_pair_and_a_fact_with_itself_unless_excluded()
    {
        var desk = Tell(book =>
        {
            book.Rule("all", from a in Facts<Node>()
                             join b in Facts<Node>() on a.Color equals b.Color
                             select Runbook.Page($"{a.Name}{b.Name}", "")).Mode(Mode.Act);
            return book.Rule("others", from a in Facts<Node>()
                                       join b in Facts<Node>() on a.Color equals b.Color
                                       where a.Name != b.Name
                                       select Runbook.Page($"{a.Name}-{b.Name}", ""));
        });

        desk.At(0, new Node("x", 1), new Node("y", 1), new Node("z", 2));
        Assert.Equal(["xx", "xy", "yx", "yy", "zz", "x-y", "y-x"], Teams(desk));
        var end = desk.At(1, new Node("y", 2));

        Assert.Equal((4, 4), (end.MatchesBegun, end.MatchesEnded));
        Assert.Equal(["yz", "zy", "y-z", "z-y"], Teams(desk).Skip(7));
    }

    [Fact]
    public void Three_facts_join_through_the_one_in_the_middle()
    {
        var desk = Tell(book => book.Rule("r",
            from load in Facts<ClusterLoad>()
            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
            join rate in Facts<RequestRate>() on tools.Name equals rate.Component
            where rate.PerSecond > load.Percent
            select Runbook.Page($"{load.Cluster}{tools.Name}{rate.Cluster}", "")));

        desk.At(0, new RequestRate("x", "a", 5), new RequestRate("y", "b", 50), new ClusterLoad("c1", 10), new Component("c1", "a"), new Component("c1", "b"));
        Assert.Equal(["c1by"], Teams(desk));
        Assert.Equal((1, 1), Counts(desk.At(1, new RequestRate("x", "a", 11), new RequestRate("y", "b", 9))));
        Assert.Equal((0, 1), Counts(desk.At(2, Desk.Gone(new Component("c1", "a"), 2))));
    }

    [Fact]
    public void Several_from_give_every_combination_that_the_conditions_leave()
    {
        var desk = Tell(book => book.Rule("r",
            from load in Facts<ClusterLoad>()
            from alert in Facts<Alert>()
            where alert.Severity.Length < load.Percent
            select Runbook.Page($"{load.Cluster}{alert.Name}", "")));

        desk.At(0, new ClusterLoad("p", 1), new ClusterLoad("q", 3), new Alert("a", "", true), new Alert("b", "", true, "xx"));

        Assert.Equal(["pa", "qa", "qb"], Teams(desk));
        Assert.Equal((1, 1), Counts(desk.At(1, new ClusterLoad("p", 9), new ClusterLoad("q", 2))));
    }

    [Fact]
    public void Keys_with_one_hash_join_only_when_they_are_equal()
    {
        var desk = Tell(book => book.Rule("r",
            from a in Facts<Left>() join b in Facts<Right>() on a.Key equals b.Key select Runbook.Page($"{a.Id}{b.Id}", "")));
        var facts = Enumerable.Range(0, 6).SelectMany(i => new object[] { new Left($"l{i}", new Clash($"{i % 3}")), new Right($"r{i}", new Clash($"{i % 2}")) });

        desk.At(0, [.. facts]);

        var expected = from l in Enumerable.Range(0, 6) from r in Enumerable.Range(0, 6) where l % 3 == r % 2 select $"l{l}r{r}";
        Assert.Equal(expected, Teams(desk));
        Assert.Equal((3, 3), Counts(desk.At(1, new Left("l0", new Clash("1")))));
    }

    [Fact]
    public void A_key_that_changes_moves_the_match()
    {
        var desk = Tell(book => book.Rule("r",
            from a in Facts<Node>() join b in Facts<Level>() on a.Color equals b.Number select Runbook.Page($"{a.Name}{b.Number}", "")));

        desk.At(0, new Node("x", 1), new Level(1), new Level(2));
        Assert.Equal((1, 1), Counts(desk.At(1, new Node("x", 2))));
        Assert.Equal((0, 1), Counts(desk.At(2, new Node("x", 3))));
        Assert.Equal(["x1", "x2"], Teams(desk));
    }

    [Fact]
    public void A_key_may_be_a_value_that_has_no_operator_of_equality()
    {
        var desk = Tell(book => book.Rule("r",
            from a in Facts<Spot>() join b in Facts<Mark>() on a.At equals b.At select Runbook.Page($"{a.Name}{b.Name}", "")));

        desk.At(0, new Spot("a", new Place(1)), new Mark("b", new Place(1)), new Mark("c", new Place(2)));

        Assert.Equal(["ab"], Teams(desk));
    }

    [Fact]
    public void Keys_are_equal_as_join_says_it_also_when_their_type_has_no_operator()
    {
        var desk = Tell(book => book.Rule("r",
            from a in Facts<Spot>() join b in Facts<Mark>() on a.Tag equals b.Tag select Runbook.Page($"{a.Name}{b.Name}", "")));
        desk.HasTwins = false;

        desk.At(0, new Spot("a", default) { Tag = new Tag("t") }, new Mark("b", default) { Tag = new Tag("t") }, new Mark("c", default) { Tag = new Tag("u") });

        Assert.Equal(["ab"], Teams(desk));
    }

    private static RuleBuilder LoadAndTools(Book book) => book.Rule("r",
        from load in Facts<ClusterLoad>() join tools in Facts<Component>() on load.Cluster equals tools.Cluster select Runbook.Page(load.Cluster, ""));

    private static Desk Tell(Func<Book, RuleBuilder> define) => new(book => define(book).Mode(Mode.Act));

    private static IEnumerable<string> Teams(Desk desk) => desk.Decisions.Select(d => d.Target.Name);

    private static (int Begun, int Ended) Counts(RunbookSdk.Sessions.Evaluation evaluation) => (evaluation.MatchesBegun, evaluation.MatchesEnded);

    private sealed record Node([Key] string Name, int Color);

    private sealed record Level([Key] int Number);

    private sealed record Left([Key] string Id, Clash Key);

    private sealed record Right([Key] string Id, Clash Key);

    private sealed record Clash(string Text)
    {
        public bool Equals(Clash? other) => other?.Text == Text;

        public override int GetHashCode() => 7;
    }

    private sealed record Spot([Key] string Name, Place At)
    {
        public Tag? Tag { get; init; }
    }

    private sealed record Mark([Key] string Name, Place At)
    {
        public Tag? Tag { get; init; }
    }

#pragma warning disable CA1815 // A type without an operator is the point.
    private readonly struct Place(int number)
    {
        public int Number { get; } = number;
    }
#pragma warning restore CA1815

    private sealed class Tag(string text)
    {
        public override bool Equals(object? obj) => obj is Tag other && other.ToString() == text;

        public override int GetHashCode() => text.Length;

        public override string ToString() => text;
    }
}
