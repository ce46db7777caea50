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
        desk.HasTwins = false;
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
        desk.HasTwins = false;
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
    public void Rules_that_search_together_are_told_of_what_each_of_them_reads()
    {
        var desk = new Desk(b =>
        {
            b.Rule("any", from g in Facts<Gauge>() select new Hold(g.Cluster, "any", "")).Mode(Mode.Act);
            b.Rule("level", from g in Facts<Gauge>() select new Hold(g.Cluster, g.Percent > 2 ? "high" : "low", "")).Mode(Mode.Act);
            b.Rule("join", from g in Facts<Gauge>() join p in Facts<Part>() on g.Cluster equals p.Cluster select new Hold(p.Name, "join", "")).Mode(Mode.Act);
            b.Rule("less", from g in Facts<Gauge>()
                           join p in Facts<Part>() on g.Cluster equals p.Cluster
                           where p.State > g.Percent
                           select new Hold(p.Name, "less", "")).Mode(Mode.Act);
        });
        desk.At(0, new Gauge("a", 1), new Part("a", "x", 0));

        Assert.Equal(["level a low Released", "level a high Decided"], Lines(desk.At(1, new Gauge("a", 3))).OrderDescending());
        Assert.Equal(["less x less Decided"], Lines(desk.At(2, new Part("a", "x", 4))));
        Assert.Equal(["less x less Released"], Lines(desk.At(3, new Gauge("a", 5))));
    }

    [Fact]
    public void A_rule_that_comes_later_is_told_of_members_that_nobody_read_before()
    {
        var desk = new Desk(b => b.Rule("any", from g in Facts<Gauge>() select new Hold(g.Cluster, "any", "")).Mode(Mode.Act));
        desk.At(0, new Gauge("a", 1));
        desk.At(1, new Gauge("a", 2));
        desk.Session.Swap(RuleSet.Create(new Book(b =>
        {
            b.Rule("any", from g in Facts<Gauge>() select new Hold(g.Cluster, "any", "")).Mode(Mode.Act);
            b.Rule("level", from g in Facts<Gauge>() select new Hold(g.Cluster, g.Percent > 2 ? "high" : "low", "")).Mode(Mode.Act);
        })));

        Assert.Equal(["level a low Released", "level a high Decided"], Lines(desk.At(2, new Gauge("a", 3))).OrderDescending());
    }

    [Fact]
    public void A_question_finds_its_key_among_others_of_one_hash_when_one_of_them_goes()
    {
        var desk = new Desk(b => b.Rule(
            "one", from s in Facts<Seeker>() where s.Rest > 0 && Facts<Sign>().Count(o => o.Key == s.Key) == s.Times select new Hold(s.Name, "", "")).Mode(Mode.Act));
        desk.HasTwins = false;
        var keys = Enumerable.Range(0, 3).Select(i => new Clash($"{i}")).ToList();
        desk.At(0, [.. keys.Select(k => new Seeker($"s{k.Text}", k, 1, 1)), .. keys.Select(k => new Sign($"o{k.Text}", k))]);
        var minute = 1;
        foreach (var key in keys.Skip(1).Reverse())
        {
            Assert.Equal(1, desk.At(minute, Desk.Gone(new Sign($"o{key.Text}", key), minute)).MatchesEnded);
            Assert.Equal(0, desk.At(minute + 1, new Seeker("s0", keys[0], 1 + minute, 1)).MatchesEnded);
            minute += 2;
        }

        Assert.Equal(1, desk.At(minute, new Seeker("s0", keys[0], 1, 2)).MatchesEnded);
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

    private static IEnumerable<string> Lines(RunbookSdk.Sessions.Evaluation evaluation) =>
        evaluation.Decisions.Select(d => $"{d.Rule} {d.Target.Name} {d.Action.Details[0].Value} {d.Outcome}");

    private sealed record Seeker([Key] string Name, Clash Key, int Rest, int Times);

    private sealed record Sign([Key] string Name, Clash Key);

    private sealed record Clash(string Text)
    {
        public bool Equals(Clash? other) => other?.Text == Text;

        public override int GetHashCode() => 7;
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
