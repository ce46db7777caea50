using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

/// <summary>What proves that an action worked, when its time is over, and what follows then.</summary>
public sealed class VerifyTests
{
    private const string Tools = "component/c1/webtools";

    [Fact]
    public void A_fact_that_is_observed_after_the_decision_proves_it_at_its_instant()
    {
        var desk = Begun();

        desk.At(4, new ClusterLoad("c1", 55));
        desk.At(120);

        Assert.Equal([$"0 shed suspend {Tools} Decided", $"4 shed suspend {Tools} Verified"], desk.Told);
        var verified = desk.Decisions[1];
        Assert.Equal("ClusterLoad c1 proves it 4 minutes after 2019-09-11 12:00:00Z", verified.Because);
        Assert.Equal(new ClusterLoad("c1", 55), Assert.Single(verified.Facts).Value);
        Assert.Equal(desk.Decisions[0].IdempotencyKey, verified.IdempotencyKey);
        Assert.Equal(0, desk.Session.Retained.Verifications);
    }

    [Theory]
    [InlineData(14.99, false)]
    [InlineData(15, true)]
    public void Without_a_proof_the_escalation_runs_at_the_instant_at_which_the_time_is_over(double minute, bool escalates)
    {
        var desk = Begun();

        desk.At(minute);

        string[] expected = escalates ? [$"15 shed suspend {Tools} Unverified", "15 shed/otherwise/1 run-job job/drain Decided"] : [];
        Assert.Equal(expected, desk.Told.Skip(1));
        Assert.Equal(Desk.Minute(escalates ? 35 : 15), desk.Session.NextDue);
    }

    [Fact]
    public void A_proof_that_is_known_at_the_very_instant_of_the_deadline_counts()
    {
        var desk = Begun();

        desk.At(15, new ClusterLoad("c1", 55));

        Assert.Equal([$"15 shed suspend {Tools} Verified"], desk.Told.Skip(1));
    }

    [Fact]
    public void What_was_known_before_or_at_the_decision_proves_nothing_until_it_is_observed_again()
    {
        var desk = new Desk(book => book.Rule("restart", from alert in Facts<Alert>() select Runbook.RunJob("restart", new[] { alert.Subject }, "down"))
            .Mode(Mode.Act)
            .Verify(Minutes(15), (RunJob job) => Facts<Probe>().Where(p => p.Subject == job.Arguments[0] && p.Up), job => Runbook.Page("sre", job.Job)));
        desk.At(0, new Probe("oslo", "crm", true), new Probe("bergen", "crm", false));
        desk.At(1, new Alert("down", "crm", true), new Probe("rome", "crm", true));

        desk.At(2, new Probe("bergen", "crm", false));
        Assert.Single(desk.Decisions);
        desk.At(3, new Probe("oslo", "crm", true));

        Assert.Equal("3 restart run-job job/restart Verified", desk.Told.Last());
    }

    [Theory]
    [InlineData(false, "not proved in 15 minutes after 2019-09-11 12:00:00Z: no ClusterLoad was observed since")]
    [InlineData(true, "not proved in 15 minutes after 2019-09-11 12:00:00Z: none of 1 ClusterLoad observed since proves it")]
    public void No_data_does_not_prove_and_the_reason_tells_it_from_data_that_says_no(bool isObserved, string because)
    {
        var desk = Begun();

        if (isObserved) desk.At(5, new ClusterLoad("c1", 90));
        desk.At(15);

        Assert.Equal(because, desk.Decisions[1].Because);
    }

    [Fact]
    public void Escalations_run_in_their_order_each_after_its_own_time_and_each_once()
    {
        var desk = Begun();

        desk.At(10, new ClusterLoad("c1", 99));
        desk.At(34.99);
        Assert.Equal(3, desk.Decisions.Count);
        desk.At(60 * 24 * 3);

        Assert.Equal(
        [
            $"15 shed suspend {Tools} Unverified", "15 shed/otherwise/1 run-job job/drain Decided",
            $"35 shed suspend {Tools} Unverified", "35 shed/otherwise/2 page team/on-call Decided",
        ], desk.Told.Skip(1));
        Assert.Equal("c1 is still loaded", desk.Decisions[^1].Because);
        var verification = Assert.Single(desk.Session.Snapshot.Facts<Verification>());
        Assert.Equal((2, null, Desk.Noon), (verification.Escalations, verification.Due, verification.Since));
    }

    [Fact]
    public void A_late_proof_ends_the_escalations()
    {
        var desk = Begun();

        desk.At(20, new ClusterLoad("c1", 50));
        desk.At(60);

        Assert.Equal(
            [$"15 shed suspend {Tools} Unverified", "15 shed/otherwise/1 run-job job/drain Decided", $"20 shed suspend {Tools} Verified"], desk.Told.Skip(1));
        Assert.Empty(desk.Session.Snapshot.Facts<Verification>());
    }

    [Fact]
    public void What_follows_may_stand_and_is_released_by_the_proof()
    {
        var desk = new Desk(book => Shed(book).Verify(
            Minutes(15),
            (Suspend s) => Facts<ClusterLoad>().Where(l => l.Cluster == s.Component.Cluster && l.Percent < 60),
            s => Runbook.Degrade(new Component(s.Component.Cluster, "Mail"), ComponentStatus.PartialOutage, "still hot")));
        desk.At(0, new Component("c1", "WebTools"), new Component("c1", "Mail"), new ClusterLoad("c1", 95));

        desk.At(15);
        desk.At(20, new ClusterLoad("c1", 59));

        Assert.Equal(
        [
            $"15 shed suspend {Tools} Unverified", "15 shed/otherwise/1 degrade component/c1/mail Decided",
            $"20 shed suspend {Tools} Verified", "20 shed/otherwise/1 release component/c1/mail Released",
        ], desk.Told.Skip(1));
    }

    [Fact]
    public void The_clock_begins_with_the_first_success_that_a_host_reports()
    {
        var desk = Begun();
        var decision = desk.Decisions[0];

        desk.At(3, Of(decision, ActionStatus.Failed, 3));
        desk.At(12, Of(decision, ActionStatus.Succeeded, 10), new Observation(new ClusterLoad("c1", 50), Desk.Minute(9)));
        Assert.Equal(Desk.Minute(25), desk.Session.NextDue);
        desk.At(20, Of(decision, ActionStatus.Succeeded, 20));
        desk.At(24.99);
        Assert.Single(desk.Decisions);
        desk.At(25);

        Assert.StartsWith("not proved in 15 minutes after 2019-09-11 12:10:00Z", desk.Decisions[1].Because, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_host_has_given_up_escalates_at_once()
    {
        var desk = Begun();

        desk.At(3, Of(desk.Decisions[0], ActionStatus.DeadLettered, 3));

        Assert.Equal([$"3 shed suspend {Tools} Unverified", "3 shed/otherwise/1 run-job job/drain Decided"], desk.Told.Skip(1));
        Assert.Equal("given up after 1 attempts: exit code 1", desk.Decisions[1].Because);
        Assert.Equal(Desk.Minute(23), desk.Session.NextDue);
    }

    /// <summary>Two handlers of one action may both have to give it up.</summary>
    [Fact]
    public void What_two_handlers_have_given_up_at_one_time_escalates_once()
    {
        var desk = Begun();

        desk.At(3, Of(desk.Decisions[0], ActionStatus.DeadLettered, 3), new Observation(
            ActionOutcome.Of(desk.Decisions[0], ActionStatus.DeadLettered, 2, "exit code 2", Desk.Minute(3)), Desk.Minute(3)));

        Assert.Equal([$"3 shed suspend {Tools} Unverified", "3 shed/otherwise/1 run-job job/drain Decided"], desk.Told.Skip(1));
        Assert.Equal(Desk.Minute(23), desk.Session.NextDue);
    }

    [Fact]
    public void What_is_given_up_at_the_very_instant_at_which_the_time_is_over_escalates_once()
    {
        var desk = new Desk(book => Shed(book).Verify(
            Minutes(15), (Suspend s) => Facts<ClusterLoad>().Where(l => l.Percent < 60), s => Runbook.Page("sre", "hot")));
        desk.At(0, new Component("c1", "WebTools"), new ClusterLoad("c1", 95));

        desk.At(15, Of(desk.Decisions[0], ActionStatus.DeadLettered, 15));

        Assert.Equal([$"15 shed suspend {Tools} Unverified", "15 shed/otherwise/1 page team/sre Decided"], desk.Told.Skip(1));
        Assert.Equal(1, Assert.Single(desk.Session.Snapshot.Facts<Verification>()).Escalations);
    }

    [Fact]
    public void What_takes_the_place_of_a_standing_action_is_verified_from_its_own_decision_on()
    {
        var desk = new Desk(book => book.Rule("degrade",
            from load in Facts<ClusterLoad>()
            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
            where load.Percent > 80
            select Runbook.Degrade(tools, load.Percent > 95 ? ComponentStatus.MajorOutage : ComponentStatus.PartialOutage, "hot"))
            .Mode(Mode.Act)
            .Verify(Minutes(15), (Degrade d) => Facts<Alert>().Where(a => a.Subject == d.Component.Cluster && !a.Firing), d => Runbook.Page("sre", d.Because)));
        desk.At(0, new Component("c1", "WebTools"), new ClusterLoad("c1", 90));

        desk.At(5, new ClusterLoad("c1", 99));
        desk.At(19.99);
        Assert.DoesNotContain(desk.Decisions, d => d.Outcome == Outcome.Unverified);
        desk.At(20);

        Assert.Equal([$"20 degrade degrade {Tools} Unverified", "20 degrade/otherwise/1 page team/sre Decided"], desk.Told.TakeLast(2));
        desk.At(21, new ClusterLoad("c1", 10));
        Assert.Equal(0, desk.Session.Retained.Verifications);
    }

    [Fact]
    public void Outside_of_its_window_people_hear_that_it_did_not_work_and_nothing_else_is_done()
    {
        var desk = new Desk(book => Verified(Shed(book).OnlyDuring("night")));
        desk.At(0, new MaintenanceWindow("night", "0 12 * * *", "UTC", TimeSpan.FromMinutes(10), "ann", "quiet", Desk.Noon, Desk.Noon.AddDays(9)));
        desk.At(1, new Component("c1", "WebTools"), new ClusterLoad("c1", 95));

        desk.At(36);

        Assert.Equal(
        [
            $"1 shed suspend {Tools} Decided", $"16 shed suspend {Tools} Unverified", "16 shed/otherwise/1 run-job job/drain Denied",
            $"36 shed suspend {Tools} Unverified", "36 shed/otherwise/2 page team/on-call Decided",
        ], desk.Told);
    }

    [Fact]
    public void What_follows_does_not_count_against_how_much_the_rule_may_touch()
    {
        var desk = new Desk(book => Shed(book).AtMostTargets(1).Verify(
            Minutes(15), (Suspend s) => Facts<ClusterLoad>().Where(l => l.Percent < 60), s => Runbook.RunJob("drain", new[] { s.Component.Cluster }, "hot", new[] { s.Component.Cluster, s.Component.Name })));
        desk.At(0, new Component("c1", "WebTools"), new ClusterLoad("c1", 95));

        desk.At(15);

        Assert.Equal("15 shed/otherwise/1 run-job job/drain Decided", desk.Told.Last());
    }

    [Fact]
    public void A_release_ends_it_without_a_word()
    {
        var desk = Begun();

        desk.At(5, Desk.Gone(new Component("c1", "WebTools"), 5));
        desk.At(60, new ClusterLoad("c1", 10));

        Assert.Equal([$"5 shed release {Tools} Released"], desk.Told.Skip(1));
        Assert.Equal(0, desk.Session.Retained.Verifications);
    }

    [Fact]
    public void A_release_at_the_instant_of_the_deadline_ends_it_too()
    {
        var desk = Begun();

        desk.At(15, Desk.Gone(new Component("c1", "WebTools"), 15));

        Assert.Equal([$"15 shed release {Tools} Released"], desk.Told.Skip(1));
    }

    [Fact]
    public void It_begins_with_the_approval_and_a_proposal_that_nobody_approves_proves_nothing()
    {
        var desk = new Desk(book => Verified(Shed(book).RequireApproval(within: Minutes(30))));
        desk.At(0, new Component("c1", "WebTools"), new Component("c2", "WebTools"), new ClusterLoad("c1", 95), new ClusterLoad("c2", 95));
        desk.At(10, new Approval("shed", Tools, "ann", Verdict.Approve, Desk.Minute(10)));

        desk.At(30);

        Assert.Equal(
        [
            $"0 shed suspend {Tools} Proposed", "0 shed suspend component/c2/webtools Proposed", $"10 shed suspend {Tools} Decided",
            $"25 shed suspend {Tools} Unverified", "25 shed/otherwise/1 run-job job/drain Proposed", "30 shed suspend component/c2/webtools Denied",
        ], desk.Told);
    }

    [Fact]
    public void Who_is_told_that_it_did_not_work_is_told_without_an_approval()
    {
        var desk = new Desk(book => Verified(Shed(book).RequireApproval()));
        desk.At(0, new Component("c1", "WebTools"), new ClusterLoad("c1", 95));
        desk.At(0, new Approval("shed", Tools, "ann", Verdict.Approve, Desk.Minute(0)));

        desk.At(35);

        Assert.Equal("35 shed/otherwise/2 page team/on-call Decided", desk.Told.Last());
    }

    [Fact]
    public void A_pause_of_the_rule_holds_what_follows_too_but_not_who_is_told()
    {
        var desk = Begun();
        desk.At(1, new Pause("rule/shed", "ann", "wait", Desk.Minute(1)));

        desk.At(35);
        Assert.Equal(
        [
            $"15 shed suspend {Tools} Unverified", "15 shed/otherwise/1 run-job job/drain Denied",
            $"35 shed suspend {Tools} Unverified", "35 shed/otherwise/2 page team/on-call Decided",
        ], desk.Told.Skip(1));
        desk.At(40, Desk.Gone(new Pause("rule/shed", "", "", default), 40));

        Assert.Equal("40 shed/otherwise/1 run-job job/drain Decided", desk.Told.Last());
    }

    [Fact]
    public void A_rule_that_only_observes_has_nothing_to_prove()
    {
        var desk = new Desk(book => Verified(Shed(book).Mode(Mode.Observe)));

        desk.At(0, new Component("c1", "WebTools"), new ClusterLoad("c1", 95));
        desk.At(60);

        Assert.Equal([$"0 shed suspend {Tools} Observed"], desk.Told);
    }

    [Fact]
    public void What_is_asked_once_is_verified_although_its_reason_has_ended_and_forgotten_a_day_after_the_last_escalation()
    {
        var desk = new Desk(book => book.Rule("restart", from alert in Facts<Alert>() where alert.Firing select Runbook.RunJob("restart", new[] { alert.Subject }, "down"))
            .Mode(Mode.Act)
            .Verify(Minutes(15), (RunJob job) => Facts<Probe>().Where(p => p.Subject == job.Arguments[0] && p.Up), job => Runbook.Page("sre", job.Job)));
        desk.At(0, new Alert("down", "crm", true));
        desk.At(1, new Alert("down", "crm", false));

        desk.At(15);
        Assert.Equal(["15 restart run-job job/restart Unverified", "15 restart/otherwise/1 page team/sre Decided"], desk.Told.Skip(1));
        desk.At(15 + (24 * 60) - 0.01);
        Assert.Single(desk.Session.Snapshot.Facts<Verification>());
        desk.At(15 + (24 * 60));

        Assert.Empty(desk.Session.Snapshot.Facts<Verification>());
        Assert.Equal(3, desk.Decisions.Count);
    }

    [Fact]
    public void Who_asks_again_does_not_put_the_deadline_off()
    {
        var desk = new Desk(book => book.Rule("cool", from load in Facts<ClusterLoad>() where load.Percent > 50 select Runbook.RunJob("cool", new[] { load.Cluster }, ""))
            .Mode(Mode.Act)
            .AgainOnChange()
            .Verify(Minutes(15), (RunJob job) => Facts<ClusterLoad>().Where(l => l.Cluster == job.Arguments[0] && l.Percent < 60), job => Runbook.Page("sre", "hot")));

        for (var minute = 0; minute < 20; minute += 5) desk.At(minute, new ClusterLoad("c1", 90 + minute));

        Assert.Contains("15 cool/otherwise/1 page team/sre Decided", desk.Told);
    }

    [Fact]
    public void A_proof_may_last_and_may_ask_about_other_facts()
    {
        var desk = new Desk(book => Shed(book).Verify(
            Minutes(30),
            (Suspend s) => from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent < 60, lasting: Minutes(5))
                           where load.Cluster == s.Component.Cluster
                           where !Facts<Alert>().Any(a => a.Subject == s.Component.Cluster && a.Firing)
                           select load,
            s => Runbook.Page("on-call", "")));
        desk.At(0, new Component("c1", "WebTools"), new ClusterLoad("c1", 95), new Alert("a", "c1", true));

        desk.At(10, new ClusterLoad("c1", 50));
        desk.At(15);
        Assert.Single(desk.Decisions);
        desk.At(20, new Alert("a", "c1", false));

        Assert.Equal([$"20 shed suspend {Tools} Verified"], desk.Told.Skip(1));
    }

    [Fact]
    public void Other_facts_of_the_same_kind_prove_nothing()
    {
        var desk = Begun();

        desk.At(5, new ClusterLoad("c2", 10));

        Assert.Single(desk.Decisions);
        Assert.Single(desk.Session.Snapshot.Facts<Verification>());
    }

    [Fact]
    public void A_refused_evaluation_leaves_no_trace()
    {
        var desk = new Desk(book =>
        {
            Verified(Shed(book));
            book.Rule("endless", from step in Facts<Step>() select Runbook.Assert(new Step(step.Name, step.Number + 1), "")).Mode(Mode.Act).AgainOnChange();
        });
        desk.At(0, new Component("c1", "WebTools"), new Component("c2", "WebTools"), new ClusterLoad("c1", 95));
        var kept = desk.Session.Retained;

        Assert.Throws<RunbookException>(() => desk.At(2, new ClusterLoad("c1", 50), new ClusterLoad("c2", 99), new Step("s", 0)));
        Assert.Throws<RunbookException>(() => desk.At(3, Of(desk.Decisions[0], ActionStatus.Succeeded, 3), new Step("s", 0)));
        Assert.Throws<RunbookException>(() => desk.At(4, Of(desk.Decisions[0], ActionStatus.DeadLettered, 4), new Step("s", 0)));
        Assert.Equal(kept with { Timers = 0 }, desk.Session.Retained with { Timers = 0 });
        desk.At(15);

        Assert.Equal([$"15 shed suspend {Tools} Unverified", "15 shed/otherwise/1 run-job job/drain Decided"], desk.Told.Skip(1));
    }

    /// <summary>A journal knows nothing of what was refused: a session that is opened from it stands the same.</summary>
    [Fact]
    public void A_refused_evaluation_or_a_trial_leaves_the_very_same_state()
    {
        void Define(Book book)
        {
            Verified(Shed(book));
            book.Rule("endless", from step in Facts<Step>() select Runbook.Assert(new Step(step.Name, step.Number + 1), "")).Mode(Mode.Act).AgainOnChange();
            book.Rule("blips", from blip in Facts<Blip>() select Runbook.Page("x", blip.Name)).Mode(Mode.Act);
        }

        var (tried, spared) = (new Desk(Define), new Desk(Define));
        foreach (var desk in (Desk[])[tried, spared]) desk.At(0, new Component("c1", "WebTools"), new ClusterLoad("c1", 95));

        Assert.Throws<RunbookException>(() => tried.At(2, new Component("c2", "WebTools"), new ClusterLoad("c2", 99), new Blip("b"), new Step("s", 0)));
        tried.Session.Preview(RuleSet.Create(new Book(book => Once(Shed(book)))));
        foreach (var desk in (Desk[])[tried, spared]) desk.At(3, new ClusterLoad("c1", 96));

        Assert.True(tried.Session.HasSameState(spared.Session));
    }

    [Fact]
    public void Nobody_but_the_session_says_what_is_to_be_proved()
    {
        var desk = Begun();

        var refused = Assert.Throws<ArgumentException>(() => desk.At(1, new Verification("k", "r", "t", "a", Desk.Noon, null, 0)));

        Assert.StartsWith("What r has to prove is for the session to say", refused.Message, StringComparison.Ordinal);
    }

    internal static Observation Of(Decision decision, ActionStatus status, double minute) =>
        new(ActionOutcome.Of(decision, status, 1, "exit code 1", Desk.Minute(minute)), Desk.Minute(minute));

    internal static RuleBuilder Shed(Book book) => book.Rule("shed",
        from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85).ClearedWhen(l => l.Percent < 20)
        join tools in Facts<Component>() on load.Cluster equals tools.Cluster
        where tools.Name == "WebTools"
        select Runbook.Suspend(tools, "hot")).Mode(Mode.Act);

    internal static RuleBuilder Verified(RuleBuilder rule) => rule
        .Verify(
            within: Minutes(15),
            (Suspend s) => Facts<ClusterLoad>().Where(l => l.Cluster == s.Component.Cluster && l.Percent < 60),
            otherwise: s => Runbook.RunJob("drain", new[] { s.Component.Cluster }, "suspending did not help"))
        .Otherwise(within: Minutes(20), (Suspend s) => Runbook.Page("on-call", $"{s.Component.Cluster} is still loaded"));

    /// <summary>The first of the two steps of <see cref="Verified"/>.</summary>
    internal static RuleBuilder Once(RuleBuilder rule) => rule.Verify(
        within: Minutes(15),
        (Suspend s) => Facts<ClusterLoad>().Where(l => l.Cluster == s.Component.Cluster && l.Percent < 60),
        otherwise: s => Runbook.RunJob("drain", new[] { s.Component.Cluster }, "suspending did not help"));

    private static Desk Begun()
    {
        var desk = new Desk(book => Verified(Shed(book)));
        desk.At(0, new Component("c1", "WebTools"), new ClusterLoad("c1", 95));
        Assert.Equal([$"0 shed suspend {Tools} Decided"], desk.Told);
        return desk;
    }

    private sealed record Step([Key] string Name, int Number);

    private sealed record Blip(string Name);
}
