using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>Conditions that compare members of one fact with constants.</summary>
internal sealed class ConstantCases() : CaseArea("constants")
{
    private const double Limit = 85;
    private static readonly double NoNumber = double.NaN;

    protected override void Write()
    {
        Equalities();
        Thresholds();
        Ranges();
        Arithmetic();
        SeveralConditions();
        Guards();
        ManyRules();
    }

    private void Equalities()
    {
        Case("no-condition-matches-every-fact-of-the-type-and-no-other", b => b.Rule("all", from g in Facts<Gauge>() select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 1), new Machine("m"), new Gauge("b", 2)).Begins("all(a)", "all(b)")
            .At("12:01", Gone(new Gauge("a", 0)), Gone(new Machine("m"))).Ends("all(a)");
        Case("equal-to-a-text-holds-for-that-text-only-and-minds-case", b => b.Rule(
                "on", from m in Facts<Machine>() where m.Site == "oslo" select new Hit(m.Name)))
            .At("12:00", new Machine("a", "oslo"), new Machine("b", "Oslo"), new Machine("c", "osl"), new Machine("d", "")).Begins("on(a)")
            .At("12:01", new Machine("a", "bergen"), new Machine("b", "oslo")).Begins("on(b)").Ends("on(a)");
        Case("constant-may-stand-on-the-left", b => b.Rule("on", from m in Facts<Machine>() where "oslo" == m.Site && 4 < m.Cores select new Hit(m.Name)))
            .At("12:00", new Machine("a", "oslo", 5), new Machine("b", "oslo", 4), new Machine("c", "x", 5)).Begins("on(a)");
        Case("not-equal-holds-for-every-other-value-and-for-null", b => b.Rule(
                "off", from m in Facts<Machine>() where m.Site != "oslo" select new Hit(m.Name)))
            .At("12:00", new Machine("a", "oslo"), new Machine("b", "bergen"), new Machine("c", null)).Begins("off(b)", "off(c)")
            .At("12:01", new Machine("b", "oslo"), new Machine("a", "x")).Begins("off(a)").Ends("off(b)");
        Case("equal-to-a-number-holds-for-that-number-only", b => b.Rule("on", from m in Facts<Machine>() where m.Cores == 4 select new Hit(m.Name)))
            .At("12:00", new Machine("a", Cores: 3), new Machine("b", Cores: 4), new Machine("c", Cores: 5)).Begins("on(b)")
            .At("12:01", new Machine("a", Cores: 4), new Machine("b", Cores: 5)).Begins("on(a)").Ends("on(b)");
        Case("not-a-number-equals-nothing-and-is-beyond-no-threshold", b =>
            {
                b.Rule("equal", from g in Facts<Gauge>() where g.Value == NoNumber select new Hit(g.Name));
                b.Rule("above", from g in Facts<Gauge>() where g.Value > 0 select new Hit(g.Name));
                b.Rule("below", from g in Facts<Gauge>() where g.Value <= 0 select new Hit(g.Name));
                b.Rule("other", from g in Facts<Gauge>() where g.Value != 0 select new Hit(g.Name));
            })
            .At("12:00", new Gauge("a", 1)).Begins("above(a)", "other(a)")
            .At("12:01", new Gauge("a", double.NaN)).Ends("above(a)")
            .At("12:02", new Gauge("a", 0)).Begins("below(a)").Ends("other(a)");
        Case("minus-zero-equals-zero", b => b.Rule("zero", from g in Facts<Gauge>() where g.Value == 0 select new Hit(g.Name)))
            .At("12:00", new Gauge("a", -0.0), new Gauge("b", 0.0), new Gauge("c", double.Epsilon)).Begins("zero(a)", "zero(b)");
    }

    private void Thresholds()
    {
        Case("less-than-excludes-the-limit", b => b.Rule("r", from g in Facts<Gauge>() where g.Value < Limit select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 84.9), new Gauge("b", 85), new Gauge("c", 85.1)).Begins("r(a)")
            .At("12:01", new Gauge("a", 85), new Gauge("c", -1)).Begins("r(c)").Ends("r(a)");
        Case("at-most-includes-the-limit", b => b.Rule("r", from g in Facts<Gauge>() where g.Value <= Limit select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 84.9), new Gauge("b", 85), new Gauge("c", 85.1)).Begins("r(a)", "r(b)")
            .At("12:01", new Gauge("b", 85.1)).Ends("r(b)");
        Case("more-than-excludes-the-limit", b => b.Rule("r", from g in Facts<Gauge>() where g.Value > Limit select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 84.9), new Gauge("b", 85), new Gauge("c", 85.1)).Begins("r(c)")
            .At("12:01", new Gauge("c", 85), new Gauge("b", 86)).Begins("r(b)").Ends("r(c)");
        Case("at-least-includes-the-limit", b => b.Rule("r", from g in Facts<Gauge>() where g.Value >= Limit select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 84.9), new Gauge("b", 85), new Gauge("c", 85.1)).Begins("r(b)", "r(c)")
            .At("12:01", new Gauge("b", 84.9)).Ends("r(b)");
        Case("infinite-values-are-beyond-every-limit", b =>
            {
                b.Rule("above", from g in Facts<Gauge>() where g.Value > 1e308 select new Hit(g.Name));
                b.Rule("below", from g in Facts<Gauge>() where g.Value < -1e308 select new Hit(g.Name));
            })
            .At("12:00", new Gauge("a", double.PositiveInfinity), new Gauge("b", double.NegativeInfinity)).Begins("above(a)", "below(b)");
        Case("an-update-crosses-only-the-thresholds-between-its-values", b =>
            {
                b.Rule("above-10", from g in Facts<Gauge>() where g.Value > 10 select new Hit($"{g.Name}10"));
                b.Rule("above-20", from g in Facts<Gauge>() where g.Value > 20 select new Hit($"{g.Name}20"));
                b.Rule("above-30", from g in Facts<Gauge>() where g.Value > 30 select new Hit($"{g.Name}30"));
                b.Rule("below-15", from g in Facts<Gauge>() where g.Value < 15 select new Hit($"{g.Name}15"));
                b.Rule("below-25", from g in Facts<Gauge>() where g.Value < 25 select new Hit($"{g.Name}25"));
            })
            .At("12:00", new Gauge("a", 12)).Begins("above-10(a)", "below-15(a)", "below-25(a)")
            .At("12:01", new Gauge("a", 31)).Begins("above-20(a)", "above-30(a)").Ends("below-15(a)", "below-25(a)")
            .At("12:02", new Gauge("a", 22)).Begins("below-25(a)").Ends("above-30(a)")
            .At("12:03", new Gauge("a", 5)).Begins("below-15(a)").Ends("above-10(a)", "above-20(a)");
    }

    private void Ranges()
    {
        Case("a-range-holds-strictly-between-its-limits", b => b.Rule(
                "r", from g in Facts<Gauge>() where 10 < g.Value && g.Value < 20 select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 10), new Gauge("b", 10.1), new Gauge("c", 19.9), new Gauge("d", 20)).Begins("r(b)", "r(c)")
            .At("12:01", new Gauge("b", 9), new Gauge("c", 21), new Gauge("a", 15)).Begins("r(a)").Ends("r(b)", "r(c)");
        Case("a-range-may-include-its-limits", b => b.Rule(
                "r", from g in Facts<Gauge>() where g.Value >= 10 && 20 >= g.Value select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 10), new Gauge("b", 9.9), new Gauge("c", 20), new Gauge("d", 20.1)).Begins("r(a)", "r(c)");
        Case("a-range-that-nothing-fits-matches-nothing", b =>
            {
                b.Rule("never", from g in Facts<Gauge>() where g.Value > 20 && g.Value < 10 select new Hit(g.Name));
                b.Rule("always", from g in Facts<Gauge>() where g.Value > 20 || g.Value < 10 || (g.Value >= 10 && g.Value <= 20) select new Hit(g.Name));
            })
            .At("12:00", new Gauge("a", 15), new Gauge("b", 25)).Begins("always(a)", "always(b)")
            .At("12:01", new Gauge("a", 25), new Gauge("b", 5));
        Case("outside-of-a-range-holds-on-both-sides", b => b.Rule(
                "r", from g in Facts<Gauge>() where g.Value < 10 || g.Value > 20 select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 9), new Gauge("b", 15), new Gauge("c", 21)).Begins("r(a)", "r(c)")
            .At("12:01", new Gauge("a", 22), new Gauge("c", 15)).Ends("r(c)");
    }

    private void Arithmetic()
    {
        Case("a-condition-may-calculate", b => b.Rule(
                "r", from m in Facts<Machine>() where (m.Cores * 2) + 1 > 8 && m.Cores % 2 == 0 select new Hit(m.Name)))
            .At("12:00", new Machine("a", Cores: 4), new Machine("b", Cores: 5), new Machine("c", Cores: 2)).Begins("r(a)")
            .At("12:01", new Machine("c", Cores: 6), new Machine("a", Cores: 3)).Begins("r(c)").Ends("r(a)");
        Case("members-of-one-fact-may-be-compared-with-each-other", b => b.Rule(
                "loop", from l in Facts<Link>() where l.From == l.To && l.Weight > l.From.Length select new Hit(l.From)))
            .At("12:00", new Link("a", "a", 2), new Link("a", "b", 2), new Link("b", "b", 1)).Begins("loop(a/a)")
            .At("12:01", new Link("b", "b", 3), new Link("a", "a", 1)).Begins("loop(b/b)").Ends("loop(a/a)");
        Case("a-condition-may-choose", b => b.Rule(
                "r", from m in Facts<Machine>() where (m.Up ? m.Cores : m.Site!.Length) > 3 select new Hit(m.Name)))
            .At("12:00", new Machine("a", "x", 4), new Machine("b", "long", 1, Up: false), new Machine("c", "x", 4, Up: false)).Begins("r(a)", "r(b)")
            .At("12:01", new Machine("c", "x", 4), new Machine("b", "long")).Begins("r(c)").Ends("r(b)");
    }

    private void SeveralConditions()
    {
        Case("conditions-on-several-lines-hold-together", b => b.Rule("r",
                from m in Facts<Machine>()
                where m.Site == "oslo"
                where m.Up
                where m.Cores > 2
                select new Hit(m.Name)))
            .At("12:00", new Machine("a", "oslo", 3), new Machine("b", "oslo", 2), new Machine("c", "x", 3), new Machine("d", "oslo", 3, Up: false)).Begins("r(a)")
            .At("12:01", new Machine("b", "oslo", 3), new Machine("c", "oslo", 3), new Machine("d", "oslo", 3)).Begins("r(b)", "r(c)", "r(d)")
            .At("12:02", new Machine("a", "oslo", 3, Up: false)).Ends("r(a)");
        Case("a-condition-of-the-source-is-a-condition-of-the-rule", b => b.Rule(
                "r", from m in Facts<Machine>().Where(x => x.Up).Where(x => x.Cores > 2) where m.Site == "oslo" select new Hit(m.Name)))
            .At("12:00", new Machine("a", "oslo", 3), new Machine("b", "oslo", 3, Up: false), new Machine("c", "x", 3)).Begins("r(a)")
            .At("12:01", new Machine("a", "oslo", 3, Up: false), new Machine("b", "oslo", 3)).Begins("r(b)").Ends("r(a)");
        Case("not-turns-and-and-or-around", b => b.Rule(
                "r", from m in Facts<Machine>() where !(m.Up && (m.Cores > 2 || m.Site == "oslo")) select new Hit(m.Name)))
            .At("12:00", new Machine("a", "oslo"), new Machine("b", "x", 3), new Machine("c", "x"), new Machine("d", "oslo", 9, Up: false)).Begins("r(c)", "r(d)")
            .At("12:01", new Machine("d", "oslo", 9), new Machine("a", "y")).Begins("r(a)").Ends("r(d)");
        Case("a-constant-condition-holds-always-or-never", b =>
            {
                b.Rule("always", from g in Facts<Gauge>() where Limit > 50 && g.Value > 1 select new Hit(g.Name));
                b.Rule("never", from g in Facts<Gauge>() where Limit < 50 && g.Value > 1 select new Hit(g.Name));
            })
            .At("12:00", new Gauge("a", 2), new Gauge("b", 1)).Begins("always(a)");
        Case("let-names-a-value-for-the-conditions-after-it", b => b.Decide("r",
                from m in Facts<Machine>()
                let doubled = m.Cores * 2
                where doubled > 6
                let text = m.Name + doubled
                select new Tell(m.Name, text)))
            .At("12:00", new Machine("a", Cores: 4), new Machine("b", Cores: 3)).Begins("r(a)").Decides("r: decided tell team/a, a8")
            .At("12:01", new Machine("a", Cores: 2), new Machine("b", Cores: 5)).Begins("r(b)").Ends("r(a)").Decides("r: decided tell team/b, b10");
    }

    private void Guards()
    {
        Case("a-condition-on-an-earlier-line-guards-the-later-ones", b => b.Rule("r",
                from m in Facts<Machine>()
                where m.Owner != null
                where m.Owner!.Length > 2
                select new Hit(m.Name)))
            .At("12:00", new Machine("a"), new Machine("b", Owner: "ann"), new Machine("c", Owner: "bo")).Begins("r(b)")
            .At("12:01", new Machine("b"), new Machine("a", Owner: "eve")).Begins("r(a)").Ends("r(b)");
        Case("the-left-side-of-and-and-or-guards-the-right-one", b =>
            {
                b.Rule("and", from m in Facts<Machine>() where m.Owner != null && m.Owner.Length > 2 select new Hit(m.Name));
                b.Rule("or", from m in Facts<Machine>() where m.Owner == null || m.Owner.Length > 2 select new Hit(m.Name));
            })
            .At("12:00", new Machine("a"), new Machine("b", Owner: "ann"), new Machine("c", Owner: "bo")).Begins("and(b)", "or(a)", "or(b)")
            .At("12:01", new Machine("b")).Ends("and(b)");
        Case("a-guard-before-a-division-keeps-it-from-being-asked", b => b.Rule(
                "r", from m in Facts<Machine>() where m.Cores != 0 where 12 / m.Cores > 3 select new Hit(m.Name)))
            .At("12:00", new Machine("a", Cores: 0), new Machine("b", Cores: 2), new Machine("c", Cores: 4)).Begins("r(b)")
            .At("12:01", new Machine("b", Cores: 0), new Machine("a", Cores: 1)).Begins("r(a)").Ends("r(b)");
    }

    private void ManyRules() => Case("equal-conditions-in-several-rules-hold-for-each-of-them", b =>
        {
            b.Decide("first", from g in Facts<Gauge>() where g.Value > 10 select new Tell("first", g.Name));
            b.Decide("second", from other in Facts<Gauge>() where other.Value > 10 select new Tell("second", other.Name));
            b.Decide("third", from g in Facts<Gauge>() where g.Value > 10 where g.Unit == "x" select new Tell("third", g.Name));
        })
        .At("12:00", new Gauge("a", 11), new Gauge("b", 12, "x"))
        .Begins("first(a)", "first(b)", "second(a)", "second(b)", "third(b)")
        .Decides(
            "first: decided tell team/first, a", "first: decided tell team/first, b", "second: decided tell team/second, a",
            "second: decided tell team/second, b", "third: decided tell team/third, b")
        .At("12:01", new Gauge("b", 10, "x")).Ends("first(b)", "second(b)", "third(b)");
}
