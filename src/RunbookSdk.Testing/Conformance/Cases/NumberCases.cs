using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>Questions whose answer is a number: sums, means, bounds.</summary>
internal sealed class NumberCases() : CaseArea("numbers")
{
    protected override void Write()
    {
        Sums();
        Means();
        Bounds();
        Mixed();
    }

    private void Sums()
    {
        Case("a-sum-follows-what-comes-changes-and-goes", b => b.Rule(
                "r", from m in Facts<Machine>() where Facts<Gauge>().Sum(g => g.Value) > 10 select new Hit(m.Name)))
            .At("12:00", new Machine("m"), new Gauge("a", 6), new Gauge("b", 4))
            .At("12:01", new Gauge("a", 6.5)).Begins("r(m)")
            .At("12:02", new Gauge("c", -1)).Ends("r(m)")
            .At("12:03", Gone(new Gauge("c", 0))).Begins("r(m)")
            .At("12:04", Gone(new Gauge("a", 0))).Ends("r(m)");
        Case("a-sum-of-nothing-is-zero", b => b.Rule(
                "r", from m in Facts<Machine>() where Facts<Gauge>().Where(g => g.Unit == m.Name).Sum(g => g.Value) == 0 select new Hit(m.Name)))
            .At("12:00", new Machine("m")).Begins("r(m)")
            .At("12:01", new Gauge("a", 1, "m"), new Gauge("b", 1)).Ends("r(m)")
            .At("12:02", new Gauge("c", -1, "m")).Begins("r(m)");
        Case("a-sum-is-exact-whatever-came-and-went", b => b.Rule(
                "r", from m in Facts<Machine>() where Facts<Gauge>().Sum(g => g.Value) == 0.5 select new Hit(m.Name)))
            .At("12:00", new Machine("m"), new Gauge("a", 1e300), new Gauge("b", 0.1))
            .At("12:01", new Gauge("a", 0.4)).Begins("r(m)")
            .At("12:02", new Gauge("c", 1e17), new Gauge("d", -1e17))
            .At("12:03", new Gauge("c", 1e17), new Gauge("d", 0)).Ends("r(m)")
            .At("12:04", Gone(new Gauge("c", 0))).Begins("r(m)");
        Case("what-is-no-number-has-no-sum-until-it-goes", b => b.Rule(
                "r", from m in Facts<Machine>() where Facts<Gauge>().Sum(g => g.Value) >= 0 select new Hit(m.Name)))
            .At("12:00", new Machine("m"), new Gauge("a", 1)).Begins("r(m)")
            .At("12:01", new Gauge("b", double.NaN)).Ends("r(m)")
            .At("12:02", new Gauge("b", 3)).Begins("r(m)");
    }

    private void Means()
    {
        Case("a-mean-follows-what-comes-changes-and-goes", b => b.Rule(
                "r", from m in Facts<Machine>() where Facts<Gauge>().Average(g => g.Value) > 10 select new Hit(m.Name)))
            .At("12:00", new Machine("m"), new Gauge("a", 20)).Begins("r(m)")
            .At("12:01", new Gauge("b", 0)).Ends("r(m)")
            .At("12:02", new Gauge("b", 1)).Begins("r(m)")
            .At("12:03", new Gauge("c", 0)).Ends("r(m)")
            .At("12:04", Gone(new Gauge("c", 0))).Begins("r(m)");
        Case("a-mean-of-nothing-is-on-no-side-of-a-limit", b =>
            {
                b.Rule("above", from m in Facts<Machine>() where Facts<Gauge>().Average(g => g.Value) > 10 select new Hit(m.Name));
                b.Rule("below", from m in Facts<Machine>() where Facts<Gauge>().Average(g => g.Value) <= 10 select new Hit(m.Name));
            })
            .At("12:00", new Machine("m"))
            .At("12:01", new Gauge("a", 5)).Begins("below(m)")
            .At("12:02", Gone(new Gauge("a", 0))).Ends("below(m)");
        Case("a-mean-of-those-with-a-key", b => b.Rule("r",
                from m in Facts<Machine>()
                where Facts<Gauge>().Where(g => g.Unit == m.Name).Average(g => g.Value) >= 2
                select new Hit(m.Name)))
            .At("12:00", new Machine("x"), new Machine("y"), new Gauge("a", 3, "x"), new Gauge("b", 1, "y")).Begins("r(x)")
            .At("12:01", new Gauge("a", 3, "y")).Begins("r(y)").Ends("r(x)");
    }

    private void Bounds()
    {
        Case("the-least-of-all-follows-its-facts", b => b.Rule(
                "r", from m in Facts<Machine>() where Facts<Gauge>().Min(g => g.Value) < 5 select new Hit(m.Name)))
            .At("12:00", new Machine("m"), new Gauge("a", 6), new Gauge("b", 4), new Gauge("c", 4)).Begins("r(m)")
            .At("12:01", Gone(new Gauge("b", 0)))
            .At("12:02", new Gauge("c", 7)).Ends("r(m)")
            .At("12:03", new Gauge("a", -1)).Begins("r(m)");
        Case("the-greatest-of-all-follows-its-facts", b => b.Rule(
                "r", from m in Facts<Machine>() where Facts<Gauge>().Max(g => g.Value) > 5 select new Hit(m.Name)))
            .At("12:00", new Machine("m"), new Gauge("a", 6), new Gauge("b", 6), new Gauge("c", 4)).Begins("r(m)")
            .At("12:01", Gone(new Gauge("a", 0)))
            .At("12:02", new Gauge("b", 5)).Ends("r(m)")
            .At("12:03", Gone(new Gauge("b", 0)), new Gauge("c", 9)).Begins("r(m)");
        Case("bounds-of-nothing-are-on-no-side-of-a-limit", b =>
            {
                b.Rule("least", from m in Facts<Machine>() where Facts<Gauge>().Min(g => g.Value) < 5 select new Hit(m.Name));
                b.Rule("greatest", from m in Facts<Machine>() where !(Facts<Gauge>().Max(g => g.Value) > 5) select new Hit(m.Name));
            })
            .At("12:00", new Machine("m")).Begins("greatest(m)")
            .At("12:01", new Gauge("a", 6)).Ends("greatest(m)")
            .At("12:02", new Gauge("a", 4)).Begins("least(m)", "greatest(m)");
    }

    private void Mixed()
    {
        Case("answers-may-be-calculated-with", b => b.Rule("spread",
                from m in Facts<Machine>()
                where Facts<Gauge>().Max(g => g.Value) - Facts<Gauge>().Min(g => g.Value) > m.Cores * 10
                select new Hit(m.Name)))
            .At("12:00", new Machine("m"), new Gauge("a", 5), new Gauge("b", 16)).Begins("spread(m)")
            .At("12:01", new Machine("m", Cores: 2)).Ends("spread(m)")
            .At("12:02", new Gauge("c", -5)).Begins("spread(m)");
        Case("a-number-of-each-match-is-asked-for-its-own-key", b => b.Decide("r",
                from m in Facts<Machine>()
                let total = Facts<Gauge>().Where(g => g.Unit == m.Name).Sum(g => g.Value)
                where total > 1
                select new Tell(m.Name, $"{total}")))
            .At("12:00", new Machine("x"), new Machine("y"), new Gauge("a", 2, "x"), new Gauge("b", 1, "y"), new Gauge("c", 1.5, "y"))
            .Begins("r(x)", "r(y)").Decides("r: decided tell team/x, 2", "r: decided tell team/y, 2.5")
            .At("12:01", new Gauge("c", 1.5, "x"), new Gauge("b", 0.5, "y")).Ends("r(y)");
        Case("least-and-greatest-in-a-result", b => b.Decide("r",
                from m in Facts<Machine>()
                select new Tell(m.Name, $"{Facts<Gauge>().Min(g => g.Value)} {Facts<Gauge>().Max(g => g.Value)} {Facts<Gauge>().Average(g => g.Value)}")))
            .At("12:00", new Gauge("a", 1), new Gauge("b", 1), new Gauge("c", 4), new Machine("x")).Begins("r(x)").Decides("r: decided tell team/x, 1 4 2")
            .At("12:01", Gone(new Gauge("a", 0)), Gone(new Gauge("c", 0)), new Machine("y")).Begins("r(y)").Decides("r: decided tell team/y, 1 1 1")
            .At("12:02", Gone(new Gauge("b", 0)), new Machine("z")).Begins("r(z)").Decides("r: decided tell team/z, NaN NaN NaN");
    }
}
