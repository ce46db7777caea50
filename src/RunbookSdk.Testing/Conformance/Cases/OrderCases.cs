using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>The order of decisions: priority, declaration, then the order in which the matched facts became known.</summary>
internal sealed class OrderCases() : CaseArea("order")
{
    protected override void Write()
    {
        Rules();
        Known();
        Rounds();
        Batches();
    }

    private void Rules() => Case("priority-comes-before-declaration-and-declaration-before-facts", b =>
        {
            Each(b, "first");
            Each(b, "second");
            b.Decide("urgent", from g in Facts<Gauge>() select new Tell(g.Name)).Priority(1);
            b.Decide("last", from g in Facts<Gauge>() select new Tell(g.Name)).Priority(-1);
        })
        .At("12:00", new Gauge("b", 1), new Gauge("a", 1))
        .Begins("first(a)", "first(b)", "second(a)", "second(b)", "urgent(a)", "urgent(b)", "last(a)", "last(b)")
        .Decides(
            "urgent: decided tell team/b", "urgent: decided tell team/a", "first: decided tell team/b", "first: decided tell team/a",
            "second: decided tell team/b", "second: decided tell team/a", "last: decided tell team/b", "last: decided tell team/a");

    private void Known()
    {
        Case("facts-of-one-batch-come-in-the-order-in-which-they-were-told", b => Each(b, "r"))
            .At("12:00", new Gauge("c", 1), new Gauge("a", 1), new Gauge("b", 1)).Begins("r(a)", "r(b)", "r(c)")
            .Decides("r: decided tell team/c", "r: decided tell team/a", "r: decided tell team/b");
        Case("a-fact-keeps-its-place-when-it-changes", b => b.Decide("r", from g in Facts<Gauge>() where g.Value > 80 select new Tell(g.Name)))
            .At("12:00", new Gauge("c", 1), new Gauge("a", 1), new Gauge("b", 1))
            .At("12:01", new Gauge("b", 90), new Gauge("a", 90), new Gauge("c", 90)).Begins("r(a)", "r(b)", "r(c)")
            .Decides("r: decided tell team/c", "r: decided tell team/a", "r: decided tell team/b");
        Case("a-fact-that-goes-and-comes-back-later-takes-the-last-place", b => b.Decide("r", from g in Facts<Gauge>() where g.Value > 80 select new Tell(g.Name)))
            .At("12:00", new Gauge("a", 1), new Gauge("b", 1))
            .At("12:01", Gone(new Gauge("a", 0)))
            .At("12:02", new Gauge("a", 90), new Gauge("b", 90)).Begins("r(a)", "r(b)").Decides("r: decided tell team/b", "r: decided tell team/a");
        Case("combinations-come-slot-by-slot", b => b.Decide("r", from g in Facts<Gauge>() from m in Facts<Machine>() select new Tell(g.Name + m.Name)))
            .At("12:00", new Machine("y"), new Gauge("b", 1), new Machine("x"), new Gauge("a", 1)).Begins("r(a, x)", "r(a, y)", "r(b, x)", "r(b, y)")
            .Decides("r: decided tell team/by", "r: decided tell team/bx", "r: decided tell team/ay", "r: decided tell team/ax");
        Case("a-join-comes-in-the-order-of-the-rule-whatever-came-first", b => b.Decide("r",
                from m in Facts<Machine>()
                join g in Facts<Gauge>() on m.Site equals g.Name
                select new Tell(m.Name + g.Name)))
            .At("12:00", new Machine("b"), new Machine("c", "s2"), new Machine("a"))
            .At("12:01", new Gauge("s2", 1), new Gauge("s1", 1)).Begins("r(a, s1)", "r(b, s1)", "r(c, s2)")
            .Decides("r: decided tell team/bs1", "r: decided tell team/cs2", "r: decided tell team/as1");
    }

    private void Rounds()
    {
        Case("what-one-round-writes-the-next-one-decides-on-whatever-the-priority", b =>
            {
                b.Decide("two", from n in Facts<Note>() where n.Level == 2 select new Tell(n.Name)).Priority(9);
                b.Decide("write", from g in Facts<Gauge>() select Runbook.Assert(new Note(g.Name, g.Value), "w"));
                Each(b, "each");
            })
            .At("12:00", new Gauge("a", 2)).Begins("write(a)", "each(a)", "two(a)")
            .Decides("write: decided assert fact/note/a, w", "each: decided tell team/a", "two: decided tell team/a");
        Case("releases-come-after-the-decisions-of-their-round", b =>
            {
                b.Decide("hold", from g in Facts<Gauge>() where g.Value > 80 select new Hold(g.Name, "high"));
                b.Decide("low", from g in Facts<Gauge>() where g.Value <= 80 select new Tell(g.Name));
            })
            .At("12:00", new Gauge("a", 90), new Gauge("b", 91)).Begins("hold(a)", "hold(b)").Decides("hold: decided hold thing/a, high", "hold: decided hold thing/b, high")
            .At("12:01", new Gauge("b", 1), new Gauge("a", 1)).Begins("low(a)", "low(b)").Ends("hold(a)", "hold(b)")
            .Decides("low: decided tell team/a", "low: decided tell team/b", "hold: released hold thing/a, ended: high", "hold: released hold thing/b, ended: high");
        Case("groups-and-facts-of-several-rules-keep-the-order-of-declaration", b =>
            {
                b.Decide("groups", from g in Facts<Gauge>() group g by g.Unit into u select new Tell(u.Key, $"{u.Count()}"));
                Each(b, "facts");
            })
            .At("12:00", new Gauge("a", 1, "y"), new Gauge("b", 1, "x")).Begins("groups(x)", "groups(y)", "facts(a)", "facts(b)")
            .Decides("groups: decided tell team/x, 1", "groups: decided tell team/y, 1", "facts: decided tell team/a", "facts: decided tell team/b");
    }

    private void Batches()
    {
        Case("a-batch-is-one-propagation-without-matches-in-between", b =>
            {
                b.Decide("both", from x in Facts<Gauge>() from y in Facts<Gauge>() where x.Name == "a" && y.Name == "b" && x.Value + y.Value == 10 select new Tell("both"));
                b.Decide("none", from m in Facts<Machine>() where !Facts<Gauge>().Any() select new Tell("none"));
            })
            .At("12:00", new Machine("m"), new Gauge("a", 5), new Gauge("b", 5)).Begins("both(a, b)").Decides("both: decided tell team/both")
            .At("12:01", new Gauge("a", 9), new Gauge("b", 1))
            .At("12:02", new Gauge("a", 1), new Gauge("b", 8), new Gauge("a", 2))
            .At("12:03", Gone(new Gauge("a", 0)), Gone(new Gauge("b", 0)), new Gauge("c", 1)).Ends("both(a, b)");
        Case("several-facts-that-change-one-match-change-it-once", b => b.Decide("r",
                from g in Facts<Gauge>()
                join m in Facts<Machine>() on g.Name equals m.Name
                select new Tell(g.Name, $"{g.Value} {m.Cores}")).AgainOnChange())
            .At("12:00", new Gauge("a", 1), new Gauge("a", 2), new Machine("a"), new Machine("a", Cores: 5)).Begins("r(a, a)").Decides("r: decided tell team/a, 2 5")
            .At("12:01", new Machine("a", Cores: 6), new Gauge("a", 3), new Gauge("a", 4)).Decides("r: decided tell team/a, 4 6");
        Case("a-sum-in-one-batch-is-looked-at-once", b => b.Decide(
                "r", from g in Facts<Gauge>() group g by g.Unit into u where u.Sum(x => x.Value) == 0 select new Hold(u.Key, "balanced")))
            .At("12:00", new Gauge("a", 5, "u"), new Gauge("b", -5, "u")).Begins("r(u)").Decides("r: decided hold thing/u, balanced")
            .At("12:01", new Gauge("a", 7, "u"), new Gauge("b", -7, "u"))
            .At("12:02", new Gauge("b", -8, "u")).Ends("r(u)").Decides("r: released hold thing/u, ended: balanced");
    }

    private static void Each(CaseBook b, string rule) => b.Decide(rule, from g in Facts<Gauge>() select new Tell(g.Name));
}
