using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>Evaluations that are refused whole: afterwards everything is as it was before.</summary>
internal sealed class RefusalCases() : CaseArea("refusals")
{
    private const string DoesNotRest = "did not come to rest";

    protected override void Write()
    {
        Case("rules-that-do-not-come-to-rest-are-refused-and-nothing-has-happened", b =>
            {
                b.Decide("each", from g in Facts<Gauge>() select new Tell(g.Name));
                b.Rule("liar", from m in Facts<Machine>() where !Facts<Hot>().Any() select new Hot(m.Name));
            })
            .At("12:00", new Gauge("a", 1)).Begins("each(a)").Decides("each: decided tell team/a")
            .At("12:01", new Gauge("b", 1), new Machine("x")).IsRefused(DoesNotRest)
            .At("12:02", new Gauge("b", 1)).Begins("each(b)").Decides("each: decided tell team/b");
        Case("matches-that-ended-in-a-refused-evaluation-stand-again", b =>
            {
                Restless(b);
                b.Decide("pair", from g in Facts<Gauge>() join m in Facts<Machine>() on g.Name equals m.Name select new Hold(g.Name, "pair"));
                b.Decide("alone", from g in Facts<Gauge>() where !Facts<Machine>().Any(m => m.Name == g.Name) select new Hold(g.Name, "alone"));
                b.Decide("group", from m in Facts<Machine>() group m by m.Site into s select new Hold(s.Key!, "group"));
            })
            .At("12:00", new Gauge("a", 1), new Machine("a"), new Gauge("b", 1)).Begins("pair(a, a)", "alone(b)", "group(s1)")
            .Decides("pair: decided hold thing/a, pair", "alone: decided hold thing/b, alone", "group: decided hold thing/s1, group")
            .At("12:01", Gone(new Machine("a")), new Machine("b", "s2"), Gone(new Gauge("a", 0)), new Note("x")).IsRefused(DoesNotRest)
            .At("12:02", new Gauge("a", 2), new Machine("a", Cores: 2))
            .At("12:03", Gone(new Machine("a"))).Begins("alone(a)").Ends("pair(a, a)", "group(s1)")
            .Decides("group: released hold thing/s1, ended: group");
        Case("a-window-and-a-lasting-condition-go-on-after-a-refused-evaluation", b =>
            {
                Restless(b);
                b.Rule("lasting", from g in Facts<Gauge>().RaisedWhen(x => x.Value > 80, lasting: Minutes(10)) select new Hit(g.Name));
                b.Rule("window", from g in Facts<Gauge>() where Over(g, Minutes(5)).Count() >= 2 select new Hit(g.Name + 2));
            })
            .At("12:00", new Gauge("a", 90))
            .At("12:04", new Gauge("a", 10), new Note("x")).IsRefused(DoesNotRest)
            .At("12:04:30", new Gauge("a", 91)).Begins("window(a)")
            .At("12:10").Begins("lasting(a)").Ends("window(a)");
        Again();
        Indexes();
        Limits();
    }

    private void Again() => Case("what-was-refused-and-comes-again-alone-is-decided", b =>
        {
            Restless(b);
            b.Rule("level", from g in Facts<Gauge>() select new Alarm(g.Name, g.Value));
            b.Decide("hold", from a in Facts<Alarm>()
                             join g in Facts<Gauge>() on a.Name equals g.Name
                             where g.Value >= a.Level
                             select new Hold(a.Name, "held"));
        })
        .At("12:00", new Gauge("b", 3)).Begins("level(b)", "hold(b, b)").Decides("hold: decided hold thing/b, held")
        .At("12:01", new Gauge("b", 2), new Note("x")).IsRefused(DoesNotRest)
        .At("12:02", new Gauge("b", 2)).Begins("hold(b, b)").Ends("hold(b, b)").Decides("hold: released hold thing/b, ended: held", "hold: decided hold thing/b, held")
        .At("12:03", new Gauge("b", 4)).At("12:04", Gone(new Gauge("b", 0))).Ends("level(b)", "hold(b, b)").Decides("hold: released hold thing/b, ended: held");

    private void Indexes() => Case("what-facts-are-looked-up-by-is-as-before-after-a-refused-evaluation", b =>
        {
            Restless(b);
            b.Rule("above", from g in Facts<Gauge>() where g.Value > 80 select new Hit(g.Name + 1));
            b.Rule("site", from m in Facts<Machine>() where m.Site == "s1" select new Hit(m.Name + 2));
            b.Rule("order", from g in Facts<Gauge>() from m in Facts<Machine>() where m.Cores > g.Value select new Hit(g.Name + m.Name + 3));
            b.Rule("most", from m in Facts<Machine>() where Facts<Gauge>().Max(g => g.Value) > m.Cores select new Hit(m.Name + 4));
            b.Rule("sum", from g in Facts<Gauge>() group g by g.Unit into u where u.Sum(x => x.Value) > 90 select new Hit(u.Key + 5));
        })
        .At("12:00", new Gauge("a", 90, "u"), new Gauge("b", 3, "u"), new Machine("m", Cores: 5)).Begins("above(a)", "site(m)", "order(b, m)", "most(m)", "sum(u)")
        .At("12:01", new Gauge("a", 1, "v"), new Gauge("b", 99), new Gauge("c", 4), new Machine("m", "s2", 100), new Note("x")).IsRefused(DoesNotRest)
        .At("12:02", new Gauge("c", 6, "u"))
        .At("12:03", new Machine("m", "s1", 7)).Begins("order(c, m)")
        .At("12:04", new Gauge("a", 2, "u")).Begins("order(a, m)").Ends("above(a)", "most(m)", "sum(u)");

    private void Limits()
    {
        Case("a-rule-with-more-matches-than-allowed-is-refused-and-the-session-goes-on", b => b.Rule("r", from g in Facts<Gauge>() where g.Value > 80 select new Hit(g.Name)))
            .With(o => o.MaxMatches = 2)
            .At("12:00", new Gauge("a", 90), new Gauge("b", 90)).Begins("r(a)", "r(b)")
            .At("12:01", new Gauge("c", 90)).IsRefused("more than 2 matches")
            .At("12:02", new Gauge("c", 1), new Gauge("a", 1)).Ends("r(a)")
            .At("12:03", new Gauge("d", 91)).Begins("r(d)");
        Case("combinations-that-explode-are-refused-and-the-session-goes-on", b => b.Rule(
                "r", from x in Facts<Gauge>() from y in Facts<Gauge>() from z in Facts<Gauge>() where x.Value * y.Value * z.Value == 27 select new Hit(x.Name + y.Name + z.Name)))
            .With(o => o.MaxCombinations = 100)
            .At("12:00", new Gauge("a", 3), new Gauge("b", 1)).Begins("r(a, a, a)")
            .At("12:01", [.. Enumerable.Range(0, 12).Select(i => new Gauge($"c{i}", 1))]).IsRefused("more than 100 combinations")
            .At("12:02", new Gauge("b", 9)).Begins();
    }

    private static void Restless(CaseBook b) => b.Rule("liar", from n in Facts<Note>() where !Facts<Hot>().Any() select new Hot(n.Name));
}
