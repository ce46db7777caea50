using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>Actions that are in force while a match claims them.</summary>
internal sealed class StandingCases() : CaseArea("standing actions")
{
    protected override void Write()
    {
        Claims();
        Moves();
        Leases();
        Modes();
    }

    private void Claims()
    {
        Case("an-action-is-in-force-while-its-match-stands", Sites)
            .At("12:00", new Machine("a", Up: false)).Begins("down(a)").Decides("down: decided hold thing/s1, a")
            .At("12:01", new Machine("a", Up: false, Cores: 9))
            .At("12:02", new Machine("a")).Ends("down(a)").Decides("down: released hold thing/s1, ended: a");
        Case("two-causes-of-one-action-keep-it-until-both-are-gone", Sites)
            .At("12:00", new Machine("a", Up: false), new Machine("b", Up: false)).Begins("down(a)", "down(b)").Decides("down: decided hold thing/s1, a")
            .At("12:01", new Machine("a")).Ends("down(a)")
            .At("12:02", new Machine("b")).Ends("down(b)").Decides("down: released hold thing/s1, ended: b");
        Case("causes-of-different-rules-hold-one-action", b =>
            {
                Sites(b);
                b.Decide("hot", from g in Facts<Gauge>() where g.Value > 80 select new Hold(g.Name, "hot"));
            })
            .At("12:00", new Machine("a", Up: false)).Begins("down(a)").Decides("down: decided hold thing/s1, a")
            .At("12:01", new Gauge("s1", 90)).Begins("hot(s1)")
            .At("12:02", new Machine("a")).Ends("down(a)")
            .At("12:03", new Gauge("s1", 1)).Ends("hot(s1)").Decides("hot: released hold thing/s1, ended: hot");
        Case("a-cause-takes-over-from-another-in-one-batch-without-a-gap", Sites)
            .At("12:00", new Machine("b", Up: false), new Machine("a")).Begins("down(b)").Decides("down: decided hold thing/s1, b")
            .At("12:01", new Machine("b"), new Machine("a", Up: false)).Begins("down(a)").Ends("down(b)")
            .At("12:02", new Machine("a"), new Machine("b", Up: false)).Begins("down(b)").Ends("down(a)")
            .At("12:03", Gone(new Machine("b"))).Ends("down(b)").Decides("down: released hold thing/s1, ended: b");
        Case("an-action-comes-back-with-a-new-cause", Sites)
            .At("12:00", new Machine("a", Up: false)).Begins("down(a)").Decides("down: decided hold thing/s1, a")
            .At("12:01", new Machine("a")).Ends("down(a)").Decides("down: released hold thing/s1, ended: a")
            .At("12:02", new Machine("a", Up: false)).Begins("down(a)").Decides("down: decided hold thing/s1, a");
    }

    private void Moves()
    {
        Case("a-claim-moves-when-the-result-becomes-another-action", b => b.Decide(
                "r", from g in Facts<Gauge>() select new Hold(g.Name, "load", g.Value > 95 ? "hard" : "soft")))
            .At("12:00", new Gauge("a", 90)).Begins("r(a)").Decides("r: decided hold thing/a (soft), load")
            .At("12:01", new Gauge("a", 91))
            .At("12:02", new Gauge("a", 99)).Decides("r: decided hold thing/a (hard), load", "r: released hold thing/a (soft), ended: load");
        Case("a-claim-moves-with-the-target", Sites)
            .At("12:00", new Machine("a", Up: false), new Machine("b", "s2", Up: false)).Begins("down(a)", "down(b)")
            .Decides("down: decided hold thing/s1, a", "down: decided hold thing/s2, b")
            .At("12:01", new Machine("a", "s2", Up: false)).Decides("down: released hold thing/s1, ended: a")
            .At("12:02", new Machine("b", "s1", Up: false)).Decides("down: decided hold thing/s1, b");
        Case("a-claim-ends-when-the-result-becomes-nothing-and-comes-back-with-it", b => b.Decide(
                "r", from g in Facts<Gauge>() select g.Value > 80 ? new Hold(g.Name, "load") : null))
            .At("12:00", new Gauge("a", 90)).Begins("r(a)").Decides("r: decided hold thing/a, load")
            .At("12:01", new Gauge("a", 10)).Decides("r: released hold thing/a, ended: load")
            .At("12:02", new Gauge("a", 91)).Decides("r: decided hold thing/a, load");
    }

    private void Leases()
    {
        Case("a-lease-is-renewed-at-its-end-when-its-fact-was-observed-and-ends-otherwise", b => b.Decide(
                "keep", from g in Facts<Gauge>() where g.Value > 80 select new Hold(g.Name, "load")).Lease(Hours(1)))
            .At("12:00", new Gauge("a", 90)).Begins("keep(a)").Decides("keep: decided hold thing/a until 13:00, load").IsDue("13:00")
            .At("12:30", new Gauge("a", 91))
            .At("12:59:59.9999999")
            .At("13:00").Decides("keep: renewed hold thing/a until 14:00, load")
            .At("15:00").Decides("14:00 keep: released hold thing/a, its lease of 1 hours ended and nothing it rests on was observed since 2019-09-11 13:00:00Z")
            .IsNeverDue();
        Case("a-lease-of-a-join-is-renewed-by-either-fact", b => b.Decide("keep",
                from g in Facts<Gauge>()
                join m in Facts<Machine>() on g.Name equals m.Name
                where g.Value > 80
                select new Hold(g.Name, "load")).Lease(Hours(1)))
            .At("12:00", new Gauge("a", 90), new Machine("a")).Begins("keep(a, a)").Decides("keep: decided hold thing/a until 13:00, load")
            .At("12:10", new Machine("a"))
            .At("13:00").Decides("keep: renewed hold thing/a until 14:00, load");
        Case("a-lease-of-a-group-is-renewed-by-a-member", b => b.Decide("keep",
                from g in Facts<Gauge>()
                group g by g.Unit into u
                where u.Average(x => x.Value) > 80
                select new Hold(u.Key, "load")).Lease(Hours(1)))
            .At("12:00", new Gauge("a", 90, "u"), new Gauge("b", 90, "u")).Begins("keep(u)").Decides("keep: decided hold thing/u until 13:00, load")
            .At("12:10", new Gauge("b", 90, "u"))
            .At("13:00").Decides("keep: renewed hold thing/u until 14:00, load")
            .At("14:00").Decides("keep: released hold thing/u, its lease of 1 hours ended and nothing it rests on was observed since 2019-09-11 13:00:00Z");
        Case("what-a-lease-released-comes-back-with-a-new-match", b => b.Decide(
                "keep", from g in Facts<Gauge>() where g.Value > 80 select new Hold("all", g.Name)).Lease(Minutes(10)))
            .At("12:00", new Gauge("a", 90)).Begins("keep(a)").Decides("keep: decided hold thing/all until 12:10, a")
            .At("12:10").Decides("keep: released hold thing/all, its lease of 0.17 hours ended and nothing it rests on was observed since 2019-09-11 12:00:00Z")
            .At("12:11", new Gauge("a", 91))
            .At("12:12", new Gauge("b", 90)).Begins("keep(b)").Decides("keep: decided hold thing/all until 12:22, b");
    }

    private void Modes()
    {
        Case("a-rule-that-observes-says-what-it-would-do-and-when-it-would-stop", b => b.Rule(
                "down", from m in Facts<Machine>() where !m.Up select new Hold(m.Site!, m.Name)))
            .At("12:00", new Machine("a", Up: false), new Machine("b", Up: false)).Begins("down(a)", "down(b)").Decides("down: observed hold thing/s1, a")
            .At("12:01", new Machine("a")).Ends("down(a)")
            .At("12:02", new Machine("b")).Ends("down(b)").Decides("down: observed release of hold thing/s1, ended: b");
        Case("a-rule-that-observes-neither-hides-nor-holds-what-another-decides", b =>
            {
                b.Rule("watch", from m in Facts<Machine>() where !m.Up select new Hold(m.Site!, "watched"));
                b.Decide("act", from g in Facts<Gauge>() where g.Value > 80 select new Hold(g.Name, "hot"));
            })
            .At("12:00", new Machine("a", Up: false)).Begins("watch(a)").Decides("watch: observed hold thing/s1, watched")
            .At("12:01", new Gauge("s1", 90)).Begins("act(s1)").Decides("act: decided hold thing/s1, hot")
            .At("12:02", new Gauge("s1", 1)).Ends("act(s1)").Decides("act: released hold thing/s1, ended: hot");
        Case("a-session-that-observes-holds-back-every-rule", Sites).With(o => o.Mode = RunbookSdk.Rules.Mode.Observe)
            .At("12:00", new Machine("a", Up: false)).Begins("down(a)").Decides("down: observed hold thing/s1, a");
    }

    private static void Sites(CaseBook b) => b.Decide("down", from m in Facts<Machine>() where !m.Up select new Hold(m.Site!, m.Name));
}
