using System.Text;
using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

/// <summary>What handlers did comes back as facts, which rules read like any other.</summary>
public sealed class ActionOutcomeTests
{
    [Fact]
    public void A_rule_decides_on_the_outcome_of_what_another_asked_for()
    {
        var desk = new Desk(Book);
        desk.At(0, new ClusterLoad("c1", 95));
        var job = Assert.Single(desk.Decisions);

        desk.At(1, Of(job, ActionStatus.Attempted, 1, 1));
        desk.At(2, Of(job, ActionStatus.Failed, 1, 2));
        desk.At(3, Of(job, ActionStatus.DeadLettered, 5, 3));

        Assert.Equal(["0 restart run-job job/restart Decided", "3 tell page team/sre Decided"], desk.Told);
        Assert.Equal("run-job of job/restart failed 5 times: exit code 1", desk.Decisions[1].Because);
    }

    [Fact]
    public void The_same_outcome_twice_changes_nothing_and_an_older_one_is_late()
    {
        var desk = new Desk(Book);
        desk.At(0, new ClusterLoad("c1", 95));
        var job = Assert.Single(desk.Decisions);
        desk.At(3, Of(job, ActionStatus.DeadLettered, 5, 3));

        var again = desk.At(4, Of(job, ActionStatus.DeadLettered, 5, 3), Of(job, ActionStatus.Attempted, 5, 2));

        Assert.Equal((0, 0, 1), (again.MatchesBegun, again.MatchesEnded, again.Late));
        Assert.Equal(ActionStatus.DeadLettered, Assert.Single(desk.Session.Snapshot.Facts<ActionOutcome>()).Status);
    }

    [Fact]
    public void An_outcome_is_known_for_seven_days()
    {
        var desk = new Desk(Book);
        desk.At(0, new ClusterLoad("c1", 95));
        desk.At(3, Of(desk.Decisions[0], ActionStatus.Succeeded, 1, 3));

        desk.At(3 + (7 * 24 * 60) - 0.01);
        Assert.Single(desk.Session.Snapshot.Facts<ActionOutcome>());
        desk.At(3 + (7 * 24 * 60));

        Assert.Empty(desk.Session.Snapshot.Facts<ActionOutcome>());
    }

    [Fact]
    public void No_rule_says_how_an_action_went()
    {
        var said = new ActionOutcome("k", "r", "t", "page", ActionStatus.Succeeded, 1, "", Desk.Noon);
        var desk = new Desk(book =>
        {
            book.Rule("assert", from load in Facts<ClusterLoad>() select Runbook.Assert(said, "")).Mode(Mode.Act);
            book.Rule("retract", from load in Facts<ClusterLoad>() select Runbook.Retract(said, "")).Mode(Mode.Act);
            book.Rule("derive", from load in Facts<ClusterLoad>()
                                select new ActionOutcome(load.Cluster, "r", "t", "page", ActionStatus.Succeeded, 1, "", Desk.Noon));
        });

        var evaluation = desk.At(0, new ClusterLoad("c1", 95));

        Assert.All(evaluation.Decisions, d => Assert.Equal("fact/actionoutcome/k is for the host to say, no rule does", d.Because));
        Assert.Equal(["0 assert assert fact/actionoutcome/k Denied", "0 retract retract fact/actionoutcome/k Denied"], desk.Told);
        Assert.EndsWith("is for the host to say, no rule derives one", Assert.Single(evaluation.Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_outcome_is_read_from_a_cloud_event_so_that_another_program_can_report_it()
    {
        const string line = """
            {"specversion":"1.0","type":"ActionOutcome","source":"/jobs","id":"1","time":"2019-09-11T12:03:00Z","data":{"idempotencyKey":"r/job/x/2019-09-11T12:00:00Z/run-job","rule":"r","target":"job/x","action":"run-job","status":"timed_out","attempts":2,"because":"no answer in 30 s","at":"2019-09-11T12:03:00Z"}}
            """;
        var (accepted, rejected) = (new List<Observation>(), new List<RejectedFact>());

        new CloudEventReader(DomainFacts.CatalogWith()).Read(Encoding.UTF8.GetBytes(line), "outcomes", 1, accepted, rejected);

        Assert.Empty(rejected);
        Assert.Equal(
            new ActionOutcome("r/job/x/2019-09-11T12:00:00Z/run-job", "r", "job/x", "run-job", ActionStatus.TimedOut, 2, "no answer in 30 s", Desk.Minute(3)),
            Assert.Single(accepted).Fact);
    }

    private static Observation Of(Decision decision, ActionStatus status, int attempts, double minute) =>
        new(ActionOutcome.Of(decision, status, attempts, "exit code 1", Desk.Minute(minute)), Desk.Minute(minute));

    private static void Book(Book book)
    {
        book.Rule("restart", from load in Facts<ClusterLoad>() select Runbook.RunJob("restart", new[] { load.Cluster }, "hot")).Mode(Mode.Act);
        book.Rule("tell", from outcome in Facts<ActionOutcome>()
                          where outcome.Status == ActionStatus.DeadLettered
                          select Runbook.Page("sre", $"{outcome.Action} of {outcome.Target} failed {outcome.Attempts} times: {outcome.Because}")).Mode(Mode.Act);
    }
}
