using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>Rules about several facts at once.</summary>
internal sealed class JoinCases() : CaseArea("joins")
{
    protected override void Write()
    {
        OneKey();
        Keys();
        SelfJoins();
        ThreeAndFour();
        OtherConditions();
        Products();
        Updates();
    }

    private void OneKey()
    {
        Case("join-begins-for-equal-keys-only", OnName)
            .At("12:00", new Gauge("a", 1), new Gauge("b", 1), new Machine("b"), new Machine("c")).Begins("r(b, b)")
            .At("12:01", new Machine("a")).Begins("r(a, a)")
            .At("12:02", Gone(new Gauge("b", 0))).Ends("r(b, b)");
        Case("joined-facts-may-come-in-any-order", OnName)
            .At("12:00", new Machine("a"), new Gauge("b", 1))
            .At("12:01", new Gauge("a", 1)).Begins("r(a, a)")
            .At("12:02", new Machine("b")).Begins("r(b, b)");
        Case("a-join-written-as-a-condition-is-the-same-join", b => b.Rule(
                "r", from g in Facts<Gauge>() from m in Facts<Machine>() where m.Name == g.Name select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 1), new Gauge("b", 1), new Machine("b"), new Machine("c")).Begins("r(b, b)")
            .At("12:01", new Machine("a")).Begins("r(a, a)")
            .At("12:02", Gone(new Gauge("b", 0))).Ends("r(b, b)");
        Case("several-facts-with-one-key-give-a-match-each", b => b.Decide(
                "r", from g in Facts<Gauge>() join m in Facts<Machine>() on g.Name equals m.Site select new Tell(m.Name, $"{g.Value}")))
            .At("12:00", new Gauge("s1", 7), new Machine("x"), new Machine("y"), new Machine("z", "s2"))
            .Begins("r(s1, x)", "r(s1, y)").Decides("r: decided tell team/x, 7", "r: decided tell team/y, 7")
            .At("12:01", new Gauge("s2", 8), Gone(new Machine("x"))).Begins("r(s2, z)").Ends("r(s1, x)").Decides("r: decided tell team/z, 8");
        Case("a-null-key-joins-nothing-that-has-one", b => b.Rule(
                "r", from m in Facts<Machine>() join g in Facts<Gauge>() on m.Owner equals g.Unit select new Hit(m.Name)))
            .At("12:00", new Machine("a"), new Gauge("g", 1), new Machine("b", Owner: ""), new Gauge("h", 1, "ann")).Begins("r(b, g)")
            .At("12:01", new Machine("a", Owner: "ann")).Begins("r(a, h)")
            .At("12:02", new Machine("a")).Ends("r(a, h)");
        Case("what-lacks-a-key-joins-with-what-lacks-it-too", b => b.Rule(
                "r", from x in Facts<Machine>() join y in Facts<Machine>() on x.Owner equals y.Owner where x.Name != y.Name select new Hit(x.Name + y.Name)))
            .At("12:00", new Machine("a"), new Machine("b"), new Machine("c", Owner: "x"), new Machine("d", Owner: "x")).Begins("r(a, b)", "r(b, a)", "r(c, d)", "r(d, c)")
            .At("12:01", new Machine("b", Owner: "x"), new Machine("c")).Begins("r(b, d)", "r(d, b)", "r(a, c)", "r(c, a)").Ends("r(a, b)", "r(b, a)", "r(c, d)", "r(d, c)");
        Case("a-condition-on-either-side-keeps-facts-out-of-a-join", b => b.Rule("r",
                from g in Facts<Gauge>()
                where g.Value > 10
                join m in Facts<Machine>() on g.Name equals m.Name
                where m.Up
                select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 11), new Machine("a", Up: false), new Gauge("b", 9), new Machine("b"))
            .At("12:01", new Machine("a")).Begins("r(a, a)")
            .At("12:02", new Gauge("b", 12)).Begins("r(b, b)")
            .At("12:03", new Gauge("a", 10), new Machine("b", Up: false)).Ends("r(a, a)", "r(b, b)");
    }

    private void Keys()
    {
        Case("a-composite-key-joins-on-all-its-parts", b => b.Rule("r",
                from l in Facts<Link>()
                join m in Facts<Machine>() on new { l.From, l.To } equals new { From = m.Name, To = m.Site! }
                select new Hit(l.From)))
            .At("12:00", new Link("a", "s1"), new Link("a", "s2"), new Link("b", "s1"), new Machine("a"), new Machine("b", "s3")).Begins("r(a/s1, a)")
            .At("12:01", new Machine("a", "s2"), new Machine("b")).Begins("r(a/s2, a)", "r(b/s1, b)").Ends("r(a/s1, a)");
        Case("two-equalities-in-one-condition-are-one-key", b => b.Rule("r",
                from l in Facts<Link>()
                from m in Facts<Machine>()
                where l.From == m.Name && l.To == m.Site
                select new Hit(l.From)))
            .At("12:00", new Link("a", "s1"), new Link("a", "s2"), new Machine("a")).Begins("r(a/s1, a)")
            .At("12:01", new Machine("a", "s2")).Begins("r(a/s2, a)").Ends("r(a/s1, a)");
        Case("a-key-may-be-calculated", b => b.Rule("r",
                from g in Facts<Gauge>()
                join m in Facts<Machine>() on (int)g.Value % 10 equals m.Cores + 1
                select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 13), new Gauge("b", 14), new Machine("m", Cores: 2)).Begins("r(a, m)")
            .At("12:01", new Machine("m", Cores: 3)).Begins("r(b, m)").Ends("r(a, m)")
            .At("12:02", new Gauge("a", 24)).Begins("r(a, m)");
        Case("a-key-may-be-a-text-made-of-members", b => b.Rule("r",
                from l in Facts<Link>()
                join m in Facts<Machine>() on l.From + "-" + l.To equals m.Name
                select new Hit(m.Name)))
            .At("12:00", new Link("a", "b"), new Machine("a-b"), new Machine("b-a")).Begins("r(a/b, a-b)")
            .At("12:01", new Link("b", "a")).Begins("r(b/a, b-a)");
        Case("a-number-joins-a-number-of-another-kind", b => b.Rule(
                "r", from g in Facts<Gauge>() join m in Facts<Machine>() on g.Value equals m.Cores select new Hit(m.Name)))
            .At("12:00", new Gauge("a", 4), new Gauge("b", 4.5), new Machine("m", Cores: 4)).Begins("r(a, m)")
            .At("12:01", new Gauge("a", 4.5)).Ends("r(a, m)");
        Case("a-key-that-may-lack-joins-when-it-is-there", b => b.Rule(
                "r", from m in Facts<Machine>() from l in Facts<Link>() where m.Rack == l.Weight select new Hit(m.Name)))
            .At("12:00", new Machine("a"), new Machine("b", Rack: 3), new Link("x", "y", 3), new Link("p", "q", 0)).Begins("r(b, x/y)")
            .At("12:01", new Machine("a", Rack: 0), new Machine("b")).Begins("r(a, p/q)").Ends("r(b, x/y)");
        Case("not-a-number-joins-nothing-by-its-key", b => b.Rule(
                "r", from x in Facts<Gauge>() join y in Facts<Gauge>() on x.Value equals y.Value where x.Name != y.Name select new Hit(x.Name + y.Name)))
            .At("12:00", new Gauge("a", double.NaN), new Gauge("b", double.NaN), new Gauge("c", 1), new Gauge("d", 1)).Begins("r(c, d)", "r(d, c)")
            .At("12:01", new Gauge("b", 1)).Begins("r(b, c)", "r(c, b)", "r(b, d)", "r(d, b)");
        Case("not-a-number-joins-nothing-in-a-comparison", b => b.Rule(
                "r", from x in Facts<Gauge>() from y in Facts<Gauge>() where x.Value == y.Value && x.Name != y.Name select new Hit(x.Name)))
            .At("12:00", new Gauge("a", double.NaN), new Gauge("b", double.NaN), new Gauge("c", 0.0), new Gauge("d", -0.0)).Begins("r(c, d)", "r(d, c)")
            .At("12:01", new Gauge("a", 0)).Begins("r(a, c)", "r(c, a)", "r(a, d)", "r(d, a)");
    }

    private void SelfJoins()
    {
        Case("a-type-joined-with-itself-gives-every-pair", b => b.Rule(
                "r", from x in Facts<Machine>() join y in Facts<Machine>() on x.Site equals y.Site select new Hit(x.Name + y.Name)))
            .At("12:00", new Machine("a"), new Machine("b")).Begins("r(a, a)", "r(a, b)", "r(b, a)", "r(b, b)")
            .At("12:01", new Machine("b", "s2")).Ends("r(a, b)", "r(b, a)")
            .At("12:02", Gone(new Machine("a"))).Ends("r(a, a)");
        Case("pairs-may-leave-out-a-fact-with-itself", b => b.Rule("r",
                from x in Facts<Machine>()
                join y in Facts<Machine>() on x.Site equals y.Site
                where x.Name != y.Name
                select new Hit(x.Name + y.Name)))
            .At("12:00", new Machine("a"), new Machine("b"), new Machine("c", "s2")).Begins("r(a, b)", "r(b, a)")
            .At("12:01", new Machine("c"), Gone(new Machine("a"))).Begins("r(b, c)", "r(c, b)").Ends("r(a, b)", "r(b, a)");
        Case("a-fact-that-is-its-own-partner-is-one-match", b => b.Rule(
                "r", from x in Facts<Link>() join y in Facts<Link>() on x.To equals y.From select new Hit(x.From)))
            .At("12:00", new Link("a", "a")).Begins("r(a/a, a/a)")
            .At("12:01", new Link("a", "b")).Begins("r(a/a, a/b)")
            .At("12:02", Gone(new Link("a", "a"))).Ends("r(a/a, a/a)", "r(a/a, a/b)");
    }

    private void ThreeAndFour()
    {
        Case("three-facts-join-through-the-one-in-the-middle", b => b.Rule("r",
                from g in Facts<Gauge>()
                join m in Facts<Machine>() on g.Name equals m.Name
                join l in Facts<Link>() on m.Site equals l.From
                select new Hit(g.Name)))
            .At("12:00", new Link("s1", "x"), new Gauge("a", 1))
            .At("12:01", new Machine("a")).Begins("r(a, a, s1/x)")
            .At("12:02", new Link("s1", "y"), new Link("s2", "z")).Begins("r(a, a, s1/y)")
            .At("12:03", new Machine("a", "s2")).Begins("r(a, a, s2/z)").Ends("r(a, a, s1/x)", "r(a, a, s1/y)")
            .At("12:04", Gone(new Gauge("a", 0))).Ends("r(a, a, s2/z)");
        Case("three-facts-join-in-a-circle", b => b.Rule("r",
                from x in Facts<Link>()
                join y in Facts<Link>() on x.To equals y.From
                join z in Facts<Link>() on new { From = y.To, To = x.From } equals new { z.From, z.To }
                where x.From != x.To
                select new Hit(x.From + y.From + z.From)))
            .At("12:00", new Link("a", "b"), new Link("b", "c"), new Link("c", "d"))
            .At("12:01", new Link("c", "a")).Begins("r(a/b, b/c, c/a)", "r(b/c, c/a, a/b)", "r(c/a, a/b, b/c)")
            .At("12:02", Gone(new Link("b", "c"))).Ends("r(a/b, b/c, c/a)", "r(b/c, c/a, a/b)", "r(c/a, a/b, b/c)");
        Case("four-facts-join-in-a-chain", b => b.Rule("r",
                from g in Facts<Gauge>()
                join x in Facts<Link>() on g.Name equals x.From
                join y in Facts<Link>() on x.To equals y.From
                join m in Facts<Machine>() on y.To equals m.Name
                where m.Up && g.Value > 10
                select new Hit(m.Name)))
            .At("12:00", new Machine("c"), new Link("b", "c"), new Link("a", "b"), new Gauge("a", 11)).Begins("r(a, a/b, b/c, c)")
            .At("12:01", new Link("x", "c"), new Link("a", "x")).Begins("r(a, a/x, x/c, c)")
            .At("12:02", new Machine("c", Up: false)).Ends("r(a, a/b, b/c, c)", "r(a, a/x, x/c, c)")
            .At("12:03", new Machine("c"), Gone(new Link("a", "b"))).Begins("r(a, a/x, x/c, c)");
        Case("a-fact-in-the-middle-may-tie-two-that-do-not-know-each-other", b => b.Rule("r",
                from x in Facts<Gauge>()
                from y in Facts<Gauge>()
                join l in Facts<Link>() on new { From = x.Name, To = y.Name } equals new { l.From, l.To }
                where x.Value > y.Value
                select new Hit(l.From + l.To)))
            .At("12:00", new Gauge("a", 2), new Gauge("b", 1), new Link("a", "b"), new Link("b", "a")).Begins("r(a, b, a/b)")
            .At("12:01", new Gauge("b", 3)).Begins("r(b, a, b/a)").Ends("r(a, b, a/b)");
    }

    private void OtherConditions()
    {
        Case("facts-may-be-tied-by-more-and-less", b => b.Rule(
                "r", from g in Facts<Gauge>() from m in Facts<Machine>() where g.Value > m.Cores select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 2), new Gauge("b", 5), new Machine("x", Cores: 2), new Machine("y", Cores: 4)).Begins("r(b, x)", "r(b, y)")
            .At("12:01", new Gauge("a", 3)).Begins("r(a, x)")
            .At("12:02", new Machine("y", Cores: 5), new Machine("x", Cores: 1)).Ends("r(b, y)");
        Case("an-order-between-facts-may-be-strict-or-not", b =>
            {
                b.Rule("before", from x in Facts<Gauge>() from y in Facts<Gauge>() where x.Value < y.Value select new Hit(x.Name + y.Name));
                b.Rule("not-after", from x in Facts<Gauge>() from y in Facts<Gauge>() where x.Value <= y.Value where x.Name != y.Name select new Hit(x.Name + y.Name));
            })
            .At("12:00", new Gauge("a", 1), new Gauge("b", 1)).Begins("not-after(a, b)", "not-after(b, a)")
            .At("12:01", new Gauge("a", 0)).Begins("before(a, b)").Ends("not-after(b, a)");
        Case("a-key-and-an-order-may-tie-facts-together", b => b.Rule("r",
                from x in Facts<Machine>()
                join y in Facts<Machine>() on x.Site equals y.Site
                where x.Cores > y.Cores
                select new Hit(x.Name + y.Name)))
            .At("12:00", new Machine("a", Cores: 2), new Machine("b", Cores: 1), new Machine("c", "s2", 9)).Begins("r(a, b)")
            .At("12:01", new Machine("c", "s1", 9)).Begins("r(c, a)", "r(c, b)")
            .At("12:02", new Machine("b", Cores: 5)).Begins("r(b, a)").Ends("r(a, b)");
        Case("facts-may-be-tied-by-any-condition", b => b.Rule("r",
                from g in Facts<Gauge>()
                from m in Facts<Machine>()
                where m.Name.StartsWith(g.Name, StringComparison.Ordinal) && m.Name.Length - g.Name.Length < g.Value
                select new Hit(m.Name)))
            .At("12:00", new Gauge("a", 3), new Machine("abc"), new Machine("abcd"), new Machine("b")).Begins("r(a, abc)")
            .At("12:01", new Gauge("a", 4)).Begins("r(a, abcd)")
            .At("12:02", new Gauge("a", 2)).Ends("r(a, abc)", "r(a, abcd)");
        Case("an-or-between-facts-matches-a-pair-once", b => b.Rule(
                "r", from g in Facts<Gauge>() from m in Facts<Machine>() where g.Name == m.Name || g.Unit == m.Site select new Hit(m.Name)))
            .At("12:00", new Gauge("a", 1, "s1"), new Machine("a"), new Machine("b"), new Machine("c", "s2")).Begins("r(a, a)", "r(a, b)")
            .At("12:01", new Machine("a", "s2"), new Machine("b", "s2")).Ends("r(a, b)");
        Case("a-condition-between-two-from-counts-for-the-first", b => b.Decide("r",
                from g in Facts<Gauge>()
                where g.Value > 1
                let wanted = g.Name + "1"
                from m in Facts<Machine>()
                where m.Name == wanted
                select new Tell(m.Name, wanted)))
            .At("12:00", new Gauge("a", 2), new Gauge("b", 1), new Machine("a1"), new Machine("b1")).Begins("r(a, a1)").Decides("r: decided tell team/a1, a1");
    }

    private void Products()
    {
        Case("two-from-without-a-condition-give-every-combination", b => b.Rule(
                "r", from g in Facts<Gauge>() from m in Facts<Machine>() select new Hit(g.Name + m.Name)))
            .At("12:00", new Gauge("a", 1), new Gauge("b", 1), new Machine("x")).Begins("r(a, x)", "r(b, x)")
            .At("12:01", new Machine("y")).Begins("r(a, y)", "r(b, y)")
            .At("12:02", Gone(new Gauge("a", 0))).Ends("r(a, x)", "r(a, y)");
        Case("a-combination-needs-a-fact-of-each-type", b => b.Rule(
                "r", from g in Facts<Gauge>() from m in Facts<Machine>() from l in Facts<Link>() select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 1), new Machine("x"))
            .At("12:01", new Link("p", "q")).Begins("r(a, x, p/q)")
            .At("12:02", Gone(new Machine("x"))).Ends("r(a, x, p/q)");
    }

    private void Updates()
    {
        Case("an-update-that-keeps-the-key-keeps-the-match", OnName)
            .At("12:00", new Gauge("a", 1), new Machine("a")).Begins("r(a, a)")
            .At("12:01", new Gauge("a", 2), new Machine("a", "s2", 9));
        Case("both-sides-of-a-join-may-change-in-one-batch", b => b.Rule(
                "r", from x in Facts<Machine>() join g in Facts<Gauge>() on x.Site equals g.Unit select new Hit(x.Name)))
            .At("12:00", new Machine("a"), new Gauge("g", 1, "s1")).Begins("r(a, g)")
            .At("12:01", new Machine("a", "s2"), new Gauge("g", 1, "s2"))
            .At("12:02", new Machine("a", "s3"), new Gauge("g", 1, "s4")).Ends("r(a, g)")
            .At("12:03", new Machine("a", "s4"), new Gauge("g", 1, "s3"))
            .At("12:04", new Machine("a", "s3")).Begins("r(a, g)");
        Case("a-key-that-leaves-and-comes-back-in-one-batch-keeps-the-match", OnName)
            .At("12:00", new Gauge("a", 1), new Machine("a")).Begins("r(a, a)")
            .At("12:01", Gone(new Gauge("a", 0)), new Gauge("a", 3), Gone(new Machine("a")), new Machine("a", "s9"));
    }

    private static void OnName(CaseBook b) => b.Rule(
        "r", from g in Facts<Gauge>() join m in Facts<Machine>() on g.Name equals m.Name select new Hit(g.Name));
}
