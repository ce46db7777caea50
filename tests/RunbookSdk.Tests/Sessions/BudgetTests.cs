using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

/// <summary>How often rules may decide, and who is woken when they may not.</summary>
public sealed class BudgetTests
{
    [Fact]
    public void Budget_of_a_rule_counts_for_each_target_and_ends_exactly_when_its_time_has_passed()
    {
        var desk = new Desk(book => Restart(book).AtMost(2, Hours(1)));

        Alarm(desk, "a", 0);
        Alarm(desk, "a", 10);
        Alarm(desk, "a", 20);
        Assert.Equal(
            "the budget of restart for job/restart-a is used up: 2 of 2 in 1 hours; the next is possible at 2019-09-11 13:00:00Z",
            desk.Decisions[^1].Because);
        Alarm(desk, "b", 21);
        Alarm(desk, "a", 59.999);
        Alarm(desk, "a", 60);
        Alarm(desk, "a", 69.999);
        Alarm(desk, "a", 70);

        Assert.Equal(
        [
            "0 job/restart-a Decided", "10 job/restart-a Decided", "20 job/restart-a Denied", "21 job/restart-b Decided",
            "59.999 job/restart-a Denied", "60 job/restart-a Decided", "69.999 job/restart-a Denied", "70 job/restart-a Decided",
        ], Told(desk));
    }

    [Fact]
    public void Budget_over_all_counts_every_rule_and_no_page()
    {
        var desk = new Desk(
            book =>
            {
                Restart(book);
                book.Rule("page", from a in Facts<Alert>() where a.Firing select Runbook.Page("ops", a.Subject)).Mode(Mode.Act);
            },
            new SessionOptions { Budget = new(2, TimeSpan.FromHours(1)) });

        foreach (var (subject, minute) in (ReadOnlySpan<(string, int)>)[("a", 0), ("b", 1), ("c", 2)]) Alarm(desk, subject, minute);

        Assert.Equal(
        [
            "0 job/restart-a Decided", "0 team/ops Decided", "1 job/restart-b Decided", "1 team/ops Decided", "2 job/restart-c Denied", "2 team/ops Decided",
        ], Told(desk));
        Assert.StartsWith("the budget of all rules is used up: 2 of 2 in 1 hours", desk.Decisions[4].Because);
    }

    [Fact]
    public void Stopped_request_wakes_whom_the_rule_names_once_for_a_match()
    {
        var desk = new Desk(book => Restart(book).AtMost(1, Hours(1)).AgainOnChange().Escalate("on-call"));

        Alarm(desk, "a", 0);
        desk.At(1, new Alert("down", "a", true, "1"));
        desk.At(2, new Alert("down", "a", true, "2"));
        desk.At(3, new Alert("down", "a", true, "3"));

        Assert.Equal(
            ["0 job/restart-a Decided", "1 job/restart-a Denied", "1 team/on-call Decided", "2 job/restart-a Denied", "3 job/restart-a Denied"], Told(desk));
        Assert.StartsWith("run-job of job/restart-a was stopped: the budget of restart for job/restart-a is used up", desk.Decisions[2].Because);
    }

    [Fact]
    public void Approval_that_nobody_gives_in_time_wakes_somebody_and_one_that_is_denied_does_not()
    {
        var desk = new Desk(book => Restart(book).RequireApproval(within: Hours(1)).Escalate("on-call"));

        desk.At(0, new Alert("down", "a", true));
        desk.At(1, new Alert("down", "b", true));
        desk.At(2, new Approval("restart", "job/restart-b", "ann", Verdict.Deny, Desk.Minute(2)));
        desk.At(61);

        Assert.Equal(
        [
            "0 job/restart-a Proposed", "1 job/restart-b Proposed", "2 job/restart-b Denied", "60 job/restart-a Denied", "60 team/on-call Decided",
        ], Told(desk));
        Assert.Equal("run-job of job/restart-a was stopped: nobody approved within 1 hours", desk.Decisions[^1].Because);
    }

    [Fact]
    public void Pause_wakes_nobody_and_a_silence_keeps_the_escalation_quiet()
    {
        var desk = new Desk(book => Restart(book).AtMost(1, Hours(1)).Escalate("on-call"));
        desk.At(0, new Pause("rule/restart", "ann", "x", Desk.Noon));
        desk.At(1, new Alert("down", "a", true));
        desk.At(2, Desk.Gone(new Pause("rule/restart", "", "", default), 2), new Silence("s", "team/on-call", "ann", "x", Desk.Noon, Desk.Minute(60)));
        desk.At(2.5, new Alert("down", "a", false));
        desk.At(3, new Alert("down", "a", true));

        Assert.Equal(["1 job/restart-a Denied", "2 job/restart-a Decided", "3 job/restart-a Denied", "3 team/on-call Denied"], Told(desk));
    }

    [Fact]
    public void Refused_evaluation_costs_no_budget()
    {
        var desk = new Desk(book =>
        {
            Restart(book).AtMost(1, Hours(1));
            book.Rule("on", from a in Facts<Alert>() where a.Name == "loop" && a.Firing select Runbook.Assert(new Alert("loop", "x", false))).Mode(Mode.Act);
            book.Rule("off", from a in Facts<Alert>() where a.Name == "loop" && !a.Firing select Runbook.Assert(new Alert("loop", "x", true))).Mode(Mode.Act);
        });

        Assert.Throws<Diagnostics.RunbookException>(() => desk.At(0, new Alert("down", "a", true), new Alert("loop", "x", true)));
        Alarm(desk, "a", 1);

        Assert.Equal(["1 job/restart-a Decided"], Told(desk));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 24 * 367)]
    public void Budget_that_makes_no_sense_is_refused(int count, int hours) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Budget(count, TimeSpan.FromHours(hours)));

    private static RuleBuilder Restart(Book book) => book.Rule("restart",
        from a in Facts<Alert>()
        where a.Name == "down" && a.Firing
        select Runbook.RunJob("restart-" + a.Subject, new string[0], a.Subject)).Mode(Mode.Act);

    /// <summary>An alert fires at a minute and is over a moment later.</summary>
    private static void Alarm(Desk desk, string subject, double minute)
    {
        desk.At(minute, new Alert("down", subject, true));
        desk.At(minute + 0.0001, new Alert("down", subject, false));
    }

    private static IEnumerable<string> Told(Desk desk) => desk.Decisions.Select(d => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{(d.Instant - Desk.Noon).TotalMinutes:0.###} {d.Target} {d.Outcome}"));
}
