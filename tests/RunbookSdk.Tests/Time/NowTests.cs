using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Tests.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Time;

public sealed class NowTests
{
    private static readonly Job Plan = new("j", Desk.Minute(10), Desk.Minute(20));

    [Fact]
    public void A_condition_on_now_takes_effect_at_its_instant_though_no_fact_arrives()
    {
        var desk = new Desk(book => book.Rule("date",
            from load in Facts<ClusterLoad>() where Now >= Date("2019-09-11 14:30 Europe/Oslo") select Runbook.Page("x", "")).Mode(Mode.Act));

        desk.At(0, new ClusterLoad("c1", 1));
        Assert.Equal(Desk.Minute(30), desk.Session.NextDue);
        desk.At(120);

        Assert.Equal(["30 date page team/x Decided"], desk.Told);
        Assert.Equal(Desk.Minute(30), desk.Decisions[0].MatchBegan);
        Assert.Null(desk.Session.NextDue);
    }

    [Fact]
    public void At_or_after_holds_at_the_instant() => AssertBegins(Desk.Minute(10), book => book.Rule("r",
        from job in Facts<Job>() where Now >= job.Begins select Runbook.Page("x", "")));

    [Fact]
    public void After_holds_one_tick_after_the_instant() => AssertBegins(Desk.Minute(10).AddTicks(1), book => book.Rule("r",
        from job in Facts<Job>() where Now > job.Begins select Runbook.Page("x", "")));

    [Fact]
    public void The_instant_may_stand_on_the_left() => AssertBegins(Desk.Minute(10), book => book.Rule("r",
        from job in Facts<Job>() where job.Begins <= Now select Runbook.Page("x", "")));

    [Fact]
    public void A_time_since_an_instant_may_be_asked() => AssertBegins(Desk.Minute(13).AddTicks(1), book => book.Rule("r",
        from job in Facts<Job>() where Now - job.Begins > Minutes(3) select Runbook.Page("x", "")));

    [Fact]
    public void An_instant_plus_a_time_may_be_passed() => AssertBegins(Desk.Minute(15).AddTicks(1), book => book.Rule("r",
        from job in Facts<Job>() where job.Begins + Minutes(5) < Now select Runbook.Page("x", "")));

    [Fact]
    public void A_time_since_an_instant_of_one_fact_may_be_compared_with_a_time_of_another()
    {
        var desk = new Desk(book => book.Rule("late",
            from job in Facts<Job>()
            from grace in Facts<Grace>()
            where Now - job.Begins > grace.Delay
            select Runbook.Page("x", "")).Mode(Mode.Act));

        desk.At(0, Plan, new Grace("g", Minutes(7)));
        desk.At(60);

        Assert.Equal(Desk.Minute(17).AddTicks(1), Assert.Single(desk.Decisions).Instant);
    }

    [Fact]
    public void A_time_until_an_instant_may_be_asked() => AssertBegins(Desk.Minute(17), book => book.Rule("r",
        from job in Facts<Job>() where job.Ends - Now <= Minutes(3) select Runbook.Page("x", "")));

    [Fact]
    public void Instants_of_two_facts_may_bound_now_on_both_sides()
    {
        var desk = new Desk(book => book.Rule("between",
            from job in Facts<Job>()
            from heart in Facts<Heartbeat>()
            where Now >= job.Begins && Now < heart.At
            select Runbook.Degrade(new Component("c", "x"), ComponentStatus.UnderMaintenance, "")).Mode(Mode.Act));

        desk.At(0, Plan, new Heartbeat("h", Desk.Minute(15)));
        desk.At(60);

        Assert.Equal(
            ["10 between degrade component/c/x Decided", "15 between release component/c/x Released"], desk.Told);
    }

    [Fact]
    public void At_most_holds_until_one_tick_after_the_instant()
    {
        var desk = new Desk(book => book.Rule("until",
            from job in Facts<Job>()
            where Now <= job.Ends
            select Runbook.Degrade(new Component("c", "x"), ComponentStatus.UnderMaintenance, "")).Mode(Mode.Act));

        desk.At(0, Plan);
        desk.At(60);

        Assert.Equal([Desk.Minute(0), Desk.Minute(20).AddTicks(1)], desk.Decisions.Select(d => d.Instant));
    }

    [Fact]
    public void A_fact_that_moves_its_instant_moves_the_match()
    {
        var desk = new Desk(book => book.Rule("r",
            from job in Facts<Job>() where Now >= job.Begins select Runbook.Page("x", "")).Mode(Mode.Act));

        desk.At(0, Plan);
        desk.At(5, Plan with { Begins = Desk.Minute(30) });
        desk.At(25, Plan with { Begins = Desk.Minute(40) });
        desk.At(60);

        Assert.Equal(["40 r page team/x Decided"], desk.Told);
    }

    [Fact]
    public void A_filter_of_a_source_may_compare_with_now()
    {
        var desk = new Desk(book => book.Rule("r",
            from load in Facts<ClusterLoad>()
            where Facts<Job>().Any(j => j.Name == load.Cluster)
            where !Facts<Job>().Where(j => Now < j.Ends).Any()
            select Runbook.Page("x", "")).Mode(Mode.Act));

        desk.At(0, Plan, new ClusterLoad("j", 1));
        desk.At(60);

        Assert.Equal(["20 r page team/x Decided"], desk.Told);
    }

    [Fact]
    public void A_filter_on_now_before_a_window_counts_each_observation_once()
    {
        var desk = new Desk(book => book.Rule("r",
            from load in Facts<ClusterLoad>()
            where Facts<Job>().Where(j => Now >= j.Begins).Over(Hours(2)).Count() > 1
            select Runbook.Page("x", "")).Mode(Mode.Act));

        desk.At(0, Plan, new ClusterLoad("c1", 1));
        desk.At(60);

        Assert.Empty(desk.Decisions);
    }

    [Fact]
    public void An_evaluation_in_the_past_counts_as_now()
    {
        var desk = new Desk(book => book.Rule("r", from load in Facts<ClusterLoad>() select Runbook.Page("x", "")).Mode(Mode.Act));

        desk.At(10);
        desk.Session.Observe(new ClusterLoad("c1", 1));
        var decision = Assert.Single(desk.Session.Evaluate(Desk.Minute(5)).Decisions);

        Assert.Equal(Desk.Minute(10), decision.Instant);
        Assert.Equal(Desk.Minute(10), desk.Session.Now);
    }

    [Fact]
    public void Twenty_minutes_are_ten_and_ten()
    {
        var (once, twice) = (new Desk(Timed), new Desk(Timed));
        foreach (var desk in new[] { once, twice })
        {
            desk.At(0, Plan, new ClusterLoad("c1", 90), new Blip("b"), new Component("c1", "x"));
            desk.At(3, new ClusterLoad("c1", 91));
        }

        for (var minute = 3; minute < 203; minute += 20)
        {
            once.At(minute + 20);
            twice.At(minute + 10);
            twice.At(minute + 20);
            Assert.Equal(once.Told, twice.Told);
            Assert.Equal(once.Session.NextDue, twice.Session.NextDue);
            Assert.Equal(once.Session.Now, twice.Session.Now);
        }

        Assert.True(once.Decisions.Count > 5);
    }

    [Fact]
    public void Stopping_at_every_instant_that_is_due_changes_nothing()
    {
        var (jumping, stepping) = (new Desk(Timed), new Desk(Timed));
        foreach (var desk in new[] { jumping, stepping })
            desk.At(0, Plan, new ClusterLoad("c1", 90), new Blip("b"), new Component("c1", "x"));

        jumping.At(300);
        while (stepping.Session.NextDue is { } due && due <= Desk.Minute(300)) stepping.At(due);

        Assert.Equal(jumping.Told, stepping.Told);
    }

    private static void Timed(Book book)
    {
        book.Rule("now", from job in Facts<Job>() where Now >= job.Begins && Now < job.Ends select Runbook.Page("now", "")).Mode(Mode.Act);
        book.Rule("raised", from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 80, lasting: Minutes(7))
                            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
                            select Runbook.Suspend(tools, "hot")).Mode(Mode.Act).Lease(Minutes(45));
        book.Rule("window", from load in Facts<ClusterLoad>() where Over(load, Minutes(12)).Count() == 1 select Runbook.Page("window", "")).Mode(Mode.Act);
        book.Rule("events", from load in Facts<ClusterLoad>() where !Facts<Blip>().Any() select Runbook.Page("events", "")).Mode(Mode.Act);
        book.Rule("ask", from load in Facts<ClusterLoad>() select Runbook.Page("ask", "")).Mode(Mode.Act).RequireApproval(1, Minutes(33));
    }

    private static void AssertBegins(DateTimeOffset instant, Func<Book, RuleBuilder> rule)
    {
        var desk = new Desk(book => rule(book).Mode(Mode.Act));
        desk.At(0, Plan);
        desk.At(instant.AddTicks(-1));
        Assert.Empty(desk.Decisions);
        desk.At(60);

        Assert.Equal(instant, Assert.Single(desk.Decisions).Instant);
    }

    private sealed record Job([Key] string Name, DateTimeOffset Begins, DateTimeOffset Ends);

    private sealed record Grace([Key] string Name, TimeSpan Delay);

    [Retention("00:40:00")]
    private sealed record Blip(string Name);
}
