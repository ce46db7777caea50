using RunbookSdk.Actions;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Hosting.Dispatching;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Incidents;
using RunbookSdk.Instances;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Hosting.Tests.Dispatching;

/// <summary>An action comes to its handler as the rule said it, though only the journal's text of it is handed over.</summary>
public sealed class ActionRoundTripTests
{
    /// <summary>What the session does itself, and no handler is told of.</summary>
    private static readonly Type[] OfSession = [typeof(AssertFact), typeof(RetractFact), typeof(BeginLifecycle), typeof(FireTrigger), typeof(CompleteState), typeof(Hold)];

    private static readonly Component Tools = new("online1", "WebTools", ComponentStatus.MajorOutage, Samples.Noon.AddTicks(7));

    private static readonly Incident Outage = new(
        "2019-09-18", "Data Center network outage", Impact.Major, IncidentStatus.Investigating, Samples.Noon, Samples.Noon, Samples.Noon.AddMinutes(3));

    private static readonly RunbookAction[] Actions =
    [
        new Suspend(Tools, "snø, \"quotes\" and \\ <b>\u0001"),
        new Degrade(Tools, ComponentStatus.PartialOutage, ""),
        new FailOver(new Service("crm", "dc1"), new Site("dc2", Healthy: true, ReplicationLagSeconds: 5.9), "dc1 is gone"),
        new OpenIncident("2019-09-18", "Data Center network outage", Impact.Critical, "why"),
        new ChangeIncident(Outage, IncidentStatus.Monitoring, "why"),
        new PostUpdate(Outage, IncidentStatus.Identified, "A fix\nhas been found."),
        new RequireVersion("WebTools", ProductVersion.Parse("11.5"), Enforcement.Block, "why"),
        new Block(new Client("WebTools", ProductVersion.Parse("v11.4.2-beta")), "why"),
        new ScheduleMaintenance("db", "New disks", "online1", Samples.Noon, Samples.Noon.AddHours(2), "why", "Database"),
        new ChangeMaintenance(new Maintenance("online1", Samples.Noon, Samples.Noon.AddHours(2), "db"), MaintenanceStatus.InProgress, "why"),
        new Page("ops", "why"),
        new RunJob("restart", ["--force", "a b", ""], "why"),
    ];

    public static TheoryData<int> Every => [.. Enumerable.Range(0, Actions.Length)];

    [Fact]
    public void Every_action_of_the_SDK_is_tried()
    {
        var known = typeof(RunbookAction).Assembly.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(RunbookAction)) && !t.IsAbstract);

        Assert.Equal(
            known.Select(t => t.Name).Order(StringComparer.Ordinal),
            Actions.Select(a => a.GetType().Name).Concat(OfSession.Select(t => t.Name)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void An_action_of_the_SDK_comes_as_the_rule_said_it(int number)
    {
        var (action, reader) = (Actions[number], new ActionReader());

        var (delivery, decision) = Deliver(action, reader);
        var read = reader.Read(delivery, decision);

        Assert.Equal(action.GetType(), read.GetType());
        Assert.Equal((action.Name, action.Target, action.Because), (read.Name, read.Target, read.Because));
        Assert.Equal(action.Details, read.Details);
        if (action is not RunJob) Assert.Equal(action, read);
    }

    [Fact]
    public void An_action_of_the_host_comes_as_the_rule_said_it()
    {
        var action = new Drain("online1", TimeSpan.FromMinutes(1.5), 0.1 + 0.2, decimal.MaxValue, long.MinValue, null, [1, 2], Samples.Noon.ToOffset(TimeSpan.FromHours(2)))
        {
            Note = "set besides",
        };
        var reader = new ActionReader(typeof(Drain));

        var (delivery, decision) = Deliver(action, reader);
        var read = Assert.IsType<Drain>(reader.Read(delivery, decision));

        Assert.Equal(action with { Ports = read.Ports }, read);
        Assert.Equal(action.Ports, read.Ports);
    }

    private static (Delivery Delivery, RecordedDecision Decision) Deliver(RunbookAction action, ActionReader reader)
    {
        var journal = new MemoryJournal();
        Runbook[] runbooks = action is ChangeIncident or PostUpdate or ChangeMaintenance ? [new Opening(), new Asking(action)] : [new Asking(action)];
        var session = new RunbookSession(RuleSet.Create(runbooks), Samples.Noon, new() { Journal = journal });
        session.Observe(new Probe("here", "web", true));
        session.Evaluate(Samples.Noon);
        if (action.IsIrreversible)
        {
            session.Observe(new Approval("ask", $"{action.Target}", "ann", Verdict.Approve, Samples.Noon.AddSeconds(1)));
            session.Evaluate(Samples.Noon.AddSeconds(1));
        }

        var all = new HandlerRuntime("all", new HandlerCaller<RunbookAction>(new ScriptedHandler<RunbookAction>()), new HandlerOptions());
        var delivery = new IntentReader([all], reader).Read(journal.Read()).Single(d => RecordedDecision.Parse(d.Decision).Rule == "ask");
        return (delivery, RecordedDecision.Parse(delivery.Decision));
    }

    /// <summary>What is changed has to be there.</summary>
    private sealed class Opening : Runbook
    {
        protected override void Define()
        {
            Rule("open", from probe in Facts<Probe>() select OpenIncident(Outage.Id, Outage.Title, Outage.Impact, "why")).Priority(2).Mode(Act);
            Rule("announce", from probe in Facts<Probe>() select new ScheduleMaintenance("db", "", "online1", Samples.Noon, Samples.Noon.AddHours(2), "why", null))
              .Priority(2)
              .Mode(Act);
        }
    }

    private sealed class Asking(RunbookAction action) : Runbook
    {
        protected override void Define() => Rule("ask", from probe in Facts<Probe>() select action).Mode(Act);
    }

    private sealed record Drain(
        string Cluster, TimeSpan Over, double Share, decimal Price, long Number, int? Missing, IReadOnlyList<int> Ports, DateTimeOffset At)
        : OneShotAction("drain", new Target("cluster", Cluster), "because")
    {
        public string Note { get; init; } = "";
    }
}
