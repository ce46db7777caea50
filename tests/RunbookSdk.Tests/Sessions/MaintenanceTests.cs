using RunbookSdk.Components;
using RunbookSdk.Rules;
using static RunbookSdk.Components.MaintenanceStatus;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

public sealed class MaintenanceTests
{
    private static readonly Component Tools = new("c1", "WebTools");

    [Fact]
    public void Work_begins_and_ends_by_itself_at_its_own_instants()
    {
        var desk = new Desk(Tell);

        desk.At(0, Announced(10, 40));
        Assert.Equal(Desk.Minute(10), desk.Session.NextDue);
        desk.At(20);
        Assert.Equal(Desk.Minute(40), desk.Session.NextDue);
        desk.At(60);

        Assert.Equal(["0 Scheduled", "10 InProgress", "40 Completed"], Told(desk));
        Assert.Equal((Completed, Desk.Minute(40)), (Known(desk).Status, Known(desk).Since));
        Assert.Null(desk.Session.NextDue);
    }

    [Fact]
    public void One_leap_over_all_of_it_tells_the_same()
    {
        var desk = new Desk(Tell);

        desk.At(0, Announced(10, 40));
        desk.At(60);

        Assert.Equal(["0 Scheduled", "10 InProgress", "40 Completed"], Told(desk));
    }

    [Theory]
    [InlineData(5, "5 Scheduled")]
    [InlineData(15, "15 InProgress")]
    [InlineData(40, "40 Completed")]
    public void Work_that_is_announced_late_stands_where_the_clock_says(int minute, string told)
    {
        var desk = new Desk(Tell);

        desk.At(minute, Announced(10, 40));

        Assert.Equal(told, Told(desk).Last());
    }

    [Fact]
    public void Rules_verify_and_complete_it_early()
    {
        var desk = new Desk(TellAndMove);

        desk.At(0, Announced(10, 40));
        desk.At(20, new Alert("Verifying", "c1", true));
        desk.At(25, new Alert("InProgress", "c1", true));
        desk.At(26, new Alert("Verifying", "c1", false), new Alert("InProgress", "c1", false));
        desk.At(27, new Alert("Verifying", "c1", true));
        desk.At(30, new Alert("Completed", "c1", true));
        desk.At(60);

        Assert.Equal(["0 Scheduled", "10 InProgress", "20 Verifying", "25 InProgress", "27 Verifying", "30 Completed"], Told(desk));
    }

    [Fact]
    public void What_is_verified_when_its_time_is_over_is_completed()
    {
        var desk = new Desk(TellAndMove);

        desk.At(0, Announced(10, 40));
        desk.At(20, new Alert("Verifying", "c1", true));
        desk.At(60);

        Assert.Equal(["0 Scheduled", "10 InProgress", "20 Verifying", "40 Completed"], Told(desk));
    }

    [Fact]
    public void Work_that_is_begun_early_ends_at_its_end()
    {
        var desk = new Desk(TellAndMove);

        desk.At(0, Announced(10, 40));
        desk.At(3, new Alert("InProgress", "c1", true));
        desk.At(60);

        Assert.Equal(["0 Scheduled", "3 InProgress", "40 Completed"], Told(desk));
    }

    [Fact]
    public void Work_that_is_called_off_does_not_begin()
    {
        var desk = new Desk(TellAndMove);

        desk.At(0, Announced(10, 40));
        desk.At(3, new Alert("Completed", "c1", true));
        Assert.Null(desk.Session.NextDue);
        desk.At(60, Announced(10, 40));

        Assert.Equal(["0 Scheduled", "3 Completed"], Told(desk));
    }

    [Fact]
    public void A_move_that_the_lifecycle_refuses_is_denied_with_its_advice()
    {
        var desk = new Desk(TellAndMove);

        desk.At(0, Announced(10, 40));
        desk.At(3, new Alert("Verifying", "c1", true));

        Assert.Equal("3 move change-maintenance maintenance/c1/announced Denied", desk.Told.Last());
        Assert.Equal("a maintenance in scheduled cannot go to verifying; begin it first", desk.Decisions[^1].Because);
    }

    [Fact]
    public void A_move_of_what_nobody_announced_is_denied()
    {
        var desk = new Desk(book => book.Rule("move",
            from load in Facts<ClusterLoad>() select Runbook.ChangeMaintenance(Announced(10, 40), Completed, "")).Mode(Mode.Act));

        desk.At(0, new ClusterLoad("c1", 1));

        Assert.Equal("maintenance c1/announced is not known", Assert.Single(desk.Decisions).Because);
    }

    [Fact]
    public void Announced_for_another_time_it_begins_then()
    {
        var desk = new Desk(Tell);

        desk.At(0, Announced(10, 40));
        desk.At(5, Announced(20, 50));
        desk.At(60);

        Assert.Equal(["0 Scheduled", "5 Scheduled", "20 InProgress", "50 Completed"], Told(desk));
    }

    [Fact]
    public void While_it_is_worked_on_its_end_may_be_put_off()
    {
        var desk = new Desk(Tell);

        desk.At(0, Announced(10, 40));
        desk.At(30, Announced(10, 55));
        desk.At(60);

        Assert.Equal(["0 Scheduled", "10 InProgress", "30 InProgress", "55 Completed"], Told(desk));
    }

    [Fact]
    public void After_its_end_another_time_is_another_work()
    {
        var desk = new Desk(Tell);

        desk.At(0, Announced(10, 40));
        desk.At(50, Announced(70, 90));
        desk.At(100);

        Assert.Equal(["0 Scheduled", "10 InProgress", "40 Completed", "50 Scheduled", "70 InProgress", "90 Completed"], Told(desk));
    }

    [Fact]
    public void Work_that_is_retracted_neither_begins_nor_ends()
    {
        var desk = new Desk(Tell);

        desk.At(0, Announced(10, 40), Tools);
        desk.At(20);
        Assert.Equal(ComponentStatus.UnderMaintenance, Status(desk, "WebTools"));
        desk.At(25, Desk.Gone(Announced(10, 40), 25));

        Assert.Equal(ComponentStatus.Operational, Status(desk, "WebTools"));
        Assert.Null(desk.Session.NextDue);
        Assert.Empty(desk.Session.Snapshot.Facts<Maintenance>());
    }

    [Fact]
    public void A_rule_schedules_it_and_moves_it_to_another_time()
    {
        var desk = new Desk(TellAndSchedule);

        desk.At(0, Tools, new Alert("upgrade", "10-40", true));
        desk.At(5, new Alert("upgrade", "20-50", true));
        desk.At(21);
        Assert.Equal(ComponentStatus.UnderMaintenance, Status(desk, "WebTools"));
        desk.At(60);

        Assert.Equal(["0 Scheduled", "5 Scheduled", "20 InProgress", "50 Completed"], Told(desk));
        Assert.Equal("maintenance/c1/upgrade", desk.Decisions.First(d => d.Rule == "schedule").Target.ToString());
        Assert.Equal(("upgrade", "New disks", "WebTools"), (Known(desk).Id, Known(desk).Title, Known(desk).Component));
    }

    [Theory]
    [InlineData(0, "40-10", "maintenance c1/upgrade would end before it begins")]
    [InlineData(50, "10-40", "maintenance c1/upgrade would be over already")]
    public void A_time_that_cannot_be_is_denied(int minute, string time, string because)
    {
        var desk = new Desk(TellAndSchedule);

        desk.At(minute, new Alert("upgrade", time, true));

        Assert.Equal(because, Assert.Single(desk.Decisions).Because);
    }

    [Fact]
    public void What_has_begun_or_is_over_is_not_scheduled_again()
    {
        var desk = new Desk(TellAndSchedule);

        desk.At(0, new Alert("upgrade", "10-40", true));
        desk.At(20, new Alert("upgrade", "30-50", true));
        Assert.Equal(
            "a maintenance in in_progress cannot go to scheduled; it has begun, complete it and schedule another one", desk.Decisions[^1].Because);
        desk.At(45, new Alert("upgrade", "60-90", true));

        Assert.Equal("a maintenance in completed cannot go to scheduled; it is over, schedule another one", desk.Decisions[^1].Because);
    }

    [Theory]
    [InlineData(null, ComponentStatus.UnderMaintenance, ComponentStatus.UnderMaintenance)]
    [InlineData("WebTools", ComponentStatus.UnderMaintenance, ComponentStatus.Operational)]
    public void What_is_worked_on_is_under_maintenance_meanwhile(string? component, ComponentStatus tools, ComponentStatus mail)
    {
        var desk = new Desk(TellAndMove);

        desk.At(0, Tools, new Component("c1", "Mail"), new Component("c2", "WebTools"), Announced(10, 40) with { Component = component });
        Assert.Equal(ComponentStatus.Operational, Status(desk, "WebTools"));
        desk.At(10);
        Assert.Equal((tools, mail), (Status(desk, "WebTools"), Status(desk, "Mail")));
        desk.At(20, new Alert("Verifying", "c1", true));
        Assert.Equal((tools, mail), (Status(desk, "WebTools"), Status(desk, "Mail")));
        desk.At(40);

        Assert.All(desk.Session.Snapshot.Facts<Component>(), c => Assert.Equal(ComponentStatus.Operational, c.Status));
    }

    [Fact]
    public void A_component_that_becomes_known_meanwhile_is_under_maintenance_too()
    {
        var desk = new Desk(Tell);

        desk.At(0, Announced(10, 40));
        desk.At(20, Tools with { Status = ComponentStatus.PartialOutage }, new Component("c1", "Mail"));
        Assert.Equal((ComponentStatus.PartialOutage, ComponentStatus.UnderMaintenance), (Status(desk, "WebTools"), Status(desk, "Mail")));
        desk.At(40);

        Assert.Equal((ComponentStatus.PartialOutage, ComponentStatus.Operational), (Status(desk, "WebTools"), Status(desk, "Mail")));
    }

    [Fact]
    public void After_the_work_a_component_stands_as_the_actions_in_force_say()
    {
        var desk = new Desk(book => book.Rule("suspend", from load in Facts<ClusterLoad>()
                                                         where load.Percent > 85
                                                         join tools in Facts<Component>() on load.Cluster equals tools.Cluster
                                                         select Runbook.Degrade(tools, ComponentStatus.DegradedPerformance, "load")).Mode(Mode.Act));

        desk.At(0, Tools, Announced(10, 40), Announced(20, 50) with { Id = "second" });
        var seen = new List<ComponentStatus>();
        foreach (var (minute, load) in new[] { (10, 0), (15, 90), (17, 0), (30, 90), (40, 90), (41, 0), (42, 90), (50, 90), (51, 0) })
        {
            desk.At(minute, new ClusterLoad("c1", load));
            seen.Add(Status(desk, "WebTools"));
        }

        Assert.Equal(
            "UnderMaintenance DegradedPerformance UnderMaintenance DegradedPerformance DegradedPerformance UnderMaintenance DegradedPerformance DegradedPerformance Operational",
            string.Join(' ', seen));
    }

    [Fact]
    public void A_rule_that_derives_announced_work_does_not_say_where_it_stands()
    {
        var desk = new Desk(book =>
        {
            Tell(book);
            book.Rule("derive", from site in Facts<Site>()
                                select new Maintenance("c1", Desk.Minute(10), Desk.Minute(40), "announced", site.Name + site.ReplicationLagSeconds, null, Scheduled, null));
        });

        desk.At(0, new Site("s", true, 0));
        desk.At(20, new Site("s", true, 1));
        Assert.Equal((InProgress, "s1"), (Known(desk).Status, Known(desk).Title));
        desk.At(60);

        Assert.Equal(["0 Scheduled", "10 InProgress", "20 InProgress", "40 Completed"], Told(desk));
    }

    [Fact]
    public void Many_works_come_and_go_and_leave_nothing()
    {
        var desk = new Desk(Tell);
        desk.At(0, Tools);
        var before = desk.Session.Retained with { Retractions = 0, Timers = 0 };

        for (var i = 1; i < 200; i++)
        {
            desk.At(i * 10, Announced((i * 10) + 1, (i * 10) + 3));
            desk.At((i * 10) + 2);
            desk.At((i * 10) + (i % 5), Desk.Gone(Announced(0, 0), (i * 10) + 4));
        }

        desk.At(2100);
        Assert.Equal(before, desk.Session.Retained with { Retractions = 0, Timers = 0 });
    }

    private static Maintenance Announced(int begins, int ends) => new("c1", Desk.Minute(begins), Desk.Minute(ends));

    private static Maintenance Known(Desk desk) => Assert.Single(desk.Session.Snapshot.Facts<Maintenance>());

    private static ComponentStatus Status(Desk desk, string name) =>
        desk.Session.Snapshot.Facts<Component>().Single(c => c.Cluster == "c1" && c.Name == name).Status;

    private static IEnumerable<string> Told(Desk desk) => desk.Decisions.Where(d => d.Rule == "status")
        .Select(d => $"{(d.Instant - Desk.Noon).TotalMinutes} {d.Because}");

    private static void Tell(Book book) => book.Rule("status",
        from work in Facts<Maintenance>() select Runbook.Page("sre", $"{work.Status}")).Mode(Mode.Act).AgainOnChange();

    private static void TellAndMove(Book book)
    {
        Tell(book);
        book.Rule("move", from alert in Facts<Alert>()
                          where alert.Firing
                          join work in Facts<Maintenance>() on alert.Subject equals work.Cluster
                          select Runbook.ChangeMaintenance(work, Enum.Parse<MaintenanceStatus>(alert.Name), "asked")).Mode(Mode.Act);
    }

    private static void TellAndSchedule(Book book)
    {
        Tell(book);
        book.Rule("schedule", from alert in Facts<Alert>()
                              where alert.Firing
                              select Runbook.ScheduleMaintenance(
                                  alert.Name, "New disks", "c1", Minute(alert.Subject, 0), Minute(alert.Subject, 1), "disks are full", "WebTools"))
            .Mode(Mode.Act);
    }

    private static DateTimeOffset Minute(string time, int part) =>
        Desk.Minute(int.Parse(time.Split('-')[part], System.Globalization.CultureInfo.InvariantCulture));
}
