using RunbookSdk.Actions;
using RunbookSdk.Instances;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using RunbookSdk.Tests.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Instances;

public sealed class RunbookLifecycleTests
{
    [Fact]
    public void Rules_begin_an_instance_and_a_condition_over_facts_moves_it_with_a_reason()
    {
        var desk = new Desk(Drain.Define);

        desk.At(0, new Connection("n1", 1), new Node("n1", "drain"));
        Assert.Equal("draining", Stands(desk));
        desk.At(5, Desk.Gone(new Connection("n1", 1), 5));

        Assert.Equal("out-of-service/empty", Stands(desk));
        Assert.Equal(
        [
            "0 begin-drain begin-lifecycle lifecycle/drain/n1 Decided",
            "5 lifecycle/drain/draining/1 complete-state lifecycle/drain/n1 Decided",
            "5 silence-while-drained page team/monitoring Decided",
        ], desk.Told);
        Assert.Equal("nobody is connected", desk.Decisions[1].Because);
        Assert.Equal("LifecycleStatus drain/n1", $"{desk.Decisions[1].Facts[0].Type} {desk.Decisions[1].Facts[0].Key}");
    }

    [Fact]
    public void Condition_that_holds_when_the_state_is_entered_moves_it_at_once()
    {
        var desk = new Desk(Drain.Define);

        desk.At(0, new Node("n1", "drain"));

        Assert.Equal("out-of-service/empty", Stands(desk));
    }

    [Fact]
    public void Time_moves_an_instance_at_its_own_instant_also_in_one_leap()
    {
        var desk = new Desk(Drain.Define);

        desk.At(0, new Connection("n1", 1), new Node("n1", "drain"));
        Assert.Equal(Desk.Minute(30), desk.Session.NextDue);
        desk.At(300);

        Assert.Equal(["0 begin-drain begin-lifecycle lifecycle/drain/n1 Decided", "30 page-stuck page team/operations Decided"], desk.Told);
        Assert.Equal(Desk.Minute(30), Status(desk).Since);
    }

    [Fact]
    public void Leaving_a_state_cancels_its_time()
    {
        var desk = new Desk(Drain.Define);

        desk.At(0, new Connection("n1", 1), new Node("n1", "drain"));
        desk.At(10, new Node("n1", "give-up"));
        desk.At(60);

        Assert.Equal("serving", Stands(desk));
        Assert.DoesNotContain(desk.Decisions, d => d.Rule == "page-stuck");
    }

    [Fact]
    public void Refused_trigger_is_a_denied_decision_with_the_lifecycles_sentence()
    {
        var desk = new Desk(Drain.Define);

        desk.At(0, new Connection("n1", 1), new Node("n1", "drain"));
        desk.At(1, new Node("n1", "go-on"));

        Assert.Equal("1 go-on fire-trigger lifecycle/drain/n1 Denied", desk.Told.Last());
        Assert.Equal("a drain in draining does not take go-on; it takes give-up", desk.Decisions[^1].Because);
        Assert.Equal("draining", Stands(desk));
    }

    [Fact]
    public void Trigger_of_what_has_not_begun_is_denied()
    {
        var desk = new Desk(Drain.Define);

        desk.At(0, new Node("n1", "give-up"));

        Assert.Equal("drain n1 has not begun", Assert.Single(desk.Decisions).Because);
        Assert.Empty(desk.Session.Snapshot.Facts<LifecycleStatus>());
    }

    [Fact]
    public void Instance_that_stands_open_is_not_begun_again_and_one_that_ended_is()
    {
        var desk = new Desk(Drain.Define);

        desk.At(0, new Connection("n1", 1), new Node("n1", "drain"));
        desk.At(1, new Node("n1", "wait"));
        desk.At(2, new Node("n1", "drain"));
        Assert.Equal("drain n1 has begun already, and stands in draining", desk.Decisions[^1].Because);
        desk.At(3, new Node("n1", "give-up"));
        Assert.True(Status(desk).HasEnded);
        desk.At(4, new Node("n1", "drain"));

        Assert.Equal(("draining", Desk.Minute(4), false), (Status(desk).State, Status(desk).Since, Status(desk).HasEnded));
    }

    [Fact]
    public void Instance_is_forgotten_some_time_after_its_end()
    {
        var desk = new Desk(Drain.Define);

        desk.At(0, new Node("n1", "drain"));
        desk.At(10, new Node("n1", "give-up"));
        desk.At(129);
        Assert.Equal("serving", Stands(desk));
        Assert.Equal(Desk.Minute(130), desk.Session.NextDue);
        desk.At(130);

        Assert.Empty(desk.Session.Snapshot.Facts<LifecycleStatus>());
        Assert.Null(desk.Session.NextDue);
        Assert.Equal(0, desk.Session.Retained.Effects);
    }

    [Fact]
    public void Rule_that_observes_moves_nothing()
    {
        var desk = new Desk(Drain.Define, new SessionOptions { Mode = Mode.Observe });

        desk.At(0, new Node("n1", "drain"));

        Assert.Equal("0 begin-drain begin-lifecycle lifecycle/drain/n1 Observed", Assert.Single(desk.Told));
        Assert.Empty(desk.Session.Snapshot.Facts<LifecycleStatus>());
    }

    [Fact]
    public void Trigger_waits_for_an_approval_and_is_asked_again_of_the_lifecycle_then()
    {
        var desk = new Desk(book =>
        {
            var drain = book.DefineLifecycle("drain", Drain.Lines);
            book.Rule("begin", from n in Facts<Node>() where n.Asked != "" select Runbook.Begin(drain, n.Name, "x")).Mode(Mode.Act);
            book.Rule("give-up", from n in Facts<Node>() where n.Asked == "give-up" select Runbook.Fire(drain, n.Name, "give-up", "x"))
                .Mode(Mode.Act).RequireApproval();
        });
        desk.At(0, new Connection("n1", 1), new Node("n1", "give-up"));
        Assert.Equal("draining", Stands(desk));

        desk.At(1, new Approval("give-up", "lifecycle/drain/n1", "ann", Verdict.Approve, Desk.Minute(1)));

        Assert.Equal("serving", Stands(desk));
        Assert.Equal("1 give-up fire-trigger lifecycle/drain/n1 Decided", desk.Told.Last());
    }

    [Fact]
    public void Where_an_instance_stands_is_for_no_rule_to_say()
    {
        var desk = new Desk(book =>
        {
            var drain = book.DefineLifecycle("drain", Drain.Lines);
            book.Rule("begin", from n in Facts<Node>() select Runbook.Begin(drain, n.Name, "x")).Mode(Mode.Act);
            book.Rule("assert", from n in Facts<Node>() select Runbook.Assert(new LifecycleStatus("drain", n.Name, "serving", "serving", Now, true), "x")).Mode(Mode.Act);
            book.Rule("retract", from i in Runbook.InstancesOf(drain) select Runbook.Retract(i, "x")).Mode(Mode.Act);
            book.Rule("derive", from n in Facts<Node>() select new LifecycleStatus("drain", n.Name, "serving", "serving", Now, true));
        });

        var evaluation = desk.At(0, new Connection("n1", 1), new Node("n1", "drain"));

        Assert.Equal(
        [
            "0 begin begin-lifecycle lifecycle/drain/n1 Decided",
            "0 assert assert fact/lifecyclestatus/drain/n1 Denied",
            "0 retract retract fact/lifecyclestatus/drain/n1 Denied",
        ], desk.Told);
        Assert.Equal("fact/lifecyclestatus/drain/n1 is for its lifecycle to say, no rule does", desk.Decisions[1].Because);
        Assert.Contains("a LifecycleStatus is for its lifecycle to say, no rule derives one", evaluation.Faults[0].Message);
        Assert.Equal("draining", Stands(desk));
    }

    [Fact]
    public void Where_an_instance_stands_is_not_observed()
    {
        var desk = new Desk(Drain.Define);

        var refused = Assert.Throws<ArgumentException>(() =>
            desk.Session.Observe(new LifecycleStatus("drain", "n1", "serving", "serving", Desk.Noon, true)));

        Assert.StartsWith("Where drain n1 stands is for its lifecycle to say; move it with a rule that fires a trigger.", refused.Message);
    }

    [Fact]
    public void Of_two_conditions_that_hold_at_once_the_first_moves_it_and_the_other_is_told_why_not()
    {
        var desk = new Desk(book =>
        {
            var job = book.DefineLifecycle("job", l => l
                .Initial("waiting")
                .State("waiting", s => s
                    .When("it is good", i => Facts<Node>().Any(n => n.Name == i.Id && n.Asked != "")).GoTo("good")
                    .When("it is bad", i => Facts<Node>().Any(n => n.Name == i.Id && n.Asked != "")).GoTo("bad"))
                .Final("good")
                .Final("bad"));
            book.Rule("begin", from n in Facts<Node>() select Runbook.Begin(job, n.Name, "x")).Mode(Mode.Act);
        });
        desk.At(0, new Node("n1", ""));
        desk.At(1, new Node("n1", "both"));

        Assert.Equal("good", Stands(desk));
        Assert.Equal(
        [
            "1 lifecycle/job/waiting/1 complete-state lifecycle/job/n1 Decided",
            "1 lifecycle/job/waiting/2 complete-state lifecycle/job/n1 Denied",
        ], desk.Told.Skip(1));
        Assert.Equal("job n1 stands in good by now", desk.Decisions[^1].Because);
    }

    [Fact]
    public void Condition_of_an_outer_state_holds_in_the_states_within_it()
    {
        var desk = new Desk(book =>
        {
            var job = book.DefineLifecycle("job", l => l
                .Initial("running")
                .State("running", s => s
                    .Initial("first")
                    .When("it is called off", i => Facts<Node>().Any(n => n.Name == i.Id && n.Asked == "stop")).GoTo("off"))
                .State("first", s => s.Within("running").On("next").GoTo("second"))
                .State("second", s => s.Within("running").On("next").GoTo("first"))
                .Final("off"));
            book.Rule("begin", from n in Facts<Node>() select Runbook.Begin(job, n.Name, "x")).Mode(Mode.Act);
            book.Rule("next", from n in Facts<Node>() where n.Asked == "next" select Runbook.Fire(job, n.Name, "next", "x")).Mode(Mode.Act);
        });

        desk.At(0, new Node("n1", ""));
        desk.At(1, new Node("n1", "next"));
        Assert.Equal("running/second", Stands(desk));
        desk.At(2, new Node("n1", "stop"));

        Assert.Equal("off", Stands(desk));
    }

    [Fact]
    public void Refused_evaluation_takes_moves_back_with_their_times()
    {
        var desk = new Desk(book =>
        {
            Drain.Define(book);
            book.Rule("cycle", from n in Facts<Node>() where n.Asked == "cycle" select Runbook.Assert(new Node(n.Name, "cycle2"))).Mode(Mode.Act);
            book.Rule("cycle2", from n in Facts<Node>() where n.Asked == "cycle2" select Runbook.Assert(new Node(n.Name, "cycle"))).Mode(Mode.Act);
            book.Rule("also-give-up", from n in Facts<Node>() where n.Asked == "cycle" select new FireTrigger("drain", n.Name, "give-up", "x")).Mode(Mode.Act);
        });
        desk.At(0, new Connection("n1", 1), new Node("n1", "drain"));
        var before = Status(desk);

        Assert.Throws<Diagnostics.RunbookException>(() => desk.At(5, new Node("n1", "cycle")));

        Assert.Equal(before, Status(desk));
        Assert.Equal(Desk.Minute(30), desk.Session.NextDue);
        desk.At(40);
        Assert.Equal("stuck", Stands(desk));
    }

    private static LifecycleStatus Status(Desk desk) => Assert.Single(desk.Session.Snapshot.Facts<LifecycleStatus>());

    private static string Stands(Desk desk) => Status(desk).Path;
}
