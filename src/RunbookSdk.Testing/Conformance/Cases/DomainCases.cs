using RunbookSdk.Actions;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Incidents;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>The words of operations, and what their decisions do to the facts of the domain.</summary>
internal sealed class DomainCases() : CaseArea("domain")
{
    private static readonly Component Tools = new("c1", "WebTools");

    protected override void Write()
    {
        Components();
        Incidents();
        Clients();
        Approvals();
        Cooldowns();
    }

    private void Components()
    {
        Case("a-suspension-changes-its-component-and-rules-see-it", b =>
            {
                Suspends(b);
                b.Decide("status", from c in Facts<Component>() select new Tell(c.Cluster, $"{c.Status}")).AgainOnChange();
            })
            .At("12:00", Tools).Begins("status(c1/WebTools)").Decides("status: decided tell team/c1, Operational")
            .At("12:01", new ClusterLoad("c1", 90)).Begins("suspend(c1, c1/WebTools)")
            .Decides("suspend: decided suspend component/c1/webtools, 90%", "status: decided tell team/c1, Suspended")
            .At("12:02", new ClusterLoad("c1", 95))
            .At("12:03", new ClusterLoad("c1", 10)).Ends("suspend(c1, c1/WebTools)")
            .Decides("suspend: released suspend component/c1/webtools, ended: 90%", "status: decided tell team/c1, Operational");
        Case("work-that-was-announced-holds-a-suspension-back-while-it-lasts", b => b.Decide("suspend",
                from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85, lasting: Minutes(10)).ClearedWhen(l => l.Percent < 60, lasting: Hours(1))
                join tools in Facts<Component>() on load.Cluster equals tools.Cluster
                where tools.Name == "WebTools"
                where !Facts<Maintenance>().Any(m => m.Cluster == tools.Cluster && m.Begins <= Now && Now < m.Ends)
                select Runbook.Suspend(tools, "load")))
            .At("12:00", Tools, new Component("c1", "Mail"), new ClusterLoad("c1", 90), new Maintenance("c1", CaseClock.Read("12:05"), CaseClock.Read("12:30")))
            .At("12:20")
            .At("12:31").Begins("suspend(c1, c1/WebTools)").Decides("12:30 suspend: decided suspend component/c1/webtools, load")
            .At("13:00", new ClusterLoad("c1", 20)).IsDue("14:00")
            .At("14:00").Ends("suspend(c1, c1/WebTools)").Decides("suspend: released suspend component/c1/webtools, ended: load");
        Case("a-component-stands-as-bad-as-the-worst-action-in-force", b =>
            {
                Suspends(b);
                b.Decide("degrade", from a in Facts<Alert>()
                                    where a.Firing
                                    join c in Facts<Component>() on a.Subject equals c.Cluster
                                    select Runbook.Degrade(c, ComponentStatus.DegradedPerformance, a.Name));
                b.Rule("suspended", from c in Facts<Component>() where c.Status == ComponentStatus.Suspended select new Hit(c.Cluster));
            })
            .At("12:00", Tools, new Alert("slow", "c1", true)).Begins("degrade(slow/c1, c1/WebTools)")
            .Decides("degrade: decided degrade component/c1/webtools (degraded_performance), slow")
            .At("12:01", new ClusterLoad("c1", 90)).Begins("suspend(c1, c1/WebTools)", "suspended(c1/WebTools)")
            .Decides("suspend: decided suspend component/c1/webtools, 90%")
            .At("12:02", new Alert("slow", "c1", false)).Ends("degrade(slow/c1, c1/WebTools)")
            .Decides("degrade: released degrade component/c1/webtools (degraded_performance), ended: slow")
            .At("12:03", new ClusterLoad("c1", 1)).Ends("suspend(c1, c1/WebTools)", "suspended(c1/WebTools)")
            .Decides("suspend: released suspend component/c1/webtools, ended: 90%");
    }

    private void Incidents() => Case("an-incident-is-opened-once-and-followed-through-its-states", b =>
        {
            b.Decide("open", from load in Facts<ClusterLoad>()
                             where load.Percent > 85
                             select Runbook.OpenIncident($"load-{load.Cluster}", "Slow", Impact.Minor, "load"));
            b.Decide("watch", from i in Facts<Incident>()
                              where i.Status == IncidentStatus.Investigating
                              where !Facts<ClusterLoad>().Any(l => l.Percent > 85)
                              select Runbook.ChangeIncident(i, IncidentStatus.Monitoring, "calm"));
            b.Decide("resolve", from i in Facts<Incident>()
                                where i.Status == IncidentStatus.Monitoring && Now >= i.Since + Minutes(30)
                                select Runbook.PostUpdate(i, IncidentStatus.Resolved, "over"));
        })
        .At("12:00", new ClusterLoad("c1", 90)).Begins("open(c1)").Decides("open: decided open-incident incident/load-c1 (Slow, minor), load")
        .At("12:10", new ClusterLoad("c1", 20)).Begins("watch(load-c1)").Ends("open(c1)", "watch(load-c1)")
        .Decides("watch: decided change-incident incident/load-c1 (monitoring), calm").IsDue("12:40")
        .At("12:40").Begins("resolve(load-c1)").Ends("resolve(load-c1)").Decides("resolve: decided post-update incident/load-c1 (resolved), over").IsNeverDue();

    private void Clients() => Case("old-clients-are-blocked-from-a-date-on", b => b.Decide("block",
            from c in Facts<Client>()
            where c.Product == "WebTools" && c.Version < Version("11.5") && Now >= Date("2019-09-19 Europe/Oslo")
            select Runbook.Block(c, "old")))
        .At("12:00", C("11.4"), C("11.5"), C("9.1"), new Client("Pocket", ProductVersion.Parse("1.0"))).IsDue("2019-09-18 22:00")
        .At("2019-09-18 21:59:59.9999999")
        .At("2019-09-18 22:00").Begins("block(WebTools/11.4)", "block(WebTools/9.1)")
        .Decides("block: decided block client/webtools/11.4, old", "block: decided block client/webtools/9.1, old")
        .At("2019-09-20 00:00", Gone(C("11.4")), C("10.0")).Begins("block(WebTools/10.0)").Ends("block(WebTools/11.4)")
        .Decides("block: decided block client/webtools/10.0, old", "block: released block client/webtools/11.4, ended: old");

    private void Approvals()
    {
        Case("a-proposal-waits-for-its-approval", b => Suspends(b).RequireApproval())
            .At("12:00", Tools, new ClusterLoad("c1", 90)).Begins("suspend(c1, c1/WebTools)").Decides("suspend: proposed suspend component/c1/webtools, 90%")
            .At("12:01", Answer(Verdict.Approve, "12:01")).Decides("suspend: decided suspend component/c1/webtools, 90%");
        Case("a-proposal-is-withdrawn-when-its-match-ends", b => Suspends(b).RequireApproval())
            .At("12:00", Tools, new ClusterLoad("c1", 90)).Begins("suspend(c1, c1/WebTools)").Decides("suspend: proposed suspend component/c1/webtools, 90%")
            .At("12:01", new ClusterLoad("c1", 1)).Ends("suspend(c1, c1/WebTools)")
            .Decides("suspend: withdrawn suspend component/c1/webtools, the reason ended before anybody approved").IsNeverDue();
        Case("a-proposal-that-nobody-answers-is-denied-at-its-instant", b => Suspends(b).RequireApproval(within: Minutes(30)))
            .At("12:00", Tools, new ClusterLoad("c1", 90)).Begins("suspend(c1, c1/WebTools)").Decides("suspend: proposed suspend component/c1/webtools, 90%")
            .IsDue("12:30")
            .At("12:45").Decides("12:30 suspend: denied suspend component/c1/webtools, nobody approved within 30 minutes");
    }

    private void Cooldowns() => Case("a-cooldown-denies-what-comes-again-too-soon", b => b.Decide(
            "page", from a in Facts<Alert>() where a.Firing select Runbook.Page(a.Subject, a.Name)).Cooldown(Minutes(10)))
        .At("12:00", new Alert("a", "c1", true)).Begins("page(a/c1)").Decides("page: decided page team/c1, a")
        .At("12:05", new Alert("b", "c1", true), new Alert("b", "c2", true)).Begins("page(b/c1)", "page(b/c2)")
        .Decides(
            "page: denied page team/c1, cooling down until 2019-09-11 12:10:00Z: decided for team/c1 at 2019-09-11 12:00:00Z; asked because b",
            "page: decided page team/c2, b")
        .At("12:10", new Alert("c", "c1", true)).Begins("page(c/c1)").Decides("page: decided page team/c1, c");

    private static Rules.RuleBuilder Suspends(CaseBook b) => b.Decide("suspend",
        from load in Facts<ClusterLoad>()
        where load.Percent > 85
        join tools in Facts<Component>() on load.Cluster equals tools.Cluster
        select Runbook.Suspend(tools, $"{load.Percent}%"));

    private static Approval Answer(Verdict verdict, string at) => new("suspend", "component/c1/webtools", "ann", verdict, CaseClock.Read(at));

    private static Client C(string version) => new("WebTools", ProductVersion.Parse(version));
}
