using Microsoft.Extensions.Logging;
using Moq;
using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

/// <summary>People's switches and silences.</summary>
public sealed class HoldTests
{
    [Fact]
    public void Pause_of_everything_brings_nothing_into_force_and_still_wakes_people()
    {
        var desk = new Desk(SuspendAndPage);
        desk.At(0, new Component("c1", "WebTools"), Paused("all"));

        desk.At(1, new ClusterLoad("c1", 90));

        Assert.Equal(["1 suspend suspend component/c1/webtools Denied", "1 page page team/ops Decided"], desk.Told);
        Assert.Equal("paused by ann since 2019-09-11 12:00:00Z until the pause is taken back (all): we look into it; asked because 90%", desk.Decisions[0].Because);
        Assert.Equal(ComponentStatus.Operational, Status(desk));
        var held = Assert.Single(desk.Session.Snapshot.Held);
        Assert.Equal(("suspend", Desk.Minute(1), "component/c1/webtools"), (held.Rule, held.Since, held.Action.Target.ToString()));
    }

    [Fact]
    public void What_a_pause_held_is_asked_again_when_it_is_taken_back_and_its_reason_still_stands()
    {
        var desk = new Desk(SuspendAndPage);
        desk.At(0, new Component("c1", "WebTools"), Paused("all"), new ClusterLoad("c1", 90));

        desk.At(5, Desk.Gone(Paused("all"), 5));

        Assert.Equal("5 suspend suspend component/c1/webtools Decided", desk.Told.Last());
        Assert.Equal(ComponentStatus.Suspended, Status(desk));
        Assert.Empty(desk.Session.Snapshot.Held);
    }

    [Fact]
    public void What_a_pause_held_is_not_asked_again_when_its_reason_has_ended()
    {
        var desk = new Desk(SuspendAndPage);
        desk.At(0, new Component("c1", "WebTools"), Paused("all"), new ClusterLoad("c1", 90));
        desk.At(1, new ClusterLoad("c1", 10));
        Assert.Empty(desk.Session.Snapshot.Held);

        desk.At(5, Desk.Gone(Paused("all"), 5));

        Assert.DoesNotContain(desk.Decisions, d => d.Action is Suspend && d.Outcome == Outcome.Decided);
        Assert.Equal(0, desk.Session.Retained.Holds);
    }

    [Fact]
    public void What_is_in_force_stays_so_until_its_reason_ends()
    {
        var desk = new Desk(SuspendAndPage);
        desk.At(0, new Component("c1", "WebTools"), new ClusterLoad("c1", 90));

        desk.At(1, Paused("all"));
        Assert.Equal(ComponentStatus.Suspended, Status(desk));
        desk.At(2, new ClusterLoad("c1", 10));

        Assert.Equal(ComponentStatus.Operational, Status(desk));
    }

    [Theory]
    [InlineData("rule/suspend", true)]
    [InlineData("rule/susp*", true)]
    [InlineData("component/c1/webtools", true)]
    [InlineData("Component/C1/WebTools", true)]
    [InlineData("component/c1/*", true)]
    [InlineData("component/*", true)]
    [InlineData("rule/suspend-more", false)]
    [InlineData("rule/sus", false)]
    [InlineData("ALL", true)]
    [InlineData("RULE/Suspend", true)]
    [InlineData("component/c1/Web*", true)]
    [InlineData("component/c1", false)]
    [InlineData("component/c2/*", false)]
    public void Pause_covers_a_rule_a_target_or_what_begins_so(string scope, bool holds)
    {
        var desk = new Desk(SuspendAndPage);

        desk.At(0, new Component("c1", "WebTools"), Paused(scope), new ClusterLoad("c1", 90));

        Assert.Equal(holds ? ComponentStatus.Operational : ComponentStatus.Suspended, Status(desk));
    }

    [Fact]
    public void Pause_covers_a_name_with_a_space_as_its_target_is_written()
    {
        var desk = new Desk(SuspendAndPage);

        desk.At(0, new Component("c1", "Web Tools"), Paused("component/c1/Web Tools"), new ClusterLoad("c1", 90));

        Assert.Equal(ComponentStatus.Operational, Status(desk));
    }

    [Theory]
    [InlineData("rule")]
    [InlineData("rule/")]
    [InlineData("webtools")]
    [InlineData("everything")]
    [InlineData("")]
    [InlineData("*")]
    [InlineData(" all")]
    public void Switch_that_would_hold_nothing_changes_nothing_and_is_told(string scope)
    {
        var desk = new Desk(SuspendAndPage);
        object[] switches =
        [
            Paused(scope), new ProposeOnly(scope, "ann", "x", Desk.Noon), new Silence("s", scope, "ann", "x", Desk.Noon, Desk.Minute(9)),
            new MaintenanceWindow("w", "* * * * *", "UTC", TimeSpan.FromHours(1), "ann", "x", Desk.Noon, Desk.Minute(90), scope.Length == 0 ? "?" : scope),
        ];

        var evaluation = desk.At(0, [new Component("c1", "WebTools"), .. switches, new ClusterLoad("c1", 90)]);

        Assert.Equal(4, evaluation.Problems.Count);
        Assert.All(evaluation.Problems, p => Assert.Equal("RBK5042", p.Code));
        Assert.Equal(
            $"Pause {scope} by ann changes nothing: '{scope}' is no scope; write all, rule/ID, or a target such as component/online1/webtools.",
            evaluation.Problems[0].Message);
        Assert.Equal(ComponentStatus.Suspended, Status(desk));
        Assert.Empty(desk.Session.Snapshot.Facts<Pause>());
    }

    [Fact]
    public void Switch_that_changes_nothing_is_logged_once_and_not_by_a_session_that_is_opened_from_its_journal()
    {
        var logger = new Mock<ILogger>();
        logger.Setup(l => l.IsEnabled(It.IsAny<LogLevel>())).Returns(true);
        var options = new SessionOptions { Logger = logger.Object, Journal = new MemoryJournal() };
        var rules = RuleSet.Create(new Book(SuspendAndPage));
        var session = RunbookSession.Open(rules, Desk.Noon, options, new FactCatalog(typeof(Pause)), null, out _);
        session.Observe(Paused("webtools"));
        Assert.Single(session.Evaluate(Desk.Minute(1)).Problems);

        var again = RunbookSession.Open(rules, Desk.Noon, options, new FactCatalog(typeof(Pause)), null, out _);
        Assert.Single(logger.Invocations, i => i.Method.Name == "Log");
        again.Observe(Paused("webtools"));
        Assert.Single(again.Evaluate(Desk.Minute(2)).Problems);

        Assert.Equal(2, logger.Invocations.Count(i => i.Method.Name == "Log"));
    }

    [Fact]
    public void Silence_wakes_nobody_and_ends_at_its_own_instant()
    {
        var desk = new Desk(SuspendAndPage);
        desk.At(0, new Component("c1", "WebTools"), new Silence("s1", "team/ops", "ann", "a test", Desk.Minute(5), Desk.Minute(30)));
        desk.At(10, new ClusterLoad("c1", 90));
        Assert.Equal(["10 suspend suspend component/c1/webtools Decided", "10 page page team/ops Denied"], desk.Told);
        Assert.Equal("silenced by ann since 2019-09-11 12:05:00Z until 2019-09-11 12:30:00Z (team/ops): a test; asked because 90%", desk.Decisions[1].Because);
        Assert.Equal(Desk.Minute(30), desk.Session.NextDue);

        desk.At(60);

        Assert.Equal("30 page page team/ops Decided", desk.Told.Last());
        Assert.Empty(desk.Session.Snapshot.Facts<Silence>());
        Assert.Equal(0, desk.Session.Retained.Holds);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    [InlineData(29.999, false)]
    [InlineData(30, true)]
    public void Silence_holds_from_its_beginning_until_just_before_its_end(double minute, bool pages)
    {
        var desk = new Desk(SuspendAndPage);
        desk.At(0, new Component("c1", "WebTools"), new Silence("s1", "all", "ann", "a test", Desk.Minute(5), Desk.Minute(30)));

        desk.At(minute, new ClusterLoad("c1", 90));

        Assert.Equal(pages, desk.Decisions.Exists(d => d.Action is Page && d.Outcome == Outcome.Decided));
    }

    [Fact]
    public void Approval_that_comes_while_it_is_paused_is_asked_for_anew_afterwards()
    {
        var desk = new Desk(book => book.Rule("suspend",
            from load in Facts<ClusterLoad>()
            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
            where load.Percent > 80
            select Runbook.Suspend(tools, $"{load.Percent}%")).Mode(Mode.Act).RequireApproval());
        desk.At(0, new Component("c1", "WebTools"), new ClusterLoad("c1", 90));
        desk.At(1, Paused("all"));
        desk.At(2, new Approval("suspend", "component/c1/webtools", "bob", Verdict.Approve, Desk.Minute(2)));
        Assert.Equal("2 suspend suspend component/c1/webtools Denied", desk.Told.Last());

        desk.At(3, Desk.Gone(Paused("all"), 3));
        Assert.Equal("3 suspend suspend component/c1/webtools Proposed", desk.Told.Last());
        desk.At(4, new Approval("suspend", "component/c1/webtools", "bob", Verdict.Approve, Desk.Minute(4)) with { Approver = "carl" });

        Assert.Equal("4 suspend suspend component/c1/webtools Decided", desk.Told.Last());
    }

    [Fact]
    public void Two_holds_of_one_request_both_have_to_end()
    {
        var desk = new Desk(SuspendAndPage);
        desk.At(0, new Component("c1", "WebTools"), Paused("all"), Paused("rule/suspend"), new ClusterLoad("c1", 90));

        desk.At(1, Desk.Gone(Paused("all"), 1));
        Assert.Equal(ComponentStatus.Operational, Status(desk));
        desk.At(2, Desk.Gone(Paused("rule/suspend"), 2));

        Assert.Equal(ComponentStatus.Suspended, Status(desk));
    }

    [Fact]
    public void Refused_evaluation_takes_a_pause_back()
    {
        var desk = new Desk(book =>
        {
            SuspendAndPage(book);
            book.Rule("flip", from a in Facts<Alert>() where a.Name == "flip" select Runbook.Assert(new Alert("flop", a.Subject, true))).Mode(Mode.Act);
            book.Rule("flop", from a in Facts<Alert>() where a.Name == "flop" && a.Firing select Runbook.Assert(new Alert("flop", a.Subject, false))).Mode(Mode.Act);
            book.Rule("flap", from a in Facts<Alert>() where a.Name == "flop" && !a.Firing select Runbook.Assert(new Alert("flop", a.Subject, true))).Mode(Mode.Act);
        });
        desk.At(0, new Component("c1", "WebTools"));

        Assert.Throws<RunbookException>(() => desk.At(1, Paused("component/*"), new ClusterLoad("c1", 90), new Alert("flip", "x", true)));

        Assert.Equal(0, desk.Session.Retained.Holds);
        desk.At(2, new ClusterLoad("c1", 91));
        Assert.Equal(ComponentStatus.Suspended, Status(desk));
    }

    [Fact]
    public void Switch_of_everything_survives_a_restart_with_what_it_holds()
    {
        var journal = new MemoryJournal();
        RunbookSession Open() => RunbookSession.Open(
            RuleSet.Create(new Book(SuspendAndPage)), Desk.Noon, new SessionOptions { Journal = journal }, DomainFacts.CatalogWith(), null, out _);
        var first = Open();
        foreach (var fact in (object[])[new Component("c1", "WebTools"), Paused("all"), new ClusterLoad("c1", 90)]) first.Observe(fact);
        first.Evaluate(Desk.Minute(1));

        var second = Open();
        Assert.Equal("all", Assert.Single(second.Snapshot.Facts<Pause>()).Scope);
        Assert.Equal("component/c1/webtools", Assert.Single(second.Snapshot.Held).Action.Target.ToString());
        second.Observe(new Component("c2", "WebTools"));
        second.Observe(new ClusterLoad("c2", 90));
        Assert.DoesNotContain(second.Evaluate(Desk.Minute(2)).Decisions, d => d.Action is Suspend && d.Outcome == Outcome.Decided);
        second.Observe(Desk.Gone(Paused("all"), 3));

        Assert.Equal(2, second.Evaluate(Desk.Minute(3)).Decisions.Count(d => d.Action is Suspend && d.Outcome == Outcome.Decided));
    }

    [Fact]
    public void No_rule_pauses_anything()
    {
        var desk = new Desk(book => book.Rule("pause",
            from load in Facts<ClusterLoad>() select Runbook.Assert(new Pause("all", "me", "x", Now), "x")).Mode(Mode.Act));

        desk.At(0, new ClusterLoad("c1", 90));

        Assert.Equal("fact/pause/all is for people to say, no rule does", Assert.Single(desk.Decisions).Because);
    }

    private static void SuspendAndPage(Book book)
    {
        book.Rule("suspend",
            from load in Facts<ClusterLoad>()
            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
            where load.Percent > 80
            select Runbook.Suspend(tools, $"{load.Percent}%")).Mode(Mode.Act);
        book.Rule("page", from load in Facts<ClusterLoad>() where load.Percent > 80 select Runbook.Page("ops", $"{load.Percent}%")).Mode(Mode.Act);
    }

    private static Pause Paused(string scope) => new(scope, "ann", "we look into it", Desk.Noon);

    private static ComponentStatus Status(Desk desk) => Assert.Single(desk.Session.Snapshot.Facts<Component>()).Status;
}
