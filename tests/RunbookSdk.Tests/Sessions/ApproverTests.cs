using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

/// <summary>Whose approval counts, and for what.</summary>
public sealed class ApproverTests
{
    private static readonly Alert Firing = new("down", "a", true);

    [Fact]
    public void Approval_that_names_the_plan_counts_for_it_and_for_no_other()
    {
        var desk = new Desk(book => Restart(book).RequireApproval());
        desk.At(0, Firing);
        var hash = Assert.Single(desk.Session.Snapshot.Proposals).PlanHash;
        Assert.Equal(hash, desk.Decisions[0].PlanHash);

        var refused = desk.At(1, Yes("ann", 1, "0123456789abcdef"));
        Assert.Equal(
            $"RBK5041 Approval restart/job/restart/ann by ann changes nothing: it is for plan 0123456789abcdef, and what is proposed now is plan {hash}; look at that and answer again.",
            Text(refused));
        Assert.Single(desk.Decisions);
        desk.At(2, Yes("ann", 2, hash));

        Assert.Equal(["0 restart run-job job/restart Proposed", "2 restart run-job job/restart Decided"], desk.Told);
        Assert.Equal(hash, desk.Decisions[1].PlanHash);
    }

    [Fact]
    public void Approval_that_names_no_plan_approves_what_is_proposed_then()
    {
        var desk = new Desk(book => Restart(book).RequireApproval());
        desk.At(0, Firing);

        desk.At(1, Yes("ann", 1));

        Assert.Equal(Outcome.Decided, desk.Decisions[^1].Outcome);
    }

    [Fact]
    public void Plan_of_an_earlier_match_is_another_plan()
    {
        var desk = new Desk(book => Restart(book).RequireApproval());
        desk.At(0, Firing);
        var earlier = desk.Decisions[0].PlanHash;
        desk.At(1, Firing with { Firing = false });
        desk.At(2, Firing);

        desk.At(3, Yes("ann", 3, earlier));

        Assert.Single(desk.Session.Snapshot.Proposals);
        Assert.NotEqual(earlier, desk.Decisions[^1].PlanHash);
    }

    [Fact]
    public void Plan_says_the_rule_the_action_and_the_facts()
    {
        var hash = PlanOf(book => Restart(book), Firing);

        Assert.Equal(hash, PlanOf(book => Restart(book).Describe("other words"), Firing));
        Assert.NotEqual(hash, PlanOf(book => Restart(book).Priority(1), Firing));
        Assert.NotEqual(hash, PlanOf(book => Restart(book), Firing with { Severity = "page" }));
        Assert.NotEqual(hash, PlanOf(book => Restart(book, "harder"), Firing));
        Assert.Matches("^[0-9a-f]{16}$", hash);
    }

    [Fact]
    public void Plan_stays_while_its_facts_are_seen_again_or_change()
    {
        var desk = new Desk(book => Restart(book).RequireApproval());
        desk.At(0, Firing);
        desk.At(1, Firing);
        desk.At(2, Firing with { Severity = "page" });

        desk.At(3, Yes("ann", 3, desk.Decisions[0].PlanHash));

        Assert.Equal(["0 restart run-job job/restart Proposed", "3 restart run-job job/restart Decided"], desk.Told);
    }

    [Fact]
    public void Rule_that_asks_again_on_change_proposes_a_new_plan_and_forgets_who_approved_the_old_one()
    {
        var desk = new Desk(book => Restart(book).RequireApproval(2, within: Minutes(30)).AgainOnChange());
        desk.At(0, Firing);
        desk.At(1, Yes("ann", 1));
        desk.At(2, Firing with { Severity = "page" });

        var waiting = Assert.Single(desk.Session.Snapshot.Proposals);
        Assert.Empty(waiting.Approvers);
        Assert.Equal((desk.Decisions[1].PlanHash, Desk.Minute(2), Desk.Minute(32)), (waiting.PlanHash, waiting.ProposedAt, waiting.DeniedAt));
        Assert.NotEqual(desk.Decisions[0].PlanHash, waiting.PlanHash);
        desk.At(3, Yes("ben", 3));
        desk.At(4, Yes("ann", 4));

        Assert.Equal(
            ["0 restart run-job job/restart Proposed", "2 restart run-job job/restart Proposed", "4 restart run-job job/restart Decided"], desk.Told);
    }

    [Fact]
    public void Author_of_the_rule_does_not_approve_it_and_may_deny_it()
    {
        var desk = new Desk(book => Restart(book).RequireApproval().Author("Ann").Author("ben"));
        desk.At(0, Firing);

        var refused = desk.At(1, Yes("ann", 1));
        Assert.Equal(
            "RBK5041 Approval restart/job/restart/ann by ann changes nothing: ann is an author of what is asked for; somebody else has to approve it.",
            Text(refused));
        Assert.Single(desk.Session.Snapshot.Proposals);
        desk.At(2, Yes("ben", 2));
        Assert.Single(desk.Session.Snapshot.Proposals);
        desk.At(3, Yes("ann", 3) with { Verdict = Verdict.Deny });

        Assert.Equal("denied by ann", desk.Decisions[^1].Because);
    }

    [Fact]
    public void Person_whose_word_led_to_a_request_does_not_approve_it()
    {
        var desk = new Desk(book => book.Rule("restart",
            from wish in Facts<Wish>() select Runbook.RunJob("restart", new string[0], wish.What)).Mode(Mode.Act).RequireApproval());
        desk.At(0, new Wish("w1", "faster", "ann"));

        desk.At(1, Yes("ann", 1));
        Assert.Single(desk.Session.Snapshot.Proposals);
        desk.At(2, Yes("ben", 2));

        Assert.Equal(["ben"], desk.Decisions[^1].Approvers);
    }

    [Fact]
    public void Only_those_who_are_named_and_the_people_of_teams_that_are_named_approve()
    {
        var desk = new Desk(book => Restart(book).RequireApproval(2, of: ["ann", "sre"]));
        desk.At(0, Firing, new TeamMember("SRE", "ben"), new TeamMember("dba", "cid"));
        Assert.Equal(["ann", "sre"], Assert.Single(desk.Session.Snapshot.Proposals).MayApprove);

        Assert.Equal(
            "RBK5041 Approval restart/job/restart/cid by cid changes nothing: cid is none of those who may approve it: ann, sre.",
            Text(desk.At(1, Yes("cid", 1))));
        desk.At(2, Yes("Ann", 2));
        desk.At(3, Yes("ANN", 3));
        Assert.Single(desk.Decisions);
        desk.At(4, Yes("Ben", 4));

        Assert.Equal(["Ann", "Ben"], desk.Decisions[^1].Approvers);
    }

    [Fact]
    public void Who_has_left_the_team_approves_no_more()
    {
        var desk = new Desk(book => Restart(book).RequireApproval(of: ["sre"]));
        desk.At(0, Firing, new TeamMember("sre", "ben"));
        desk.At(1, Desk.Gone(new TeamMember("sre", "ben"), 1));

        desk.At(2, Yes("ben", 2));

        Assert.Single(desk.Session.Snapshot.Proposals);
    }

    [Fact]
    public void Approval_that_rests_on_facts_too_old_to_decide_by_does_not_count()
    {
        var desk = new Desk(book => book.Rule("restart",
            from lag in Facts<Lag>() where lag.Seconds > 60 select Runbook.RunJob("restart", new string[0], "")).Mode(Mode.Act).RequireApproval());
        desk.At(0, new Lag("r1", 90));

        Assert.Contains("Lag r1, which it rests on, was last observed at 2019-09-11 12:00:00Z and is too old to decide by", Text(desk.At(5, Yes("ann", 5))), StringComparison.Ordinal);
        desk.At(6, new Lag("r1", 90));
        desk.At(7, Yes("ann", 7));

        Assert.Equal(Outcome.Decided, desk.Decisions[^1].Outcome);
    }

    [Fact]
    public void Approval_is_checked_against_the_limits_of_its_own_instant()
    {
        var desk = new Desk(book => book.Rule("restart",
            from alert in Facts<Alert>() where alert.Firing select Runbook.RunJob("restart", new[] { alert.Subject }, ""))
            .Mode(Mode.Act).RequireApproval().AtMost(1, Hours(1)).Escalate("on-call"));
        desk.At(0, Firing, Firing with { Subject = "b" });

        desk.At(1, Yes("ann", 1));

        Assert.Equal(
        [
            "0 restart run-job job/restart Proposed", "0 restart run-job job/restart Proposed", "1 restart run-job job/restart Decided",
            "1 restart run-job job/restart Denied", "1 restart page team/on-call Decided",
        ], desk.Told);
        Assert.Equal(["ann"], desk.Decisions[3].Approvers);
    }

    [Fact]
    public void Answer_for_which_nothing_waits_is_told()
    {
        var desk = new Desk(book => Restart(book).RequireApproval());

        Assert.Equal(
            "RBK5041 Approval restart/job/restart/ann by ann changes nothing: nothing that rule restart asks for job/restart waits for an approval; it may be decided, denied or withdrawn by now.",
            Text(desk.At(0, Yes("ann", 0))));
    }

    [Fact]
    public void Time_that_runs_out_says_how_many_have_approved()
    {
        var desk = new Desk(book => Restart(book).RequireApproval(3, within: Hours(2)));
        desk.At(0, Firing);
        desk.At(1, Yes("ann", 1), Yes("ben", 1));

        desk.At(120);

        Assert.Equal("only 2 of 3 people approved within 2 hours", desk.Decisions[^1].Because);
    }

    [Theory]
    [InlineData(29.999, Outcome.Decided)]
    [InlineData(30, Outcome.Denied)]
    public void Approval_counts_until_just_before_the_time_is_over(double minute, Outcome outcome)
    {
        var desk = new Desk(book => Restart(book).RequireApproval(within: Minutes(30)));
        desk.At(0, Firing);

        desk.At(minute, Yes("ann", minute));

        Assert.Equal(outcome, desk.Decisions[^1].Outcome);
    }

    [Fact]
    public void Refused_evaluation_takes_an_approval_and_a_new_plan_back()
    {
        var desk = new Desk(book =>
        {
            Restart(book).RequireApproval(2).AgainOnChange();
            book.Rule("on", from a in Facts<Sample>() where a.Value > 0 select Runbook.Assert(new Sample("loop", "x", -1))).Mode(Mode.Act);
            book.Rule("off", from a in Facts<Sample>() where a.Value < 0 select Runbook.Assert(new Sample("loop", "x", 1))).Mode(Mode.Act);
        });
        desk.At(0, Firing);
        desk.At(1, Yes("ann", 1));
        var before = Assert.Single(desk.Session.Snapshot.Proposals);

        Assert.Throws<Diagnostics.RunbookException>(() => desk.At(2, Firing with { Severity = "page" }, Yes("ben", 2), new Sample("loop", "x", 1)));

        var after = Assert.Single(desk.Session.Snapshot.Proposals);
        Assert.Equal((before.PlanHash, before.ProposedAt, before.DeniedAt), (after.PlanHash, after.ProposedAt, after.DeniedAt));
        Assert.Equal(["ann"], after.Approvers);
        desk.At(3, Yes("cid", 3, before.PlanHash));
        Assert.Equal(Outcome.Decided, desk.Decisions[^1].Outcome);
    }

    [Theory]
    [InlineData]
    [InlineData("ann", " ")]
    public void Nobody_or_a_blank_name_is_refused(params string[] names)
    {
        Assert.Throws<ArgumentException>(() => new Desk(book => Restart(book).Author(names)));
        Assert.Throws<ArgumentException>(() => new Desk(book => Restart(book).RequireApproval(of: names)));
    }

    [Fact]
    public void Rules_that_differ_in_who_may_approve_are_different_rules()
    {
        var hashes = ((Action<RuleBuilder>[])[
            _ => { }, r => r.RequireApproval(of: ["ann"]), r => r.RequireApproval(of: ["ben"]), r => r.RequireApproval(of: ["ann", "ben"]),
            r => r.RequireApproval().Author("ann"),
        ]).Select(say => RuleSet.Create(new Book(book => say(Restart(book)))).Hash).ToList();

        Assert.Equal(hashes.Count, hashes.Distinct().Count());
        Assert.Equal(hashes[3], RuleSet.Create(new Book(book => Restart(book).RequireApproval(of: ["ann", "ben"]))).Hash);
    }

    [Fact]
    public void Rules_that_are_read_again_keep_what_waits()
    {
        var desk = new Desk(book => Restart(book).RequireApproval(of: ["ann"]).Author("ben"));
        desk.At(0, Firing);

        desk.Swap(book => Restart(book).RequireApproval(of: ["ann"]).Author("ben"));

        Assert.Single(desk.Decisions);
        Assert.Single(desk.Session.Snapshot.Proposals);
    }

    [Theory]
    [InlineData(Verdict.Approve, "Decided")]
    [InlineData(Verdict.Deny, "Denied")]
    public void Answer_that_names_one_of_several_plans_for_a_target_is_for_that_one_only(Verdict verdict, string outcome)
    {
        var desk = new Desk(book => Restart(book).RequireApproval());
        desk.At(0, Firing, new Alert("b", "c2", true));
        Assert.Equal(2, desk.Session.Snapshot.Proposals.Count);
        var named = desk.Session.Snapshot.Proposals[1].PlanHash;

        var evaluation = desk.At(1, Yes("ann", 1, named) with { Verdict = verdict });

        Assert.Empty(evaluation.Problems);
        Assert.Equal($"1 restart run-job job/restart {outcome}", Assert.Single(desk.Told.Skip(2)));
        Assert.NotEqual(named, Assert.Single(desk.Session.Snapshot.Proposals).PlanHash);
    }

    private static string PlanOf(Action<Book> define, Alert alert)
    {
        var desk = new Desk(define, new SessionOptions { Mode = Mode.Propose });
        desk.At(0, alert);
        return desk.Decisions[0].PlanHash!;
    }

    private static RuleBuilder Restart(Book book, string argument = "") => book.Rule("restart",
        from alert in Facts<Alert>() where alert.Firing select Runbook.RunJob("restart", new[] { argument }, alert.Subject)).Mode(Mode.Act);

    private static Approval Yes(string who, double at, string? hash = null) => new("restart", "job/restart", who, Verdict.Approve, Desk.Minute(at), hash);

    private static string Text(Evaluation evaluation)
    {
        var problem = Assert.Single(evaluation.Problems);
        return $"{problem.Code} {problem.Message}";
    }

    private sealed record Wish([Key] string Id, string What, [Author] string By);

    [MaxAge("00:05:00")]
    private sealed record Lag([Key] string Replica, double Seconds);
}
