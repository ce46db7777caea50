using RunbookSdk.Components;
using RunbookSdk.Incidents;
using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

public sealed class IncidentTests
{
    [Fact]
    public void An_incident_goes_through_its_lifecycle()
    {
        var desk = new Desk(Runbook);

        desk.At(0, new Alert("open", "i", true));
        desk.At(1, new Alert("Identified", "i", true));
        desk.At(2, new Alert("Monitoring", "i", true));
        desk.At(3, new Alert("Resolved", "i", true));
        desk.At(4, new Alert("Postmortem", "i", true));

        Assert.Equal(
            ["0 Investigating", "1 Identified", "2 Monitoring", "3 Resolved", "4 Postmortem"], Statuses(desk));
        Assert.All(desk.Decisions, d => Assert.Equal(Actions.Outcome.Decided, d.Outcome));
    }

    [Fact]
    public void A_step_that_the_lifecycle_refuses_is_denied_with_its_reason()
    {
        var desk = new Desk(Runbook);

        desk.At(0, new Alert("open", "i", true));
        desk.At(1, new Alert("Postmortem", "i", true));

        Assert.Equal(["0 Investigating"], Statuses(desk));
        Assert.Equal("1 move change-incident incident/i Denied", desk.Told.Last());
        Assert.Contains("resolve it first", desk.Decisions[^1].Because, StringComparison.Ordinal);
    }

    [Fact]
    public void An_incident_that_is_open_is_not_opened_again()
    {
        var desk = new Desk(Runbook);

        desk.At(0, new Alert("open", "i", true));
        desk.At(1, new Alert("open", "i", false));
        desk.At(2, new Alert("open", "i", true));

        Assert.Equal("2 open open-incident incident/i Denied", desk.Told.Last());
        Assert.Equal("incident i is already open", desk.Decisions[^1].Because);
    }

    [Fact]
    public void A_resolved_incident_that_is_opened_again_relapses()
    {
        var desk = new Desk(Runbook);

        desk.At(0, new Alert("open", "i", true));
        desk.At(1, new Alert("Resolved", "i", true), new Alert("open", "i", false));
        desk.At(2, new Alert("open", "i", true));

        Assert.Equal(["0 Investigating", "1 Resolved", "2 Investigating"], Statuses(desk));
    }

    [Fact]
    public void An_update_of_an_incident_that_nobody_knows_is_denied()
    {
        var desk = new Desk(book => book.Rule("tell",
            from load in Facts<ClusterLoad>()
            select RunbookSdk.Runbook.PostUpdate(
                new Incident("x", "", Impact.None, IncidentStatus.Resolved, default, default, default), IncidentStatus.Resolved, "over"))
            .Mode(Mode.Act));

        desk.At(0, new ClusterLoad("c1", 1));

        Assert.Equal("incident x is not known", Assert.Single(desk.Decisions).Because);
    }

    [Fact]
    public void An_update_moves_the_incident_to_the_status_it_names()
    {
        var desk = new Desk(book =>
        {
            Runbook(book);
            book.Rule("tell", from load in Facts<ClusterLoad>()
                              from incident in Facts<Incident>()
                              select RunbookSdk.Runbook.PostUpdate(incident, IncidentStatus.Monitoring, "better")).Mode(Mode.Act);
        });

        desk.At(0, new Alert("open", "i", true));
        desk.At(1, new ClusterLoad("c1", 1));

        Assert.Equal(["0 Investigating", "1 Monitoring"], Statuses(desk));
    }

    private static IEnumerable<string> Statuses(Desk desk) => desk.Decisions.Where(d => d.Rule == "status")
        .Select(d => $"{(d.Instant - Desk.Noon).TotalMinutes} {d.Because}");

    private static void Runbook(Book book)
    {
        book.Rule("open", from alert in Facts<Alert>()
                          where alert.Name == "open" && alert.Firing
                          select RunbookSdk.Runbook.OpenIncident(alert.Subject, "net", Impact.Major, "errors")).Mode(Mode.Act);
        book.Rule("move", from alert in Facts<Alert>()
                          where alert.Name != "open" && alert.Firing
                          from incident in Facts<Incident>()
                          where incident.Id == alert.Subject
                          select RunbookSdk.Runbook.ChangeIncident(incident, Enum.Parse<IncidentStatus>(alert.Name), "step")).Mode(Mode.Act);
        book.Rule("status", from incident in Facts<Incident>()
                            select RunbookSdk.Runbook.Page("sre", $"{incident.Status}")).Mode(Mode.Act).AgainOnChange();
    }
}
