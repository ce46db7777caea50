using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Incidents;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

/// <summary>After a refused evaluation a session behaves like one that never saw what was refused.</summary>
public sealed class TakenBackTests
{
    private const string Tools = "component/c1/webtools";

    /// <summary>What is refused, besides the fact that makes it so: everything that a script may do.</summary>
    public static TheoryData<string> Refused => [.. Batches.Keys];

    private static readonly Dictionary<string, object[]> Batches = new()
    {
        ["nothing else"] = [],
        ["other loads"] = [new ClusterLoad("c1", 99), new ClusterLoad("c2", 1), new ClusterLoad("c3", 99)],
        ["quiet loads"] = [new ClusterLoad("c1", 1), new ClusterLoad("c2", 1)],
        ["an alert that ends"] = [new Alert("a", "c1", false)],
        ["alerts that begin"] = [new Alert("b", "c1", true), new Alert("c", "c2", true)],
        ["an approval"] = [new Approval("ask", Tools, "ann", Verdict.Approve, Desk.Minute(9))],
        ["a denial"] = [new Approval("ask", Tools, "ann", Verdict.Deny, Desk.Minute(9))],
        ["a component that goes"] = [Desk.Gone(new Component("c1", "WebTools"), 9)],
        ["facts that go and come"] = [Desk.Gone(new ClusterLoad("c1", 0), 9), new ClusterLoad("c1", 95), Desk.Gone(new Alert("a", "c1", true), 9)],
        ["samples"] = [new Sample("m", "c1", 100), new Sample("m", "c1", 100), new Sample("m", "c2", 100)],
        ["events"] = [new Blip("c1"), new Blip("c1")],
        ["a delivery"] = [new Observation(new ClusterLoad("c2", 88), Desk.Minute(9), 77)],
        ["an incident"] = [new Probe("oslo", "crm", false)],
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_refused_batch_leaves_no_trace(string refused)
    {
        var (tried, spared) = (new Desk(Everything), new Desk(Everything));
        Begin(tried);
        Begin(spared);

        Assert.Throws<RunbookException>(() => tried.At(9, [.. Batches[refused], new Step("s", 0)]));
        Continue(tried);
        Continue(spared);

        Assert.Equal(spared.Decisions.Select(Full), tried.Decisions.Select(Full));
        Assert.Equal(spared.Session.NextDue, tried.Session.NextDue);
        Assert.True(spared.Decisions.Count > 20);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_refused_batch_can_come_again_without_what_was_wrong(string refused)
    {
        var (tried, spared) = (new Desk(Everything), new Desk(Everything));
        Begin(tried);
        Begin(spared);

        Assert.Throws<RunbookException>(() => tried.At(9, [.. Batches[refused], new Step("s", 0)]));
        tried.At(9, Batches[refused]);
        spared.At(9, Batches[refused]);
        Continue(tried);
        Continue(spared);

        Assert.Equal(spared.Decisions.Select(Full), tried.Decisions.Select(Full));
    }

    [Fact]
    public void A_delivery_of_a_refused_batch_that_comes_again_is_remembered_from_then()
    {
        var desk = new Desk(Everything, new SessionOptions { DeliveryMemory = Minutes(30) });
        var delivery = new Observation(new ClusterLoad("c9", 1), Desk.Minute(0), 5);

        Assert.Throws<RunbookException>(() => desk.At(0, delivery, new Step("s", 0)));
        desk.At(20, delivery);

        Assert.Equal(1, desk.At(40, delivery).Duplicates);
    }

    [Fact]
    public void Faults_of_a_refused_batch_bring_no_rule_nearer_to_its_quarantine()
    {
        var desk = new Desk(
            book =>
            {
                Endless(book);
                book.Rule("faulty", from load in Facts<ClusterLoad>() where 1 / (int)load.Percent > 5 select Runbook.Page("sre", "")).Mode(Mode.Act);
            },
            new SessionOptions { FaultsUntilQuarantine = 2 });

        Assert.Throws<RunbookException>(() => desk.At(0, new ClusterLoad("c1", 0), new Step("s", 0)));
        var fault = Assert.Single(desk.At(1, new ClusterLoad("c1", 0)).Faults);

        Assert.False(fault.IsQuarantined);
    }

    private static void Begin(Desk desk)
    {
        desk.At(0, new Component("c1", "WebTools"), new Component("c2", "WebTools"), new Cluster("c1", 0.65), new Cluster("c2", 0.35));
        desk.At(1, new ClusterLoad("c1", 90), new ClusterLoad("c2", 50), new Sample("m", "c1", 3), new Blip("c1"));
        desk.At(5, new Alert("a", "c1", true), new Sample("m", "c1", 5), new Observation(new Sample("m", "c2", 1), Desk.Minute(5), 4));
        desk.At(8, new ClusterLoad("c1", 91), new Sample("m", "c1", 5));
    }

    private static void Continue(Desk desk)
    {
        desk.At(10, new ClusterLoad("c1", 92), new Observation(new Sample("m", "c2", 50), Desk.Minute(10), 77));
        desk.At(11.5);
        desk.At(12, new Approval("ask", Tools, "ben", Verdict.Approve, Desk.Minute(12)), new Probe("oslo", "crm", false));
        desk.At(13, new Alert("b", "c1", true), new Blip("c2"), new ClusterLoad("c3", 97));
        desk.At(14, new Alert("a", "c1", false), new Sample("m", "c1", 70), new ClusterLoad("c2", 96));
        desk.At(30, new ClusterLoad("c1", 10), new Alert("b", "c1", false), Desk.Gone(new ClusterLoad("c3", 0), 30));
        desk.At(31, new ClusterLoad("c1", 99), new Alert("a", "c1", true), new Probe("oslo", "crm", true));
        desk.At(90, new Alert("a", "c1", true));
        desk.At(60 * 30);
    }

    private static void Everything(Book book)
    {
        Endless(book);
        book.Rule("ask", from alert in Facts<Alert>()
                         where alert.Firing
                         join tools in Facts<Component>() on alert.Subject equals tools.Cluster
                         select Runbook.Suspend(tools, alert.Name)).Mode(Mode.Act).RequireApproval().Lease(Hours(1));
        book.Rule("raised", from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85, lasting: Minutes(10))
                .ClearedWhen(l => l.Percent < 60, lasting: Minutes(3))
                            select new Hot(load.Cluster, load.Percent)).Mode(Mode.Act);
        book.Rule("degrade", from hot in Facts<Hot>()
                             join tools in Facts<Component>() on hot.Cluster equals tools.Cluster
                             select Runbook.Degrade(tools, ComponentStatus.PartialOutage, "hot")).Mode(Mode.Act).Cooldown(Minutes(15));
        book.Rule("window", from cluster in Facts<Cluster>()
                            where Facts<Sample>().Where(s => s.Subject == cluster.Name).Over(Minutes(10)).Average(s => s.Value) > 4
                            select Runbook.Page(cluster.Name, "window")).Mode(Mode.Act);
        book.Rule("groups", from load in Facts<ClusterLoad>()
                            where load.Percent > 80
                            group load by load.Percent > 95 into g
                            select Runbook.Page($"{g.Key}", $"{g.Count()} {g.Sum(l => l.Percent)}")).Mode(Mode.Act).AgainOnChange();
        book.Rule("changes", from load in Facts<ClusterLoad>() select Runbook.Page(load.Cluster, $"{load.Percent}")).Mode(Mode.Act).AgainOnChange();
        book.Rule("events", from blip in Facts<Blip>()
                            where !Facts<Alert>().Any(a => a.Subject == blip.Name && a.Firing)
                            select Runbook.Page(blip.Name, "blip")).Mode(Mode.Act);
        book.Rule("later", from alert in Facts<Alert>() where Now >= Date("2019-09-11T12:11Z") select Runbook.Page("later", alert.Name)).Mode(Mode.Act);
        book.Rule("incident", from probe in Facts<Probe>()
                              where !probe.Up
                              select Runbook.OpenIncident(probe.Subject, "down", Impact.Major, "probe")).Mode(Mode.Act);
        book.Rule("status", from tools in Facts<Component>() select Runbook.Page("status", $"{tools.Cluster} {tools.Status}")).Mode(Mode.Act).AgainOnChange();
    }

    private static void Endless(Book book) => book.Rule("endless",
        from step in Facts<Step>() select Runbook.Assert(new Step(step.Name, step.Number + 1), "")).Mode(Mode.Act).AgainOnChange();

    private static string Full(Decision decision) =>
        $"{decision.Sequence} {Desk.Line(decision)} {decision.Because} since {decision.MatchBegan:HH:mm:ss} of {string.Join(", ", decision.Facts.Select(f => $"{f.Type} {f.Key} {f.ObservedAt:HH:mm}"))}";

    private sealed record Step([Key] string Name, int Number);

    private sealed record Hot([Key] string Cluster, double Percent);

    private sealed record Blip(string Name);
}
