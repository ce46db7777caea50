using RunbookSdk.Actions;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Incidents;
using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

/// <summary>A person's edit outranks automation until the person hands it back.</summary>
public sealed class EditTests
{
    private static readonly Component Tools = new("c1", "WebTools");
    private static readonly ProductVersion Version11 = ProductVersion.Parse("11");
    private static readonly ProductVersion Version12 = ProductVersion.Parse("12");

    [Fact]
    public void A_component_stands_where_a_person_says_while_actions_come_and_go()
    {
        var desk = new Desk(Suspends);

        desk.At(0, Tools, new ClusterLoad("c1", 90));
        desk.At(1, Edit(ComponentStatus.Operational, 1));
        Assert.Equal((ComponentStatus.Operational, Desk.Minute(1)), Stands(desk));
        desk.At(2, new ClusterLoad("c1", 10));
        desk.At(3, new ClusterLoad("c1", 95));

        Assert.Equal((ComponentStatus.Operational, Desk.Minute(1)), Stands(desk));
        Assert.Equal(
            ["0 suspend suspend component/c1/webtools Decided", "2 suspend release component/c1/webtools Released", "3 suspend suspend component/c1/webtools Decided"],
            desk.Told);
    }

    [Theory]
    [InlineData(90, ComponentStatus.Suspended)]
    [InlineData(10, ComponentStatus.Operational)]
    public void A_component_that_is_handed_back_stands_as_the_actions_in_force_say(int load, ComponentStatus status)
    {
        var desk = new Desk(Suspends);

        desk.At(0, Tools);
        desk.At(1, Edit(ComponentStatus.MajorOutage, 1));
        desk.At(2, new ClusterLoad("c1", load));
        Assert.Equal(ComponentStatus.MajorOutage, Stands(desk).Status);
        desk.At(3, Desk.Gone(Edit(default, 1), 3));

        Assert.Equal((status, Desk.Minute(3)), Stands(desk));
    }

    [Fact]
    public void A_component_that_is_not_known_yet_stands_where_the_person_says_once_it_is()
    {
        var desk = new Desk(Suspends);

        desk.At(0, Edit(ComponentStatus.PartialOutage, 0));
        desk.At(1, Tools);
        Assert.Equal(ComponentStatus.PartialOutage, Stands(desk).Status);
        desk.At(2, Desk.Gone(Edit(default, 0), 2));

        Assert.Equal(ComponentStatus.Operational, Stands(desk).Status);
    }

    [Fact]
    public void A_second_edit_takes_the_place_of_the_first_and_an_older_one_does_not()
    {
        var desk = new Desk(Suspends);

        desk.At(0, Tools);
        desk.At(2, Edit(ComponentStatus.PartialOutage, 2));
        desk.At(3, Edit(ComponentStatus.MajorOutage, 3));
        var late = desk.At(4, new Observation(Edit(ComponentStatus.Operational, 1), Desk.Minute(1)));

        Assert.Equal((1, ComponentStatus.MajorOutage), (late.Late, Stands(desk).Status));
    }

    [Fact]
    public void What_a_rule_derives_of_a_component_does_not_say_where_it_stands()
    {
        var desk = new Desk(book => book.Rule("derive", from load in Facts<ClusterLoad>()
                                                        select new Component("c1", "WebTools", ComponentStatus.MajorOutage)));

        desk.At(0, Tools);
        desk.At(1, Edit(ComponentStatus.PartialOutage, 1));
        desk.At(2, new ClusterLoad("c1", 1));

        Assert.Equal(ComponentStatus.PartialOutage, Stands(desk).Status);
    }

    [Fact]
    public void Work_does_not_move_a_component_that_a_person_holds()
    {
        var desk = new Desk(Suspends);

        desk.At(0, Tools, new Maintenance("c1", Desk.Minute(5), Desk.Minute(50)), Edit(ComponentStatus.Operational, 0));
        desk.At(10);
        Assert.Equal(ComponentStatus.Operational, Stands(desk).Status);
        desk.At(11, Desk.Gone(Edit(default, 0), 11));

        Assert.Equal(ComponentStatus.UnderMaintenance, Stands(desk).Status);
    }

    [Theory]
    [InlineData("change", "change change-incident incident/net Denied")]
    [InlineData("post", "post post-update incident/net Denied")]
    [InlineData("reopen", "reopen open-incident incident/net Denied")]
    [InlineData("retract", "retract retract fact/incident/net Denied")]
    public void An_incident_that_a_person_holds_is_not_moved_by_rules(string asked, string told)
    {
        var desk = new Desk(Incidents);

        desk.At(0, new Alert("reopen", "net", true));
        desk.At(1, new Alert("reopen", "net", false), Held(IncidentStatus.Resolved, 1));
        desk.At(2, new Alert(asked, "net", true));

        Assert.Equal($"2 {told}", desk.Told.Last());
        Assert.Equal(
            $"{(asked == "retract" ? "fact/incident/net" : "incident net")} is held by ann since 2019-09-11 12:01:00Z: I know better; it is handed back when IncidentEdit net is retracted",
            desk.Decisions[^1].Because);
        Assert.Equal((IncidentStatus.Resolved, Desk.Minute(1)), Incident(desk));
    }

    [Fact]
    public void An_incident_that_is_handed_back_is_moved_again()
    {
        var desk = new Desk(Incidents);

        desk.At(0, new Alert("reopen", "net", true));
        desk.At(1, Held(IncidentStatus.Identified, 1));
        desk.At(2, new Alert("change", "net", true));
        Assert.Equal(IncidentStatus.Identified, Incident(desk).Status);
        desk.At(3, Desk.Gone(Held(default, 1), 3), new Alert("change", "net", false));
        Assert.Equal((IncidentStatus.Identified, Desk.Minute(1)), Incident(desk));
        desk.At(4, new Alert("change", "net", true));

        Assert.Equal((IncidentStatus.Monitoring, Desk.Minute(4)), Incident(desk));
    }

    [Fact]
    public void An_approval_does_not_reach_over_the_head_of_who_holds_it()
    {
        var desk = new Desk(book =>
        {
            Incidents(book);
            book.Rule("ask", from alert in Facts<Alert>()
                             where alert.Name == "ask"
                             join incident in Facts<Incident>() on alert.Subject equals incident.Id
                             select Runbook.ChangeIncident(incident, IncidentStatus.Resolved, "over")).Mode(Mode.Act).RequireApproval();
        });

        desk.At(0, new Alert("reopen", "net", true));
        desk.At(1, new Alert("ask", "net", true));
        desk.At(2, Held(IncidentStatus.Identified, 2));
        desk.At(3, new Approval("ask", "incident/net", "ben", Verdict.Approve, Desk.Minute(3)));

        Assert.Equal("3 ask change-incident incident/net Denied", desk.Told.Last());
        Assert.StartsWith("incident net is held by ann", desk.Decisions[^1].Because, StringComparison.Ordinal);
    }

    [Fact]
    public void An_incident_that_comes_back_while_it_is_held_stands_where_the_person_says()
    {
        var desk = new Desk(Incidents);

        desk.At(0, new Alert("reopen", "net", true));
        desk.At(1, Held(IncidentStatus.Identified, 1));
        desk.At(2, Desk.Gone(Net(default), 2));
        desk.At(3, Net(IncidentStatus.Investigating));
        Assert.Equal(IncidentStatus.Identified, Incident(desk).Status);
        desk.At(4, Desk.Gone(Net(default), 4));
        var evaluation = desk.At(5, Net(IncidentStatus.Postmortem));

        Assert.Equal("RBK5040", Assert.Single(evaluation.Problems).Code);
        Assert.Equal(IncidentStatus.Postmortem, Incident(desk).Status);
    }

    [Fact]
    public void A_client_policy_is_what_a_person_says_be_it_less_than_rules_ask_for()
    {
        var desk = new Desk(Requires);

        desk.At(0, new Alert("Block", "12", true));
        desk.At(1, new ClientPolicyEdit("WebTools", Version11, Enforcement.Announce, "ann", "half of them cannot update", Desk.Minute(1)));
        Assert.Equal(new ClientPolicy("WebTools", Version11, Enforcement.Announce, Desk.Minute(1)), Policy(desk));
        desk.At(2, new Alert("Warn", "12", true), new Alert("Block", "12", false));
        Assert.Equal(new ClientPolicy("WebTools", Version11, Enforcement.Announce, Desk.Minute(1)), Policy(desk));
        desk.At(3, Desk.Gone(new ClientPolicyEdit("WebTools", Version11, default, "", "", default), 3));

        Assert.Equal(new ClientPolicy("WebTools", Version12, Enforcement.Warn, Desk.Minute(3)), Policy(desk));
    }

    [Fact]
    public void A_person_may_ask_for_a_version_that_no_rule_asks_for()
    {
        var desk = new Desk(Requires);
        var edit = new ClientPolicyEdit("WebTools", Version11, Enforcement.Block, "ann", "it loses mail", Desk.Minute(0));

        desk.At(0, edit);
        Assert.Equal(new ClientPolicy("WebTools", Version11, Enforcement.Block, Desk.Minute(0)), Policy(desk));
        desk.At(1, new Alert("Warn", "12", true));
        desk.At(2, new Alert("Warn", "12", false));
        Assert.Equal(Enforcement.Block, Policy(desk)!.Enforcement);
        desk.At(3, Desk.Gone(edit, 3));

        Assert.Null(Policy(desk));
    }

    [Fact]
    public void Neither_the_clock_nor_a_rule_moves_a_maintenance_that_a_person_holds()
    {
        var desk = new Desk(Moves);

        desk.At(0, Tools, new Maintenance("c1", Desk.Minute(10), Desk.Minute(40)));
        desk.At(5, Waits(MaintenanceStatus.Scheduled, 5));
        Assert.Null(desk.Session.NextDue);
        desk.At(15, new Alert("InProgress", "c1", true));
        Assert.Equal("15 move change-maintenance maintenance/c1/announced Denied", desk.Told.Last());
        Assert.Equal(
            "maintenance c1/announced is held by ann since 2019-09-11 12:05:00Z: the van is late; it is handed back when MaintenanceEdit c1/announced is retracted",
            desk.Decisions[^1].Because);
        Assert.Equal((MaintenanceStatus.Scheduled, ComponentStatus.Operational), (Work(desk).Status, Stands(desk).Status));
        desk.At(20, Desk.Gone(Waits(default, 5), 20));

        Assert.Equal((MaintenanceStatus.InProgress, Desk.Minute(20)), (Work(desk).Status, Work(desk).Since));
        Assert.Equal((ComponentStatus.UnderMaintenance, Desk.Minute(40)), (Stands(desk).Status, desk.Session.NextDue));
    }

    [Theory]
    [InlineData(30, MaintenanceStatus.Verifying)]
    [InlineData(50, MaintenanceStatus.Completed)]
    public void A_maintenance_that_is_handed_back_goes_on_by_the_clock(int handedBack, MaintenanceStatus status)
    {
        var desk = new Desk(Moves);

        desk.At(0, Tools, new Maintenance("c1", Desk.Minute(10), Desk.Minute(40)));
        desk.At(20, Waits(MaintenanceStatus.Verifying, 20));
        desk.At(45 - (50 - handedBack));
        Assert.Equal((MaintenanceStatus.Verifying, ComponentStatus.UnderMaintenance), (Work(desk).Status, Stands(desk).Status));
        desk.At(handedBack, Desk.Gone(Waits(default, 20), handedBack));

        Assert.Equal(status, Work(desk).Status);
    }

    [Fact]
    public void A_rule_does_not_schedule_what_a_person_holds()
    {
        var desk = new Desk(book => book.Rule("schedule", from load in Facts<ClusterLoad>()
                                                          select Runbook.ScheduleMaintenance(
                                                              "announced", "", "c1", Desk.Minute(10), Desk.Minute(40), "")).Mode(Mode.Act));

        desk.At(0, new Maintenance("c1", Desk.Minute(10), Desk.Minute(40)));
        desk.At(1, Waits(MaintenanceStatus.Scheduled, 1));
        desk.At(2, new ClusterLoad("c1", 1));

        Assert.StartsWith("maintenance c1/announced is held by ann", Assert.Single(desk.Decisions).Because, StringComparison.Ordinal);
    }

    private static (ComponentStatus Status, DateTimeOffset? Since) Stands(Desk desk)
    {
        var component = desk.Session.Snapshot.Facts<Component>().Single();
        return (component.Status, component.Since);
    }

    private static (IncidentStatus Status, DateTimeOffset Since) Incident(Desk desk)
    {
        var incident = desk.Session.Snapshot.Facts<Incident>().Single();
        return (incident.Status, incident.Since);
    }

    private static ClientPolicy? Policy(Desk desk) => desk.Session.Snapshot.Facts<ClientPolicy>().SingleOrDefault();

    private static Maintenance Work(Desk desk) => desk.Session.Snapshot.Facts<Maintenance>().Single();

    private static ComponentEdit Edit(ComponentStatus status, int minute) => new("c1", "WebTools", status, "ann", "I know better", Desk.Minute(minute));

    private static IncidentEdit Held(IncidentStatus status, int minute) => new("net", status, "ann", "I know better", Desk.Minute(minute));

    private static MaintenanceEdit Waits(MaintenanceStatus status, int minute) => new("c1", status, "ann", "the van is late", Desk.Minute(minute));

    private static Incident Net(IncidentStatus status) => new("net", "Net", Impact.Major, status, Desk.Noon, Desk.Noon, Desk.Noon);

    private static void Suspends(Book book) => book.Rule("suspend",
        from load in Facts<ClusterLoad>()
        where load.Percent > 85
        join tools in Facts<Component>() on load.Cluster equals tools.Cluster
        select Runbook.Suspend(tools, "load")).Mode(Mode.Act);

    private static void Incidents(Book book)
    {
        book.Rule("reopen", from alert in Facts<Alert>()
                            where alert.Name == "reopen" && alert.Firing
                            select Runbook.OpenIncident(alert.Subject, "Net", Impact.Major, "errors")).Mode(Mode.Act);
        book.Rule("change", from alert in Facts<Alert>()
                            where alert.Name == "change" && alert.Firing
                            join incident in Facts<Incident>() on alert.Subject equals incident.Id
                            select Runbook.ChangeIncident(incident, IncidentStatus.Monitoring, "better")).Mode(Mode.Act);
        book.Rule("post", from alert in Facts<Alert>()
                          where alert.Name == "post" && alert.Firing
                          join incident in Facts<Incident>() on alert.Subject equals incident.Id
                          select Runbook.PostUpdate(incident, IncidentStatus.Resolved, "all is well")).Mode(Mode.Act);
        book.Rule("retract", from alert in Facts<Alert>()
                             where alert.Name == "retract" && alert.Firing
                             join incident in Facts<Incident>() on alert.Subject equals incident.Id
                             select Runbook.Retract(incident)).Mode(Mode.Act);
    }

    private static void Requires(Book book) => book.Rule("require",
        from alert in Facts<Alert>()
        where alert.Firing
        select Runbook.RequireVersion("WebTools", ProductVersion.Parse(alert.Subject), Enum.Parse<Enforcement>(alert.Name), "old ones fail"))
        .Mode(Mode.Act);

    private static void Moves(Book book) => book.Rule("move",
        from alert in Facts<Alert>()
        where alert.Firing
        join work in Facts<Maintenance>() on alert.Subject equals work.Cluster
        select Runbook.ChangeMaintenance(work, Enum.Parse<MaintenanceStatus>(alert.Name), "asked")).Mode(Mode.Act);
}
