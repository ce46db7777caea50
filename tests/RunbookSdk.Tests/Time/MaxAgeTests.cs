using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Tests.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Time;

/// <summary>No data decides nothing.</summary>
public sealed class MaxAgeTests
{
    private static readonly Component Tools = new("c1", "x");

    [Fact]
    public void A_fact_that_is_too_old_ends_no_match()
    {
        var desk = new Desk(Hot);

        desk.At(0, Tools, new Level("c1", 90));
        desk.At(60);

        Assert.Equal(["0 hot suspend component/c1/x Decided"], desk.Told);
        Assert.Null(desk.Session.NextDue);
    }

    [Fact]
    public void A_fact_that_is_too_old_begins_no_match_until_it_is_observed_again_be_it_with_the_same_value()
    {
        var desk = new Desk(Hot);

        desk.At(0, new Level("c1", 90));
        desk.At(5, Tools);
        Assert.Empty(desk.Decisions);
        var again = desk.At(7, new Level("c1", 90));

        Assert.Equal(["7 hot suspend component/c1/x Decided"], desk.Told);
        Assert.Equal(1, again.MatchesBegun);
        Assert.Equal(Desk.Minute(7), desk.Decisions[0].MatchBegan);
    }

    [Fact]
    public void One_tick_before_its_age_a_fact_begins_a_match()
    {
        var desk = new Desk(Hot);

        desk.At(0, new Level("c1", 90));
        desk.At(Desk.Minute(5).AddTicks(-1), Tools);

        Assert.Single(desk.Decisions);
    }

    [Fact]
    public void Every_fact_of_a_match_has_to_be_young_enough()
    {
        var desk = new Desk(book => book.Rule("both",
            from level in Facts<Level>()
            join load in Facts<ClusterLoad>().MaxAge(Minutes(2)) on level.Cluster equals load.Cluster
            from tools in Facts<Component>()
            select Runbook.Suspend(tools, "")).Mode(Mode.Act));

        desk.At(0, new Level("c1", 1), new ClusterLoad("c1", 1));
        desk.At(10, Tools);
        desk.At(11, new Level("c1", 1));
        desk.At(12, new ClusterLoad("c1", 2));
        Assert.Equal(["12 both suspend component/c1/x Decided"], desk.Told);
    }

    [Fact]
    public void A_match_that_other_facts_end_begins_again_only_with_a_young_fact()
    {
        var desk = new Desk(Hot);

        desk.At(0, Tools, new Level("c1", 90));
        desk.At(10, Desk.Gone(Tools, 10));
        desk.At(11, Tools);
        Assert.Equal(["0 hot suspend component/c1/x Decided", "10 hot release component/c1/x Released"], desk.Told);
        desk.At(12, new Level("c1", 91));

        Assert.Equal("12 hot suspend component/c1/x Decided", desk.Told.Last());
    }

    [Fact]
    public void An_observation_that_is_too_old_when_it_arrives_is_late_and_ends_nothing()
    {
        var desk = new Desk(Hot);

        desk.At(0, Tools, new Level("c1", 90));
        var late = desk.At(10, new Observation(new Level("c1", 1), Desk.Minute(5)));

        Assert.Equal((1, 0), (late.Late, late.MatchesEnded));
        Assert.Single(desk.Decisions);
    }

    [Fact]
    public void A_fact_that_is_too_old_can_still_be_taken_back()
    {
        var desk = new Desk(Hot);

        desk.At(0, Tools, new Level("c1", 90));
        desk.At(10, Desk.Gone(new Level("c1", 0), 4));

        Assert.Equal("10 hot release component/c1/x Released", desk.Told.Last());
    }

    [Fact]
    public void A_lasting_time_is_broken_off_by_silence_and_begins_with_the_next_observation()
    {
        var desk = new Desk(Lasting);

        foreach (var minute in new[] { 0, 2, 4 }) desk.At(minute, new Level("c1", 90));
        desk.At(20);
        foreach (var minute in new[] { 21, 25, 29, 30 }) desk.At(minute, new Level("c1", 90));
        Assert.Empty(desk.Decisions);
        desk.At(31);

        Assert.Equal(["31 hot suspend component/c1/x Decided"], desk.Told);
    }

    [Fact]
    public void Silence_neither_raises_nor_clears()
    {
        var desk = new Desk(Lasting);

        for (var minute = 0; minute <= 12; minute += 4) desk.At(minute, new Level("c1", 90));
        desk.At(14, new Level("c1", 1));
        desk.At(60);
        Assert.Equal(["10 hot suspend component/c1/x Decided"], desk.Told);
        for (var minute = 61; minute <= 71; minute += 2) desk.At(minute, new Level("c1", 1));

        Assert.Equal("71 hot release component/c1/x Released", desk.Told.Last());
    }

    [Fact]
    public void A_time_that_ends_at_the_instant_at_which_the_fact_becomes_too_old_does_not_raise()
    {
        var desk = new Desk(Lasting);

        desk.At(0, new Level("c1", 90));
        desk.At(5, new Level("c1", 90));
        desk.At(60);

        Assert.Empty(desk.Decisions);
    }

    [Fact]
    public void Questions_and_groups_count_what_is_young_enough_only()
    {
        var desk = new Desk(book =>
        {
            book.Rule("any", from tools in Facts<Component>()
                             where Facts<Level>().Any(l => l.Cluster == tools.Cluster)
                             select Runbook.Suspend(tools, "")).Mode(Mode.Act);
            book.Rule("many", from level in Facts<Level>()
                              group level by level.Percent > 50 into levels
                              where levels.Count() > 1
                              select Runbook.Suspend(new Component("all", "y"), "")).Mode(Mode.Act);
        });

        desk.At(0, Tools, new Level("c1", 90), new Level("c2", 90));
        desk.At(3, new Level("c1", 90));
        desk.At(20, new Level("c2", 90));
        desk.At(24, new Level("c1", 90));

        Assert.Equal(
            [
                "0 any suspend component/c1/x Decided", "0 many suspend component/all/y Decided", "5 many release component/all/y Released",
                "8 any release component/c1/x Released", "24 any suspend component/c1/x Decided", "24 many suspend component/all/y Decided",
                "25 many release component/all/y Released",
            ],
            [.. desk.Told, .. Later(desk, 25)]);
    }

    [Fact]
    public void A_source_may_say_another_age_than_the_record()
    {
        var desk = new Desk(book => book.Rule("any",
            from tools in Facts<Component>()
            where Facts<Level>().MaxAge(Hours(1)).Any(l => l.Percent > 1)
            select Runbook.Suspend(tools, "")).Mode(Mode.Act));

        desk.At(0, Tools, new Level("c1", 90));
        desk.At(90);

        Assert.Equal([0, 60], desk.Decisions.Select(d => (d.Instant - Desk.Noon).TotalMinutes));
    }

    [Fact]
    public void A_window_says_itself_how_far_back_it_looks()
    {
        var desk = new Desk(book => book.Rule("seen",
            from tools in Facts<Component>()
            where Facts<Level>().Over(Minutes(10)).Any()
            select Runbook.Suspend(tools, "")).Mode(Mode.Act));

        desk.At(0, Tools, new Level("c1", 90));
        desk.At(60);

        Assert.Equal([0, 10], desk.Decisions.Select(d => (d.Instant - Desk.Noon).TotalMinutes));
    }

    [Fact]
    public void A_match_that_waits_for_a_young_fact_waits_no_more_when_it_is_gone()
    {
        var desk = new Desk(Hot);

        desk.At(0, new Level("c1", 90));
        desk.At(5, Tools);
        desk.At(6, Desk.Gone(Tools, 6));
        var evaluation = desk.At(7, new Level("c1", 90));

        Assert.Equal((0, 0), (evaluation.MatchesBegun, evaluation.MatchesEnded));
        desk.At(8, Tools);
        Assert.Single(desk.Decisions);
    }

    [Fact]
    public void What_waits_for_a_young_fact_still_waits_after_a_refused_evaluation()
    {
        var desk = new Desk(book =>
        {
            Hot(book);
            book.Rule("restless", from p in Facts<Poison>() where !Facts<Flip>().Any() select new Flip(p.Name));
        });

        desk.At(0, new Level("c1", 90));
        Assert.Throws<Diagnostics.RunbookException>(() => desk.At(5, Tools, new Poison("x")));
        desk.At(5, Tools);
        Assert.Throws<Diagnostics.RunbookException>(() => desk.At(7, new Level("c1", 90), new Poison("x")));
        Assert.Empty(desk.Decisions);
        desk.At(8, new Level("c1", 90));

        Assert.Equal(["8 hot suspend component/c1/x Decided"], desk.Told);
    }

    private static IEnumerable<string> Later(Desk desk, double minute)
    {
        var before = desk.Decisions.Count;
        desk.At(minute);
        return [.. desk.Decisions.Skip(before).Select(Desk.Line)];
    }

    private static void Hot(Book book) => book.Rule("hot",
        from level in Facts<Level>()
        join tools in Facts<Component>() on level.Cluster equals tools.Cluster
        where level.Percent > 80
        select Runbook.Suspend(tools, "")).Mode(Mode.Act);

    private static void Lasting(Book book) => book.Rule("hot",
        from level in Facts<Level>().RaisedWhen(l => l.Percent > 80, lasting: Minutes(10)).ClearedWhen(l => l.Percent < 60, lasting: Minutes(10))
        select Runbook.Suspend(new Component(level.Cluster, "x"), "")).Mode(Mode.Act);

    [MaxAge("00:05:00")]
    private sealed record Level([Key] string Cluster, double Percent);

    private sealed record Poison([Key] string Name);

    private sealed record Flip([Key] string Name);
}
