using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>
/// Clauses that throw: a fault of that rule for those facts, which count as not satisfying it, while every other rule goes on.
/// </summary>
internal sealed class FaultCases() : CaseArea("faults")
{
    private static readonly Machine Bad = new("bad");
    private static readonly Machine Good = new("good", Owner: "abc");
    private static readonly Machine Mended = new("bad", Owner: "xyz");

    protected override void Write()
    {
        Conditions();
        Joins();
        Questions();
        Groups();
        Results();
        Guarded();
        Quarantine();
    }

    private void Conditions()
    {
        Case("a-condition-that-throws-is-a-fault-for-its-fact-only", b =>
            {
                b.Rule("r", from m in Facts<Machine>() where m.Owner!.Length > 2 select new Hit(m.Name));
                b.Rule("other", from m in Facts<Machine>() where m.Cores > 0 select new Hit(m.Name));
            })
            .At("12:00", Bad, Good).Begins("r(good)", "other(bad)", "other(good)").Faults("r")
            .At("12:01", Mended).Begins("r(bad)")
            .At("12:02", Bad).Ends("r(bad)").Faults("r");
        Case("a-condition-on-two-facts-that-throws", b => b.Rule(
                "r", from m in Facts<Machine>() from g in Facts<Gauge>() where m.Owner!.Length > g.Value select new Hit(m.Name)))
            .At("12:00", Bad, Good, new Gauge("a", 1)).Begins("r(good, a)").Faults("r")
            .At("12:01", Mended).Begins("r(bad, a)");
        Case("a-condition-of-a-source-that-throws", b => b.Rule(
                "r", from m in Facts<Machine>().Where(x => x.Owner!.Length > 2) select new Hit(m.Name)))
            .At("12:00", Bad, Good).Begins("r(good)").Faults("r")
            .At("12:01", Mended).Begins("r(bad)")
            .At("12:02", Bad).Ends("r(bad)").Faults("r");
        Case("a-lasting-condition-that-throws", b => b.Rule(
                "r", from m in Facts<Machine>().RaisedWhen(x => x.Owner!.Length > 2, lasting: Minutes(5)) select new Hit(m.Name)))
            .At("12:00", Bad, Good).Faults("r").IsDue("12:05")
            .At("12:05").Begins("r(good)");
        Case("a-comparison-with-now-that-throws", b => b.Rule(
                "r", from m in Facts<Machine>() where Now >= Date("2019-09-11T12:00Z").AddMinutes(m.Owner!.Length) select new Hit(m.Name)))
            .At("12:00", Bad, Good).Faults("r").IsDue("12:03")
            .At("12:03").Begins("r(good)");
    }

    private void Joins()
    {
        Case("a-key-that-throws-joins-nothing", b => b.Rule(
                "r", from m in Facts<Machine>() join g in Facts<Gauge>() on m.Owner!.Substring(1) equals g.Name select new Hit(m.Name)))
            .At("12:00", Bad, Good, new Gauge("bc", 1)).Begins("r(good, bc)").Faults("r")
            .At("12:01", new Machine("bad", Owner: "abc")).Begins("r(bad, bc)")
            .At("12:02", new Machine("bad", Owner: "")).Ends("r(bad, bc)").Faults("r");
        Case("a-key-of-the-other-side-that-throws-joins-nothing", b => b.Rule(
                "r", from g in Facts<Gauge>() join m in Facts<Machine>() on g.Name equals m.Owner!.Substring(1) select new Hit(m.Name)))
            .At("12:00", Bad, Good, new Gauge("bc", 1)).Begins("r(bc, good)").Faults("r")
            .At("12:01", new Machine("bad", Owner: "xbc")).Begins("r(bc, bad)");
    }

    private void Questions()
    {
        Case("a-question-that-throws-for-a-fact-does-not-count-it", b => b.Rule(
                "r", from g in Facts<Gauge>() where Facts<Machine>().Count(m => m.Owner!.Length > 2) == 1 select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 1), Bad, Good).Begins("r(a)").Faults("r")
            .At("12:01", Mended).Ends("r(a)");
        Case("a-question-whose-key-throws-is-a-fault-of-its-match", b => b.Rule(
                "r", from m in Facts<Machine>() where !Facts<Gauge>().Any(g => g.Name == m.Owner!.Trim()) select new Hit(m.Name)))
            .At("12:00", Bad, Good).Begins("r(good)").Faults("r")
            .At("12:01", Mended).Begins("r(bad)")
            .At("12:02", new Gauge("xyz", 1)).Ends("r(bad)");
        Case("a-searched-question-that-throws", b => b.Rule(
                "r", from g in Facts<Gauge>() where Facts<Machine>().Any(m => m.Owner!.Length > g.Value) select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 1), Bad).Faults("r")
            .At("12:01", Good).Begins("r(a)").Faults("r");
    }

    private void Groups()
    {
        Case("a-key-of-a-group-that-throws-leaves-the-fact-out", b => b.Rule(
                "r", from m in Facts<Machine>() group m by m.Owner!.Length into g select new Hit($"{g.Key}")))
            .At("12:00", Bad, Good).Begins("r(3)").Faults("r")
            .At("12:01", new Machine("bad", Owner: "x")).Begins("r(1)");
        Case("a-member-for-which-a-groups-question-throws-stays-in-the-group", b => b.Rule("r",
                from m in Facts<Machine>()
                group m by m.Site into s
                where s.Count(x => x.Owner!.Length > 2) == 1 && s.Count() == 2
                select new Hit(s.Key!)))
            .At("12:00", Bad, Good).Begins("r(s1)").Faults("r")
            .At("12:01", Mended).Ends("r(s1)");
    }

    private void Results()
    {
        Case("a-result-that-throws-asks-for-nothing-until-its-fact-is-mended", b =>
            {
                b.Decide("r", from m in Facts<Machine>() select new Tell(m.Name, m.Owner!.Trim()));
                b.Decide("other", from m in Facts<Machine>() select new Tell(m.Name, "other"));
            })
            .At("12:00", Bad, Good).Begins("r(bad)", "r(good)", "other(bad)", "other(good)").Faults("r")
            .Decides("r: decided tell team/good, abc", "other: decided tell team/bad, other", "other: decided tell team/good, other")
            .At("12:01", Mended).Decides("r: decided tell team/bad, xyz");
        Case("a-question-in-a-result-that-throws", b => b.Decide(
                "r", from m in Facts<Machine>() select new Tell(m.Name, $"{Facts<Gauge>().Count(g => g.Name == m.Owner!.Trim())}")))
            .At("12:00", Bad, Good, new Gauge("abc", 1)).Begins("r(bad)", "r(good)").Faults("r").Decides("r: decided tell team/good, 1")
            .At("12:01", Mended).Decides("r: decided tell team/bad, 0");
    }

    private void Guarded() => Case("a-guard-keeps-a-condition-from-throwing", b =>
        {
            b.Rule("line", from m in Facts<Machine>() where m.Owner != null where m.Owner!.Length > 2 select new Hit(m.Name));
            b.Rule("and", from m in Facts<Machine>() where m.Owner != null && m.Owner.Length > 2 select new Hit(m.Name));
            b.Rule("question", from g in Facts<Gauge>() where Facts<Machine>().Any(m => m.Owner != null && m.Owner.Length > g.Value) select new Hit(g.Name));
            b.Rule("source", from m in Facts<Machine>().Where(x => x.Owner != null) where m.Owner!.Length > 2 select new Hit(m.Name));
            b.Rule("join", from m in Facts<Machine>()
                           where m.Owner != null
                           join g in Facts<Gauge>() on m.Owner!.Length equals (int)g.Value
                           select new Hit(m.Name));
        })
        .At("12:00", Bad, Good, new Gauge("a", 3)).Begins("line(good)", "and(good)", "source(good)", "join(good, a)")
        .At("12:01", new Gauge("a", 2), new Machine("good")).Ends("line(good)", "and(good)", "source(good)", "join(good, a)");

    private void Quarantine()
    {
        Case("a-rule-is-set-aside-after-too-many-faults-in-a-row", Careless).With(o => o.FaultsUntilQuarantine = 3)
            .At("12:00", new Machine("a")).Faults("r").Begins("other(a)")
            .At("12:01", new Machine("b")).Faults("r").Begins("other(b)")
            .At("12:02", new Machine("c")).Faults("r").Quarantines("r").Begins("other(c)")
            .At("12:03", Good).Begins("other(good)");
        Case("a-result-in-between-begins-the-count-anew", Careless).With(o => o.FaultsUntilQuarantine = 2)
            .At("12:00", new Machine("a")).Faults("r").Begins("other(a)")
            .At("12:01", new Machine("g1", Owner: "abc")).Begins("r(g1)", "other(g1)")
            .At("12:02", new Machine("b")).Faults("r").Begins("other(b)")
            .At("12:03", new Machine("g2", Owner: "abc")).Begins("r(g2)", "other(g2)");
    }

    private static void Careless(CaseBook b)
    {
        b.Rule("r", from m in Facts<Machine>() where m.Owner!.Length > 2 select new Hit(m.Name));
        b.Rule("other", from m in Facts<Machine>() where m.Cores > 0 select new Hit(m.Name + "2"));
    }
}
