using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Tests.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Time;

public sealed class LastingAndWindowTests
{
    private static readonly Component Tools = new("c1", "x");

    [Fact]
    public void A_lasting_condition_raises_at_the_very_end_of_its_time_and_not_a_tick_before()
    {
        var desk = new Desk(Raise);

        desk.At(0, Tools, new ClusterLoad("c1", 90));
        desk.At(Desk.Minute(10).AddTicks(-1));
        Assert.Empty(desk.Decisions);
        desk.At(15);

        Assert.Equal(["10 hot suspend component/c1/x Decided"], desk.Told);
    }

    [Fact]
    public void A_break_begins_the_time_anew()
    {
        var desk = new Desk(Raise);

        desk.At(0, Tools, new ClusterLoad("c1", 90));
        desk.At(Desk.Minute(10).AddTicks(-1), new ClusterLoad("c1", 10), new ClusterLoad("c1", 90));
        desk.At(15);
        Assert.Empty(desk.Decisions);
        desk.At(30);

        Assert.Equal(Desk.Minute(20).AddTicks(-1), Assert.Single(desk.Decisions).Instant);
    }

    [Fact]
    public void A_break_at_the_very_instant_comes_too_early_to_raise()
    {
        var desk = new Desk(Raise);

        desk.At(0, Tools, new ClusterLoad("c1", 90));
        desk.At(10, new ClusterLoad("c1", 10));
        desk.At(30);

        Assert.Empty(desk.Decisions);
    }

    [Fact]
    public void Another_value_that_holds_too_does_not_begin_the_time_anew()
    {
        var desk = new Desk(Raise);

        desk.At(0, Tools, new ClusterLoad("c1", 90));
        desk.At(5, new ClusterLoad("c1", 99));
        desk.At(10);

        Assert.Equal(["10 hot suspend component/c1/x Decided"], desk.Told);
    }

    [Fact]
    public void A_retraction_breaks_a_lasting_condition()
    {
        var desk = new Desk(Raise);

        desk.At(0, Tools, new ClusterLoad("c1", 90));
        desk.At(5, Desk.Gone(new ClusterLoad("c1", 0), 5), new ClusterLoad("c1", 90));
        desk.At(14);
        Assert.Empty(desk.Decisions);
        desk.At(15);

        Assert.Single(desk.Decisions);
    }

    [Fact]
    public void A_raised_fact_stays_between_the_two_conditions_and_leaves_after_the_clearing_has_lasted()
    {
        var desk = new Desk(Raise);

        desk.At(0, Tools, new ClusterLoad("c1", 90));
        desk.At(20, new ClusterLoad("c1", 70));
        desk.At(30, new ClusterLoad("c1", 50));
        desk.At(34, new ClusterLoad("c1", 60));
        desk.At(40, new ClusterLoad("c1", 59));
        desk.At(Desk.Minute(45).AddTicks(-1));
        Assert.Single(desk.Decisions);
        desk.At(60);

        Assert.Equal(["10 hot suspend component/c1/x Decided", "45 hot release component/c1/x Released"], desk.Told);
    }

    [Fact]
    public void A_fact_that_was_cleared_is_raised_again_only_after_the_whole_time()
    {
        var desk = new Desk(Raise);

        desk.At(0, Tools, new ClusterLoad("c1", 90));
        desk.At(20, new ClusterLoad("c1", 50));
        desk.At(30, new ClusterLoad("c1", 90));
        desk.At(60);

        Assert.Equal([10, 25, 40], desk.Decisions.Select(d => (d.Instant - Desk.Noon).TotalMinutes));
    }

    [Fact]
    public void Without_a_clearing_condition_a_fact_leaves_as_soon_as_its_condition_does_not_hold()
    {
        var desk = new Desk(book => book.Rule("hot",
            from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85, lasting: Minutes(10))
            select Runbook.Suspend(new Component(load.Cluster, "x"), "hot")).Mode(Mode.Act));

        desk.At(0, new ClusterLoad("c1", 90));
        desk.At(20, new ClusterLoad("c1", 85));

        Assert.Equal(["10 hot suspend component/c1/x Decided", "20 hot release component/c1/x Released"], desk.Told);
    }

    [Fact]
    public void What_is_not_a_number_neither_raises_nor_clears()
    {
        var desk = new Desk(Raise);

        desk.At(0, Tools, new ClusterLoad("c1", double.NaN));
        desk.At(30);
        Assert.Empty(desk.Decisions);
        desk.At(31, new ClusterLoad("c1", 90));
        desk.At(50, new ClusterLoad("c1", double.NaN));
        desk.At(90);

        Assert.Equal(["41 hot suspend component/c1/x Decided"], desk.Told);
    }

    [Fact]
    public void An_observation_is_in_a_window_from_its_instant_until_the_end_which_is_excluded()
    {
        var desk = new Desk(book => book.Rule("seen",
            from tools in Facts<Component>()
            where Facts<ClusterLoad>().Over(Minutes(10)).Any()
            select Runbook.Suspend(tools, "")).Mode(Mode.Act));

        desk.At(0, Tools, new ClusterLoad("c1", 1));
        desk.At(Desk.Minute(10).AddTicks(-1));
        Assert.Single(desk.Decisions);
        desk.At(10);

        Assert.Equal(["0 seen suspend component/c1/x Decided", "10 seen release component/c1/x Released"], desk.Told);
    }

    [Fact]
    public void Every_observation_counts_also_one_that_repeats_a_value()
    {
        var desk = new Desk(book => book.Rule("average",
            from load in Facts<ClusterLoad>()
            where Over(load, Minutes(10)).Average(l => l.Percent) >= 80
            select Runbook.Page(load.Cluster, "")).Mode(Mode.Act));

        desk.At(0, new ClusterLoad("c1", 50));
        desk.At(1, new ClusterLoad("c1", 90));
        desk.At(2, new ClusterLoad("c1", 90));
        Assert.Empty(desk.Decisions);
        desk.At(3, new ClusterLoad("c1", 90));
        desk.At(4, new ClusterLoad("c2", 79));

        Assert.Equal(["3 average page team/c1 Decided"], desk.Told);
    }

    [Fact]
    public void An_observation_that_leaves_the_window_changes_the_answer_at_its_instant()
    {
        var desk = new Desk(book => book.Rule("average",
            from load in Facts<ClusterLoad>()
            where Over(load, Minutes(10)).Average(l => l.Percent) >= 80
            select Runbook.Page(load.Cluster, "")).Mode(Mode.Act));

        desk.At(0, new ClusterLoad("c1", 10));
        desk.At(5, new ClusterLoad("c1", 90));
        desk.At(30);

        Assert.Equal(["10 average page team/c1 Decided"], desk.Told);
    }

    [Fact]
    public void A_late_observation_within_the_window_counts_from_when_it_was_seen()
    {
        var desk = new Desk(book => book.Rule("seen",
            from tools in Facts<Component>()
            where Facts<Blip>().Over(Minutes(10)).Count() == 1
            select Runbook.Suspend(tools, "")).Mode(Mode.Act));

        desk.At(8, Tools, new Observation(new Blip("b"), Desk.Minute(2)));
        desk.At(30);

        Assert.Equal(["8 seen suspend component/c1/x Decided", "12 seen release component/c1/x Released"], desk.Told);
    }

    private static void Raise(Book book) => book.Rule("hot",
        from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85, lasting: Minutes(10)).ClearedWhen(l => l.Percent < 60, lasting: Minutes(5))
        join tools in Facts<Component>() on load.Cluster equals tools.Cluster
        select Runbook.Suspend(tools, "hot")).Mode(Mode.Act);

    private sealed record Blip(string Name);
}
