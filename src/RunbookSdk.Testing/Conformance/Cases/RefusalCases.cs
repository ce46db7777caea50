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
    }

    private static void Restless(CaseBook b) => b.Rule("liar", from n in Facts<Note>() where !Facts<Hot>().Any() select new Hot(n.Name));
}
