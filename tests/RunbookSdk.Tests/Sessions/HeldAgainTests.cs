using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

/// <summary>Which request waits, for whom and for what reason, when more than one match or more than one reason is there.</summary>
public sealed class HeldAgainTests
{
    private const string Tools = "component/c1/webtools";
    private static readonly Component WebTools = new("c1", "WebTools");

    [Fact]
    public void Newer_request_of_a_match_takes_the_place_of_one_that_is_held()
    {
        var desk = new Desk(book => book.Rule("say", from load in Facts<ClusterLoad>() select Runbook.RunJob("say", new[] { $"{load.Percent}" }, ""))
            .Mode(Mode.Act).AgainOnChange());
        desk.At(0, Paused("all"), new ClusterLoad("c1", 70));

        desk.At(1, new ClusterLoad("c1", 80), Desk.Gone(Paused("all"), 1));
        desk.At(5);

        Assert.Equal(["0 say run-job job/say Denied", "1 say run-job job/say Decided"], desk.Told);
        Assert.Equal("80", ((RunJob)desk.Decisions[1].Action).Arguments[0]);
        Assert.Empty(desk.Session.Snapshot.Held);
    }

    [Fact]
    public void Corrected_plan_that_is_done_at_once_leaves_no_older_one_to_be_done_later()
    {
        var desk = new Desk(book => book.Rule("drain", from plan in Facts<Plan>() select Runbook.RunJob("drain", new[] { plan.Id }, "", plan.Machines))
            .Mode(Mode.Act).AgainOnChange().AtMostTargets(3));
        desk.At(0, new Plan("a", ["m1", "m2"]), new Plan("b", ["m3", "m4"]));
        Assert.Single(desk.Session.Snapshot.Held);

        desk.At(1, new Plan("b", ["m3"]));
        desk.At(2, Desk.Gone(new Plan("a", []), 2));

        Assert.Equal([Outcome.Decided, Outcome.Denied, Outcome.Decided], desk.Decisions.Select(d => d.Outcome));
        Assert.Empty(desk.Session.Snapshot.Held);
    }

    [Fact]
    public void Any_match_that_claims_what_is_held_asks_when_nothing_stops_it_any_more()
    {
        var desk = new Desk(TwoRules);
        desk.At(0, WebTools, Paused("rule/a"), Paused("rule/b"), new Alert("a", "c1", true));
        desk.At(1, new Alert("b", "c1", true));

        desk.At(2, Desk.Gone(Paused("rule/b"), 2));

        Assert.Equal([$"0 a suspend {Tools} Denied", $"1 b suspend {Tools} Denied", $"2 b suspend {Tools} Decided"], desk.Told);
        Assert.Empty(desk.Session.Snapshot.Held);
    }

    [Theory]
    [InlineData("rule/a")]
    [InlineData("rule/b")]
    public void What_waits_for_two_is_asked_for_by_the_one_whose_pause_is_lifted_though_the_other_is_still_paused(string lifted)
    {
        var desk = new Desk(TwoRules);
        desk.At(0, WebTools, Paused("rule/a"), Paused("rule/b"), new Alert("a", "c1", true));
        desk.At(1, new Alert("b", "c1", true));

        desk.At(2, Desk.Gone(Paused(lifted), 2));

        Assert.Equal($"2 {lifted[5..]} suspend {Tools} Decided", desk.Told.Last());
    }

    [Fact]
    public void What_waits_for_a_match_that_ends_waits_for_the_other_one_that_claims_it()
    {
        var desk = new Desk(TwoRules);
        desk.At(0, WebTools, Paused("rule/a"), Paused("rule/b"), new Alert("a", "c1", true));
        desk.At(1, new Alert("b", "c1", true));

        desk.At(2, new Alert("b", "c1", false));
        var held = Assert.Single(desk.Session.Snapshot.Held);
        Assert.Equal("a", held.Rule);
        Assert.Contains("(rule/a)", held.Because, StringComparison.Ordinal);
        desk.At(3, Desk.Gone(Paused("rule/a"), 3));

        Assert.Equal($"3 a suspend {Tools} Decided", desk.Told.Last());
    }

    [Fact]
    public void Request_that_needs_no_approval_is_not_lost_while_another_match_waits_for_one()
    {
        var desk = new Desk(book =>
        {
            Suspends(book, "a").RequireApproval();
            Suspends(book, "b");
        });
        desk.At(0, WebTools, Paused("rule/b"), new Alert("a", "c1", true), new Alert("b", "c1", true));

        desk.At(1, Desk.Gone(Paused("rule/b"), 1));

        Assert.Equal([$"0 a suspend {Tools} Proposed", $"0 b suspend {Tools} Denied", $"1 b suspend {Tools} Decided"], desk.Told);
        Assert.Empty(desk.Session.Snapshot.Proposals);
        Assert.Empty(desk.Session.Snapshot.Held);
    }

    [Fact]
    public void Another_reason_to_wait_is_shown_and_wakes_whom_the_first_did_not()
    {
        var desk = new Desk(book => Suspends(book, "a").AtMostShare(0.5, of: Facts<Machine>()).Escalate("sre"));
        desk.At(0, WebTools, Paused("rule/a"), new Alert("a", "c1", true));
        Assert.Single(desk.Decisions);

        desk.At(1, Desk.Gone(Paused("rule/a"), 1));

        Assert.Equal("1 a page team/sre Decided", Assert.Single(desk.Told.Skip(1)));
        var held = Assert.Single(desk.Session.Snapshot.Held);
        Assert.Equal(Desk.Minute(0), held.Since);
        Assert.Contains("an empty selection never means everything", held.Because, StringComparison.Ordinal);
        desk.At(2, Paused("rule/a"));
        Assert.Contains("(rule/a)", Assert.Single(desk.Session.Snapshot.Held).Because, StringComparison.Ordinal);
        desk.At(3, Desk.Gone(Paused("rule/a"), 3));
        Assert.Equal(2, desk.Decisions.Count);
    }

    [Fact]
    public void Of_two_holds_that_are_equal_but_in_who_said_them_the_first_that_was_known_gives_the_reason_after_any_restart()
    {
        var desk = new Desk(TwoRules);
        Silence Said(string id, string by) => new(id, "all", by, "a test", Desk.Minute(0), Desk.Minute(90));
        desk.At(0, WebTools, Said("s1", "ann"), Said("s2", "ben"), Said("s3", "cid"));
        desk.At(1, Desk.Gone(Said("s1", "ann"), 1));

        desk.At(2, Said("s1", "dora"));
        desk.At(3, new Alert("a", "c1", true));

        Assert.StartsWith("silenced by ben", Assert.Single(desk.Decisions).Because, StringComparison.Ordinal);
    }

    /// <summary>The batch is refused before anything is asked, and what it said of the pause is not so.</summary>
    [Fact]
    public void Refused_evaluation_does_not_let_what_waits_be_asked_for_again()
    {
        var (tried, spared) = (Full(), Full());
        Plan[] tooMany = [.. Enumerable.Range(0, 9).Select(i => new Plan($"{i}", []))];

        Assert.Throws<RunbookException>(() => tried.At(3, [Paused("rule/none"), .. tooMany]));
        foreach (var desk in (Desk[])[tried, spared]) desk.At(4, new ClusterLoad("c1", 1));

        Assert.Equal(spared.Told, tried.Told);
        Assert.Single(tried.Session.Snapshot.Held);
    }

    /// <summary>The budget is spent while the second target waits for room.</summary>
    private static Desk Full()
    {
        var desk = new Desk(
            book =>
            {
                Suspends(book, "a").AtMostTargets(1);
                Suspends(book, "b");
                book.Rule("pairs", from x in Facts<Plan>() from y in Facts<Plan>() select Runbook.Page("x", x.Id + y.Id));
            },
            new SessionOptions { MaxMatches = 50, Budget = new Budget(2, TimeSpan.FromHours(1)) });
        desk.At(0, WebTools, WebTools with { Cluster = "c2" }, WebTools with { Cluster = "c3" }, new Alert("a", "c1", true));
        desk.At(1, new Alert("a", "c2", true));
        desk.At(2, new Alert("b", "c3", true));
        Assert.Equal([Outcome.Decided, Outcome.Denied, Outcome.Decided], desk.Decisions.Select(d => d.Outcome));
        return desk;
    }

    private static void TwoRules(Book book)
    {
        Suspends(book, "a");
        Suspends(book, "b");
    }

    private static RuleBuilder Suspends(Book book, string id) => book.Rule(id,
        from alert in Facts<Alert>()
        join tools in Facts<Component>() on alert.Subject equals tools.Cluster
        where alert.Name == id && alert.Firing
        select Runbook.Suspend(tools, id)).Mode(Mode.Act);

    private static Pause Paused(string scope) => new(scope, "ann", "we look into it", Desk.Noon);

    private sealed record Plan([Key] string Id, string[] Machines);

    private sealed record Machine([Key] string Name);
}
