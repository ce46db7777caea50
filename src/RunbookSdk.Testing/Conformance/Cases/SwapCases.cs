using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>Rules that come and go in a live session.</summary>
internal sealed class SwapCases() : CaseArea("swaps")
{
    protected override void Write()
    {
        Alone();
        Changed();
        Together();
    }

    private void Alone()
    {
        Case("a-rule-that-comes-matches-what-is-known", Ups)
            .At("12:00", new Gauge("a", 90), new Gauge("b", 1), new Machine("m")).Begins("up(m)")
            .Swap(b =>
            {
                Ups(b);
                High(b, 80);
            }).Begins("high(a)").Decides("high: decided hold thing/a, high")
            .At("12:01", new Gauge("b", 91), new Gauge("a", 1), new Machine("n")).Begins("high(b)", "up(n)").Ends("high(a)")
            .Decides("high: decided hold thing/b, high", "high: released hold thing/a, ended: high");
        Case("a-rule-that-goes-releases-what-it-holds", b =>
            {
                Ups(b);
                High(b, 80);
            })
            .At("12:00", new Gauge("a", 90), new Machine("m")).Begins("high(a)", "up(m)").Decides("high: decided hold thing/a, high")
            .Swap(Ups).Ends("high(a)").Decides("high: released hold thing/a, ended: high")
            .At("12:01", new Gauge("a", 91), Gone(new Machine("m"))).Ends("up(m)");
        Case("rules-that-say-the-same-keep-what-they-have-asked-for", b => Tells(b, "first", "second"))
            .At("12:00", new Gauge("a", 90)).Begins("first(a)", "second(a)").Decides("first: decided tell team/a", "second: decided tell team/a")
            .Swap(b => Tells(b, "second", "first"))
            .At("12:01", new Gauge("b", 90)).Begins("second(b)", "first(b)").Decides("second: decided tell team/b", "first: decided tell team/b")
            .Swap(b => Tells(b, "second")).Ends("first(a)", "first(b)");
    }

    private void Changed()
    {
        Case("a-rule-that-says-something-else-hands-over-what-both-ask-for", b => High(b, 80))
            .At("12:00", new Gauge("a", 90), new Gauge("b", 75), new Gauge("c", 85)).Begins("high(a)", "high(c)")
            .Decides("high: decided hold thing/a, high", "high: decided hold thing/c, high")
            .Swap(b => High(b, 70)).Begins("high(a)", "high(b)", "high(c)").Ends("high(a)", "high(c)").Decides("high: decided hold thing/b, high")
            .Swap(b => High(b, 87)).Begins("high(a)").Ends("high(a)", "high(b)", "high(c)")
            .Decides("high: released hold thing/b, ended: high", "high: released hold thing/c, ended: high");
        Case("facts-that-a-gone-rule-derived-are-gone-and-those-that-another-derives-stay", b =>
            {
                Hots(b);
                b.Rule("down", from m in Facts<Machine>() where !m.Up select new Hot(m.Name));
            })
            .At("12:00", new Gauge("a", 90), new Gauge("b", 90), new Machine("b", Up: false)).Begins("hot(a)", "hot(b)", "down(b)", "tell(a)", "tell(b)")
            .Swap(b =>
            {
                b.Rule("tell", from h in Facts<Hot>() select new Hit(h.Name));
                b.Rule("down", from m in Facts<Machine>() where !m.Up select new Hot(m.Name));
            }).Ends("hot(a)", "hot(b)", "tell(a)")
            .Swap(Hots).Begins("hot(a)", "hot(b)", "tell(a)").Ends("down(b)");
    }

    private void Together()
    {
        Case("joins-questions-and-groups-come-into-what-is-known-and-follow-it", Ups)
            .At("12:00", new Gauge("a", 3, "u"), new Gauge("b", 5, "u"), new Machine("a", Cores: 4), new Machine("c", Cores: 9)).Begins("up(a)", "up(c)")
            .Swap(b =>
            {
                Ups(b);
                b.Rule("join", from g in Facts<Gauge>() join m in Facts<Machine>() on g.Name equals m.Name select new Hit(g.Name + 1));
                b.Rule("order", from g in Facts<Gauge>() from m in Facts<Machine>() where g.Value > m.Cores select new Hit(g.Name + m.Name + 2));
                b.Rule("alone", from m in Facts<Machine>() where !Facts<Gauge>().Any(g => g.Name == m.Name) select new Hit(m.Name + 3));
                b.Rule("sum", from g in Facts<Gauge>() group g by g.Unit into u where u.Sum(x => x.Value) > 7 select new Hit(u.Key + 4));
            }).Begins("join(a, a)", "order(b, a)", "alone(c)", "sum(u)")
            .At("12:01", new Gauge("c", 10, "v"), new Gauge("b", 1, "u")).Begins("join(c, c)", "order(c, a)", "order(c, c)", "sum(v)").Ends("order(b, a)", "alone(c)", "sum(u)")
            .Swap(Ups).Ends("join(a, a)", "join(c, c)", "order(c, a)", "order(c, c)", "sum(v)");
        Case("a-rule-that-comes-shares-what-a-rule-that-stays-looks-up", b => High(b, 80))
            .At("12:00", new Gauge("a", 90), new Machine("a")).Begins("high(a)").Decides("high: decided hold thing/a, high")
            .Swap(b =>
            {
                High(b, 80);
                b.Rule("pair", from g in Facts<Gauge>() where g.Value > 80 join m in Facts<Machine>() on g.Name equals m.Name select new Hit(g.Name));
            }).Begins("pair(a, a)")
            .At("12:01", new Gauge("a", 1)).Ends("high(a)", "pair(a, a)").Decides("high: released hold thing/a, ended: high")
            .At("12:02", new Gauge("a", 91), Gone(new Machine("a"))).Begins("high(a)").Decides("high: decided hold thing/a, high")
            .At("12:03", new Machine("a")).Begins("pair(a, a)");
    }

    private static void Ups(CaseBook b) => b.Rule("up", from m in Facts<Machine>() where m.Up select new Hit(m.Name));

    private static void Hots(CaseBook b)
    {
        b.Rule("hot", from g in Facts<Gauge>() where g.Value > 80 select new Hot(g.Name));
        b.Rule("tell", from h in Facts<Hot>() select new Hit(h.Name));
    }

    private static void High(CaseBook b, double limit) =>
        b.Decide("high", from g in Facts<Gauge>() where g.Value > limit select new Hold(g.Name, "high"));

    private static void Tells(CaseBook b, params string[] rules)
    {
        foreach (var rule in rules) b.Decide(rule, from g in Facts<Gauge>() where g.Value > 80 select new Tell(g.Name));
    }
}
