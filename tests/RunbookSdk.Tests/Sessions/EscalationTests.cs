using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Incidents;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

/// <summary>Who is woken when a limit stops something.</summary>
public sealed class EscalationTests
{
    private static readonly SessionOptions WithTeam = new() { EscalatesTo = "sre" };

    [Fact]
    public void Session_wakes_its_team_when_the_rule_names_nobody()
    {
        var desk = new Desk(book => Restart(book).AtMost(1, Hours(1)).AgainOnChange(), WithTeam);

        desk.At(0, Alarm("1"));
        desk.At(1, Alarm("2"));
        desk.At(2, Alarm("3"));

        Assert.Equal(
        [
            "0 restart run-job job/restart Decided", "1 restart run-job job/restart Denied", "1 restart page team/sre Decided",
            "2 restart run-job job/restart Denied",
        ], desk.Told);
    }

    [Fact]
    public void Team_of_the_rule_comes_before_the_team_of_the_session()
    {
        var desk = new Desk(book => Restart(book).AtMost(1, Hours(1)).AgainOnChange().Escalate("dba"), WithTeam);

        desk.At(0, Alarm("1"));
        desk.At(1, Alarm("2"));

        Assert.Equal("1 restart page team/dba Decided", desk.Told.Last());
    }

    [Fact]
    public void Page_that_is_cooling_down_wakes_nobody_else()
    {
        var desk = new Desk(
            book => book.Rule("page", from a in Facts<Alert>() where a.Firing select Runbook.Page("ops", a.Severity))
                .Mode(Mode.Act).Cooldown(Hours(1)).AgainOnChange(),
            WithTeam);

        desk.At(0, Alarm("1"));
        desk.At(1, Alarm("2"));

        Assert.Equal(["0 page page team/ops Decided", "1 page page team/ops Denied"], desk.Told);
    }

    [Fact]
    public void Next_match_wakes_again_also_when_it_is_of_the_same_facts()
    {
        var desk = new Desk(
            book => book.Rule("restart",
                from a in Facts<Alert>()
                where a.Firing && Now >= Date("2019-09-11T12:10Z")
                select Runbook.RunJob("restart", new string[0], a.Severity)).Mode(Mode.Act).Cooldown(Hours(5)),
            WithTeam);
        desk.At(10, Alarm("1"));
        desk.At(11, Alarm("1") with { Firing = false });
        desk.At(12, Alarm("1"));
        desk.At(13, Alarm("1") with { Firing = false });
        desk.At(14, Alarm("1"));

        Assert.Equal(2, desk.Decisions.Count(d => d.Action is Page));
    }

    [Fact]
    public void What_a_person_holds_and_what_is_so_already_wakes_nobody_and_what_a_lifecycle_refuses_does()
    {
        var desk = new Desk(
            book =>
            {
                book.Rule("open", from a in Facts<Alert>() where a.Name == "open" select Runbook.OpenIncident("i", "x", Impact.Minor, a.Subject)).Mode(Mode.Act);
                book.Rule("resolve",
                    from a in Facts<Alert>()
                    where a.Name == "resolve"
                    from i in Facts<Incident>()
                    select Runbook.ChangeIncident(i, IncidentStatus.Resolved, a.Subject)).Mode(Mode.Act);
                book.Rule("postmortem",
                    from a in Facts<Alert>()
                    where a.Name == "postmortem"
                    from i in Facts<Incident>()
                    select Runbook.ChangeIncident(i, IncidentStatus.Postmortem, a.Subject)).Mode(Mode.Act);
            },
            WithTeam);
        desk.At(0, new Alert("open", "a", true));

        desk.At(1, new Alert("open", "b", true));
        desk.At(2, new IncidentEdit("i", IncidentStatus.Identified, "ann", "x", Desk.Minute(2)), new Alert("resolve", "a", true));
        Assert.Equal([Outcome.Decided, Outcome.Denied, Outcome.Denied], desk.Decisions.Select(d => d.Outcome));
        desk.At(3, Desk.Gone(new IncidentEdit("i", default, "", "", default), 3));
        desk.At(4, new Alert("postmortem", "a", true));

        Assert.Equal(["4 postmortem change-incident incident/i Denied", "4 postmortem page team/sre Decided"], desk.Told.Skip(3));
    }

    [Fact]
    public void What_a_person_denies_wakes_nobody()
    {
        var desk = new Desk(book => Restart(book).RequireApproval(), WithTeam);
        desk.At(0, Alarm("1"));

        desk.At(1, new Approval("restart", "job/restart", "ann", Verdict.Deny, Desk.Minute(1)));

        Assert.DoesNotContain(desk.Decisions, d => d.Action is Page);
    }

    private static Alert Alarm(string severity) => new("down", "a", true, severity);

    private static RuleBuilder Restart(Book book) => book.Rule("restart",
        from alert in Facts<Alert>() where alert.Firing select Runbook.RunJob("restart", new string[0], alert.Subject)).Mode(Mode.Act);
}
