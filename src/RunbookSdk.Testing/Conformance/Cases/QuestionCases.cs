using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>Questions about all facts of a type: absence, existence, all, how many.</summary>
internal sealed class QuestionCases() : CaseArea("questions")
{
    protected override void Write()
    {
        Absence();
        Existence();
        Orders();
        All();
        Counts();
        Shares();
    }

    private void Absence()
    {
        Case("absence-of-a-key-holds-until-it-comes-and-again-when-it-goes", b => b.Rule(
                "alone", from g in Facts<Gauge>() where !Facts<Machine>().Any(m => m.Name == g.Name) select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 1), new Gauge("b", 1), new Machine("b"), new Machine("c")).Begins("alone(a)")
            .At("12:01", new Machine("a"), Gone(new Machine("b"))).Begins("alone(b)").Ends("alone(a)")
            .At("12:02", Gone(new Machine("a"))).Begins("alone(a)");
        Case("absence-of-a-type-holds-while-there-is-none-at-all", b => b.Rule(
                "alone", from g in Facts<Gauge>() where !Facts<Machine>().Any() select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 1), new Gauge("b", 1)).Begins("alone(a)", "alone(b)")
            .At("12:01", new Machine("x"), new Machine("y")).Ends("alone(a)", "alone(b)")
            .At("12:02", Gone(new Machine("x")))
            .At("12:03", Gone(new Machine("y"))).Begins("alone(a)", "alone(b)");
        Case("absence-ends-only-with-the-last-of-several", b => b.Rule(
                "alone", from g in Facts<Gauge>() where !Facts<Machine>().Any(m => m.Site == g.Name && m.Up) select new Hit(g.Name)))
            .At("12:00", new Gauge("s1", 1), new Machine("x"), new Machine("y"), new Machine("z", Up: false))
            .At("12:01", new Machine("x", Up: false))
            .At("12:02", new Machine("y", "s2")).Begins("alone(s1)")
            .At("12:03", new Machine("z"), new Machine("y", Up: false)).Ends("alone(s1)");
        Case("a-fact-and-the-one-that-forbids-it-in-one-batch-give-no-match", b => b.Rule(
                "alone", from g in Facts<Gauge>() where !Facts<Machine>().Any(m => m.Name == g.Name) select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 1), new Machine("a"))
            .At("12:01", Gone(new Machine("a"))).Begins("alone(a)")
            .At("12:02", new Machine("a"), Gone(new Machine("a")));
        Case("absence-of-others-of-the-same-type", b => b.Rule(
                "highest", from g in Facts<Gauge>() where !Facts<Gauge>().Any(o => o.Value > g.Value) select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 1), new Gauge("b", 3), new Gauge("c", 3)).Begins("highest(b)", "highest(c)")
            .At("12:01", new Gauge("a", 4)).Begins("highest(a)").Ends("highest(b)", "highest(c)")
            .At("12:02", Gone(new Gauge("a", 0))).Begins("highest(b)", "highest(c)").Ends("highest(a)");
        Case("absence-may-be-asked-of-a-joined-pair", b => b.Rule("r",
                from g in Facts<Gauge>()
                join m in Facts<Machine>() on g.Name equals m.Name
                where !Facts<Link>().Any(l => l.From == g.Name && l.To == m.Site)
                select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 1), new Machine("a"), new Link("a", "s2")).Begins("r(a, a)")
            .At("12:01", new Machine("a", "s2")).Ends("r(a, a)")
            .At("12:02", Gone(new Link("a", "s2"))).Begins("r(a, a)");
    }

    private void Existence()
    {
        Case("existence-is-one-match-however-many-there-are", b => b.Decide(
                "some", from g in Facts<Gauge>() where Facts<Machine>().Any(m => m.Site == g.Name) select new Tell(g.Name)))
            .At("12:00", new Gauge("s1", 1), new Machine("x"), new Machine("y")).Begins("some(s1)").Decides("some: decided tell team/s1")
            .At("12:01", new Machine("z"), Gone(new Machine("x")))
            .At("12:02", Gone(new Machine("y")), Gone(new Machine("z"))).Ends("some(s1)")
            .At("12:03", new Machine("y")).Begins("some(s1)").Decides("some: decided tell team/s1");
        Case("existence-counts-only-what-its-condition-leaves", b => b.Rule("some",
                from g in Facts<Gauge>()
                where Facts<Machine>().Any(m => m.Site == g.Name && m.Up && m.Cores > 2)
                select new Hit(g.Name)))
            .At("12:00", new Gauge("s1", 1), new Machine("x", Cores: 3, Up: false), new Machine("y", Cores: 2))
            .At("12:01", new Machine("y", Cores: 3)).Begins("some(s1)")
            .At("12:02", new Machine("x", Cores: 3), new Machine("y", Cores: 1))
            .At("12:03", new Machine("x", "s2", 3)).Ends("some(s1)");
        Case("the-key-that-a-match-asks-for-may-change", b => b.Rule(
                "some", from m in Facts<Machine>() where Facts<Gauge>().Any(g => g.Name == m.Site) select new Hit(m.Name)))
            .At("12:00", new Machine("x"), new Gauge("s1", 1), new Gauge("s3", 1)).Begins("some(x)")
            .At("12:01", new Machine("x", "s2")).Ends("some(x)")
            .At("12:02", new Machine("x", "s3")).Begins("some(x)")
            .At("12:03", new Machine("x", "s1"));
        Case("a-null-key-asks-for-what-lacks-it-too", b => b.Rule(
                "some", from m in Facts<Machine>() where Facts<Machine>().Any(o => o.Owner == m.Owner && o.Name != m.Name) select new Hit(m.Name)))
            .At("12:00", new Machine("x"), new Machine("y", Owner: "ann"))
            .At("12:01", new Machine("z")).Begins("some(x)", "some(z)")
            .At("12:02", new Machine("z", Owner: "ann")).Begins("some(y)").Ends("some(x)");
        Case("a-source-with-conditions-may-be-asked", b => b.Rule("some",
                from g in Facts<Gauge>()
                where Facts<Machine>().Where(m => m.Up).Where(m => m.Cores > 2).Any(m => m.Site == g.Name)
                select new Hit(g.Name)))
            .At("12:00", new Gauge("s1", 1), new Machine("x", Cores: 3, Up: false))
            .At("12:01", new Machine("x", Cores: 3)).Begins("some(s1)")
            .At("12:02", new Machine("x", Cores: 2)).Ends("some(s1)");
    }

    private void Orders()
    {
        Case("a-question-may-be-tied-by-more-and-less", b => b.Rule(
                "second", from g in Facts<Gauge>() where Facts<Gauge>().Count(o => o.Value > g.Value) == 1 select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 1), new Gauge("b", 2), new Gauge("c", 3)).Begins("second(b)")
            .At("12:01", new Gauge("a", 9)).Begins("second(c)").Ends("second(b)")
            .At("12:02", Gone(new Gauge("c", 0))).Begins("second(b)").Ends("second(c)");
        Case("a-question-may-be-tied-by-a-key-and-an-order", b => b.Rule("best",
                from m in Facts<Machine>()
                where !Facts<Machine>().Any(o => o.Site == m.Site && o.Cores > m.Cores)
                select new Hit(m.Name)))
            .At("12:00", new Machine("a", "s1", 4), new Machine("b", "s1", 2), new Machine("c", "s2", 1)).Begins("best(a)", "best(c)")
            .At("12:01", new Machine("b", "s2", 2)).Begins("best(b)").Ends("best(c)")
            .At("12:02", new Machine("a", "s2", 4)).Ends("best(b)");
        Case("a-question-may-be-tied-by-any-condition", b => b.Rule("r",
                from g in Facts<Gauge>()
                where Facts<Machine>().Count(m => m.Name.Contains(g.Name, StringComparison.Ordinal)) >= 2
                select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 1), new Gauge("b", 1), new Machine("ab"), new Machine("ac")).Begins("r(a)")
            .At("12:01", new Machine("bc"), Gone(new Machine("ac"))).Begins("r(b)").Ends("r(a)");
    }

    private void All()
    {
        Case("all-holds-for-nothing-and-for-each", b => b.Rule(
                "fine", from g in Facts<Gauge>() where Facts<Machine>().All(m => m.Up) select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 1)).Begins("fine(a)")
            .At("12:01", new Machine("x"), new Machine("y"))
            .At("12:02", new Machine("x", Up: false)).Ends("fine(a)")
            .At("12:03", new Machine("y", Up: false), new Machine("x"))
            .At("12:04", Gone(new Machine("y"))).Begins("fine(a)");
        Case("all-may-be-asked-of-those-with-a-key", b => b.Rule("fine",
                from g in Facts<Gauge>()
                where Facts<Machine>().All(m => m.Site != g.Name || m.Up)
                select new Hit(g.Name)))
            .At("12:00", new Gauge("s1", 1), new Gauge("s2", 1), new Machine("x"), new Machine("y", "s2", Up: false)).Begins("fine(s1)")
            .At("12:01", new Machine("x", Up: false), new Machine("y", "s2")).Begins("fine(s2)").Ends("fine(s1)");
        Case("not-all-holds-when-one-does-not", b => b.Rule(
                "ill", from g in Facts<Gauge>() where !Facts<Machine>().All(m => m.Up) select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 1), new Machine("x"))
            .At("12:01", new Machine("y", Up: false)).Begins("ill(a)")
            .At("12:02", Gone(new Machine("y"))).Ends("ill(a)");
    }

    private void Counts()
    {
        Case("a-count-is-compared-with-a-number", b =>
            {
                b.Rule("many", from g in Facts<Gauge>() where Facts<Machine>().Count(m => m.Site == g.Name) > 2 select new Hit(g.Name));
                b.Rule("two", from g in Facts<Gauge>() where Facts<Machine>().Count(m => m.Site == g.Name) == 2 select new Hit(g.Name));
                b.Rule("few", from g in Facts<Gauge>() where 2 > Facts<Machine>().Count(m => m.Site == g.Name) select new Hit(g.Name));
            })
            .At("12:00", new Gauge("s1", 1), new Machine("x")).Begins("few(s1)")
            .At("12:01", new Machine("y")).Begins("two(s1)").Ends("few(s1)")
            .At("12:02", new Machine("z")).Begins("many(s1)").Ends("two(s1)")
            .At("12:03", Gone(new Machine("z")), new Machine("x", "s2")).Begins("few(s1)").Ends("many(s1)");
        Case("a-count-is-compared-with-a-member", b => b.Rule(
                "r", from g in Facts<Gauge>() where Facts<Machine>().Count(m => m.Site == g.Unit) >= g.Value select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 2, "s1"), new Machine("x"))
            .At("12:01", new Machine("y")).Begins("r(a)")
            .At("12:02", new Gauge("a", 3, "s1")).Ends("r(a)")
            .At("12:03", new Gauge("a", 1, "s2"))
            .At("12:04", new Gauge("a", 0, "s2")).Begins("r(a)");
        Case("a-count-of-everything-needs-no-condition", b => b.Rule(
                "r", from g in Facts<Gauge>() where Facts<Machine>().Count() == 2 select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 1), new Machine("x"))
            .At("12:01", new Machine("y")).Begins("r(a)")
            .At("12:02", new Machine("x", "s9", 9))
            .At("12:03", new Machine("z")).Ends("r(a)");
    }

    private void Shares()
    {
        Case("a-share-of-the-fleet", b => b.Rule("half",
                from g in Facts<Gauge>()
                where Facts<Machine>().Count(m => !m.Up) / (double)Facts<Machine>().Count() >= 0.5
                select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 1))
            .At("12:01", new Machine("x"), new Machine("y", Up: false)).Begins("half(a)")
            .At("12:02", new Machine("z")).Ends("half(a)")
            .At("12:03", Gone(new Machine("x")), Gone(new Machine("z"))).Begins("half(a)");
        Case("a-share-of-those-with-a-key", b => b.Rule("r",
                from g in Facts<Gauge>()
                where Facts<Machine>().Count(m => m.Site == g.Name && !m.Up) * 2 > Facts<Machine>().Count(m => m.Site == g.Name)
                select new Hit(g.Name)))
            .At("12:00", new Gauge("s1", 1), new Machine("x", Up: false), new Machine("y", "s2")).Begins("r(s1)")
            .At("12:01", new Machine("y")).Ends("r(s1)")
            .At("12:02", new Machine("y", "s2")).Begins("r(s1)");
    }
}
