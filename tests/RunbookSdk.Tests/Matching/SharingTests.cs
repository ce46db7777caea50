using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Tests.Oracle;
using RunbookSdk.Tests.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Matching;

/// <summary>Rules that have almost the same parts; what they share and what they must not.</summary>
public sealed class SharingTests
{
    [Fact]
    public void Searched_questions_that_differ_in_what_they_add_have_answers_of_their_own()
    {
        var desk = new Desk(b =>
        {
            b.Rule("count", from g in Facts<Gauge>()
                            where Facts<Part>().Count(p => p.Cluster == g.Cluster && p.State > g.Percent) == 2
                            select new Tell("count", "")).Mode(Mode.Act);
            b.Rule("sum", from g in Facts<Gauge>()
                          where Facts<Part>().Where(p => p.Cluster == g.Cluster && p.State > g.Percent).Sum(p => p.State) == 5
                          select new Tell("sum", "")).Mode(Mode.Act);
            b.Rule("negative", from g in Facts<Gauge>()
                               where Facts<Part>().Where(p => p.Cluster == g.Cluster && p.State > g.Percent).Sum(p => -p.State) == -5
                               select new Tell("negative", "")).Mode(Mode.Act);
        });

        desk.At(0, new Gauge("a", 1), new Part("a", "x", 2), new Part("a", "y", 3), new Part("a", "z", 1));

        Assert.Equal(["count", "sum", "negative"], desk.Decisions.Select(d => d.Rule));
    }

    [Fact]
    public void Joins_by_one_key_that_compare_it_differently_have_indexes_of_their_own()
    {
        var desk = new Desk(b =>
        {
            b.Rule("same", from a in Facts<Spot>() from m in Facts<Mark>() where a.Tag == m.Tag select new Tell("same" + m.Name, "")).Mode(Mode.Act);
            b.Rule("equal", from a in Facts<Spot>() join m in Facts<Mark>() on a.Tag equals m.Tag select new Tell("equal" + m.Name, "")).Mode(Mode.Act);
        });
        var tag = new Tag("t");

        desk.At(0, new Spot("s", tag), new Mark("a", tag), new Mark("b", new Tag("t")), new Mark("c", new Tag("t")), new Mark("d", tag));

        Assert.Equal(["samea", "samed", "equala", "equalb", "equalc", "equald"], desk.Decisions.Select(d => d.Target.Name));
    }

    [Fact]
    public void Questions_by_one_key_that_compare_it_differently_have_answers_of_their_own()
    {
        var desk = new Desk(b =>
        {
            b.Rule("equal", from a in Facts<Spot>() where Facts<Mark>().Count(m => Equals(m.Tag, a.Tag)) == 4 select new Tell("equal", "")).Mode(Mode.Act);
            b.Rule("same", from a in Facts<Spot>() where Facts<Mark>().Count(m => m.Tag == a.Tag) == 2 select new Tell("same", "")).Mode(Mode.Act);
        });
        var tag = new Tag("t");

        desk.At(0, new Spot("s", tag), new Mark("a", tag), new Mark("b", new Tag("t")), new Mark("c", new Tag("t")), new Mark("d", tag));

        Assert.Equal(["equal", "same"], desk.Decisions.Select(d => d.Target.Name));
    }

    [Fact]
    public void An_answer_that_is_no_number_is_told_from_one_that_could_not_be_asked()
    {
        var desk = new Desk(b => b.Rule("mean",
            from s in Facts<Sought>()
            select new Hold(s.Name, Facts<Part>().Where(p => p.State == s.State!.Value).Average(p => p.State) > 1 ? "high" : "low", "")).Mode(Mode.Act));

        Assert.Single(desk.At(0, new Sought("a", null)).Faults);
        Assert.Equal("low", Assert.Single(desk.At(1, new Sought("a", 3)).Decisions).Action.Details[0].Value);
    }

    [Fact]
    public void More_rules_than_share_a_memory_all_match()
    {
        var desk = new Desk(b =>
        {
            for (var i = 0; i < 40; i++)
            {
                b.Rule($"r{i}", from g in Facts<Gauge>() where g.Percent > 2 select new Tell(g.Cluster, "")).Mode(Mode.Act);
            }
        });

        Assert.Equal(40, desk.At(0, new Gauge("a", 3)).MatchesBegun);
        Assert.Equal(40, desk.At(1, new Gauge("a", 1)).MatchesEnded);
        Assert.Equal(40, desk.At(2, new Gauge("a", 9)).MatchesBegun);
        Assert.Equal(40, desk.At(3, Desk.Gone(new Gauge("a", 9), 3)).MatchesEnded);
    }

    private sealed record Spot([Key] string Name, Tag Tag);

    private sealed record Mark([Key] string Name, Tag Tag);

    private sealed record Sought([Key] string Name, int? State);

    private sealed class Tag(string text)
    {
        public override bool Equals(object? obj) => obj is Tag other && other.ToString() == text;

        public override int GetHashCode() => text.Length;

        public override string ToString() => text;
    }
}
