using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

public sealed class SwapTests
{
    private static readonly Component Tools = new("c1", "WebTools");

    [Fact]
    public void A_rule_that_says_the_same_goes_on_as_if_nothing_had_happened()
    {
        var desk = new Desk(book => Raised(book, 10));
        desk.At(0, new ClusterLoad("c1", 90));
        desk.At(6);

        Assert.Same(Evaluation.Nothing, desk.Swap(book => Raised(book, 10)));
        desk.At(9);
        Assert.Empty(desk.Decisions);
        desk.At(10);

        Assert.Equal(["10 raised page team/c1 Decided"], desk.Told);
        Assert.Same(Evaluation.Nothing, desk.Swap(book => Raised(book, 10)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_description_and_a_place_are_no_difference_and_the_new_ones_are_shown(bool inResult)
    {
        var desk = new Desk(book => Failing(book, "a.csx", 7, inResult).Describe("then"));
        desk.At(0, new Probe("oslo", "crm", true));

        Assert.Same(Evaluation.Nothing, desk.Swap(book => Failing(book, "a.csx", 12, inResult).Describe("now")));
        var fault = Assert.Single(desk.At(1, new Probe("oslo", "crm", false)).Faults);

        Assert.Equal(new SourceLocation("a.csx", 12), fault.Location);
    }

    [Fact]
    public void Constants_that_are_collections_are_compared_by_what_they_hold()
    {
        static void Named(Book book, params List<string> clusters) => book.Rule("named",
            from load in Facts<ClusterLoad>() where clusters.Contains(load.Cluster) select Runbook.Page(load.Cluster, "")).Mode(Mode.Act);
        var desk = new Desk(book => Named(book, "c1", "c2"));
        desk.At(0, new ClusterLoad("c1", 1));

        Assert.Same(Evaluation.Nothing, desk.Swap(book => Named(book, "c1", "c2")));
        Assert.Equal((1, 1), desk.Swap(book => Named(book, "c1", "c3")) is var evaluation ? (evaluation.MatchesBegun, evaluation.MatchesEnded) : default);
    }

    [Fact]
    public void What_a_rule_that_is_gone_has_asked_for_ends_with_it()
    {
        var desk = new Desk(book =>
        {
            Suspending(book, 50);
            book.Rule("derive", from load in Facts<ClusterLoad>() select new Hot(load.Cluster));
            book.Rule("ask", from load in Facts<ClusterLoad>() select Runbook.Page("sre", "x")).Mode(Mode.Act).RequireApproval();
        });
        desk.At(0, Tools, new ClusterLoad("c1", 90));

        var evaluation = desk.Swap(_ => { });

        Assert.Equal(["0 ask page team/sre Withdrawn", "0 suspend release component/c1/webtools Released"], evaluation.Decisions.Select(Desk.Line));
        Assert.Equal((0, 3), (evaluation.MatchesBegun, evaluation.MatchesEnded));
        Assert.Empty(desk.Session.Snapshot.Facts<Hot>());
        Assert.Equal(ComponentStatus.Operational, desk.Session.Snapshot.Facts<Component>().Single().Status);
        Assert.Null(desk.Session.NextDue);
    }

    [Fact]
    public void A_new_rule_matches_what_is_known_and_asks_for_it()
    {
        var desk = new Desk(_ => { });
        desk.At(0, Tools, new ClusterLoad("c1", 90));

        var evaluation = desk.Swap(book => Suspending(book, 50));

        Assert.Equal(["0 suspend suspend component/c1/webtools Decided"], evaluation.Decisions.Select(Desk.Line));
    }

    [Fact]
    public void What_both_a_rule_and_its_successor_ask_for_stays_in_force()
    {
        var desk = new Desk(book => Suspending(book, 50).Lease(Hours(1)));
        desk.At(0, Tools, new ClusterLoad("c1", 90));

        var evaluation = desk.Swap(book => Suspending(book, 60).Lease(Hours(2)));

        Assert.Empty(evaluation.Decisions);
        Assert.Equal((1, 1), (evaluation.MatchesBegun, evaluation.MatchesEnded));
        var inForce = Assert.Single(desk.Session.Snapshot.InForce);
        Assert.Equal((Desk.Noon, Desk.Minute(120), "above 60"), (inForce.Since, inForce.LeaseUntil, inForce.Action.Because));
        desk.At(1, new ClusterLoad("c1", 55));
        Assert.Equal("ended: above 60", desk.Decisions[^1].Because);
    }

    [Fact]
    public void A_lease_that_is_over_by_the_new_rule_ends_at_once()
    {
        var desk = new Desk(book => Suspending(book, 50));
        desk.At(0, Tools, new ClusterLoad("c1", 90));
        desk.At(90);

        var evaluation = desk.Swap(book => Suspending(book, 60).Lease(Hours(1)));

        Assert.Equal(["90 suspend release component/c1/webtools Released"], evaluation.Decisions.Select(Desk.Line));
    }

    [Fact]
    public void People_are_asked_again_by_a_rule_that_says_something_else()
    {
        var desk = new Desk(book => Suspending(book, 50).RequireApproval());
        desk.At(0, Tools, new ClusterLoad("c1", 90));

        var evaluation = desk.Swap(book => Suspending(book, 60).RequireApproval());
        desk.At(1, new Approval("suspend", "component/c1/webtools", "ann", Verdict.Approve, Desk.Minute(1)));

        Assert.Equal(
            ["0 suspend suspend component/c1/webtools Withdrawn", "0 suspend suspend component/c1/webtools Proposed"],
            evaluation.Decisions.Select(Desk.Line));
        Assert.Equal("1 suspend suspend component/c1/webtools Decided", desk.Told.Last());
    }

    [Fact]
    public void A_lasting_condition_begins_to_last_at_the_swap()
    {
        var desk = new Desk(book => Raised(book, 10));
        desk.At(0, new ClusterLoad("c1", 90));
        desk.At(6);
        desk.Swap(book => Raised(book, 5));

        desk.At(10);
        Assert.Empty(desk.Decisions);
        desk.At(11);

        Assert.Equal(["11 raised page team/c1 Decided"], desk.Told);
    }

    [Fact]
    public void A_window_begins_with_the_values_that_are_known()
    {
        var desk = new Desk(_ => { });
        desk.At(0, new ClusterLoad("c1", 90));
        desk.At(1, new ClusterLoad("c1", 80), new ClusterLoad("c2", 90));
        desk.At(3);

        desk.Swap(book => book.Rule("window",
            from load in Facts<ClusterLoad>() where Over(load, Minutes(5)).Count() >= 2 select Runbook.Page(load.Cluster, "")).Mode(Mode.Act));
        desk.At(4, new ClusterLoad("c1", 70));
        desk.At(7, new ClusterLoad("c2", 70));

        Assert.Equal(["4 window page team/c1 Decided"], desk.Told);
    }

    [Fact]
    public void A_source_that_an_old_and_a_new_rule_share_goes_on()
    {
        var desk = new Desk(book => Raised(book, 10));
        desk.At(0, new ClusterLoad("c1", 90));

        desk.Swap(book => book.Rule("other", from load in
            Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85, lasting: Minutes(10))
                                             select Runbook.Page("other", "")).Mode(Mode.Act));
        desk.At(10);

        Assert.Equal(["10 other page team/other Decided"], desk.Told);
    }

    [Fact]
    public void Order_is_that_of_the_new_set()
    {
        static void Page(Book book, string id) =>
            book.Rule(id, from load in Facts<ClusterLoad>() select Runbook.Page(id, $"{load.Percent}")).Mode(Mode.Act).AgainOnChange();
        var desk = new Desk(book =>
        {
            Page(book, "a");
            Page(book, "b");
        });
        desk.At(0, new ClusterLoad("c1", 1));

        desk.Swap(book =>
        {
            Page(book, "c");
            Page(book, "b");
            Page(book, "a");
        });
        desk.At(1, new ClusterLoad("c1", 2));

        Assert.Equal(["a", "b", "c", "c", "b", "a"], desk.Decisions.Select(d => d.Rule));
    }

    [Fact]
    public void A_swap_that_does_not_rest_leaves_the_old_rules()
    {
        var desk = new Desk(book => Suspending(book, 50));
        desk.At(0, Tools, new ClusterLoad("c1", 90));

        var refused = Assert.Throws<RunbookException>(() => desk.Swap(book =>
        {
            Suspending(book, 95);
            book.Rule("endless", from load in Facts<ClusterLoad>() where !Facts<Hot>().Any() select new Hot(load.Cluster));
        }));
        desk.At(1, new ClusterLoad("c1", 91));

        Assert.Equal("RBK5001", refused.Diagnostics[0].Code);
        Assert.Equal(["0 suspend suspend component/c1/webtools Decided"], desk.Told);
        desk.At(2, new ClusterLoad("c1", 10));
        Assert.Equal("2 suspend release component/c1/webtools Released", desk.Told.Last());
    }

    [Fact]
    public void A_rule_that_is_set_aside_stays_so_until_it_says_something_else()
    {
        static void Define(Book book, int least) => book.Rule("faulty",
            from load in Facts<ClusterLoad>() where 100 / (int)load.Percent > least select Runbook.Page(load.Cluster, "")).Mode(Mode.Act);
        var desk = new Desk(book => Define(book, 5), new SessionOptions { FaultsUntilQuarantine = 1 });
        desk.At(0, new ClusterLoad("c1", 0));

        desk.Swap(book => Define(book, 5));
        Assert.Equal(["faulty"], desk.Session.Snapshot.QuarantinedRules);
        desk.At(1, new ClusterLoad("c1", 1), new ClusterLoad("c2", 1));
        Assert.Empty(desk.Decisions);
        desk.Swap(book => Define(book, 6));

        Assert.Empty(desk.Session.Snapshot.QuarantinedRules);
        Assert.Equal(["1 faulty page team/c1 Decided", "1 faulty page team/c2 Decided"], desk.Told);
    }

    [Fact]
    public void What_a_rule_holds_that_was_set_aside_ends_when_it_is_gone()
    {
        var desk = new Desk(
            book => book.Rule("suspend", from load in Facts<ClusterLoad>() where 100 / (int)load.Percent > 0 select Runbook.Suspend(Tools, "")).Mode(Mode.Act),
            new SessionOptions { FaultsUntilQuarantine = 1 });
        desk.At(0, Tools, new ClusterLoad("c1", 1));
        desk.At(1, new ClusterLoad("c1", 0));
        Assert.Single(desk.Session.Snapshot.InForce);

        desk.Swap(_ => { });

        Assert.Empty(desk.Session.Snapshot.InForce);
        Assert.Equal("1 suspend release component/c1/webtools Released", desk.Told.Last());
    }

    [Fact]
    public void A_cool_down_counts_by_the_rules_id_and_is_forgotten_with_it()
    {
        static void Define(Book book, double least) => book.Rule("tell",
            from load in Facts<ClusterLoad>() where load.Percent > least select Runbook.Page("sre", "")).Mode(Mode.Act).Cooldown(Hours(1));
        var desk = new Desk(book => Define(book, 50));
        desk.At(0, new ClusterLoad("c1", 90));

        desk.Swap(book => Define(book, 60));
        desk.Swap(_ => { });
        desk.Swap(book => Define(book, 70));

        Assert.Equal([Outcome.Decided, Outcome.Denied, Outcome.Decided], desk.Decisions.Select(d => d.Outcome));
    }

    [Fact]
    public void What_was_observed_waits_for_the_next_evaluation()
    {
        var desk = new Desk(_ => { });
        desk.Session.Observe(new ClusterLoad("c1", 90));

        Assert.Empty(desk.Swap(book => book.Rule("tell", from load in Facts<ClusterLoad>() select Runbook.Page("sre", "")).Mode(Mode.Act)).Decisions);

        Assert.Single(desk.At(1).Decisions);
    }

    [Fact]
    public void A_preview_names_rules_matches_and_decisions()
    {
        var desk = new Desk(book =>
        {
            Suspending(book, 50);
            book.Rule("gone", from load in Facts<ClusterLoad>() select Runbook.Page("gone", "")).Mode(Mode.Act);
        });
        desk.At(0, Tools, new ClusterLoad("c1", 90));

        var preview = desk.Session.Preview(RuleSet.Create(new Book(book =>
        {
            book.Rule("new", from load in Facts<ClusterLoad>() select Runbook.Page("new", "")).Mode(Mode.Act);
            Suspending(book, 95);
        })));

        Assert.Equal("new", Assert.Single(preview.Added));
        Assert.Equal("suspend", Assert.Single(preview.Changed));
        Assert.Equal("gone", Assert.Single(preview.Removed));
        var begun = Assert.Single(preview.Begun);
        Assert.Equal(("new", "c1"), (begun.Rule, begun.Facts[0].Key));
        Assert.Equal(["suspend", "gone"], preview.Ended.Select(m => m.Rule));
        Assert.Equal(
            ["0 new page team/new Decided", "0 suspend release component/c1/webtools Released"],
            preview.Evaluation.Decisions.Select(Desk.Line));
        Assert.Single(desk.Session.Snapshot.InForce);
    }

    [Fact]
    public void A_preview_is_told_to_nobody()
    {
        var logger = new CountingLogger();
        var desk = new Desk(_ => { }, new SessionOptions { Logger = logger });
        desk.At(0, new Probe("oslo", "crm", false));

        Assert.Single(desk.Session.Preview(RuleSet.Create(new Book(book => Failing(book, "a.csx", 1)))).Evaluation.Faults);
        Assert.Equal(0, logger.Count);
        desk.Swap(book => Failing(book, "a.csx", 1));

        Assert.Equal(1, logger.Count);
    }

    [Fact]
    public void A_hundred_swaps_leave_nothing_of_the_rules_that_went()
    {
        var desk = new Desk(book => Everything(book, 0));
        desk.At(0, Tools, new ClusterLoad("c1", 90), new Probe("oslo", "crm", true));
        var before = desk.Session.Retained;

        for (var i = 1; i <= 100; i++)
        {
            desk.Swap(book => Everything(book, i));
            desk.Session.Preview(RuleSet.Create(new Book(book => Everything(book, 200 + i))));
        }

        Assert.Equal(before, desk.Session.Retained);
    }

    private static void Everything(Book book, int number)
    {
        Suspending(book, 50 + (number / 1000d)).Lease(Hours(1));
        Raised(book, 10 + number);
        book.Rule("window", from load in Facts<ClusterLoad>()
                            where Over(load, Minutes(500 + number)).Average(l => l.Percent) > number / 1000d
                            select new Hot(load.Cluster)).Mode(Mode.Act);
        book.Rule("later", from probe in Facts<Probe>().Where(p => Now >= Date("2030-01-01T00:00Z") + Minutes(number))
                           where Now < Date("2031-01-01T00:00Z") + Minutes(number)
                           select Runbook.Page("later", probe.Subject)).Mode(Mode.Act);
        book.Rule("ask", from load in Facts<ClusterLoad>()
                         where load.Percent > number / 1000d
                         select Runbook.Page("sre", "")).Mode(Mode.Act).RequireApproval();
    }

    private static RuleBuilder Suspending(Book book, double least) => book.Rule("suspend",
        from load in Facts<ClusterLoad>()
        join tools in Facts<Component>() on load.Cluster equals tools.Cluster
        where load.Percent > least
        select Runbook.Suspend(tools, $"above {least}")).Mode(Mode.Act);

    private static void Raised(Book book, double minutes) => book.Rule("raised",
        from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85, lasting: Minutes(minutes)) select Runbook.Page(load.Cluster, "")).Mode(Mode.Act);

    private static RuleBuilder Failing(Book book, string file, int line, bool inResult = false) => inResult
        ? book.Rule("failing", Facts<Probe>(file, line).Select(p => new Hot($"{1 / (p.Up ? 1 : p.Subject.Length - 3)}"), file, line), file, line)
        : book.Rule("failing", Facts<Probe>(file, line).Where(p => p.Up || 1 / (p.Subject.Length - 3) > 0, file, line).Select(p => Runbook.Page("x", "")));

    private sealed record Hot([Key] string Cluster);

    private sealed class CountingLogger : Microsoft.Extensions.Logging.ILogger
    {
        public int Count { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => true;

        public void Log<TState>(
            Microsoft.Extensions.Logging.LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Count++;
    }
}
