using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>Several questions in one rule, questions that several rules share, questions in results.</summary>
internal sealed class SeveralQuestionCases() : CaseArea("several questions")
{
    protected override void Write()
    {
        Several();
        Results();
        Shared();
        Searched();
        Joined();
    }

    private void Several()
    {
        Case("several-questions-hold-together", b => b.Rule("r",
                from g in Facts<Gauge>()
                where Facts<Machine>().Any(m => m.Site == g.Name) && !Facts<Link>().Any(l => l.From == g.Name)
                where Facts<Machine>().Count(m => m.Up) < 3
                select new Hit(g.Name)))
            .At("12:00", new Gauge("s1", 1), new Machine("x")).Begins("r(s1)")
            .At("12:01", new Link("s1", "y")).Ends("r(s1)")
            .At("12:02", Gone(new Link("s1", "y")), new Machine("y", "s2"), new Machine("z", "s2"))
            .At("12:03", new Machine("z", "s2", Up: false)).Begins("r(s1)");
        Case("one-question-or-another", b => b.Rule("r",
                from g in Facts<Gauge>()
                where Facts<Machine>().Any(m => m.Site == g.Name) || Facts<Link>().Any(l => l.From == g.Name)
                select new Hit(g.Name)))
            .At("12:00", new Gauge("s1", 1), new Machine("x")).Begins("r(s1)")
            .At("12:01", new Link("s1", "y"), Gone(new Machine("x")))
            .At("12:02", Gone(new Link("s1", "y"))).Ends("r(s1)");
        Case("a-guard-before-a-question", b => b.Rule("r",
                from m in Facts<Machine>()
                where m.Owner == null || Facts<Gauge>().Any(g => g.Name == m.Owner.Substring(1))
                select new Hit(m.Name)))
            .At("12:00", new Machine("x"), new Machine("y", Owner: "za"), new Machine("z", Owner: "zb"), new Gauge("a", 1)).Begins("r(x)", "r(y)")
            .At("12:01", new Machine("x", Owner: "zz")).Ends("r(x)");
        Case("a-question-in-a-result-is-answered-when-the-match-begins", b => b.Decide(
                "r", from g in Facts<Gauge>() select new Tell(g.Name, $"{Facts<Machine>().Count(m => m.Site == g.Name)}")))
            .At("12:00", new Machine("x"), new Machine("y"), new Gauge("s1", 1)).Begins("r(s1)").Decides("r: decided tell team/s1, 2")
            .At("12:01", new Machine("z"), new Gauge("s2", 1)).Begins("r(s2)").Decides("r: decided tell team/s2, 0");
        Case("a-let-may-hold-a-question", b => b.Decide("r",
                from g in Facts<Gauge>()
                let others = Facts<Gauge>().Count(o => o.Unit == g.Unit) - 1
                where others > 0
                select new Tell(g.Name, $"{others} others")))
            .At("12:00", new Gauge("a", 1, "u"), new Gauge("b", 1, "u"), new Gauge("c", 1, "v")).Begins("r(a)", "r(b)")
            .Decides("r: decided tell team/a, 1 others", "r: decided tell team/b, 1 others")
            .At("12:01", new Gauge("b", 1, "v")).Begins("r(c)").Ends("r(a)").Decides("r: decided tell team/c, 1 others");
    }

    private void Results()
    {
        Case("a-derived-fact-follows-an-answer-in-its-result", b =>
            {
                b.Rule("count", from g in Facts<Gauge>() select new Hot(g.Name, Facts<Machine>().Count(m => m.Site == g.Name)));
                b.Rule("many", from h in Facts<Hot>() where h.Level > 1 select new Hit(h.Name));
            })
            .At("12:00", new Gauge("s1", 1), new Machine("x")).Begins("count(s1)")
            .At("12:01", new Machine("y")).Begins("many(s1)")
            .At("12:02", Gone(new Machine("x"))).Ends("many(s1)");
        Case("a-standing-action-moves-with-an-answer-in-its-result", b => b.Decide("r",
                from g in Facts<Gauge>()
                select new Hold(g.Name, "size", Facts<Machine>().Count() > 2 ? "large" : "small")))
            .At("12:00", new Gauge("a", 1), new Machine("x")).Begins("r(a)").Decides("r: decided hold thing/a (small), size")
            .At("12:01", new Machine("y"))
            .At("12:02", new Machine("z")).Decides("r: decided hold thing/a (large), size", "r: released hold thing/a (small), ended: size");
    }

    private void Shared()
    {
        Case("rules-that-ask-the-same-get-the-same-answer", b =>
            {
                b.Rule("none", from g in Facts<Gauge>() where Facts<Machine>().Count(m => m.Site == g.Name && m.Up) == 0 select new Hit(g.Name + 1));
                b.Rule("some", from l in Facts<Link>() where Facts<Machine>().Count(x => x.Site == l.From && x.Up) > 0 select new Hit(l.From + 2));
                b.Rule("sum", from g in Facts<Gauge>() where Facts<Machine>().Where(m => m.Up && m.Site == g.Name).Sum(m => m.Cores) > 3 select new Hit(g.Name + 3));
            })
            .At("12:00", new Gauge("s1", 1), new Link("s1", "x")).Begins("none(s1)")
            .At("12:01", new Machine("a", Cores: 2)).Begins("some(s1/x)").Ends("none(s1)")
            .At("12:02", new Machine("b", Cores: 2)).Begins("sum(s1)")
            .At("12:03", new Machine("a", "s2", 2), new Machine("b", Up: false)).Begins("none(s1)").Ends("some(s1/x)", "sum(s1)");
        Case("one-rule-that-asks-the-same-twice", b => b.Decide("r",
                from g in Facts<Gauge>()
                where Facts<Machine>().Count(m => m.Site == g.Name) > 0 && Facts<Machine>().Count(m => m.Site == g.Name) < 3
                select new Tell(g.Name, $"{Facts<Machine>().Count(m => m.Site == g.Name)}")))
            .At("12:00", new Gauge("s1", 1), new Machine("a"), new Machine("b")).Begins("r(s1)").Decides("r: decided tell team/s1, 2")
            .At("12:01", new Machine("c")).Ends("r(s1)")
            .At("12:02", Gone(new Machine("a")), Gone(new Machine("b"))).Begins("r(s1)").Decides("r: decided tell team/s1, 1");
        Case("a-question-and-a-match-of-the-same-fact", b => b.Rule(
                "only", from m in Facts<Machine>() where m.Up where Facts<Machine>().Count(o => o.Up) == 1 select new Hit(m.Name)))
            .At("12:00", new Machine("a")).Begins("only(a)")
            .At("12:01", new Machine("b")).Ends("only(a)")
            .At("12:02", new Machine("a", Up: false)).Begins("only(b)")
            .At("12:03", new Machine("a"), new Machine("b", Up: false)).Begins("only(a)").Ends("only(b)");
    }

    private void Searched()
    {
        Case("a-mean-of-those-above-a-match", b => b.Rule(
                "r", from g in Facts<Gauge>() where Facts<Gauge>().Where(o => o.Value > g.Value).Average(o => o.Value) >= 5 select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 1), new Gauge("b", 4), new Gauge("c", 6)).Begins("r(a)", "r(b)")
            .At("12:01", new Gauge("b", 3)).Ends("r(a)")
            .At("12:02", new Gauge("c", 7)).Begins("r(a)")
            .At("12:03", Gone(new Gauge("c", 0))).Ends("r(a)", "r(b)");
        Case("a-sum-of-what-depends-on-the-match", b => b.Rule(
                "r", from m in Facts<Machine>() where Facts<Gauge>().Sum(g => g.Value * m.Cores) > 10 select new Hit(m.Name)))
            .At("12:00", new Machine("x"), new Machine("y", Cores: 2), new Gauge("a", 2), new Gauge("b", 4)).Begins("r(y)")
            .At("12:01", new Gauge("a", 8)).Begins("r(x)")
            .At("12:02", new Machine("x", Cores: -1), new Gauge("b", -7)).Ends("r(x)", "r(y)");
        Case("least-of-those-with-a-key-and-another-condition", b => b.Rule("r",
                from m in Facts<Machine>()
                where Facts<Gauge>().Where(g => g.Unit == m.Site && g.Value > m.Cores).Min(g => g.Value) < 5
                select new Hit(m.Name)))
            .At("12:00", new Machine("x"), new Gauge("a", 1, "s1"), new Gauge("b", 6, "s1"))
            .At("12:01", new Gauge("c", 4, "s1")).Begins("r(x)")
            .At("12:02", new Machine("x", Cores: 4)).Ends("r(x)")
            .At("12:03", new Machine("x", Cores: 3), new Gauge("c", 4, "s2"));
        Case("different-numbers-of-the-same-searched-facts", b =>
            {
                b.Rule("once", from m in Facts<Machine>() where Facts<Gauge>().Where(g => g.Value > m.Cores).Sum(g => g.Value) > 9 select new Hit(m.Name + 1));
                b.Rule("twice", from m in Facts<Machine>() where Facts<Gauge>().Where(g => g.Value > m.Cores).Sum(g => g.Value * 2) > 9 select new Hit(m.Name + 2));
                b.Rule("both", from m in Facts<Machine>()
                               where Facts<Gauge>().Where(g => g.Value > m.Cores).Max(g => g.Value) > 5
                                   && Facts<Gauge>().Where(g => g.Value > m.Cores).Max(g => -g.Value) > -3
                               select new Hit(m.Name + 3));
            })
            .At("12:00", new Machine("x"), new Gauge("a", 2), new Gauge("b", 3)).Begins("twice(x)")
            .At("12:01", new Gauge("c", 6)).Begins("once(x)", "both(x)")
            .At("12:02", new Machine("x", Cores: 2)).Ends("once(x)", "both(x)")
            .At("12:03", new Machine("x", Cores: 3)).Begins()
            .At("12:04", new Machine("x", Cores: 6)).Ends("twice(x)");
        Case("a-key-that-may-lack-in-a-question", b => b.Rule(
                "r", from m in Facts<Machine>() where Facts<Link>().Any(l => l.Weight == m.Rack) select new Hit(m.Name)))
            .At("12:00", new Machine("x"), new Machine("y", Rack: 3), new Link("a", "b", 3), new Link("c", "d", 0)).Begins("r(y)")
            .At("12:01", new Machine("x", Rack: 0), new Machine("y")).Begins("r(x)").Ends("r(y)");
        Case("a-number-of-another-kind-as-a-key-of-a-question", b => b.Rule(
                "r", from g in Facts<Gauge>() where !Facts<Machine>().Any(m => m.Cores == g.Value) select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 2), new Gauge("b", 2.5), new Machine("x", Cores: 2)).Begins("r(b)")
            .At("12:01", new Machine("x", Cores: 3), new Gauge("b", 3)).Begins("r(a)").Ends("r(b)");
    }

    private void Joined()
    {
        Case("a-question-whose-keys-are-of-two-facts", b => b.Rule("r",
                from g in Facts<Gauge>()
                from m in Facts<Machine>()
                where !Facts<Link>().Any(l => l.From == g.Name && l.To == m.Name)
                select new Hit(g.Name + m.Name)))
            .At("12:00", new Gauge("a", 1), new Machine("x"), new Machine("y"), new Link("a", "x")).Begins("r(a, y)")
            .At("12:01", new Link("a", "y"), Gone(new Link("a", "x"))).Begins("r(a, x)").Ends("r(a, y)")
            .At("12:02", new Gauge("b", 1)).Begins("r(b, x)", "r(b, y)");
        Case("a-question-before-a-join", b => b.Rule("r",
                from g in Facts<Gauge>()
                where Facts<Link>().Count(l => l.From == g.Name) >= 2
                join m in Facts<Machine>() on g.Name equals m.Name
                select new Hit(m.Name)))
            .At("12:00", new Gauge("a", 1), new Machine("a"), new Link("a", "x"))
            .At("12:01", new Link("a", "y")).Begins("r(a, a)")
            .At("12:02", Gone(new Link("a", "x"))).Ends("r(a, a)");
        Case("a-question-before-a-group", b => b.Rule("r",
                from m in Facts<Machine>()
                where !Facts<Gauge>().Any(g => g.Name == m.Name)
                group m by m.Site into s
                where s.Count() >= 2
                select new Hit(s.Key!)))
            .At("12:00", new Machine("a"), new Machine("b"), new Gauge("b", 1))
            .At("12:01", Gone(new Gauge("b", 1))).Begins("r(s1)")
            .At("12:02", new Gauge("a", 1)).Ends("r(s1)");
    }
}
