using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>Facts tied by an order, by ranges, by keys that are made of several facts.</summary>
internal sealed class OrderedJoinCases() : CaseArea("ordered joins")
{
    protected override void Write()
    {
        Chains();
        Ranges();
        Kinds();
        Keys();
        Shared();
        Mixed();
    }

    private void Chains()
    {
        Case("three-facts-in-ascending-order", b => b.Rule("r",
                from x in Facts<Gauge>()
                from y in Facts<Gauge>()
                where x.Value < y.Value
                from z in Facts<Gauge>()
                where y.Value < z.Value
                select new Hit(x.Name + y.Name + z.Name)))
            .At("12:00", new Gauge("a", 1), new Gauge("b", 2), new Gauge("c", 3), new Gauge("d", 2)).Begins("r(a, b, c)", "r(a, d, c)")
            .At("12:01", new Gauge("b", 9)).Begins("r(a, c, b)", "r(a, d, b)", "r(d, c, b)").Ends("r(a, b, c)")
            .At("12:02", new Gauge("a", double.NaN)).Ends("r(a, d, c)", "r(a, c, b)", "r(a, d, b)");
        Case("an-order-may-stand-either-way-round", b =>
            {
                b.Rule("less", from g in Facts<Gauge>() from m in Facts<Machine>() where g.Value < m.Cores select new Hit(g.Name + m.Name + 1));
                b.Rule("more", from g in Facts<Gauge>() from m in Facts<Machine>() where m.Cores > g.Value select new Hit(g.Name + m.Name + 2));
                b.Rule("most", from m in Facts<Machine>() from g in Facts<Gauge>() where g.Value <= m.Cores select new Hit(g.Name + m.Name + 3));
                b.Rule("least", from m in Facts<Machine>() from g in Facts<Gauge>() where m.Cores >= g.Value select new Hit(g.Name + m.Name + 4));
            })
            .At("12:00", new Gauge("a", 2), new Machine("x", Cores: 2), new Machine("y", Cores: 3))
            .Begins("less(a, y)", "more(a, y)", "most(x, a)", "least(x, a)", "most(y, a)", "least(y, a)")
            .At("12:01", new Gauge("a", 2.5)).Ends("most(x, a)", "least(x, a)")
            .At("12:02", new Machine("x", Cores: -1), new Gauge("a", -1)).Begins("most(x, a)", "least(x, a)");
    }

    private void Ranges()
    {
        Case("a-fact-between-two-members-of-another", b => b.Rule("in",
                from j in Facts<Job>()
                from k in Facts<Job>()
                where j.Begins <= k.Begins && k.Begins < j.Ends && j.Name != k.Name
                select new Hit(j.Name + k.Name)))
            .At("12:00", J("a", "13:00", "14:00"), J("b", "13:30"), J("c", "14:00"), J("d", "13:00")).Begins("in(a, b)", "in(a, d)")
            .At("12:01", J("a", "13:01", "14:01")).Begins("in(a, c)").Ends("in(a, d)")
            .At("12:02", J("a", "13:01")).Ends("in(a, b)", "in(a, c)");
        Case("values-that-are-near-each-other", b => b.Rule("near",
                from x in Facts<Gauge>()
                from y in Facts<Gauge>()
                where y.Value >= x.Value - 1 && y.Value <= x.Value + 1 && x.Name != y.Name
                select new Hit(x.Name + y.Name)))
            .At("12:00", new Gauge("a", 1), new Gauge("b", 2), new Gauge("c", 3.5)).Begins("near(a, b)", "near(b, a)")
            .At("12:01", new Gauge("b", 2.5)).Begins("near(b, c)", "near(c, b)").Ends("near(a, b)", "near(b, a)");
        Case("the-distance-of-two-facts", b => b.Rule("apart",
                from x in Facts<Gauge>()
                from y in Facts<Gauge>()
                where y.Value - x.Value > 5
                select new Hit(x.Name + y.Name)))
            .At("12:00", new Gauge("a", 1), new Gauge("b", 6)).At("12:01", new Gauge("b", 6.5)).Begins("apart(a, b)")
            .At("12:02", new Gauge("a", 12)).Begins("apart(b, a)").Ends("apart(a, b)");
    }

    private void Kinds()
    {
        Case("durations-and-instants-tie-facts-by-order", b =>
            {
                b.Rule("slower", from x in Facts<Meter>() from y in Facts<Meter>() where x.Took > y.Took select new Hit(x.Name + y.Name + 1));
                b.Rule("earlier", from x in Facts<Job>() from y in Facts<Job>() where x.Begins < y.Begins select new Hit(x.Name + y.Name + 2));
                b.Rule("soon-after", from x in Facts<Job>() from y in Facts<Job>() where y.Begins > x.Begins && y.Begins - x.Begins <= Minutes(5) select new Hit(x.Name + y.Name + 3));
            })
            .At("12:00", new Meter("m", Took: Seconds(1)), new Meter("n", Took: Seconds(2)), J("a", "13:00"), J("b", "13:05")).Begins("slower(n, m)", "earlier(a, b)", "soon-after(a, b)")
            .At("12:01", new Meter("n", Took: Seconds(1)), J("b", "13:05:01")).Ends("slower(n, m)", "soon-after(a, b)")
            .At("12:02", J("b", "12:59")).Begins("earlier(b, a)", "soon-after(b, a)").Ends("earlier(a, b)");
        Case("a-number-that-lacks-stands-in-no-order", b => b.Rule(
                "r", from x in Facts<Machine>() from y in Facts<Machine>() where x.Rack <= y.Rack && x.Name != y.Name select new Hit(x.Name + y.Name)))
            .At("12:00", new Machine("a"), new Machine("b"), new Machine("c", Rack: 1)).At("12:01", new Machine("a", Rack: 1)).Begins("r(a, c)", "r(c, a)")
            .At("12:02", new Machine("b", Rack: 0), new Machine("c")).Begins("r(b, a)").Ends("r(a, c)", "r(c, a)");
        Case("states-stand-in-the-order-of-their-ranks", b => b.Rule(
                "worse", from x in Facts<Machine>() from y in Facts<Machine>() where x.Health > y.Health select new Hit(x.Name + y.Name)))
            .At("12:00", new Machine("a"), new Machine("b", Health: Health.Broken), new Machine("c", Health: Health.Shaky)).Begins("worse(b, a)", "worse(b, c)", "worse(c, a)")
            .At("12:01", new Machine("a", Health: Health.Broken), new Machine("b")).Begins("worse(a, b)", "worse(a, c)", "worse(c, b)").Ends("worse(b, a)", "worse(b, c)", "worse(c, a)");
    }

    private void Keys()
    {
        Case("a-key-made-of-two-facts", b => b.Rule("r",
                from x in Facts<Gauge>()
                from y in Facts<Gauge>()
                where x.Name != y.Name
                from m in Facts<Machine>()
                where m.Name == x.Name + y.Name
                select new Hit(m.Name)))
            .At("12:00", new Gauge("a", 1), new Machine("ab"), new Machine("aa"), new Gauge("b", 1)).Begins("r(a, b, ab)")
            .At("12:01", new Machine("ba"), new Gauge("ab", 1)).Begins("r(b, a, ba)")
            .At("12:02", Gone(new Gauge("a", 0))).Ends("r(a, b, ab)", "r(b, a, ba)");
        Case("a-number-made-of-two-facts", b => b.Rule("r",
                from x in Facts<Gauge>()
                from y in Facts<Gauge>()
                from m in Facts<Machine>()
                where x.Value + y.Value == m.Cores && x.Name == "a" && y.Name == "b"
                select new Hit(m.Name)))
            .At("12:00", new Gauge("a", 1), new Gauge("b", 2), new Machine("m", Cores: 3), new Machine("n", Cores: 4)).Begins("r(a, b, m)")
            .At("12:01", new Gauge("b", 3)).Begins("r(a, b, n)").Ends("r(a, b, m)");
        Case("facts-tied-only-through-the-last-one", b => b.Rule("r",
                from x in Facts<Gauge>()
                from y in Facts<Machine>()
                from l in Facts<Link>()
                where l.From == x.Name && l.To == y.Name && x.Value > 10 && y.Up
                select new Hit(l.From + l.To)))
            .At("12:00", new Gauge("a", 11), new Machine("m"), new Gauge("b", 11), new Machine("n")).At("12:01", new Link("a", "m"), new Link("b", "x"), new Link("b", "n")).Begins("r(a, m, a/m)", "r(b, n, b/n)")
            .At("12:02", new Gauge("a", 10), new Machine("n", Up: false)).Ends("r(a, m, a/m)", "r(b, n, b/n)");
        Case("every-fact-tied-to-every-other", b => b.Rule("r",
                from x in Facts<Machine>()
                join y in Facts<Machine>() on x.Site equals y.Site
                join z in Facts<Machine>() on y.Site equals z.Site
                where x.Cores < y.Cores && y.Cores < z.Cores && x.Up == z.Up
                select new Hit(x.Name + y.Name + z.Name)))
            .At("12:00", new Machine("a", Cores: 1), new Machine("b", Cores: 2), new Machine("c", Cores: 3)).Begins("r(a, b, c)")
            .At("12:01", new Machine("b", Cores: 4)).Begins("r(a, c, b)").Ends("r(a, b, c)")
            .At("12:02", new Machine("b", Cores: 4, Up: false)).Ends("r(a, c, b)")
            .At("12:03", new Machine("a", Cores: 1, Up: false)).Begins("r(a, c, b)");
    }

    private void Shared()
    {
        Case("rules-that-look-the-same-facts-up-by-other-keys", b =>
            {
                b.Rule("there", from l in Facts<Link>() from m in Facts<Machine>() where l.From == m.Name && l.To == m.Site select new Hit(m.Name + 1));
                b.Rule("home", from l in Facts<Link>() from m in Facts<Machine>() where l.From == m.Name && l.From == m.Site select new Hit(m.Name + 2));
                b.Rule("back", from l in Facts<Link>() from m in Facts<Machine>() where l.To == m.Name && l.From == m.Site select new Hit(m.Name + 3));
                b.Rule("only", from l in Facts<Link>() join m in Facts<Machine>() on l.From equals m.Name select new Hit(l.To + 4));
            })
            .At("12:00", new Machine("a", "s"), new Machine("b", "b"), new Machine("s", "a"))
            .At("12:01", new Link("a", "s"), new Link("b", "x")).Begins("there(a/s, a)", "back(a/s, s)", "only(a/s, a)", "home(b/x, b)", "only(b/x, b)")
            .At("12:02", new Machine("a", "t"), new Machine("b", "x")).Begins("there(b/x, b)").Ends("there(a/s, a)", "home(b/x, b)");
        Case("rules-that-join-alike-and-ask-for-different-things", b =>
            {
                b.Rule("plain", from g in Facts<Gauge>() join m in Facts<Machine>() on g.Name equals m.Name select new Hit(g.Name + 1));
                b.Rule("high", from g in Facts<Gauge>() where g.Value > 5 join m in Facts<Machine>() on g.Name equals m.Name select new Hit(g.Name + 2));
                b.Rule("up", from m in Facts<Machine>() where m.Up join g in Facts<Gauge>() on m.Name equals g.Name select new Hit(g.Name + 3));
                b.Rule("above", from g in Facts<Gauge>() join m in Facts<Machine>() on g.Name equals m.Name where g.Value > m.Cores select new Hit(g.Name + 4));
                b.Rule("below", from g in Facts<Gauge>() join m in Facts<Machine>() on g.Name equals m.Name where g.Value < m.Cores select new Hit(g.Name + 5));
                b.Rule("site", from g in Facts<Gauge>() join m in Facts<Machine>() on g.Name equals m.Name where m.Site == g.Unit select new Hit(g.Name + 6));
            })
            .At("12:00", new Gauge("a", 6, "s1"), new Machine("a", Cores: 7)).Begins("plain(a, a)", "high(a, a)", "up(a, a)", "below(a, a)", "site(a, a)")
            .At("12:01", new Gauge("a", 5, "s2"), new Machine("a", "s2", 3, Up: false)).Begins("above(a, a)").Ends("high(a, a)", "up(a, a)", "below(a, a)")
            .At("12:02", new Machine("a", "s1", 5)).Begins("up(a, a)").Ends("above(a, a)", "site(a, a)")
            .At("12:03", Gone(new Gauge("a", 0))).Ends("plain(a, a)", "up(a, a)");
    }

    private void Mixed()
    {
        Case("a-question-about-a-pair-that-is-tied-by-an-order", b => b.Rule("gap",
                from x in Facts<Gauge>()
                from y in Facts<Gauge>()
                where x.Value < y.Value
                where !Facts<Gauge>().Any(z => z.Value > x.Value && z.Value < y.Value)
                select new Hit(x.Name + y.Name)))
            .At("12:00", new Gauge("a", 1), new Gauge("b", 5), new Gauge("c", 9)).Begins("gap(a, b)", "gap(b, c)")
            .At("12:01", new Gauge("d", 3)).Begins("gap(a, d)", "gap(d, b)").Ends("gap(a, b)")
            .At("12:02", Gone(new Gauge("b", 0))).Begins("gap(d, c)").Ends("gap(d, b)", "gap(b, c)");
        Case("a-tie-that-throws-for-one-fact-leaves-the-others", b => b.Rule(
                "r", from m in Facts<Machine>() from g in Facts<Gauge>() where 12 / m.Cores > g.Value select new Hit(m.Name + g.Name)))
            .At("12:00", new Machine("a", Cores: 0), new Machine("b", Cores: 2), new Gauge("x", 5)).Begins("r(b, x)").Faults("r")
            .At("12:01", new Machine("a", Cores: 1)).Begins("r(a, x)")
            .At("12:02", new Gauge("x", 6)).Ends("r(b, x)");
        Case("events-that-follow-one-another", b => b.Decide("r",
                from p in Facts<Ping>()
                from q in Facts<Ping>()
                where p.Name == "down" && q.Name == "up" && q.Value > p.Value
                select new Tell("x", $"{p.Value} {q.Value}")))
            .At("12:00", new Ping("down", 1), new Ping("up", 0)).At("12:01", new Ping("up", 2), new Ping("down", 3)).Begins("r(ping down 1, ping up 2)")
            .Decides("r: decided tell team/x, 1 2")
            .At("12:05").Ends("r(ping down 1, ping up 2)");
    }

    private static Job J(string name, string begins, string? ends = null) =>
        new(name, CaseClock.Read(begins), ends is null ? null : CaseClock.Read(ends));
}
