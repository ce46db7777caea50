using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Sqlite.Tests;

/// <summary>A process ends, and the next one begins ten hours later: what was due meanwhile happens at its own instant.</summary>
public sealed class MissedInstantsTests : JournalFolder
{
    private static readonly DateTimeOffset Morning = new(2019, 9, 5, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_session_that_is_opened_late_decides_at_the_instants_that_were_missed()
    {
        Run(Morning, new Component("c1", "WebTools"), new ClusterLoad("c1", 90), new Alert("down", "crm", true),
            new Silence("s", "rule/mend", "ann", "I look", Morning, Morning.AddHours(4)));

        var (late, next) = Run(Morning.AddHours(10));

        Assert.Equal(
        [
            "10:45 drain run-job job/drain Unverified", "10:45 drain/otherwise/1 page team/lead Decided",
            "11:30 lasting page team/lasting Decided",
            "12:00 lease release component/c1/webtools Released",
            "13:00 ask page team/ask Denied",
            "14:00 mend run-job job/mend Decided",
        ], late.Decisions.Select(Line));
        Assert.Equal(Morning.AddHours(24.75), next); // a late proof of the drain may come until then
    }

    [Fact]
    public void An_answer_that_comes_after_a_proposal_expired_while_nobody_ran_decides_nothing_and_is_told()
    {
        Run(Morning, new ClusterLoad("c1", 90));

        var (late, _) = Run(Morning.AddHours(10), new Approval("ask", "team/ask", "ann", Verdict.Approve, Morning.AddHours(2.5)));

        Assert.DoesNotContain(late.Decisions, d => d is { Rule: "ask", Outcome: Outcome.Decided });
        Assert.Equal("RBK5041", Assert.Single(late.Problems).Code);
    }

    [Fact]
    public void A_renewal_that_was_due_while_nobody_ran_is_decided_with_what_was_known_then()
    {
        Run(Morning, new Component("c1", "WebTools"), new ClusterLoad("c1", 90));
        Run(Morning.AddHours(1), new ClusterLoad("c1", 91));

        var (late, _) = Run(Morning.AddHours(10), new ClusterLoad("c1", 92));

        Assert.Equal(
            ["12:00 lease suspend component/c1/webtools Renewed", "14:00 lease release component/c1/webtools Released"],
            late.Decisions.Where(d => d.Rule == "lease").Select(Line));
    }

    [Fact]
    public void The_end_of_a_session_leaves_a_journal_from_which_all_of_it_follows()
    {
        Run(Morning, new Component("c1", "WebTools"), new ClusterLoad("c1", 90), new Alert("down", "crm", true));
        Run(Morning.AddHours(10));

        using var journal = SqliteJournal.Open(File);

        Assert.Equal(9, RunbookSession.Verify(Rules(), new SessionOptions { Journal = journal }, DomainFacts.CatalogWith(), null).Decisions);
    }

    /// <summary>One process.</summary>
    private (Evaluation Evaluation, DateTimeOffset? NextDue) Run(DateTimeOffset at, params object[] facts)
    {
        using var journal = SqliteJournal.Open(File);
        var session = RunbookSession.Open(Rules(), at, new() { Journal = journal }, DomainFacts.CatalogWith(), null, out var opened);
        Assert.Empty(opened.Decisions);
        foreach (var fact in facts) session.Observe(new Observation(fact, at));
        var evaluation = session.Evaluate(at);
        return (evaluation, session.NextDue);
    }

    private static RuleSet Rules() => RuleSet.Create(new Everything());

    private static string Line(Decision decision) => $"{decision.Instant:HH:mm} {decision.Rule} {decision.ActionName} {decision.Target} {decision.Outcome}";

    private sealed class Everything : Runbook
    {
        protected override void Define()
        {
            Rule("lease",
                from load in Facts<ClusterLoad>()
                where load.Percent > 85
                join tools in Facts<Component>() on load.Cluster equals tools.Cluster
                select Suspend(tools, "hot")).Mode(Act).Lease(Hours(2));
            Rule("ask", from load in Facts<ClusterLoad>() where load.Percent > 85 select Page("ask", "hot")).Mode(Act).RequireApproval(within: Hours(3));
            Rule("lasting", from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 80, lasting: Minutes(90)) select Page("lasting", "hot")).Mode(Act);
            Rule("mend", from alert in Facts<Alert>() where alert.Firing select RunJob("mend", new[] { alert.Subject }, "it fires")).Mode(Act);
            Rule("drain", from load in Facts<ClusterLoad>() where load.Percent > 85 select RunJob("drain", new[] { load.Cluster }, "hot")).Mode(Act)
                .Verify(Minutes(45), (RunJob job) => Facts<ClusterLoad>().Where(l => l.Percent < 60), job => Page("lead", "draining did not help"));
        }
    }
}
