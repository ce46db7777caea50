using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Tests.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Rules;

/// <summary>The first of a group in an order.</summary>
public sealed class FirstOfGroupTests
{
    [Fact]
    public void The_worst_of_each_group_is_asked_for_its_members()
    {
        var desk = new Desk(book => book.Rule("worst",
            from node in Facts<Node>()
            group node by node.Site into nodes
            let worst = nodes.OrderByDescending(n => n.Load).First()
            where worst.Load > 90
            select Runbook.Page(nodes.Key, worst.Name)).Mode(Mode.Act).AgainOnChange());

        desk.At(0, new Node("a", "oslo", 80), new Node("b", "oslo", 95), new Node("c", "york", 90));
        desk.At(1, new Node("a", "oslo", 99));
        desk.At(2, new Node("a", "oslo", 50), new Node("c", "york", 91));
        desk.At(3, Desk.Gone(new Node("b", "", 0), 3));

        Assert.Equal(["oslo b", "oslo a", "oslo b", "york c"], desk.Decisions.Select(d => $"{d.Target.Name} {d.Because}"));
    }

    [Fact]
    public void Of_equal_keys_the_one_that_became_known_first_is_first_in_either_order()
    {
        var desk = new Desk(book => book.Rule("ties",
            from node in Facts<Node>()
            group node by node.Site into nodes
            where nodes.Count() == 3
            select Runbook.Page("x", nodes.OrderBy(n => n.Load).First().Name + nodes.OrderByDescending(n => n.Load).First().Name)).Mode(Mode.Act));

        desk.At(0, new Node("b", "oslo", 1), new Node("a", "oslo", 2));
        desk.At(1, new Node("b", "oslo", 2), new Node("c", "oslo", 2));

        Assert.Equal(["bb"], desk.Decisions.Select(d => d.Because));
    }

    [Fact]
    public void What_is_null_or_no_number_comes_last_in_either_order()
    {
        var desk = new Desk(book => book.Rule("last",
            from node in Facts<Node>()
            group node by true into nodes
            select Runbook.Page("x", nodes.OrderBy(n => n.Load).First().Name + nodes.OrderByDescending(n => n.Load).First().Name
                + nodes.OrderBy(n => n.Until).First().Name + nodes.OrderByDescending(n => n.Until).First().Name)).Mode(Mode.Act).AgainOnChange());

        desk.At(0, new Node("a", "oslo", double.NaN));
        desk.At(1, new Node("b", "oslo", 5) { Until = Desk.Minute(1) });
        desk.At(2, new Node("c", "oslo", 6) { Until = Desk.Minute(2) });

        Assert.Equal(["aaaa", "bbbb", "bcbc"], desk.Decisions.Select(d => d.Because));
    }

    [Fact]
    public void Text_is_ordered_by_its_code_points()
    {
        var desk = new Desk(book => book.Rule("text",
            from node in Facts<Node>()
            group node by node.Site into nodes
            where nodes.Count() == 3
            select Runbook.Page("x", nodes.OrderBy(n => n.Name).First().Name)).Mode(Mode.Act));

        desk.At(0, new Node("a", "oslo", 1), new Node("B", "oslo", 1), new Node("á", "oslo", 1));

        Assert.Equal("B", desk.Decisions[0].Because);
    }

    [Fact]
    public void The_element_may_be_used_as_a_whole_in_the_result()
    {
        var desk = new Desk(book => book.Rule("shed",
            from tools in Facts<Component>()
            join load in Facts<ClusterLoad>() on tools.Cluster equals load.Cluster
            group tools by tools.Name into same
            select Runbook.Suspend(same.OrderBy(t => t.Cluster).First(), "first")).Mode(Mode.Act));

        desk.At(0, new Component("c2", "x"), new Component("c1", "x"), new ClusterLoad("c1", 1), new ClusterLoad("c2", 1));

        Assert.Equal(["0 shed suspend component/c1/x Decided"], desk.Told.Take(1));
    }

    [Fact]
    public void A_group_of_a_join_has_a_first_with_the_members_of_both()
    {
        var desk = new Desk(book => book.Rule("worst",
            from node in Facts<Node>()
            join load in Facts<ClusterLoad>() on node.Name equals load.Cluster
            where load.Percent > 10
            group new { node, load } by node.Site into pairs
            let worst = pairs.OrderByDescending(p => p.load.Percent).First()
            where pairs.Count() > 1
            select Runbook.Page(pairs.Key, $"{worst.node.Name} at {worst.load.Percent}")).Mode(Mode.Act));

        desk.At(0, new Node("a", "oslo", 1), new ClusterLoad("a", 20), new Node("b", "oslo", 1), new ClusterLoad("b", 30));

        Assert.Equal(["b at 30"], desk.Decisions.Select(d => d.Because));
    }

    [Fact]
    public void One_order_serves_every_place_that_uses_its_variable()
    {
        var model = Book.Read(
            from node in Facts<Node>()
            group node by node.Site into nodes
            let worst = nodes.OrderByDescending(n => n.Load).First()
            let best = nodes.OrderBy(n => n.Load).First()
            where worst.Load > 90 && worst.Name != best.Name
            select Runbook.Page(worst.Site, worst.Name));

        var group = Assert.IsType<RunbookSdk.Rules.Model.SourceModel.Group>(model.Query.Slots[0].Source);
        Assert.Equal([true, false], group.Firsts.Select(f => f.IsDescending));
    }

    [Fact]
    public void The_evidence_shows_the_first()
    {
        var desk = new Desk(book => book.Rule("worst",
            from node in Facts<Node>()
            group node by node.Site into nodes
            where nodes.OrderByDescending(n => n.Load).First().Load > 90
            select Runbook.Page(nodes.Key, "")).Mode(Mode.Act));

        desk.At(0, new Node("a", "oslo", 91));

        using var writer = new DecisionWriter();
        using var text = new StringWriter();
        writer.Write(desk.Decisions[0], text);
        Assert.Contains(
            """{"answers":[],"count":1,"firsts":[{"name":"a","site":"oslo","load":91,"until":null}],"key":"oslo"}""",
            text.ToString(),
            StringComparison.Ordinal);
    }

    private sealed record Node([Key] string Name, string Site, double Load)
    {
        public DateTimeOffset? Until { get; init; }
    }
}
