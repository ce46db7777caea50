using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

/// <summary>Maintenance windows: times that come again and again, on the clocks of a zone.</summary>
public sealed class WindowTests
{
    /// <summary>14:30 to 15:30 in Oslo, of the day whose noon in UTC is the desk's minute 0.</summary>
    private static readonly MaintenanceWindow Daily = new(
        "backup", "30 14 * * *", "Europe/Oslo", TimeSpan.FromHours(1), "ann", "copies run", Desk.Noon, Desk.Noon.AddDays(30), "all");

    [Theory]
    [InlineData(29.999, false)]
    [InlineData(30, true)]
    [InlineData(89.999, true)]
    [InlineData(90, false)]
    public void Window_holds_from_the_instant_it_opens_until_just_before_it_closes(double minute, bool holds)
    {
        var desk = new Desk(SuspendAndPage);
        desk.At(0, new Component("c1", "WebTools"), Daily);

        desk.At(minute, new ClusterLoad("c1", 90));

        Assert.Equal(holds ? Outcome.Denied : Outcome.Decided, desk.Decisions.First(d => d.Action is Suspend).Outcome);
        Assert.Equal(Outcome.Decided, desk.Decisions.First(d => d.Action is Page).Outcome);
    }

    [Fact]
    public void What_it_held_is_asked_for_when_it_closes_and_the_reason_says_when_that_is()
    {
        var desk = new Desk(SuspendAndPage);
        desk.At(0, new Component("c1", "WebTools"), Daily);
        desk.At(40, new ClusterLoad("c1", 90));
        Assert.Equal(
            "held during window backup by ann since 2019-09-11 12:30:00Z until 2019-09-11 13:30:00Z (all): copies run; asked because 90%",
            desk.Decisions[0].Because);

        desk.At(200);

        Assert.Equal("90 suspend suspend component/c1/webtools Decided", desk.Told.Last());
    }

    [Fact]
    public void It_opens_again_every_day_until_it_expires_and_is_forgotten_then()
    {
        var desk = new Desk(SuspendAndPage);
        desk.At(0, new Component("c1", "WebTools"), Daily with { Expires = Desk.Noon.AddDays(1).AddMinutes(45) });

        desk.At(24 * 60, new ClusterLoad("c2", 1));
        Assert.Equal(Desk.Minute((24 * 60) + 30), desk.Session.NextDue);
        desk.At((24 * 60) + 40, new ClusterLoad("c1", 90));
        Assert.Equal(Outcome.Denied, desk.Decisions[0].Outcome);
        Assert.Contains("until 2019-09-12 12:45:00Z", desk.Decisions[0].Because, StringComparison.Ordinal);
        desk.At((24 * 60) + 60);

        Assert.Equal($"{(24 * 60) + 45} suspend suspend component/c1/webtools Decided", desk.Told.Last());
        Assert.Empty(desk.Session.Snapshot.Facts<MaintenanceWindow>());
        Assert.Equal((0, null), (desk.Session.Retained.Holds, desk.Session.NextDue));
    }

    [Theory]
    [InlineData("2019-10-26T23:59Z", "2019-10-27T00:30Z", "2019-10-27T02:30Z")] // 02:30 comes twice that night; the first counts
    [InlineData("2019-03-30T12:00Z", "2019-03-31T01:00Z", "2019-03-31T03:00Z")] // 02:30 is skipped that night; the gap ends at 03:00
    [InlineData("2019-07-01T00:00Z", "2019-07-01T00:30Z", "2019-07-01T02:30Z")]
    [InlineData("2019-12-01T00:00Z", "2019-12-01T01:30Z", "2019-12-01T03:30Z")]
    public void It_follows_the_clocks_of_its_zone_and_lasts_as_time_passes(string start, string opens, string closes)
    {
        var from = Instant(start);
        var window = Daily with { Schedule = "30 2 * * *", Lasting = TimeSpan.FromHours(2), At = from, Expires = from.AddDays(3) };

        Assert.Equal(Instant(opens), WindowTimes.OpensNext(window, from));
        var open = WindowTimes.OpenAt(window, Instant(opens));
        Assert.Equal(Instant(closes), open!.Value.Closes);
    }

    [Fact]
    public void Window_that_opens_more_often_than_it_lasts_never_closes()
    {
        var window = Daily with { Schedule = "0 * * * *", Lasting = TimeSpan.FromMinutes(90) };
        var desk = new Desk(SuspendAndPage);
        desk.At(0, new Component("c1", "WebTools"), window, new ClusterLoad("c1", 90));

        desk.At(60 * 24);

        Assert.Equal(2, desk.Decisions.Count);
        Assert.Single(desk.Session.Snapshot.Held);
    }

    [Fact]
    public void It_may_be_moved_and_taken_back_while_it_is_open()
    {
        var desk = new Desk(SuspendAndPage);
        desk.At(0, new Component("c1", "WebTools"), Daily);
        desk.At(40, new ClusterLoad("c1", 90));

        desk.At(50, Daily with { Schedule = "0 20 * * *" });
        Assert.Equal("50 suspend suspend component/c1/webtools Decided", desk.Told.Last());
        desk.At(51, Desk.Gone(Daily, 51));

        Assert.Null(desk.Session.NextDue);
    }

    [Fact]
    public void Rule_acts_only_while_its_window_is_open()
    {
        var desk = new Desk(book => Restarts(book).OnlyDuring("backup").Escalate("sre"));
        desk.At(0, Daily with { Scope = "" });

        desk.At(10, new Alert("down", "a", true));
        Assert.Equal(
            "restart acts only during window backup, which opens next at 2019-09-11 12:30:00Z; it is asked for again then; asked because a",
            Assert.Single(desk.Decisions).Because);
        desk.At(89);
        Assert.Equal("30 restart run-job job/restart-a Decided", desk.Told.Last());
        desk.At(90, new Alert("down", "b", true));
        Assert.Equal("90 restart run-job job/restart-b Denied", desk.Told.Last());
        desk.At(24 * 60 * 2);

        Assert.Equal($"{(24 * 60) + 30} restart run-job job/restart-b Decided", desk.Told.Last());
    }

    [Fact]
    public void Window_that_nobody_has_set_up_is_an_escalation_and_setting_it_up_helps()
    {
        var desk = new Desk(book => Restarts(book).OnlyDuring("backup").Escalate("sre"));

        desk.At(0, new Alert("down", "a", true));
        Assert.Equal(["0 restart run-job job/restart-a Denied", "0 restart page team/sre Decided"], desk.Told);
        Assert.Equal("restart acts only during window backup, which is not known; set up a MaintenanceWindow backup", desk.Decisions[0].Because);
        desk.At(1, Daily with { Scope = "" });
        desk.At(31);

        Assert.Equal("30 restart run-job job/restart-a Decided", desk.Told.Last());
    }

    [Theory]
    [InlineData("every night", "Europe/Oslo", 1, 30, "'every night' is not a schedule; write minute, hour, day of month, month and day of week, such as 0 2 * * SUN")]
    [InlineData("0 2 * * *", "Europe/Atlantis", 1, 30, "'Europe/Atlantis' is not a zone; write an IANA name such as Europe/Oslo, or UTC")]
    [InlineData("0 2 * * *", "UTC", 0, 30, "it lasts 00:00:00; write a positive time up to 7 days, such as 02:00:00")]
    [InlineData("0 2 * * *", "UTC", 169, 30, "it lasts 7.01:00:00; write a positive time up to 7 days, such as 02:00:00")]
    [InlineData("0 2 * * *", "UTC", 1, 0, "it expires at 2019-09-11 12:00:00Z, which is over; say until when it counts")]
    public void Window_that_makes_no_sense_changes_nothing_and_is_told(string schedule, string zone, int hours, int days, string problem)
    {
        var desk = new Desk(SuspendAndPage);
        desk.At(0, Daily);

        var evaluation = desk.At(0, Daily with { Schedule = schedule, Zone = zone, Lasting = TimeSpan.FromHours(hours), Expires = Desk.Noon.AddDays(days) });

        var told = Assert.Single(evaluation.Problems);
        Assert.Equal(("RBK5042", $"MaintenanceWindow backup by ann changes nothing: {problem}."), (told.Code, told.Message));
        Assert.Equal(Daily, Assert.Single(desk.Session.Snapshot.Facts<MaintenanceWindow>()));
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static RuleBuilder Restarts(Book book) => book.Rule("restart",
        from a in Facts<Alert>() where a.Firing select Runbook.RunJob("restart-" + a.Subject, new string[0], a.Subject)).Mode(Mode.Act);

    private static void SuspendAndPage(Book book)
    {
        book.Rule("suspend",
            from load in Facts<ClusterLoad>()
            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
            where load.Percent > 80
            select Runbook.Suspend(tools, $"{load.Percent}%")).Mode(Mode.Act);
        book.Rule("page", from load in Facts<ClusterLoad>() where load.Percent > 80 select Runbook.Page("ops", $"{load.Percent}%")).Mode(Mode.Act);
    }
}
