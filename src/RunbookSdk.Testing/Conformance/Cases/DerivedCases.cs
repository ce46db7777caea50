using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>Facts that matches derive, and rules that build on them.</summary>
internal sealed class DerivedCases() : CaseArea("derived")
{
    protected override void Write()
    {
        Lives();
        Causes();
        Values();
        Questions();
        Observed();
        Closures();
    }

    private void Lives()
    {
        Case("a-derived-fact-is-known-while-its-match-stands", HotAndHold)
            .At("12:00", new Gauge("a", 90), new Gauge("b", 10)).Begins("hot(a)", "hold(a)").Decides("hold: decided hold thing/a, hot")
            .At("12:01", new Gauge("a", 10)).Ends("hot(a)", "hold(a)").Decides("hold: released hold thing/a, ended: hot")
            .At("12:02", new Gauge("a", 91), new Gauge("b", 92)).Begins("hot(a)", "hold(a)", "hot(b)", "hold(b)")
            .Decides("hold: decided hold thing/a, hot", "hold: decided hold thing/b, hot");
        Case("a-chain-of-derived-facts-falls-with-its-first", b =>
            {
                b.Decide("last", from a in Facts<Alarm>() select new Hold(a.Name, $"alarm {a.Level}"));
                b.Rule("alarm", from h in Facts<Hot>() where h.Level > 85 select new Alarm(h.Name, h.Level + 1));
                b.Rule("hot", from g in Facts<Gauge>() where g.Value > 80 select new Hot(g.Name, g.Value));
            })
            .At("12:00", new Gauge("a", 90), new Gauge("b", 82)).Begins("hot(a)", "alarm(a)", "last(a)", "hot(b)").Decides("last: decided hold thing/a, alarm 91")
            .At("12:01", new Gauge("b", 86)).Begins("alarm(b)", "last(b)").Decides("last: decided hold thing/b, alarm 87")
            .At("12:02", new Gauge("a", 10)).Ends("hot(a)", "alarm(a)", "last(a)").Decides("last: released hold thing/a, ended: alarm 91");
        Case("a-derived-fact-joins-with-observed-ones", b =>
            {
                b.Rule("hot", from g in Facts<Gauge>() where g.Value > 80 select new Hot(g.Name));
                b.Rule("r", from h in Facts<Hot>() join m in Facts<Machine>() on h.Name equals m.Site select new Hit(m.Name));
            })
            .At("12:00", new Gauge("s1", 90), new Machine("x")).Begins("hot(s1)", "r(s1, x)")
            .At("12:01", new Machine("y"), new Machine("x", "s2")).Begins("r(s1, y)").Ends("r(s1, x)")
            .At("12:02", new Gauge("s1", 1), new Gauge("s2", 90)).Begins("hot(s2)", "r(s2, x)").Ends("hot(s1)", "r(s1, y)");
        Case("a-result-of-nothing-derives-nothing", b =>
            {
                b.Rule("hot", from g in Facts<Gauge>() select g.Value > 80 ? new Hot(g.Name) : null);
                b.Rule("r", from h in Facts<Hot>() select new Hit(h.Name));
            })
            .At("12:00", new Gauge("a", 10)).Begins("hot(a)")
            .At("12:01", new Gauge("a", 90)).Begins("r(a)")
            .At("12:02", new Gauge("a", 20)).Ends("r(a)");
        Case("a-derived-event-is-known-as-long-as-its-match", b =>
            {
                b.Rule("derive", from g in Facts<Gauge>() where g.Value > 80 select new Ping(g.Name, 7));
                b.Rule("r", from p in Facts<Ping>() select new Hit(p.Name));
            })
            .At("12:00", new Gauge("a", 90)).Begins("derive(a)", "r(ping a 7)").IsNeverDue()
            .At("13:00", new Gauge("a", 91))
            .At("13:01", new Gauge("a", 10)).Ends("derive(a)", "r(ping a 7)");
    }

    private void Causes()
    {
        Case("a-fact-with-several-causes-is-known-until-the-last-one-ends", b =>
            {
                b.Rule("down", from m in Facts<Machine>() where !m.Up select new Hot(m.Site!));
                b.Decide("hold", from h in Facts<Hot>() select new Hold(h.Name, "hot"));
            })
            .At("12:00", new Machine("a", Up: false), new Machine("b", Up: false)).Begins("down(a)", "down(b)", "hold(s1)").Decides("hold: decided hold thing/s1, hot")
            .At("12:01", new Machine("a")).Ends("down(a)")
            .At("12:02", new Machine("c", Up: false), new Machine("b")).Begins("down(c)").Ends("down(b)")
            .At("12:03", Gone(new Machine("c"))).Ends("down(c)", "hold(s1)").Decides("hold: released hold thing/s1, ended: hot");
        Case("causes-may-come-from-several-rules", b =>
            {
                b.Rule("load", from g in Facts<Gauge>() where g.Value > 80 select new Hot(g.Name, 1));
                b.Rule("down", from m in Facts<Machine>() where !m.Up select new Hot(m.Name, 1));
                b.Rule("r", from h in Facts<Hot>() select new Hit(h.Name));
            })
            .At("12:00", new Gauge("a", 90), new Machine("a", Up: false)).Begins("load(a)", "down(a)", "r(a)")
            .At("12:01", new Gauge("a", 1)).Ends("load(a)")
            .At("12:02", new Machine("a")).Ends("down(a)", "r(a)");
        Case("a-cause-that-derives-another-fact-lets-go-of-the-first", b =>
            {
                b.Rule("down", from m in Facts<Machine>() where !m.Up select new Hot(m.Site!));
                b.Rule("r", from h in Facts<Hot>() select new Hit(h.Name));
            })
            .At("12:00", new Machine("a", Up: false)).Begins("down(a)", "r(s1)")
            .At("12:01", new Machine("a", "s2", Up: false)).Begins("r(s2)").Ends("r(s1)");
    }

    private void Values()
    {
        Case("the-cause-that-came-last-says-the-value", b =>
            {
                b.Rule("down", from m in Facts<Machine>() where !m.Up select new Hot(m.Site!, m.Cores));
                b.Decide("tell", from h in Facts<Hot>() select new Tell(h.Name, $"{h.Level}")).AgainOnChange();
            })
            .At("12:00", new Machine("a", Cores: 2, Up: false)).Begins("down(a)", "tell(s1)").Decides("tell: decided tell team/s1, 2")
            .At("12:01", new Machine("b", Cores: 3, Up: false)).Begins("down(b)").Decides("tell: decided tell team/s1, 3")
            .At("12:02", new Machine("a", Cores: 4, Up: false))
            .At("12:03", new Machine("b")).Ends("down(b)").Decides("tell: decided tell team/s1, 4");
        Case("a-cause-that-says-another-value-changes-the-fact-and-keeps-its-matches", b =>
            {
                b.Rule("hot", from g in Facts<Gauge>() where g.Value > 80 select new Hot(g.Name, g.Value));
                b.Rule("very", from h in Facts<Hot>() where h.Level > 95 select new Hit(h.Name));
                b.Decide("tell", from h in Facts<Hot>() select new Tell(h.Name, $"{h.Level}")).AgainOnChange();
            })
            .At("12:00", new Gauge("a", 90)).Begins("hot(a)", "tell(a)").Decides("tell: decided tell team/a, 90")
            .At("12:01", new Gauge("a", 96)).Begins("very(a)").Decides("tell: decided tell team/a, 96")
            .At("12:02", new Gauge("a", 96, "unit"))
            .At("12:03", new Gauge("a", 81)).Ends("very(a)").Decides("tell: decided tell team/a, 81");
    }

    private void Questions()
    {
        Case("absence-of-a-derived-fact", b =>
            {
                b.Rule("hot", from g in Facts<Gauge>() where g.Value > 80 select new Hot(g.Name));
                b.Decide("calm", from g in Facts<Gauge>() where !Facts<Hot>().Any(h => h.Name == g.Name) select new Hold(g.Name, "calm"));
            })
            .At("12:00", new Gauge("a", 10)).Begins("calm(a)").Decides("calm: decided hold thing/a, calm")
            .At("12:01", new Gauge("a", 90)).Begins("hot(a)").Ends("calm(a)").Decides("calm: released hold thing/a, ended: calm")
            .At("12:02", new Gauge("a", 11)).Begins("calm(a)").Ends("hot(a)").Decides("calm: decided hold thing/a, calm");
        Case("absence-holds-in-the-round-before-the-fact-is-derived", b =>
            {
                b.Rule("hot", from g in Facts<Gauge>() where g.Value > 80 select new Hot(g.Name));
                b.Decide("calm", from g in Facts<Gauge>() where !Facts<Hot>().Any(h => h.Name == g.Name) select new Hold(g.Name, "calm"));
            })
            .At("12:00", new Gauge("a", 90)).Begins("hot(a)", "calm(a)").Ends("calm(a)")
            .Decides("calm: decided hold thing/a, calm", "calm: released hold thing/a, ended: calm");
        Case("how-many-are-derived", b =>
            {
                b.Rule("hot", from g in Facts<Gauge>() where g.Value > 80 select new Hot(g.Name));
                b.Rule("many", from m in Facts<Machine>() where Facts<Hot>().Count() >= 2 select new Hit(m.Name));
                b.Rule("units", from h in Facts<Hot>() group h by h.Name.Length into g where g.Count() > 1 select new Alarm($"{g.Key}"));
            })
            .At("12:00", new Machine("m"), new Gauge("a", 90), new Gauge("bb", 90)).Begins("hot(a)", "hot(bb)", "many(m)")
            .At("12:01", new Gauge("c", 90)).Begins("hot(c)", "units(1)")
            .At("12:02", new Gauge("a", 1)).Ends("hot(a)", "units(1)")
            .At("12:03", new Gauge("c", 1)).Ends("hot(c)", "many(m)");
    }

    private void Observed()
    {
        Case("what-is-observed-of-a-derived-fact-waits-until-no-cause-is-left", b =>
            {
                b.Rule("hot", from g in Facts<Gauge>() where g.Value > 80 select new Hot(g.Name, g.Value));
                b.Decide("tell", from h in Facts<Hot>() select new Tell(h.Name, $"{h.Level}")).AgainOnChange();
            })
            .At("12:00", new Hot("a", 1)).Begins("tell(a)").Decides("tell: decided tell team/a, 1")
            .At("12:01", new Gauge("a", 90)).Begins("hot(a)").Decides("tell: decided tell team/a, 90")
            .At("12:02", new Hot("a", 2))
            .At("12:03", new Gauge("a", 10)).Ends("hot(a)").Decides("tell: decided tell team/a, 2")
            .At("12:04", Gone(new Hot("a"))).Ends("tell(a)");
        Case("an-asserted-fact-stays-when-its-match-ends-until-one-retracts-it", b =>
            {
                b.Decide("write", from g in Facts<Gauge>() where g.Value > 80 select Runbook.Assert(new Note(g.Name, g.Value), "high"));
                b.Decide("erase", from g in Facts<Gauge>() where g.Value < 10 select Runbook.Retract(new Note(g.Name), "low"));
                b.Rule("r", from n in Facts<Note>() select new Hit(n.Name));
            })
            .At("12:00", new Gauge("a", 90)).Begins("write(a)", "r(a)").Decides("write: decided assert fact/note/a, high")
            .At("12:01", new Gauge("a", 50)).Ends("write(a)")
            .At("12:02", new Gauge("a", 5)).Begins("erase(a)").Ends("r(a)").Decides("erase: decided retract fact/note/a, low")
            .At("12:03", new Gauge("a", 95)).Begins("write(a)", "r(a)").Ends("erase(a)").Decides("write: decided assert fact/note/a, high");
        Case("an-assertion-may-change-a-fact-that-is-matched", b =>
            {
                b.Decide("raise", from n in Facts<Note>() where n.Level < 3 select Runbook.Assert(new Note(n.Name, n.Level + 1), $"{n.Level}")).AgainOnChange();
                b.Rule("top", from n in Facts<Note>() where n.Level >= 3 select new Hit(n.Name));
            })
            .At("12:00", new Note("a", 1)).Begins("raise(a)", "top(a)").Ends("raise(a)")
            .Decides("raise: decided assert fact/note/a, 1", "raise: decided assert fact/note/a, 2");
    }

    private void Closures() => Case("what-is-reached-over-several-links-falls-with-one-of-them", b =>
        {
            b.Rule("base", from l in Facts<Link>() select new Reach(l.From, l.To));
            b.Rule("step", from r in Facts<Reach>() join l in Facts<Link>() on r.To equals l.From select new Reach(r.From, l.To));
            b.Decide("ends", from r in Facts<Reach>() where r.From == "a" && r.To == "d" select new Hold("a-d", "reached"));
        })
        .At("12:00", new Link("a", "b"), new Link("b", "c")).Begins("base(a/b)", "base(b/c)", "step(a/b, b/c)")
        .At("12:01", new Link("c", "d")).Begins("base(c/d)", "step(b/c, c/d)", "step(a/c, c/d)", "ends(a/d)").Decides("ends: decided hold thing/a-d, reached")
        .At("12:02", new Link("b", "d")).Begins("base(b/d)", "step(a/b, b/d)")
        .At("12:03", Gone(new Link("b", "c"))).Ends("base(b/c)", "step(a/b, b/c)", "step(b/c, c/d)", "step(a/c, c/d)")
        .At("12:04", Gone(new Link("b", "d"))).Ends("base(b/d)", "step(a/b, b/d)", "ends(a/d)").Decides("ends: released hold thing/a-d, ended: reached");

    private static void HotAndHold(CaseBook b)
    {
        b.Rule("hot", from g in Facts<Gauge>() where g.Value > 80 select new Hot(g.Name, g.Value));
        b.Decide("hold", from h in Facts<Hot>() select new Hold(h.Name, "hot"));
    }
}
