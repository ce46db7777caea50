using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using RunbookSdk.Tests.TestDoubles;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

/// <summary>What a session itself allocates; the facts are made before.</summary>
public sealed class AllocationTests
{
    private const int Repeats = 10_000;

    [Fact]
    public void An_update_that_no_rule_cares_about_allocates_nothing() =>
        AssertNothing(i => new Probe("oslo", "crm", i % 2 == 0), _ => { });

    [Fact]
    public void An_update_that_fails_the_conditions_of_a_rule_before_and_after_allocates_nothing() =>
        AssertNothing(i => new ClusterLoad("c1", i % 2), book =>
        {
            book.Rule("hot", from load in Facts<ClusterLoad>() where load.Percent > 85 select Runbook.Page("x", "")).Mode(Mode.Act);
            book.Rule("named", from load in Facts<ClusterLoad>()
                               where load.Cluster == "c2"
                               join tools in Facts<Component>() on load.Cluster equals tools.Cluster
                               select Runbook.Suspend(tools, "")).Mode(Mode.Act);
        });

    [Fact]
    public void An_update_that_raises_nothing_allocates_nothing() =>
        AssertNothing(i => new ClusterLoad("c1", i % 2), book => book.Rule("raised",
            from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85, lasting: Minutes(10)) select Runbook.Page("x", "")).Mode(Mode.Act));

    [Fact]
    public void An_update_of_a_fact_that_no_question_counts_allocates_nothing() =>
        AssertNothing(i => new ClusterLoad("c1", i % 2), book => book.Rule("asks",
            from tools in Facts<Component>()
            where !Facts<ClusterLoad>().Any(l => l.Cluster == tools.Cluster && l.Percent > 85)
            select Runbook.Page("x", "")).Mode(Mode.Act));

    [Fact]
    public void A_value_that_repeats_allocates_nothing() =>
        AssertNothing(_ => new ClusterLoad("c1", 90), book => book.Rule("hot",
            from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85) select Runbook.Page("x", "")).Mode(Mode.Act));

    [Theory]
    [InlineData("one-shot")]
    [InlineData("standing")]
    [InlineData("derived")]
    [InlineData("joined")]
    [InlineData("at a time")]
    public void An_update_of_a_matched_fact_allocates_nothing_beyond_what_its_result_does(string kind) =>
        AssertNothing(i => new ClusterLoad("c1", 90 + (i % 2)), book => Results[kind](book).Mode(Mode.Act));

    private static readonly Page Paged = new("sre", "");
    private static readonly Suspend Suspended = Runbook.Suspend(new Component("c1", "WebTools"), "");
    private static readonly Site Derived = new("c1", true, 0);

    /// <summary>Rules whose results are there already, so that only the session is measured.</summary>
    private static readonly Dictionary<string, Func<Book, RuleBuilder>> Results = new()
    {
        ["one-shot"] = book => book.Rule("x", from load in Facts<ClusterLoad>() where load.Percent > 85 select Given(load, Paged)),
        ["standing"] = book => book.Rule("x", from load in Facts<ClusterLoad>() where load.Percent > 85 select Given(load, Suspended)),
        ["derived"] = book => book.Rule("x", from load in Facts<ClusterLoad>() where load.Percent > 85 select Given(load, Derived)),
        ["joined"] = book => book.Rule("x", from load in Facts<ClusterLoad>()
                                            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
                                            where load.Percent > 85
                                            select Given(load, Suspended)),
        ["at a time"] = book => book.Rule("x", from load in Facts<ClusterLoad>()
                                               where load.Percent > 85 && Now >= Date("2019-09-11T00:00Z")
                                               select Given(load, Suspended)),
    };

    private static T Given<T>(ClusterLoad load, T result) => load.Percent > 0 ? result : throw new InvalidOperationException("unlikely");

    [Fact]
    public void Time_that_passes_without_anything_due_allocates_nothing() => AssertNothing(_ => null, _ => { });

    private static void AssertNothing(Func<int, object?> fact, Action<Book> define)
    {
        var session = new RunbookSession(RuleSet.Create(new Book(define)), Desk.Noon);
        session.Observe(new Component("c1", "WebTools"));
        var observations = Enumerable.Range(0, Allocation.Passes * Repeats)
            .Select(i => fact(i) is { } value ? new Observation(value, Desk.Noon.AddSeconds(i)) : (Observation?)null).ToArray();
        var next = 0;

        var bytes = Allocation.Of(Repeats, () =>
        {
            if (observations[next] is { } observation) session.Observe(observation);
            session.Evaluate(Desk.Noon.AddSeconds(next++));
        });

        Assert.True(bytes == 0, string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)Repeats} bytes for one evaluation"));
    }
}
