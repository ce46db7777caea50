using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

/// <summary>How much a rule may touch at one time, and how much has to stay available.</summary>
public sealed class TouchTests
{
    [Fact]
    public void Targets_up_to_the_limit_are_touched_and_the_next_one_waits_until_one_is_free()
    {
        var desk = new Desk(book => Suspends(book).AtMostTargets(2));

        desk.At(0, Tools("a"), Tools("b"), Tools("c"), Load("a"), Load("b"), Load("c"));
        Assert.Equal(["a Decided", "b Decided", "c Denied"], Told(desk));
        Assert.Equal(
            "suspend may touch 2 at one time and component/a/webtools, component/b/webtools stand; it is asked for again when one of them ends",
            desk.Decisions[2].Because);
        Assert.Equal("component/c/webtools", Assert.Single(desk.Session.Snapshot.Held).Action.Target.ToString());
        desk.At(1, Load("a", 10));

        Assert.Equal(["a Decided", "b Decided", "c Denied", "a Released", "c Decided"], Told(desk));
        Assert.Empty(desk.Session.Snapshot.Held);
    }

    [Fact]
    public void Two_causes_of_one_target_count_once()
    {
        var desk = new Desk(book => book.Rule("restart",
            from alert in Facts<Alert>() where alert.Firing select Runbook.RunJob(alert.Subject, new string[0], alert.Name)).Mode(Mode.Act).AtMostTargets(1));

        desk.At(0, new Alert("x", "a", true), new Alert("y", "a", true), new Alert("z", "b", true));
        Assert.Equal(["job/a Decided", "job/a Decided", "job/b Denied"], Jobs(desk));
        desk.At(1, new Alert("x", "a", false));
        Assert.Equal(3, desk.Decisions.Count);
        desk.At(2, new Alert("y", "a", false));

        Assert.Equal("job/b Decided", Jobs(desk).Last());
        desk.At(3, new Alert("z", "b", false));
        Assert.Equal(0, desk.Session.Retained.ActiveTargets);
    }

    [Fact]
    public void Match_that_asks_again_counts_what_it_has_asked_for_once()
    {
        var desk = new Desk(book => book.Rule("restart",
            from load in Facts<ClusterLoad>() select Runbook.RunJob(load.Percent > 50 ? "big" : "small", new string[0], ""))
            .Mode(Mode.Act).AgainOnChange().AtMostTargets(2));

        for (var minute = 0; minute < 6; minute++) desk.At(minute, Load("a", minute * 20));
        Assert.All(desk.Decisions, d => Assert.Equal(Outcome.Decided, d.Outcome));
        desk.At(6, Load("b"));
        desk.At(7, Desk.Gone(Load("a"), 7), Desk.Gone(Load("b"), 7));

        Assert.Equal(0, desk.Session.Retained.ActiveTargets);
        Assert.Equal(7, desk.Decisions.Count);
    }

    [Fact]
    public void Job_over_several_counts_each_of_them()
    {
        var desk = new Desk(book => book.Rule("drain",
            from plan in Facts<Drain>() select Runbook.RunJob("drain", new[] { plan.Id }, "", plan.Machines)).Mode(Mode.Act).AtMostTargets(3));

        desk.At(0, new Drain("p1", ["m1", "m2"]));
        desk.At(1, new Drain("p2", ["m3", "m4"]));
        desk.At(2, new Drain("p3", ["m2", "m3"]));

        Assert.Equal([Outcome.Decided, Outcome.Denied, Outcome.Decided], desk.Decisions.Select(d => d.Outcome));
        Assert.Equal(["p1", "m1", "m2"], desk.Decisions[0].Action.Details.Select(d => d.Value));
    }

    [Fact]
    public void Job_over_nothing_is_refused_and_wakes_somebody()
    {
        var desk = new Desk(
            book => book.Rule("drain", from plan in Facts<Drain>() select Runbook.RunJob("erase", new string[0], "", plan.Machines)).Mode(Mode.Act),
            new SessionOptions { EscalatesTo = "sre" });

        desk.At(0, new Drain("p1", []));

        Assert.Equal(["0 drain run-job job/erase Denied", "0 drain page team/sre Decided"], desk.Told);
        Assert.Equal("what run-job of job/erase is over is empty, and nothing never means everything; say what it is over", desk.Decisions[0].Because);
    }

    [Fact]
    public void What_waits_wakes_somebody_once_for_a_match()
    {
        var desk = new Desk(book => Suspends(book).AtMostTargets(1).Escalate("sre"));

        desk.At(0, Tools("a"), Tools("b"), Load("a"), Load("b"));
        for (var minute = 1; minute < 5; minute++) desk.At(minute, Load("b", 90 + minute));

        Assert.Equal(["a Decided", "b Denied", "sre Decided"], Told(desk));
    }

    [Theory]
    [InlineData(0.25, 7, 1)]
    [InlineData(0.25, 8, 2)]
    [InlineData(0.25, 3, 0)]
    [InlineData(0.29, 100, 29)]
    [InlineData(1.0 / 3, 3, 1)]
    [InlineData(2.0 / 3, 3, 2)]
    [InlineData(1, 5, 5)]
    public void Share_that_may_be_touched_is_rounded_down(double share, int size, int decided)
    {
        var desk = new Desk(book => Suspends(book).AtMostShare(share, of: Facts<Component>().Where(c => c.Name == "WebTools")));

        Fail(desk, size, size);

        Assert.Equal(decided, desk.Decisions.Count(d => d.Outcome == Outcome.Decided));
    }

    [Theory]
    [InlineData(2, 5, 3)]
    [InlineData(5, 5, 0)]
    [InlineData(6, 5, 0)]
    [InlineData(1, 1, 0)]
    public void So_many_stay_available_and_not_one_fewer(int least, int size, int decided)
    {
        var desk = new Desk(book => Suspends(book).Keep(least, of: Facts<Component>(), available: c => c.Status == ComponentStatus.Operational));

        Fail(desk, size, size);

        Assert.Equal(decided, desk.Decisions.Count(d => d.Outcome == Outcome.Decided));
        Assert.Equal(size - decided, desk.Session.Snapshot.Facts<Component>().Count(c => c.Status == ComponentStatus.Operational));
    }

    [Theory]
    [InlineData(0.5, 4, 2)]
    [InlineData(0.5, 5, 2)]
    [InlineData(0.29, 100, 71)]
    [InlineData(1.0 / 3, 3, 2)]
    [InlineData(2.0 / 3, 3, 1)]
    [InlineData(1, 3, 0)]
    public void Share_that_stays_available_is_rounded_up(double share, int size, int decided)
    {
        var desk = new Desk(book => Suspends(book).KeepShare(share, of: Facts<Component>(), available: c => c.Status == ComponentStatus.Operational));

        Fail(desk, size, size);

        Assert.Equal(decided, desk.Decisions.Count(d => d.Outcome == Outcome.Decided));
    }

    [Fact]
    public void Each_part_of_a_divided_selection_keeps_its_own()
    {
        var desk = new Desk(book => book.Rule("suspend",
            from probe in Facts<Probe>()
            where !probe.Up
            join component in Facts<Component>() on probe.Subject equals component.Cluster
            select Runbook.Suspend(component, "")).Mode(Mode.Act)
            .Keep(1, of: Facts<Component>(), available: c => c.Status == ComponentStatus.Operational, by: c => c.Name));
        desk.At(0, new Component("a", "Web"), new Component("b", "Web"), new Component("a", "Mail"), new Component("c", "Mail"), new Component("d", "Mail"));

        desk.At(1, new Probe("x", "a", false));
        desk.At(2, new Probe("x", "b", false));
        desk.At(3, new Probe("x", "c", false));
        desk.At(4, new Probe("x", "d", false));

        Assert.Equal(
            ["component/a/web Decided", "component/a/mail Decided", "component/b/web Denied", "component/c/mail Decided", "component/d/mail Denied"],
            Jobs(desk));
        Assert.Equal(
            "of 2 in Facts<Component>() by Web 0 would be left available, and 1 have to stay; it is asked for again when more of them are", desk.Decisions[2].Because);
    }

    [Fact]
    public void Share_of_each_part_may_be_touched_and_what_is_in_no_part_counts_in_each()
    {
        var desk = new Desk(book => book.Rule("restart",
            from alert in Facts<Alert>() where alert.Firing select Runbook.RunJob("restart", new[] { alert.Subject }, "", new[] { alert.Subject }))
            .Mode(Mode.Act).AtMostShare(0.5, of: Facts<Site>(), by: s => s.Healthy));
        desk.At(0, new Site("s1", true, 0), new Site("s2", true, 0), new Site("s3", false, 0), new Site("s4", false, 0));

        foreach (var (minute, subject) in (ReadOnlySpan<(int, string)>)[(1, "s1"), (2, "s2"), (3, "s3"), (4, "elsewhere")])
            desk.At(minute, new Alert("down", subject, true));

        Assert.Equal([Outcome.Decided, Outcome.Denied, Outcome.Decided, Outcome.Denied], desk.Decisions.Select(d => d.Outcome));
    }

    [Fact]
    public void What_others_take_away_counts_and_what_comes_back_lets_go_on()
    {
        var desk = new Desk(book => Suspends(book).Keep(2, of: Facts<Component>(), available: c => c.Status == ComponentStatus.Operational));
        desk.At(0, Tools("a"), Tools("b"), Tools("c"), new ComponentEdit("c", "WebTools", ComponentStatus.MajorOutage, "ann", "disk", Desk.Noon));

        desk.At(1, Load("a"));
        Assert.Equal(
            "of 3 in Facts<Component>() 1 would be left available, and 2 have to stay; it is asked for again when more of them are",
            desk.Decisions[0].Because);
        desk.At(2, Desk.Gone(new ComponentEdit("c", "WebTools", default, "", "", default), 2));

        Assert.Equal(["a Denied", "a Decided"], Told(desk));
    }

    [Fact]
    public void Action_about_something_that_is_not_in_the_selection_takes_one_of_it()
    {
        var desk = new Desk(book => book.Rule("restart",
            from alert in Facts<Alert>() where alert.Firing select Runbook.RunJob("restart-" + alert.Subject, new string[0], ""))
            .Mode(Mode.Act).Keep(1, of: Facts<Machine>(), available: m => m.Up));
        desk.At(0, new Machine("m1", true), new Machine("m2", true));

        desk.At(1, new Alert("x", "a", true), new Alert("x", "b", true));

        Assert.Equal(["job/restart-a Decided", "job/restart-b Denied"], Jobs(desk));
    }

    [Fact]
    public void Members_that_a_job_names_are_the_ones_it_takes()
    {
        var desk = new Desk(book => book.Rule("drain",
            from plan in Facts<Drain>() select Runbook.RunJob("drain", new string[0], "", plan.Machines))
            .Mode(Mode.Act).Keep(1, of: Facts<Machine>(), available: m => m.Up));
        desk.At(0, new Machine("M1", true), new Machine("m2", true), new Machine("m3", false));

        desk.At(1, new Drain("p1", ["m1", "m3"]));
        desk.At(2, new Drain("p2", ["m2"]));

        Assert.Equal([Outcome.Decided, Outcome.Denied], desk.Decisions.Select(d => d.Outcome));
    }

    [Fact]
    public void Fail_over_takes_the_site_that_it_leaves()
    {
        var desk = new Desk(book => book.Rule("move",
            from service in Facts<Service>()
            from site in Facts<Site>()
            where site.Name != service.Site && site.Healthy
            select Runbook.FailOver(service, site, "")).Mode(Mode.Act).Keep(1, of: Facts<Site>(), available: s => s.Healthy));

        desk.At(0, new Service("crm", "dc1"), new Site("dc1", false, 0), new Site("dc2", true, 0));

        Assert.Equal(["0 move fail-over site/dc2 Proposed"], desk.Told);
    }

    [Fact]
    public void Nothing_of_an_empty_selection_is_touched_until_there_is_something_in_it()
    {
        var desk = new Desk(book => Suspends(book).AtMostShare(0.5, of: Facts<Machine>().Where(m => m.Up)).Escalate("sre"));

        desk.At(0, Tools("a"), Load("a"));
        Assert.Equal(["a Denied", "sre Decided"], Told(desk));
        Assert.Equal(
            "Facts<Machine>().Where(m => m.Up) is empty, and an empty selection never means everything; suspend touches nothing until such facts are known",
            desk.Decisions[0].Because);
        desk.At(1, new Machine("m1", true), new Machine("m2", true));

        Assert.Equal("a Decided", Told(desk).Last());
    }

    [Fact]
    public void Fact_too_old_to_decide_by_is_not_available()
    {
        var desk = new Desk(book => Suspends(book).Keep(2, of: Facts<Component>().MaxAge(Minutes(10)), available: c => c.Status == ComponentStatus.Operational));
        desk.At(0, Tools("a"), Tools("b"), Tools("c"));

        desk.At(10, Load("a"));
        Assert.Equal(["a Denied"], Told(desk));
        desk.At(11, Tools("b"), Tools("c"));

        Assert.Equal(["a Denied", "a Decided"], Told(desk));
    }

    [Fact]
    public void Approval_is_checked_against_what_is_available_then()
    {
        var desk = new Desk(book => Suspends(book).RequireApproval().Keep(1, of: Facts<Component>(), available: c => c.Status == ComponentStatus.Operational));
        desk.At(0, Tools("a"), Tools("b"), Load("a"));
        desk.At(1, new ComponentEdit("b", "WebTools", ComponentStatus.MajorOutage, "ann", "disk", Desk.Noon));

        desk.At(2, new Approval("suspend", "component/a/webtools", "ben", Verdict.Approve, Desk.Minute(2)));

        Assert.Equal(["a Proposed", "a Denied"], Told(desk));
        Assert.Single(desk.Session.Snapshot.Held);
    }

    [Fact]
    public void Condition_that_fails_for_a_fact_stops_the_rule_and_says_so()
    {
        var desk = new Desk(book => Suspends(book).Keep(1, of: Facts<Component>(), available: c => c.Name.Substring(20).Length > 0));

        desk.At(0, Tools("a"), Tools("b"), Load("a"));

        var denied = Assert.Single(desk.Decisions);
        Assert.Equal(Outcome.Denied, denied.Outcome);
        Assert.StartsWith("what Facts<Component>() holds cannot be counted", denied.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void Refused_evaluation_frees_what_it_touched()
    {
        var desk = new Desk(book =>
        {
            Suspends(book).AtMostTargets(1);
            book.Rule("on", from a in Facts<Sample>() where a.Value > 0 select Runbook.Assert(new Sample("loop", "x", -1))).Mode(Mode.Act);
            book.Rule("off", from a in Facts<Sample>() where a.Value < 0 select Runbook.Assert(new Sample("loop", "x", 1))).Mode(Mode.Act);
        });
        desk.At(0, Tools("a"), Tools("b"), Tools("c"), Load("b"));

        Assert.Throws<RunbookException>(() => desk.At(1, Load("b", 10), Load("a"), Load("c"), new Sample("loop", "x", 1)));
        Assert.Equal((1, 0), (desk.Session.Retained.ActiveTargets, desk.Session.Retained.Holds));
        desk.At(2, Load("a"));
        Assert.Equal("a Denied", Told(desk).Last());
        desk.At(3, Load("b", 10));

        Assert.Equal("a Decided", Told(desk).Last());
    }

    [Fact]
    public void Rule_that_takes_over_an_action_counts_its_target()
    {
        var desk = new Desk(book => Suspends(book).AtMostTargets(1));
        desk.At(0, Tools("a"), Tools("b"), Load("a"));

        desk.Swap(book => Suspends(book).AtMostTargets(1).Priority(1));
        desk.At(1, Load("b"));

        Assert.Equal(["a Decided", "b Denied"], Told(desk));
        Assert.Equal(1, desk.Session.Retained.ActiveTargets);
    }

    [Fact]
    public void What_waits_is_kept_with_rules_that_say_the_same_and_forgotten_with_rules_that_go()
    {
        var desk = new Desk(book => Suspends(book).KeepShare(0.5, of: Facts<Component>(), available: c => c.Status == ComponentStatus.Operational));
        Fail(desk, 3, 3);
        var held = desk.Session.Snapshot.Held.Count;
        Assert.Equal(2, held);

        desk.Swap(book => Suspends(book).KeepShare(0.5, of: Facts<Component>(), available: c => c.Status == ComponentStatus.Operational));
        Assert.Equal(held, desk.Session.Snapshot.Held.Count);
        desk.Swap(_ => { });

        Assert.Equal((0, 0), (desk.Session.Retained.Holds, desk.Session.Retained.ActiveTargets));
    }

    [Fact]
    public void Rules_that_differ_in_what_they_keep_are_different_rules()
    {
        var hashes = ((Action<RuleBuilder>[])[
            _ => { },
            r => r.AtMostTargets(1),
            r => r.AtMostTargets(2),
            r => r.AtMostShare(0.5, of: Facts<Component>()),
            r => r.AtMostShare(0.5, of: Facts<Component>().Where(c => c.Name == "x")),
            r => r.AtMostShare(0.4, of: Facts<Component>()),
            r => r.Keep(1, of: Facts<Component>(), available: c => c.Name == "x"),
            r => r.Keep(2, of: Facts<Component>(), available: c => c.Name == "x"),
            r => r.Keep(2, of: Facts<Component>(), available: c => c.Name == "y"),
            r => r.KeepShare(0.5, of: Facts<Component>(), available: c => c.Name == "x"),
            r => r.KeepShare(0.5, of: Facts<Component>(), available: c => c.Name == "x", by: c => c.Name),
            r => r.KeepShare(0.5, of: Facts<Component>(), available: c => c.Name == "x", by: c => c.Cluster),
        ]).Select(say => RuleSet.Create(new Book(book => say(Suspends(book)))).Hash).ToList();

        Assert.Equal(hashes.Count, hashes.Distinct().Count());
    }

    [Fact]
    public void Selection_that_cannot_be_counted_at_one_instant_is_a_problem_of_the_rule()
    {
        Assert.Equal("RBK1026", Problem(r => r.AtMostShare(0.5, of: Facts<Component>().Over(Minutes(5)))));
        Assert.Equal("RBK1026", Problem(r => r.Keep(1, of: Facts<Maintenance>(), available: m => m.Begins > Now)));
        Assert.Equal("RBK1027", Problem(r => r.AtMostShare(0.5, of: Facts<Blip>())));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void Share_that_makes_no_sense_is_refused(double share) => Assert.Throws<ArgumentOutOfRangeException>(
        () => new Desk(book => Suspends(book).AtMostShare(share, of: Facts<Component>())));

    private static string Problem(Action<RuleBuilder> say)
    {
        RuleSet.TryCreate([new Book(book => say(Suspends(book)))], out var problems);
        return Assert.Single(problems).Code;
    }

    /// <summary>So many clusters, of which so many are under load at one instant.</summary>
    private static void Fail(Desk desk, int size, int failing)
    {
        desk.At(0, [.. Enumerable.Range(0, size).Select(i => Tools($"c{i:000}"))]);
        desk.At(1, [.. Enumerable.Range(0, failing).Select(i => Load($"c{i:000}"))]);
    }

    private static RuleBuilder Suspends(Book book) => book.Rule("suspend",
        from load in Facts<ClusterLoad>()
        join tools in Facts<Component>() on load.Cluster equals tools.Cluster
        where load.Percent > 80
        select Runbook.Suspend(tools, $"{load.Percent}%")).Mode(Mode.Act);

    private static Component Tools(string cluster) => new(cluster, "WebTools");

    private static ClusterLoad Load(string cluster, double percent = 90) => new(cluster, percent);

    private static IEnumerable<string> Told(Desk desk) => desk.Decisions.Select(d => $"{d.Target.Name.Split('/')[0]} {d.Outcome}");

    private static IEnumerable<string> Jobs(Desk desk) => desk.Decisions.Select(d => $"{d.Target} {d.Outcome}");

    private sealed record Machine([Key] string Name, bool Up);

    private sealed record Drain([Key] string Id, string[] Machines);

    private sealed record Blip(string Name);
}
