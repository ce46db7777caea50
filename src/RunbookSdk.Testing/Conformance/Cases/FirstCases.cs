using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>The first of a group in an order.</summary>
internal sealed class FirstCases() : CaseArea("first of a group")
{
    protected override void Write()
    {
        Firsts();
        Orders();
        Elements();
    }

    private void Firsts()
    {
        Case("the-greatest-of-a-group-is-asked-for-its-members", b => b.Decide("worst",
                from g in Facts<Gauge>()
                group g by g.Unit into u
                let worst = u.OrderByDescending(x => x.Value).First()
                where worst.Value > 80
                select new Tell(u.Key, $"{worst.Name} {worst.Value}")).AgainOnChange())
            .At("12:00", new Gauge("a", 50, "u"), new Gauge("b", 90, "u"), new Gauge("c", 80, "v")).Begins("worst(u)").Decides("worst: decided tell team/u, b 90")
            .At("12:01", new Gauge("a", 95, "u")).Decides("worst: decided tell team/u, a 95")
            .At("12:02", new Gauge("a", 10, "u"), new Gauge("c", 81, "v")).Begins("worst(v)")
            .Decides("worst: decided tell team/u, b 90", "worst: decided tell team/v, c 81")
            .At("12:03", Gone(new Gauge("b", 0))).Ends("worst(u)");
        Case("the-least-and-the-greatest-may-be-compared", b => b.Rule("apart",
                from g in Facts<Gauge>()
                group g by g.Unit into u
                let best = u.OrderBy(x => x.Value).First()
                let worst = u.OrderByDescending(x => x.Value).First()
                where worst.Value - best.Value > 10 && worst.Name != best.Name
                select new Hit(u.Key)))
            .At("12:00", new Gauge("a", 1, "u"), new Gauge("b", 12, "u"), new Gauge("c", 99, "v")).Begins("apart(u)")
            .At("12:01", new Gauge("b", 11, "u")).Ends("apart(u)")
            .At("12:02", new Gauge("c", -5, "u")).Begins("apart(u)");
    }

    private void Orders()
    {
        Case("of-equal-keys-the-one-that-became-known-first-is-first-in-either-order", b => b.Decide("r",
                from g in Facts<Gauge>()
                group g by g.Unit into u
                where u.Count() == 3
                select new Tell(u.Key, u.OrderBy(x => x.Value).First().Name + u.OrderByDescending(x => x.Value).First().Name)))
            .At("12:00", new Gauge("b", 1, "u"), new Gauge("a", 2, "u"))
            .At("12:01", new Gauge("b", 2, "u"), new Gauge("c", 2, "u")).Begins("r(u)").Decides("r: decided tell team/u, bb");
        Case("what-lacks-or-is-no-number-comes-last-in-either-order", b => b.Decide("r",
                from m in Facts<Machine>()
                group m by m.Site into s
                select new Tell(s.Key!, s.OrderBy(x => x.Rack).First().Name + s.OrderByDescending(x => x.Rack).First().Name)).AgainOnChange())
            .At("12:00", new Machine("a")).Begins("r(s1)").Decides("r: decided tell team/s1, aa")
            .At("12:01", new Machine("b", Rack: 5)).Decides("r: decided tell team/s1, bb")
            .At("12:02", new Machine("c", Rack: 6)).Decides("r: decided tell team/s1, bc");
        Case("text-is-ordered-by-its-code-points", b => b.Decide(
                "r", from m in Facts<Machine>() group m by m.Site into s where s.Count() == 3 select new Tell(s.Key!, s.OrderBy(x => x.Name).First().Name)))
            .At("12:00", new Machine("a"), new Machine("B"), new Machine("á")).Begins("r(s1)").Decides("r: decided tell team/s1, B");
    }

    private void Elements()
    {
        Case("the-first-of-a-join-has-the-members-of-both", b => b.Decide("worst",
                from m in Facts<Machine>()
                join g in Facts<Gauge>() on m.Name equals g.Name
                where g.Value > 10
                group new { m, g } by m.Site into pairs
                let worst = pairs.OrderByDescending(p => p.g.Value).First()
                where pairs.Count() > 1
                select new Tell(pairs.Key!, $"{worst.m.Name} at {worst.g.Value}")))
            .At("12:00", new Machine("a"), new Gauge("a", 20), new Machine("b"), new Gauge("b", 30)).Begins("worst(s1)")
            .Decides("worst: decided tell team/s1, b at 30");
        Case("the-first-as-a-whole-moves-a-standing-action", b => b.Decide("shed",
                from g in Facts<Gauge>()
                where g.Value > 80
                group g by g.Unit into u
                let worst = u.OrderByDescending(x => x.Value).First()
                select new Hold(worst.Name, "worst")))
            .At("12:00", new Gauge("a", 90, "u"), new Gauge("b", 91, "u")).Begins("shed(u)").Decides("shed: decided hold thing/b, worst")
            .At("12:01", new Gauge("a", 92, "u")).Decides("shed: decided hold thing/a, worst", "shed: released hold thing/b, ended: worst")
            .At("12:02", new Gauge("a", 1, "u"), new Gauge("b", 1, "u")).Ends("shed(u)").Decides("shed: released hold thing/a, ended: worst");
    }
}
