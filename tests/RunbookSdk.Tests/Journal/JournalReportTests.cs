using RunbookSdk.Actions;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Incidents;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using RunbookSdk.Tests.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Journal;

/// <summary>What a journal tells of a time: the material of a postmortem.</summary>
public sealed class JournalReportTests
{
    private readonly MemoryJournal journal = new();

    [Fact]
    public void Incidents_are_told_from_their_opening_to_their_postmortem_by_rules_and_people()
    {
        var desk = Of(book =>
        {
            book.Rule("open", from a in Facts<Alert>() where a.Firing select Runbook.OpenIncident("I1", "Mail is slow", Impact.Minor, "it fires")).Mode(Mode.Act);
            book.Rule("watch", from r in Facts<Remedy>() from i in Facts<Incident>() select Runbook.PostUpdate(i, IncidentStatus.Monitoring, r.Description)).Mode(Mode.Act);
        });
        desk.At(0, new Alert("slow", "mail", true));
        desk.At(5, new Remedy("mail", "restarted", Desk.Minute(5)));
        desk.At(9, new IncidentEdit("I1", IncidentStatus.Resolved, "ann", "looks good", Desk.Minute(9)));

        var incident = Assert.Single(Report().Incidents);

        Assert.Equal(("I1", "Mail is slow", Impact.Minor, Desk.Noon, Desk.Minute(9), false), (incident.Id, incident.Title, incident.Impact, incident.OpenedAt, incident.ResolvedAt, incident.HasPostmortem));
        Assert.Equal(
            [
                new IncidentUpdate(Desk.Noon, IncidentStatus.Investigating, "it fires", "open"),
                new(Desk.Minute(5), IncidentStatus.Monitoring, "restarted", "watch"),
                new(Desk.Minute(9), IncidentStatus.Resolved, "resolved: looks good", "ann"),
            ],
            incident.Updates);
        desk.At(11, new Postmortem("I1", "a full disk", Desk.Minute(11)));
        Assert.True(Assert.Single(Report().Incidents).HasPostmortem);
        Assert.Empty(Report(from: 10).Incidents);
        Assert.Null(Assert.Single(Report(until: 8).Incidents).ResolvedAt);
    }

    [Fact]
    public void An_edit_that_cannot_be_is_no_update()
    {
        var desk = Of(book => book.Rule("open", from a in Facts<Alert>() select Runbook.OpenIncident("I1", "x", Impact.Minor, "y")).Mode(Mode.Act));
        desk.At(0, new Alert("slow", "mail", true));
        desk.At(1, new IncidentEdit("I1", IncidentStatus.Postmortem, "ann", "done", Desk.Minute(1)));

        Assert.Single(Assert.Single(Report().Incidents).Updates);
    }

    [Fact]
    public void Components_are_affected_while_they_do_not_work_and_announced_work_is_not_counted()
    {
        var desk = Of(book => book.Rule(
            "degrade", from a in Facts<Alert>() where a.Firing from c in Facts<Component>() select Runbook.Degrade(c, ComponentStatus.PartialOutage, "it fires")).Mode(Mode.Act));
        desk.At(0, new Component("c1", "Mail"), new Component("c1", "Login", ComponentStatus.MajorOutage), new Component("c2", "Other"));
        desk.At(1, Desk.Gone(new Component("c2", "Other"), 1));
        desk.At(10, new Alert("slow", "mail", true));
        desk.At(20, Desk.Gone(new Alert("slow", "mail", true), 20));
        desk.At(30, new Maintenance("c1", Desk.Minute(31), Desk.Minute(40), Component: "Mail"));
        desk.At(50);

        var components = Report(until: 60).Components;

        Assert.Equal([("Login", 60d), ("Mail", 10d)], components.Select(c => (c.Name, c.Down(Desk.Minute(60)).TotalMinutes)));
        Assert.Equal(
            [
                new ComponentPeriod(ComponentStatus.PartialOutage, Desk.Minute(10), Desk.Minute(20)),
                new(ComponentStatus.UnderMaintenance, Desk.Minute(31), Desk.Minute(40)),
            ],
            components[1].Periods);
        Assert.Equal(ComponentStatus.PartialOutage, components[1].Worst);
        var clipped = Report(from: 15, until: 18).Components.Single(c => c.Name == "Mail");
        Assert.Equal((Desk.Minute(15), 3d), (clipped.Periods[0].From, clipped.Down(Desk.Minute(18)).TotalMinutes));
        Assert.Equal(["Login"], Report(from: 25, until: 60).Components.Select(c => c.Name));
    }

    [Fact]
    public void What_was_in_force_is_told_with_its_renewals_and_its_end()
    {
        var desk = Of(book => book.Rule("suspend", from l in Facts<ClusterLoad>() join c in Facts<Component>() on l.Cluster equals c.Cluster select Runbook.Suspend(c, "busy"))
            .Mode(Mode.Act).Lease(Minutes(10)));
        desk.At(0, new Component("c1", "Mail"), new ClusterLoad("c1", 90));
        desk.At(5, new ClusterLoad("c1", 91));
        desk.At(12, Desk.Gone(new ClusterLoad("c1", 0), 12));
        desk.At(15, new ClusterLoad("c1", 92));

        var terms = Report().Terms;

        Assert.Equal(
            [(Desk.Noon, Desk.Minute(12), 1), (Desk.Minute(15), (DateTimeOffset?)null, 0)],
            terms.Select(t => (t.From, t.Until, t.Renewals)));
        Assert.Equal(("suspend", "component/c1/mail", "ended: busy"), (terms[0].Began.Action, terms[0].Began.Target, terms[0].Ended!.Because));
        Assert.Single(Report(from: 13).Terms);
    }

    [Fact]
    public void Questions_to_people_are_told_with_their_answers_and_those_that_nobody_gave()
    {
        var desk = Of(book => book.Rule("restart", from a in Facts<Alert>() where a.Firing select Runbook.RunJob(a.Subject, Array.Empty<string>(), "down"))
            .Mode(Mode.Act).RequireApproval(within: Hours(1)));
        desk.At(0, new Alert("down", "a", true), new Alert("down", "b", true), new Alert("down", "c", true), new Alert("down", "d", true));
        desk.At(1, new Approval("restart", "job/a", "ann", Verdict.Approve, Desk.Minute(1)));
        desk.At(2, new Approval("restart", "job/b", "bob", Verdict.Deny, Desk.Minute(2), Because: "not now"));
        desk.At(3, Desk.Gone(new Alert("down", "c", true), 3));
        desk.At(59);

        var asked = Report().Approvals;

        Assert.Equal(
            [("job/a", (Outcome?)Outcome.Decided), ("job/b", Outcome.Denied), ("job/c", Outcome.Withdrawn), ("job/d", null)],
            asked.Select(a => (a.Asked.Target, a.Answer?.Outcome)));
        Assert.Equal(["ann"], asked[0].Answer!.Approvers);
        Assert.Equal("denied by bob: not now", asked[1].Answer!.Because);
        Assert.All(asked, a => Assert.False(a.HasExpired));
        desk.At(61);
        Assert.Equal(["job/d"], Report().Approvals.Where(a => a.HasExpired).Select(a => a.Asked.Target));
        Assert.Equal([("ann", "approve"), ("bob", "deny")], Report().People.Select(p => (p.By, p.What)));
    }

    [Fact]
    public void Each_answer_is_told_with_its_own_question_though_two_ask_for_the_same()
    {
        var desk = Of(book => book.Rule("restart", from a in Facts<Alert>() where a.Firing select Runbook.RunJob("restart", Array.Empty<string>(), a.Subject))
            .Mode(Mode.Act).RequireApproval(within: Hours(1)));
        desk.At(0, new Alert("down", "a", true), new Alert("down", "b", true));
        desk.At(1, new Approval("restart", "job/restart", "ann", Verdict.Approve, Desk.Minute(1), desk.Decisions[0].PlanHash));
        desk.At(2, new Approval("restart", "job/restart", "bob", Verdict.Deny, Desk.Minute(2), desk.Decisions[1].PlanHash, "not now"));

        Assert.Equal(
            [("a", (Outcome?)Outcome.Decided), ("b", Outcome.Denied)],
            Report().Approvals.Select(a => (a.Asked.Because, a.Answer?.Outcome)));
    }

    [Fact]
    public void A_question_that_is_asked_anew_answers_the_one_before()
    {
        var desk = Of(book => book.Rule("restart", from a in Facts<Alert>() where a.Firing select Runbook.RunJob("restart", Array.Empty<string>(), a.Severity ?? ""))
            .AgainOnChange().Mode(Mode.Act).RequireApproval(within: Hours(1)));
        desk.At(0, new Alert("down", "a", true, "minor"));
        desk.At(1, new Alert("down", "a", true, "major"));
        desk.At(2, new Approval("restart", "job/restart", "ann", Verdict.Approve, Desk.Minute(2)));

        var asked = Report().Approvals;

        Assert.Equal(
            [("minor", (Outcome?)Outcome.Proposed), ("major", Outcome.Decided)],
            asked.Select(a => (a.Asked.Because, a.Answer?.Outcome)));
        Assert.Equal((Desk.Minute(1), asked[1].Asked), (asked[0].Answer!.Instant, asked[0].Answer));
    }

    [Fact]
    public void A_question_that_another_rule_has_met_is_answered_by_that()
    {
        var desk = Of(book =>
        {
            book.Rule("ask", from a in Facts<Alert>() where a.Firing from c in Facts<Component>() select Runbook.Suspend(c, "it fires")).Mode(Mode.Act).RequireApproval();
            book.Rule("alone", from l in Facts<ClusterLoad>() from c in Facts<Component>() select Runbook.Suspend(c, "hot")).Mode(Mode.Act);
        });
        desk.At(0, new Component("c1", "Mail"), new Alert("down", "a", true));
        desk.At(1, new ClusterLoad("c1", 90));

        var asked = Assert.Single(Report().Approvals);

        Assert.Equal(("ask", "alone"), (asked.Asked.Rule, asked.Answer?.Rule));
    }

    [Fact]
    public void A_move_after_an_edit_that_could_not_be_is_not_that_persons()
    {
        var desk = Of(book =>
        {
            book.Rule("open", from a in Facts<Alert>() where a.Firing select Runbook.OpenIncident("I1", "x", Impact.Minor, "it fires")).Mode(Mode.Act);
            book.Rule("watch", from r in Facts<Remedy>() from i in Facts<Incident>() select Runbook.PostUpdate(i, IncidentStatus.Monitoring, r.Description)).Mode(Mode.Act);
        });
        desk.At(0, new Alert("slow", "mail", true));
        desk.At(1, new IncidentEdit("I1", IncidentStatus.Postmortem, "ann", "done", Desk.Minute(1)));
        desk.At(5, new Remedy("mail", "restarted", Desk.Minute(5)));

        Assert.Equal(["open", "watch"], Assert.Single(Report().Incidents).Updates.Select(u => u.By));
    }

    [Fact]
    public void Automation_that_was_held_is_told_from_its_beginning_to_its_end()
    {
        var desk = Of(book => book.Rule("hold", from a in Facts<Alert>() where a.Firing select Runbook.Hold("component/*", "look first")).Mode(Mode.Act));
        desk.At(1, new Alert("down", "a", true));
        desk.At(5, new Alert("down", "a", false));

        var term = Assert.Single(Report().Terms);

        Assert.Equal(("hold", Desk.Minute(1), (DateTimeOffset?)Desk.Minute(5)), (term.Began.Action, term.From, term.Until));
    }

    [Fact]
    public void How_often_a_session_was_opened_is_no_gap_of_data()
    {
        var rules = RuleSet.Create(new Book(_ => { }));
        for (var run = 0; run < 30; run++)
        {
            var minute = run < 25 ? run : run * 60;
            var session = RunbookSession.Open(
                rules, Desk.Noon, new SessionOptions { Journal = journal, ProposesAfterUncleanEnd = true, EscalatesTo = $"team {run}" }, DomainFacts.CatalogWith(), null, out _);
            session.Evaluate(Desk.Minute(minute));
            session.End();
        }

        Assert.Contains(journal.Read().SelectMany(e => e.Records), r => r.Name == nameof(SessionRunning));
        Assert.Empty(Report().Gaps);
    }

    [Fact]
    public void What_people_stop_and_let_go_is_told_and_what_was_delivered_twice_is_told_once()
    {
        var desk = Of(_ => { });
        desk.At(0, new Pause("all", "ann", "exercise", Desk.Noon), new Pause("all", "ann", "exercise", Desk.Noon));
        desk.At(1, Desk.Gone(new Pause("all", "", "", default), 1), new Resumption("all", "bob", "over", Desk.Minute(1)));
        desk.At(2, new ComponentEdit("c1", "Mail", ComponentStatus.MajorOutage, "ann", "dark", Desk.Minute(2)), new Release("Mail", ProductVersion.Parse("1.2"), Desk.Minute(2)));

        Assert.Equal(
            [
                new PersonsAct(Desk.Noon, "ann", "pause", "all", "exercise"),
                new(Desk.Minute(1), "", "end-pause", "all", ""),
                new(Desk.Minute(1), "bob", "resume", "all", "over"),
                new(Desk.Minute(2), "ann", "component-edit", "c1/Mail", "major_outage: dark"),
                new(Desk.Minute(2), "", "new-version", "Mail/1.2", ""),
            ],
            Report().People);
    }

    [Fact]
    public void Faults_refusals_and_what_the_host_gave_up_are_troubles()
    {
        var desk = Of(
            book =>
            {
                book.Rule("broken", from l in Facts<ClusterLoad>() where 100 / (int)l.Percent > 1 select Runbook.Page("x", "y"));
                book.Rule("endless", from s in Facts<Service>() where !Facts<Site>().Any() select new Site(s.Name, true, 0));
            },
            new SessionOptions { FaultsUntilQuarantine = 2 });
        desk.At(0, new ClusterLoad("c1", 0));
        desk.At(1, new ClusterLoad("c2", 0));
        Assert.ThrowsAny<Exception>(() => desk.At(2, new Service("crm", "dc1")));
        desk.At(3, new ActionOutcome("k", "broken", "team/x", "page", ActionStatus.DeadLettered, 5, "no answer", Desk.Minute(3)));
        desk.At(4, new ActionOutcome("l", "broken", "team/x", "page", ActionStatus.Failed, 1, "no answer", Desk.Minute(4)));

        var troubles = Report().Troubles;

        Assert.Equal([("fault", "broken"), ("set-aside", "broken"), ("refused", "RBK5001"), ("given-up", "page team/x")], troubles.Select(t => (t.Kind, t.About)));
        Assert.Contains("DivideByZeroException", troubles[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_proved_to_have_worked_is_told_until_a_proof_comes()
    {
        var desk = Of(book => book.Rule("restart", from a in Facts<Alert>() where a.Firing select Runbook.RunJob(a.Subject, Array.Empty<string>(), "down"))
            .Mode(Mode.Act)
            .Verify(Minutes(10), (RunJob job) => Facts<Probe>().Where(p => p.Subject == job.Job && p.Up), otherwise: job => Runbook.Page("boss", "it did not help")));
        desk.At(0, new Alert("down", "a", true), new Alert("down", "b", true));
        desk.At(5, new Probe("x", "a", true));

        Assert.Equal([new UnprovedAction("restart", "run-job", "job/b", Desk.Noon, false)], Report().Unproved);
        desk.At(60 * 48);
        Assert.Equal([("job/b", Desk.Minute(10), true)], Report().Unproved.Select(u => (u.Target, u.Since, u.IsLate)));
        Assert.Empty(Report(from: 11).Unproved);
    }

    [Fact]
    public void A_gap_of_data_is_much_longer_than_usual()
    {
        var desk = Of(_ => { });
        for (var minute = 0; minute < 100; minute++)
        {
            if (minute is < 40 or > 59) desk.At(minute, new ClusterLoad("c1", minute));
            if (minute % 14 == 0) desk.At(minute, new ClusterLoad("slow", minute));
        }

        var gap = Assert.Single(Report().Gaps);

        Assert.Equal(("ClusterLoad", "c1", Desk.Minute(39), Desk.Minute(60)), (gap.Type, gap.Key, gap.From, gap.Until));
        Assert.Empty(Report(from: 45).Gaps);
    }

    [Fact]
    public void The_part_about_an_incident_ends_with_it_and_leaves_other_incidents_out()
    {
        var desk = Of(book => book.Rule("open", from a in Facts<Alert>() where a.Firing select Runbook.OpenIncident(a.Subject, a.Name, Impact.Minor, "it fires")).Mode(Mode.Act));
        desk.At(0, new Alert("first", "i1", true));
        desk.At(1, new Alert("second", "i2", true));
        desk.At(5, new IncidentEdit("i1", IncidentStatus.Resolved, "ann", "over", Desk.Minute(5)));
        desk.At(6, new Pause("all", "ann", "later", Desk.Minute(6)));
        var report = Report();

        var part = report.About(report.Incidents[0]);

        Assert.Equal((Desk.Noon, Desk.Minute(5)), (part.From, part.Until));
        Assert.Equal(["incident/i1"], part.Decisions.Select(d => d.Target));
        Assert.Equal(["incident-edit"], part.People.Select(p => p.What));
    }

    private JournalReport Report(double? from = null, double? until = null) =>
        JournalReport.Of(journal.Read(), from is { } f ? Desk.Minute(f) : null, until is { } u ? Desk.Minute(u) : null);

    private Desk Of(Action<Book> define, SessionOptions? options = null)
    {
        options ??= new SessionOptions();
        options.Journal = journal;
        return new Desk(define, options);
    }
}
