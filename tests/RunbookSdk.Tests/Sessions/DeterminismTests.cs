using System.Globalization;
using RunbookSdk.Components;
using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

public sealed class DeterminismTests
{
    /// <summary>Numbers, dates and times as Norwegians write them; the process itself knows no cultures.</summary>
    public static CultureInfo Norwegian { get; } = MakeNorwegian();

    [Fact]
    public void The_culture_of_the_thread_changes_no_text()
    {
        var before = CultureInfo.CurrentCulture;
        var here = Tell();
        try
        {
            CultureInfo.CurrentCulture = Norwegian;
            Assert.Equal("85,5", $"{85.5}");

            Assert.Equal(here, Tell());
            Assert.Same(Norwegian, CultureInfo.CurrentCulture);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Contains("85.5 at 09/11/2019 12:00:00 +00:00", here, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_input_twice_gives_the_same_decisions() => Assert.Equal(Tell(), Tell());

    [Fact]
    public void The_order_of_facts_that_share_no_match_changes_only_the_order_of_decisions()
    {
        object[] facts = [new ClusterLoad("c1", 90), new ClusterLoad("c2", 91), new ClusterLoad("c3", 92)];
        var orders = new[] { (0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0) };

        foreach (var (a, b, c) in orders)
        {
            var desk = new Desk(book => book.Rule("tell",
                from load in Facts<ClusterLoad>() select Runbook.Page(load.Cluster, "")).Mode(Mode.Act));
            desk.At(0, facts[a], facts[b], facts[c]);
            Assert.Equal([$"team/c{a + 1}", $"team/c{b + 1}", $"team/c{c + 1}"], desk.Decisions.Select(d => $"{d.Target}"));
        }
    }

    [Fact]
    public void Groups_are_told_in_the_order_of_their_keys_whatever_the_order_of_facts()
    {
        foreach (var order in new[] { new[] { "b", "c", "a" }, ["c", "a", "b"], ["a", "b", "c"] })
        {
            var desk = new Desk(book => book.Rule("tell",
                from load in Facts<ClusterLoad>() group load by load.Cluster into g select Runbook.Page(g.Key, "")).Mode(Mode.Act));
            desk.At(0, [.. order.Select(c => new ClusterLoad(c, 1))]);
            Assert.Equal(["team/a", "team/b", "team/c"], desk.Decisions.Select(d => $"{d.Target}"));
        }
    }

    [Fact]
    public void One_batch_of_keyed_facts_ends_where_its_facts_one_by_one_end()
    {
        var (batch, single) = (new Desk(Hot), new Desk(Hot));
        object[] facts = [new Component("c1", "WebTools"), new ClusterLoad("c1", 90), new ClusterLoad("c2", 95), new Component("c2", "WebTools")];

        batch.At(0, facts);
        foreach (var fact in facts) single.At(0, fact);

        Assert.Equal(batch.Told.Order(), single.Told.Order());
    }

    private static string Tell()
    {
        var desk = new Desk(book =>
        {
            Hot(book);
            book.Rule("text", from load in Facts<ClusterLoad>()
                              select Runbook.Page("x", $"{load.Percent} at {Now}, {load.Percent.ToString()} {1.5m} {Minutes(90)}")).Mode(Mode.Act).AgainOnChange();
        });
        desk.At(0, new Component("c1", "WebTools"), new ClusterLoad("c1", 85.5));
        desk.At(1, new ClusterLoad("c2", 99.25), new Component("c2", "WebTools"));
        desk.At(60 * 30);
        return string.Join('\n', desk.Decisions.Select(d => $"{Desk.Line(d)} {d.Because}"));
    }

    private static void Hot(Book book) => book.Rule("hot",
        from load in Facts<ClusterLoad>()
        where load.Percent > 85
        join tools in Facts<Component>() on load.Cluster equals tools.Cluster
        select Runbook.Suspend(tools, $"{load.Percent}")).Mode(Mode.Act).Lease(Hours(1.5));

    private static CultureInfo MakeNorwegian()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "−";
        culture.DateTimeFormat.ShortDatePattern = "dd.MM.yyyy";
        culture.DateTimeFormat.TimeSeparator = ".";
        return CultureInfo.ReadOnly(culture);
    }
}
