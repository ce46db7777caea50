using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Tests.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Matching;

public sealed class GroupTests
{
    [Fact]
    public void A_group_appears_with_its_first_member_and_disappears_with_its_last()
    {
        var desk = new Desk(Colors);

        desk.At(0, new Node("a", "red", 1));
        desk.At(1, new Node("b", "red", 2));
        desk.At(2, new Node("a", "blue", 1));
        desk.At(3, Desk.Gone(new Node("b", "", 0), 3));

        Assert.Equal(
            ["0 colors suspend component/red/x Decided", "2 colors suspend component/blue/x Decided", "3 colors release component/red/x Released"],
            desk.Told);
    }

    [Fact]
    public void A_group_whose_members_change_all_at_once_is_the_same_group()
    {
        var desk = new Desk(Colors);

        desk.At(0, new Node("a", "red", 1));
        var change = desk.At(1, Desk.Gone(new Node("a", "", 0), 1), new Node("b", "red", 1));

        Assert.Equal((0, 0), (change.MatchesBegun, change.MatchesEnded));
    }

    [Fact]
    public void Nothing_is_a_key_like_any_other()
    {
        var desk = new Desk(Colors);

        desk.At(0, new Node("a", null, 1), new Node("b", null, 2), new Node("c", "", 3));
        desk.At(1, Desk.Gone(new Node("a", "", 0), 1), Desk.Gone(new Node("b", "", 0), 1));

        Assert.Equal(["none", ""], desk.Decisions.Where(d => !d.IsRelease).Select(d => d.Because));
        Assert.Equal("1 colors release component/none/x Released", desk.Told.Last());
    }

    [Fact]
    public void Groups_answer_counts_sums_means_and_bounds_as_members_come_and_go()
    {
        var desk = new Desk(book => book.Rule("r",
            from node in Facts<Node>()
            group node by node.Color into g
            select Runbook.Page("x", $"{g.Count()} {g.Count(n => n.Size > 1)} {g.Sum(n => n.Size)} {g.Average(n => n.Size)} {g.Min(n => n.Size)} {g.Max(n => n.Size)} {g.Any(n => n.Size > 2)} {g.All(n => n.Size > 0)}"))
            .Mode(Mode.Act).AgainOnChange());

        desk.At(0, new Node("a", "red", 1), new Node("b", "red", 2));
        desk.At(1, new Node("c", "red", 3));
        desk.At(2, new Node("a", "red", 0));
        desk.At(3, Desk.Gone(new Node("c", "", 0), 3));

        Assert.Equal(
            ["2 1 3 1.5 1 2 False True", "3 2 6 2 1 3 True True", "3 2 5 1.6666666666666667 0 3 True False", "2 1 2 1 0 2 False False"],
            desk.Decisions.Select(d => d.Because));
    }

    [Fact]
    public void A_group_may_be_asked_for_some_of_its_kind_only()
    {
        var desk = new Desk(book => book.Rule("many",
            from node in Facts<Node>()
            where node.Size > 0
            group node by node.Color into g
            where g.Count() >= 2
            select Runbook.Suspend(new Component(g.Key!, "x"), "many")).Mode(Mode.Act));

        desk.At(0, new Node("a", "red", 1), new Node("b", "red", 0), new Node("c", "blue", 1));
        Assert.Empty(desk.Told);
        desk.At(1, new Node("b", "red", 1));
        desk.At(2, new Node("a", "red", 0));

        Assert.Equal(["1 many suspend component/red/x Decided", "2 many release component/red/x Released"], desk.Told);
    }

    [Fact]
    public void Keys_with_one_hash_are_groups_apart()
    {
        var desk = new Desk(book => book.Rule("r",
            from one in Facts<Item>() group one by one.Key into g select Runbook.Page(g.Key.Text, $"{g.Count()}")).Mode(Mode.Act));

        desk.At(0, new Item("a", new Clash("1")), new Item("b", new Clash("2")), new Item("c", new Clash("1")));

        Assert.Equal(["1 2", "2 1"], desk.Decisions.Select(d => $"{d.Target.Name} {d.Because}").Order());
    }

    [Fact]
    public void The_evidence_of_a_group_is_as_fresh_as_its_members()
    {
        var desk = new Desk(Colors);

        desk.At(0, new Node("a", "red", 1));
        desk.At(4, new Node("a", "red", 1));
        desk.At(5, Desk.Gone(new Node("a", "", 0), 5));

        Assert.Equal([Desk.Minute(0), Desk.Minute(4)], desk.Decisions.Select(d => d.Facts[0].ObservedAt));
    }

    private static void Colors(Book book) => book.Rule("colors",
        from node in Facts<Node>()
        group node by node.Color into g
        select Runbook.Suspend(new Component(g.Key ?? "none", "x"), g.Key ?? "none")).Mode(Mode.Act);

    private sealed record Node([Key] string Name, string? Color, double Size);

    private sealed record Item([Key] string Name, Clash Key);

    private sealed record Clash(string Text)
    {
        public bool Equals(Clash? other) => other?.Text == Text;

        public override int GetHashCode() => 7;
    }
}
