using System.Globalization;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>So many facts or rules that a matcher has to use its indexes, and to split and shrink them.</summary>
internal sealed class ScaleCases() : CaseArea("scale")
{
    private const int Many = 1300;
    private const int Rules = 120;

    protected override void Write()
    {
        ManyRules();
        EqualRules();
        Joins();
        Questions();
        Groups();
    }

    private void ManyRules()
    {
        Case("many-thresholds-on-one-member", b =>
            {
                for (var i = 0; i < Rules; i++)
                {
                    var limit = i;
                    b.Rule(Id(i), from g in Facts<Gauge>() where g.Value >= limit select new Hit($"{g.Name}{limit}"));
                }
            })
            .At("12:00", new Gauge("a", 49.5)).Begins(Each(0, 50, i => $"{Id(i)}(a)"))
            .At("12:01", new Gauge("a", 60)).Begins(Each(50, 61, i => $"{Id(i)}(a)"))
            .At("12:02", new Gauge("a", 2), new Gauge("b", 0)).Begins("rule-000(b)").Ends(Each(3, 61, i => $"{Id(i)}(a)"))
            .At("12:03", new Gauge("a", double.NaN)).Ends(Each(0, 3, i => $"{Id(i)}(a)"));
        Case("many-ranges-on-one-member", b =>
            {
                for (var i = 0; i < Rules; i++)
                {
                    var (low, high) = (i, i + 10);
                    b.Rule(Id(i), from g in Facts<Gauge>() where g.Value > low && g.Value < high select new Hit($"{g.Name}{low}"));
                }
            })
            .At("12:00", new Gauge("a", 20.5)).Begins(Each(11, 21, i => $"{Id(i)}(a)"))
            .At("12:01", new Gauge("a", 90.5)).Begins(Each(81, 91, i => $"{Id(i)}(a)")).Ends(Each(11, 21, i => $"{Id(i)}(a)"))
            .At("12:02", new Gauge("a", 91.5)).Begins(Id(91) + "(a)").Ends(Id(81) + "(a)");
        Case("many-constants-on-one-member", b =>
            {
                for (var i = 0; i < Rules; i++)
                {
                    var name = Name(i);
                    b.Rule(Id(i), from m in Facts<Machine>() where m.Site == name && m.Up select new Hit(m.Name + name));
                }
            })
            .At("12:00", new Machine("a", Name(7)), new Machine("b", Name(7)), new Machine("c", Name(119))).Begins("rule-007(a)", "rule-007(b)", "rule-119(c)")
            .At("12:01", new Machine("a", Name(8)), new Machine("c", Name(119), Up: false)).Begins("rule-008(a)").Ends("rule-007(a)", "rule-119(c)");
    }

    private void EqualRules() => Case("many-rules-that-say-the-same", b =>
        {
            for (var i = 0; i < 40; i++)
            {
                var number = i;
                b.Rule(Id(i), from g in Facts<Gauge>()
                              where g.Value > 10
                              join m in Facts<Machine>() on g.Name equals m.Name
                              where !Facts<Link>().Any(l => l.From == m.Name)
                              select new Hit($"{g.Name}{number}"));
            }
        })
        .At("12:00", new Gauge("a", 11), new Machine("a"), new Gauge("b", 9), new Machine("b")).Begins(Each(0, 40, i => $"{Id(i)}(a, a)"))
        .At("12:01", new Gauge("b", 12), new Link("a", "x")).Begins(Each(0, 40, i => $"{Id(i)}(b, b)")).Ends(Each(0, 40, i => $"{Id(i)}(a, a)"))
        .At("12:02", Gone(new Machine("b")), Gone(new Link("a", "x"))).Begins(Each(0, 40, i => $"{Id(i)}(a, a)")).Ends(Each(0, 40, i => $"{Id(i)}(b, b)"));

    private void Joins()
    {
        Case("many-facts-joined-by-a-key", b => b.Rule(
                "r", from g in Facts<Gauge>() where g.Value > 10 join m in Facts<Machine>() on g.Name equals m.Name select new Hit(g.Name)))
            .At("12:00", [.. Facts(0, Many, i => new Gauge(Name(i), i % 10)), .. Facts(0, Many, i => new Machine(Name(i)))])
            .At("12:01", new Gauge(Name(7), 11), new Gauge(Name(1299), 12)).Begins($"r({Name(7)}, {Name(7)})", $"r({Name(1299)}, {Name(1299)})")
            .At("12:02", Gone(new Machine(Name(7))), new Gauge(Name(8), 10)).Ends($"r({Name(7)}, {Name(7)})");
        Case("many-facts-in-an-order", b => b.Rule(
                "r", from m in Facts<Machine>() from g in Facts<Gauge>() where g.Value > m.Cores select new Hit(g.Name)))
            .At("12:00", [.. Facts(0, Many, i => new Gauge(Name(i), i)), new Machine("m", Cores: Many)])
            .At("12:01", new Machine("m", Cores: Many - 4)).Begins(Each(Many - 3, Many, i => $"r(m, {Name(i)})"))
            .At("12:02", [.. Facts(600, Many, i => Gone(new Gauge(Name(i), 0)))]).Ends(Each(Many - 3, Many, i => $"r(m, {Name(i)})"))
            .At("12:03", new Machine("m", Cores: 597)).Begins(Each(598, 600, i => $"r(m, {Name(i)})"))
            .At("12:04", [.. Facts(0, 590, i => new Gauge(Name(i), -i)), new Gauge(Name(3), 598)]).Begins($"r(m, {Name(3)})")
            .At("12:05", [.. Facts(0, 600, i => Gone(new Gauge(Name(i), 0)))]).Ends([.. Each(598, 600, i => $"r(m, {Name(i)})"), $"r(m, {Name(3)})"]);
        Case("many-facts-of-one-value-in-an-order", b => b.Rule(
                "r", from m in Facts<Machine>() from g in Facts<Gauge>() where g.Value < m.Cores && g.Unit == m.Site select new Hit(g.Name)))
            .At("12:00", [.. Facts(0, Many, i => new Gauge(Name(i), 5, i == 700 ? "s1" : "")), new Machine("m", Cores: 5)])
            .At("12:01", new Machine("m", Cores: 6)).Begins($"r(m, {Name(700)})")
            .At("12:02", [.. Facts(0, 700, i => Gone(new Gauge(Name(i), 5)))])
            .At("12:03", new Gauge(Name(700), 6, "s1"), new Gauge(Name(900), 5, "s1")).Begins($"r(m, {Name(900)})").Ends($"r(m, {Name(700)})");
    }

    private void Questions()
    {
        Case("absence-among-many", b => b.Rule(
                "alone", from g in Facts<Gauge>() where !Facts<Machine>().Any(m => m.Name == g.Name && m.Up) select new Hit(g.Name)))
            .At("12:00", [.. Facts(0, Many, i => new Machine(Name(i))), .. Facts(0, Many, i => new Gauge(Name(i), 1))])
            .At("12:01", new Machine(Name(5), Up: false), Gone(new Machine(Name(1200)))).Begins($"alone({Name(5)})", $"alone({Name(1200)})")
            .At("12:02", new Machine(Name(5))).Ends($"alone({Name(5)})");
        Case("bounds-among-many", b => b.Rule(
                "r", from m in Facts<Machine>() where Facts<Gauge>().Max(g => g.Value) < m.Cores && Facts<Gauge>().Min(g => g.Value) >= 0 select new Hit(m.Name)))
            .At("12:00", [new Machine("m", Cores: 1000), .. Facts(0, Many, i => new Gauge(Name(i), i))])
            .At("12:01", [.. Facts(1000, Many, i => Gone(new Gauge(Name(i), 0)))]).Begins("r(m)")
            .At("12:02", new Gauge(Name(999), -1)).Ends("r(m)")
            .At("12:03", Gone(new Gauge(Name(999), 0))).Begins("r(m)");
    }

    private void Groups() => Case("groups-of-many-and-many-groups", b =>
        {
            b.Rule("sum", from g in Facts<Gauge>() group g by g.Unit into u where u.Sum(x => x.Value) == Many select new Hit(u.Key));
            b.Rule("pairs", from g in Facts<Gauge>() group g by g.Value into v where v.Count() == 2 select new Hot($"{v.Key}"));
        })
        .At("12:00", [.. Facts(0, Many, i => new Gauge(Name(i), 1, "u"))]).Begins("sum(u)")
        .At("12:01", [.. Facts(0, Many, i => new Gauge(Name(i), i, "u"))]).Ends("sum(u)")
        .At("12:02", new Gauge(Name(4), 5, "v"), new Gauge(Name(9), 8, "v")).Begins("pairs(5)", "pairs(8)")
        .At("12:03", new Gauge(Name(4), 8, "v")).Ends("pairs(5)", "pairs(8)");

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"rule-{number:000}");

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"n{number:0000}");

    private static string[] Each(int from, int to, Func<int, string> text) => [.. Enumerable.Range(from, to - from).Select(text)];

    private static IEnumerable<object> Facts(int from, int to, Func<int, object> fact) => Enumerable.Range(from, to - from).Select(fact);
}
