using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Explanation;
using RunbookSdk.Incidents;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using RunbookSdk.Tests.Sessions;

namespace RunbookSdk.Tests.Explanation;

/// <summary>A rule matches and nothing is done: whatever the reason is, an explanation says it, and about the key that was asked for only.</summary>
public sealed class RequestLinesTests
{
    private static readonly DateTimeOffset Start = Desk.Noon;

    [Fact]
    public void Session_that_only_observes() =>
        Says("mode: observe, as the whole session", Run(b => Suspends(b), new SessionOptions { Mode = Mode.Observe }, High));

    [Fact]
    public void People_who_want_to_be_asked() => Says(
        "mode: propose, as ann wants since 2019-09-11 12:00:00 +00:00 (component/*): a drill",
        Run(b => Suspends(b), null, [new ProposeOnly("component/*", "ann", "a drill", Start), new ProposeOnly("rule/other", "ben", "no matter", Start), .. High]));

    [Fact]
    public void Pause() => Says(
        "held back: suspend component/online1/webtools, paused by ann since 2019-09-11 12:00:00Z",
        Run(b => Suspends(b), null, [new Pause("all", "ann", "a drill", Start), .. High]));

    [Fact]
    public void Silence() => Says(
        "held back: page team/ops, silenced by ann since 2019-09-11 12:00:00Z until 2019-09-11 14:00:00Z (all): a drill; asked because load",
        Run(b => Pages(b), null, [new Silence("s1", "all", "ann", "a drill", Start, Start.AddHours(2)), .. High]));

    [Fact]
    public void Maintenance_window() => Says(
        "held back: suspend component/online1/webtools, held during window w by ann since 2019-09-11 12:00:00Z",
        Run(b => Suspends(b), null, [Window("w", "0 12 * * *", "all"), .. High]));

    [Fact]
    public void Hold_of_another_rule() => Says("held back: suspend component/online1/webtools, automation is held (component/*): too much is down", Run(
        b =>
        {
            b.Rule("too-much", from load in Runbook.Facts<ClusterLoad>() select Runbook.Hold("component/*", "too much is down")).Mode(Mode.Act);
            Suspends(b);
        },
        null,
        High));

    [Fact]
    public void Change_window_that_is_closed() => Says(
        "held back: suspend component/online1/webtools, rule acts only during window w, which opens next at 2019-09-11 22:00:00Z",
        Run(b => Suspends(b).OnlyDuring("w"), null, [Window("w", "0 22 * * *", ""), .. High]));

    [Fact]
    public void Cool_down_until_it_is_over_and_after_it()
    {
        var session = Run(b => Pages(b).Cooldown(TimeSpan.FromMinutes(30)), null, High);
        Observe(session, 1, new ClusterLoad("online1", 10));
        Observe(session, 2, new ClusterLoad("online1", 91));

        Says("not decided: page team/ops, cooling down until 2019-09-11 12:30:00Z: decided for team/ops at 2019-09-11 12:00:00Z; asked because load; a match asks once", session);

        session.Evaluate(Start.AddMinutes(40));
        Says("not decided: page team/ops, what stopped it at 2019-09-11 12:02:00 +00:00 has ended since; a match asks once", session);
    }

    [Fact]
    public void Budget_of_the_rule()
    {
        var session = Run(b => Suspends(b).AtMost(1, TimeSpan.FromHours(1)), null, High);
        Observe(session, 1, new ClusterLoad("online1", 10));
        Observe(session, 2, new ClusterLoad("online1", 91));

        Says("not in force: suspend component/online1/webtools, the budget of rule for component/online1/webtools is used up: 1 of 1", session);
    }

    [Fact]
    public void Budget_over_all_rules() => Says(
        "not in force: suspend component/online2/webtools, the budget of all rules is used up: 1 of 1",
        Run(b => Suspends(b), new SessionOptions { Budget = new Budget(1, TimeSpan.FromHours(1)) }, [.. High, new Component("online2", "WebTools"), new ClusterLoad("online2", 95)]),
        "online2");

    [Fact]
    public void Lifecycle_that_refuses() => Says(
        "not decided: open-incident incident/i1, incident i1 is already open",
        Run(
            b => b.Rule("rule", from l in Runbook.Facts<ClusterLoad>() select Runbook.OpenIncident("i1", "load", Impact.Major, "load")).Mode(Mode.Act),
            null,
            [.. High, new ClusterLoad("online2", 95)]),
        "online2");

    [Fact]
    public void Empty_selection() => Says(
        "not decided: run-job job/drain, what run-job of job/drain is over is empty",
        Run(b => b.Rule("rule", from l in Runbook.Facts<ClusterLoad>() select Runbook.RunJob("drain", new[] { l.Cluster }, "load", over: Array.Empty<string>())).Mode(Mode.Act).RequireApproval(), null, High));

    [Fact]
    public void Too_many_targets() => Says(
        "held back: suspend component/online2/webtools, rule may touch 1 at one time and component/online1/webtools stands",
        Run(b => Suspends(b).AtMostTargets(1), null, [.. High, new Component("online2", "WebTools"), new ClusterLoad("online2", 95)]),
        "online2");

    [Fact]
    public void Too_few_that_stay() => Says(
        "held back: suspend component/online1/webtools, of 1 in Facts<Component>() 0 would be left available, and 1 have to stay",
        Run(b => Suspends(b).Keep(1, of: Runbook.Facts<Component>(), available: c => c.Status == ComponentStatus.Operational), null, High));

    [Fact]
    public void Person_who_denied()
    {
        var session = Run(b => Suspends(b).RequireApproval(), null, High);
        Observe(session, 1, new Approval("rule", "component/online1/webtools", "kari", Verdict.Deny, Start.AddMinutes(1)));

        Says("not in force: suspend component/online1/webtools, denied before, or its lease has ended; it is asked for again when another match asks for it", session);
    }

    [Fact]
    public void Nobody_who_answered()
    {
        var session = Run(b => Pages(b).RequireApproval(), null, High);
        session.Evaluate(Start.AddDays(2));

        Says("waits no more: page team/ops, it was approved, denied or nobody answered in time; its last decision says which", session);
    }

    [Fact]
    public void Lease_that_ended()
    {
        var session = Run(b => Suspends(b).Lease(TimeSpan.FromHours(1)), null, High);
        Says("in force: suspend component/online1/webtools since 2019-09-11 12:00:00 +00:00", session);
        session.Evaluate(Start.AddHours(2));

        Says("not in force: suspend component/online1/webtools, denied before, or its lease has ended", session);
    }

    [Fact]
    public void Result_that_throws() => Says(
        "asks for nothing: its result throws DivideByZeroException: Attempted to divide by zero.",
        Run(b => b.Rule("rule", from l in Runbook.Facts<ClusterLoad>() select Runbook.Page("ops", $"{1 / (l.Cluster.Length - 7)}")).Mode(Mode.Act), null, High));

    [Fact]
    public void Rule_that_is_set_aside() => Says(
        "set aside after too many faults",
        Run(
            b => b.Rule("rule", from l in Runbook.Facts<ClusterLoad>() select Runbook.Page("ops", $"{1 / (l.Cluster.Length - 7)}")).Mode(Mode.Act),
            new SessionOptions { FaultsUntilQuarantine = 1 },
            High));

    [Fact]
    public void Same_action_of_another_rule_that_is_in_force_or_observed_already()
    {
        Says("in force: suspend component/online1/webtools since 2019-09-11 12:00:00 +00:00, asked for by other first", Run(b => { Suspends(b, "other"); Suspends(b); }, null, High));
        Says(
            "observed before: suspend component/online1/webtools, asked for by other first",
            Run(b => { Suspends(b, "other").Mode(Mode.Observe); Suspends(b).Mode(Mode.Observe); }, null, High));
        Says(
            "waits for approval: suspend component/online1/webtools, 0 of 1, denied at 2019-09-12 12:00:00 +00:00, asked for by other first",
            Run(b => { Suspends(b, "other").RequireApproval(); Suspends(b).RequireApproval(); }, null, High));
    }

    [Fact]
    public void Host_that_could_not_do_it()
    {
        var desk = new Desk(b => Suspends(b));
        var (decided, session) = (Assert.Single(desk.At(0, High).Decisions), desk.Session);
        Observe(session, 1, ActionOutcome.Of(decided, ActionStatus.DeadLettered, 3, "503 of the switch", Start.AddMinutes(1)));

        Says("not done by the host: suspend component/online1/webtools, dead-lettered at 2019-09-11 12:01:00 +00:00 after 3 attempts: 503 of the switch", session);
        Observe(session, 2, new Component("online2", "WebTools"), new ClusterLoad("online2", 95));
        Assert.DoesNotContain(session.Explain("rule", "online2").Standing, l => l.StartsWith("not done", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_what_is_about_the_key_is_told()
    {
        var session = Run(b => Suspends(b).RequireApproval(), null, [.. High, new Component("online2", "WebTools"), new ClusterLoad("online2", 95)]);

        Assert.Contains("online2", Assert.Single(session.Explain("rule", "online2").Standing), StringComparison.Ordinal);
        Assert.Contains("online2", Assert.Single(session.Explain("rule", "online2").Waiting).Action.Target.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, session.Explain("rule").Standing.Count);
    }

    [Fact]
    public void Way_that_leads_to_a_denial_says_so()
    {
        var session = Run(b => Pages(b).Cooldown(TimeSpan.FromMinutes(30)), null, High);
        Observe(session, 1, new ClusterLoad("online1", 10));

        var explanation = session.Explain("rule", options: new() { FindsWays = true });

        Assert.Equal(Outcome.Denied, Assert.Single(Assert.Single(explanation.Ways).Decisions).Outcome);
        Assert.Contains(
            "  it would match with ClusterLoad online1 with Percent above 85 (10 now)\n    and yet page team/ops would be denied: cooling down until 2019-09-11 12:30:00Z",
            explanation.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Way_never_has_otherwise_what_a_lifecycle_says()
    {
        var session = Run(
            b => b.Rule("rule", from c in Runbook.Facts<Component>() where c.Status == ComponentStatus.Suspended select Runbook.Page("ops", "suspended")).Mode(Mode.Act), null, High);

        var explanation = session.Explain("rule", options: new() { FindsWays = true });

        Assert.Empty(explanation.Ways);
        Assert.Contains("c.Status = Operational", explanation.ToString(), StringComparison.Ordinal);
        Assert.Contains("no change of a few facts was found after which it would match", explanation.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void To_ask_changes_nothing()
    {
        RunbookSession Both() => Run(b => Suspends(b).AtMostTargets(1), null, [.. High, new Component("online2", "WebTools"), new ClusterLoad("online2", 95)]);
        var (asked, silent) = (Both(), Both());
        for (var i = 0; i < 3; i++) asked.Explain("rule");

        foreach (var session in new[] { asked, silent }) session.Observe(new ClusterLoad("online1", 10));

        Assert.Equal(silent.Evaluate(Start.AddMinutes(1)).Decisions.Select(d => $"{d.IdempotencyKey} {d.Outcome}"), asked.Evaluate(Start.AddMinutes(1)).Decisions.Select(d => $"{d.IdempotencyKey} {d.Outcome}"));
    }

    private static void Says(string beginning, RunbookSession session, string? key = null) =>
        Assert.Contains(session.Explain("rule", key).Standing, l => l.StartsWith(beginning, StringComparison.Ordinal));

    private static RunbookSession Run(Action<Book> define, SessionOptions? options, params object[] facts)
    {
        var desk = new Desk(define, options);
        desk.At(0, facts);
        return desk.Session;
    }

    private static void Observe(RunbookSession session, int minute, params object[] facts)
    {
        foreach (var fact in facts) session.Observe(new(fact, Desk.Minute(minute)));
        session.Evaluate(Desk.Minute(minute));
    }

    private static MaintenanceWindow Window(string id, string schedule, string scope) =>
        new(id, schedule, "UTC", TimeSpan.FromHours(4), "ann", "quiet hours", Start, Start.AddDays(90), scope);

    private static object[] High => [new Component("online1", "WebTools"), new ClusterLoad("online1", 91)];

    private static RuleBuilder Suspends(Book book, string id = "rule") => book.Rule(id,
        from load in Runbook.Facts<ClusterLoad>()
        where load.Percent > 85
        join tools in Runbook.Facts<Component>() on load.Cluster equals tools.Cluster
        select Runbook.Suspend(tools, "load")).Mode(Mode.Act);

    private static RuleBuilder Pages(Book book) =>
        book.Rule("rule", from load in Runbook.Facts<ClusterLoad>() where load.Percent > 85 select Runbook.Page("ops", "load")).Mode(Mode.Act);
}
