using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>How fast a counter rises, and below which value a share of the values lies.</summary>
internal sealed class RateCases() : CaseArea("rates and quantiles")
{
    protected override void Write()
    {
        Rates();
        Quantiles();
    }

    private void Rates()
    {
        Case("a-counter-is-followed-through-its-window-and-its-resets", b => b.Decide("fast",
                from g in Facts<Gauge>()
                let rate = Over(g, Minutes(5)).Rate(x => x.Value)
                where rate > 1
                select new Hold(g.Name, $"{rate}")))
            .At("12:00", new Gauge("a", 0))
            .At("12:01", new Gauge("a", 60))
            .At("12:02", new Gauge("a", 180)).Begins("fast(a)").Decides("fast: decided hold thing/a, 1.5")
            .At("12:03", new Gauge("a", 60))
            .At("12:04", new Gauge("a", 60)).Ends("fast(a)").Decides("fast: released hold thing/a, ended: 1.5");
        Case("a-sample-that-leaves-the-window-changes-the-rate-at-its-instant", b => b.Rule(
                "fast", from g in Facts<Gauge>() where Over(g, Minutes(5)).Rate(x => x.Value) >= 1 select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 0))
            .At("12:03", new Gauge("a", 0))
            .At("12:04", new Gauge("a", 60))
            .At("12:05").Begins("fast(a)");
        Case("rates-of-several-keys-are-added", b => b.Decide("all",
                from m in Facts<Machine>()
                let rate = Facts<Gauge>().Over(Minutes(5)).Where(g => g.Unit == "errors").Rate(g => g.Value)
                where rate > 0
                select new Tell(m.Name, $"{rate}")))
            .At("12:00", new Machine("m"), new Gauge("a", 100, "errors"), new Gauge("b", 0, "errors"), new Gauge("c", 0, "load"))
            .At("12:01", new Gauge("a", 160, "errors"), new Gauge("b", 30, "errors"), new Gauge("c", 99, "load")).Begins("all(m)")
            .Decides("all: decided tell team/m, 1.5");
    }

    private void Quantiles()
    {
        Case("a-quantile-lies-between-its-neighbours-in-proportion", b => b.Decide("r",
                from m in Facts<Machine>()
                select new Tell(m.Name, $"{Facts<Gauge>().Quantile(0, g => g.Value)} {Facts<Gauge>().Quantile(0.5, g => g.Value)} {Facts<Gauge>().Quantile(0.75, g => g.Value)} {Facts<Gauge>().Quantile(1, g => g.Value)}")))
            .At("12:00", new Machine("x")).Begins("r(x)").Decides("r: decided tell team/x, NaN NaN NaN NaN")
            .At("12:01", new Gauge("a", 4), new Machine("y")).Begins("r(y)").Decides("r: decided tell team/y, 4 4 4 4")
            .At("12:02", new Gauge("b", 0), new Gauge("c", 2), new Machine("z")).Begins("r(z)").Decides("r: decided tell team/z, 0 2 3 4");
        Case("a-quantile-of-a-window-follows-what-is-in-it", b => b.Decide(
                "slow", from g in Facts<Gauge>() where Over(g, Minutes(10)).Quantile(0.5, x => x.Value) > 50 select new Hold(g.Name, "slow")))
            .At("12:00", new Gauge("a", 10))
            .At("12:01", new Gauge("a", 90))
            .At("12:02", new Gauge("a", 95)).Begins("slow(a)").Decides("slow: decided hold thing/a, slow")
            .At("12:03", new Gauge("a", 20))
            .At("12:30").Ends("slow(a)").Decides("12:12 slow: released hold thing/a, ended: slow");
        Case("a-quantile-of-a-group-and-of-a-key", b =>
            {
                b.Rule("group", from g in Facts<Gauge>() group g by g.Unit into u where u.Quantile(0.5, x => x.Value) > 5 select new Hit(u.Key));
                b.Rule("key", from m in Facts<Machine>() where Facts<Gauge>().Where(g => g.Unit == m.Name).Quantile(0.9, g => g.Value) >= 9 select new Hot(m.Name));
            })
            .At("12:00", new Machine("u"), new Gauge("a", 1, "u"), new Gauge("b", 9, "u"), new Gauge("c", 4, "u"))
            .At("12:01", new Gauge("c", 10, "u")).Begins("group(u)", "key(u)")
            .At("12:02", Gone(new Gauge("b", 0)), new Gauge("d", 0, "u")).Ends("group(u)", "key(u)");
    }
}
