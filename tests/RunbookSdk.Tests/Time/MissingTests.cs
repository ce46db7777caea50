using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Tests.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Time;

public sealed class MissingTests
{
    private static readonly Component Tools = new("c1", "x");

    [Fact]
    public void What_is_not_seen_for_a_time_is_missing_at_the_very_instant_though_no_fact_arrives()
    {
        var desk = new Desk(Silent);

        desk.At(0, Tools, new Heartbeat("x", Desk.Noon));
        desk.At(2, new Heartbeat("x", Desk.Noon));
        desk.At(4, new Heartbeat("x", Desk.Noon));
        desk.At(Desk.Minute(7).AddTicks(-1));
        Assert.Empty(desk.Decisions);
        Assert.Equal(Desk.Minute(7), desk.Session.NextDue);
        desk.At(30);

        Assert.Equal(["7 silent suspend component/c1/x Decided"], desk.Told);
    }

    [Fact]
    public void What_comes_back_is_no_longer_missing()
    {
        var desk = new Desk(Silent);

        desk.At(0, Tools, new Heartbeat("x", Desk.Noon));
        desk.At(5, new Heartbeat("x", Desk.Noon));
        desk.At(9);

        Assert.Equal(
            ["3 silent suspend component/c1/x Decided", "5 silent release component/c1/x Released", "8 silent suspend component/c1/x Decided"],
            desk.Told);
    }

    [Fact]
    public void What_was_never_seen_is_missing_from_that_time_after_the_start_of_the_session()
    {
        var desk = new Desk(Silent);

        desk.At(1, Tools);
        Assert.Equal(Desk.Minute(3), desk.Session.NextDue);
        desk.At(30);

        Assert.Equal(["3 silent suspend component/c1/x Decided"], desk.Told);
    }

    [Fact]
    public void A_match_that_comes_later_finds_missing_what_was_missing_before()
    {
        var desk = new Desk(Silent);

        desk.At(20, Tools);

        Assert.Equal(["20 silent suspend component/c1/x Decided"], desk.Told);
    }

    [Fact]
    public void Another_subject_does_not_count()
    {
        var desk = new Desk(Silent);

        desk.At(2, Tools, new Heartbeat("y", Desk.Noon));
        desk.At(4);

        Assert.Equal(["3 silent suspend component/c1/x Decided"], desk.Told);
    }

    [Fact]
    public void A_late_observation_counts_from_when_it_was_seen()
    {
        var desk = new Desk(Silent);

        desk.At(2, Tools, new Observation(new Heartbeat("x", Desk.Noon), Desk.Minute(1)));
        desk.At(30);

        Assert.Equal(["4 silent suspend component/c1/x Decided"], desk.Told);
    }

    [Fact]
    public void A_fact_that_is_taken_back_was_seen_all_the_same()
    {
        var desk = new Desk(Silent);

        desk.At(2, Tools, new Heartbeat("x", Desk.Noon));
        desk.At(3, Desk.Gone(new Heartbeat("x", Desk.Noon), 3));
        desk.At(30);

        Assert.Equal(["5 silent suspend component/c1/x Decided"], desk.Told);
    }

    [Fact]
    public void Without_a_time_it_is_missing_as_soon_as_there_is_none()
    {
        var desk = new Desk(book => book.Rule("alone",
            from tools in Facts<Component>()
            where Missing<Heartbeat>(h => h.Subject == tools.Name)
            select Runbook.Suspend(tools, "")).Mode(Mode.Act));

        desk.At(1, Tools);
        desk.At(2, new Heartbeat("x", Desk.Noon));
        desk.At(60, Desk.Gone(new Heartbeat("x", Desk.Noon), 60));

        Assert.Equal(
            ["1 alone suspend component/c1/x Decided", "2 alone release component/c1/x Released", "60 alone suspend component/c1/x Decided"],
            desk.Told);
    }

    [Fact]
    public void A_whole_type_may_be_missing()
    {
        var desk = new Desk(book =>
        {
            book.Rule("none", from tools in Facts<Component>() where Missing<Probe>() select Runbook.Page("none", "")).Mode(Mode.Act);
            book.Rule("long", from tools in Facts<Component>() where Missing<Probe>(Minutes(3)) select Runbook.Page("long", "")).Mode(Mode.Act);
        });

        desk.At(1, Tools);
        desk.At(9);

        Assert.Equal(["1 none page team/none Decided", "3 long page team/long Decided"], desk.Told);
    }

    [Fact]
    public void A_refused_first_evaluation_does_not_forget_when_the_session_began()
    {
        var desk = new Desk(
            book =>
            {
                Silent(book);
                book.Rule("restless", from p in Facts<Poison>() where !Facts<Flip>().Any() select new Flip(p.Name));
            });

        Assert.Throws<Diagnostics.RunbookException>(() => desk.At(0, new Poison("x")));
        desk.At(0, Tools);
        desk.At(30);

        Assert.Equal(["3 silent suspend component/c1/x Decided"], desk.Told);
    }

    private static void Silent(Book book) => book.Rule("silent",
        from tools in Facts<Component>()
        where Missing<Heartbeat>(h => h.Subject == tools.Name, forAtLeast: Minutes(3))
        select Runbook.Suspend(tools, "")).Mode(Mode.Act);

    private sealed record Poison([Key] string Name);

    private sealed record Flip([Key] string Name);
}
