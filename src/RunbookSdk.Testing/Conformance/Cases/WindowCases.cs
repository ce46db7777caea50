using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>Questions about what was observed in the time before now.</summary>
internal sealed class WindowCases() : CaseArea("windows")
{
    protected override void Write()
    {
        Edges();
        Answers();
        Together();
    }

    private void Edges()
    {
        Case("an-observation-is-in-a-window-until-its-end-which-is-excluded", b => b.Rule(
                "seen", from m in Facts<Machine>() where Facts<Gauge>().Over(Minutes(10)).Any() select new Hit(m.Name)))
            .At("12:00", new Machine("m"), new Gauge("a", 1)).Begins("seen(m)").IsDue("12:10")
            .At("12:09:59.9999999")
            .At("12:10").Ends("seen(m)").IsNeverDue();
        Case("every-observation-counts-also-one-that-repeats-a-value", b => b.Rule(
                "r", from g in Facts<Gauge>() where Over(g, Minutes(10)).Count() >= 3 select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 1), new Gauge("b", 1))
            .At("12:01", new Gauge("a", 1))
            .At("12:02", new Gauge("a", 1), new Gauge("b", 2)).Begins("r(a)")
            .At("12:10").Ends("r(a)")
            .At("12:11");
        Case("a-late-observation-counts-from-when-it-was-seen", b => b.Rule(
                "r", from m in Facts<Machine>() where Facts<Ping>().Over(Minutes(4)).Count() == 1 select new Hit(m.Name)))
            .At("12:08", new Machine("m"), Seen("12:05", new Ping("a"))).Begins("r(m)").IsDue("12:09")
            .At("12:09").Ends("r(m)");
        Case("a-window-survives-its-fact", b => b.Rule(
                "r", from m in Facts<Machine>() where Facts<Gauge>().Over(Minutes(10)).Count(g => g.Value > 5) >= 2 select new Hit(m.Name)))
            .At("12:00", new Machine("m"), new Gauge("a", 6))
            .At("12:01", Gone(new Gauge("a", 0)))
            .At("12:02", new Gauge("a", 7)).Begins("r(m)")
            .At("12:10").Ends("r(m)");
    }

    private void Answers()
    {
        Case("a-mean-over-a-window-changes-when-a-value-leaves", b => b.Decide(
                "busy", from g in Facts<Gauge>() where Over(g, Minutes(10)).Average(x => x.Value) >= 80 select new Hold(g.Name, "busy")))
            .At("12:00", new Gauge("a", 10))
            .At("12:05", new Gauge("a", 90))
            .At("12:12").Begins("busy(a)").Decides("12:10 busy: decided hold thing/a, busy")
            .At("12:14", new Gauge("a", 69)).Ends("busy(a)").Decides("busy: released hold thing/a, ended: busy");
        Case("a-mean-over-an-empty-window-is-on-no-side-of-a-limit", b =>
            {
                b.Rule("high", from g in Facts<Gauge>() where Over(g, Minutes(10)).Average(x => x.Value) >= 80 select new Hit(g.Name));
                b.Rule("low", from g in Facts<Gauge>() where Over(g, Minutes(10)).Average(x => x.Value) < 80 select new Hit(g.Name));
            })
            .At("12:00", new Gauge("a", 90)).Begins("high(a)")
            .At("12:10").Ends("high(a)")
            .At("12:11", new Gauge("a", 1)).Begins("low(a)");
        Case("least-and-greatest-over-a-window", b => b.Rule("jump",
                from g in Facts<Gauge>()
                where Over(g, Minutes(10)).Max(x => x.Value) - Over(g, Minutes(10)).Min(x => x.Value) > 50
                select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 10))
            .At("12:04", new Gauge("a", 60))
            .At("12:05", new Gauge("a", 61)).Begins("jump(a)")
            .At("12:10").Ends("jump(a)")
            .At("12:12", new Gauge("a", 5)).Begins("jump(a)")
            .At("12:13", new Gauge("a", 50))
            .At("12:15").Ends("jump(a)");
        Case("a-sum-over-a-window", b => b.Rule(
                "r", from m in Facts<Machine>() where Facts<Ping>().Over(Minutes(3)).Sum(p => p.Value) > 10 select new Hit(m.Name)))
            .At("12:00", new Machine("m"), new Ping("a", 6))
            .At("12:01", new Ping("b", 5)).Begins("r(m)")
            .At("12:03").Ends("r(m)")
            .At("12:03:30", new Ping("b", 5.5)).Begins("r(m)")
            .At("12:10").Ends("r(m)");
    }

    private void Together()
    {
        Case("windows-of-different-lengths-over-one-fact", b => b.Rule("rising",
                from g in Facts<Gauge>()
                where Over(g, Minutes(5)).Average(x => x.Value) > Over(g, Minutes(20)).Average(x => x.Value) + 10
                select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 10))
            .At("12:06", new Gauge("a", 40)).Begins("rising(a)")
            .At("12:11").Ends("rising(a)");
        Case("a-window-is-of-each-fact-by-itself", b => b.Rule(
                "r", from g in Facts<Gauge>() where Over(g, Minutes(10)).Count(x => x.Value > 80) >= 2 select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 90), new Gauge("b", 90))
            .At("12:01", new Gauge("a", 10), new Gauge("b", 91)).Begins("r(b)")
            .At("12:02", new Gauge("a", 90)).Begins("r(a)")
            .At("12:10:30").Ends("r(a)", "r(b)");
        Case("a-window-over-what-a-condition-leaves", b => b.Rule(
                "r", from m in Facts<Machine>() where Facts<Gauge>().Where(g => g.Unit == "x").Over(Minutes(10)).Count() > m.Cores select new Hit(m.Name)))
            .At("12:00", new Machine("m"), new Gauge("a", 1, "x"), new Gauge("b", 1, "y"))
            .At("12:01", new Gauge("b", 2, "x")).Begins("r(m)")
            .At("12:02", new Machine("m", Cores: 2)).Ends("r(m)");
        Case("a-window-may-be-a-source-of-matches", b => b.Decide(
                "r", from g in Facts<Gauge>().Over(Minutes(10)) where g.Value > 80 group g by g.Name into n where n.Count() >= 2 select new Hold(n.Key, "twice")))
            .At("12:00", new Gauge("a", 90))
            .At("12:01", new Gauge("a", 10))
            .At("12:02", new Gauge("a", 95)).Begins("r(a)").Decides("r: decided hold thing/a, twice")
            .At("12:10").Ends("r(a)").Decides("r: released hold thing/a, ended: twice");
        Case("a-window-over-derived-facts", b =>
            {
                b.Rule("hot", from g in Facts<Gauge>() where g.Value > 80 select new Hot(g.Name, g.Value));
                b.Rule("often", from m in Facts<Machine>() where Facts<Hot>().Over(Minutes(10)).Count() >= 2 select new Hit(m.Name));
            })
            .At("12:00", new Machine("m"), new Gauge("a", 90)).Begins("hot(a)")
            .At("12:01", new Gauge("a", 10)).Ends("hot(a)")
            .At("12:02", new Gauge("a", 91)).Begins("hot(a)", "often(m)")
            .At("12:10").Ends("often(m)");
    }
}
