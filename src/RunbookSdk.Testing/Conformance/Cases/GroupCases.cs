using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>Groups of facts, and what is asked of them.</summary>
internal sealed class GroupCases() : CaseArea("groups")
{
    protected override void Write()
    {
        Lives();
        Keys();
        Having();
        Answers();
        Joined();
        Updates();
    }

    private void Lives()
    {
        Case("a-group-begins-with-its-first-member-and-ends-with-its-last", Sites)
            .At("12:00", new Machine("a", "s1"), new Machine("b", "s2")).Begins("r(s1)", "r(s2)")
            .At("12:01", new Machine("c", "s1"))
            .At("12:02", Gone(new Machine("a")))
            .At("12:03", new Machine("c", "s2")).Ends("r(s1)")
            .At("12:04", Gone(new Machine("b")), Gone(new Machine("c"))).Ends("r(s2)");
        Case("a-group-whose-members-change-all-at-once-is-the-same", Sites)
            .At("12:00", new Machine("a")).Begins("r(s1)")
            .At("12:01", Gone(new Machine("a")), new Machine("b"));
        Case("groups-come-in-the-order-of-their-keys", b => b.Decide(
                "r", from m in Facts<Machine>() group m by m.Site into g select new Tell(g.Key!, $"{g.Count()}")))
            .At("12:00", new Machine("a", "s3"), new Machine("b", "s1"), new Machine("c", "s2"), new Machine("d", "s3"))
            .Begins("r(s3)", "r(s1)", "r(s2)")
            .Decides("r: decided tell team/s1, 1", "r: decided tell team/s2, 1", "r: decided tell team/s3, 2");
        Case("a-condition-before-a-group-keeps-facts-out-of-it", b => b.Rule(
                "r", from m in Facts<Machine>() where m.Up group m by m.Site into g where g.Count() >= 2 select new Hit(g.Key!)))
            .At("12:00", new Machine("a"), new Machine("b", Up: false), new Machine("c", "s2"))
            .At("12:01", new Machine("b")).Begins("r(s1)")
            .At("12:02", new Machine("a", Up: false)).Ends("r(s1)");
    }

    private void Keys()
    {
        Case("null-is-a-key-of-a-group-like-any-other", b => b.Decide(
                "r", from m in Facts<Machine>() group m by m.Owner into g select new Tell(g.Key ?? "nobody", $"{g.Count()}")))
            .At("12:00", new Machine("a"), new Machine("b"), new Machine("c", Owner: "ann")).Begins("r()", "r(ann)")
            .Decides("r: decided tell team/nobody, 2", "r: decided tell team/ann, 1")
            .At("12:01", new Machine("a", Owner: "ann"), new Machine("b", Owner: "ann")).Ends("r()");
        Case("a-group-may-have-a-key-of-several-parts", b => b.Rule("r",
                from m in Facts<Machine>()
                group m by new { m.Site, m.Up } into g
                where g.Count() > 1 && !g.Key.Up
                select new Hit(g.Key.Site!)))
            .At("12:00", new Machine("a"), new Machine("b"), new Machine("c", Up: false))
            .At("12:01", new Machine("a", Up: false)).Begins("r({ Site = s1, Up = False })")
            .At("12:02", new Machine("c", "s2", Up: false)).Ends("r({ Site = s1, Up = False })");
        Case("a-key-of-a-group-may-be-calculated", b => b.Rule(
                "r", from m in Facts<Machine>() group m by m.Cores / 10 into g where g.Count() == 2 select new Hit($"{g.Key}")))
            .At("12:00", new Machine("a", Cores: 11), new Machine("b", Cores: 19), new Machine("c", Cores: 20)).Begins("r(1)")
            .At("12:01", new Machine("b", Cores: 29)).Begins("r(2)").Ends("r(1)");
    }

    private void Having()
    {
        Case("a-condition-on-a-group-holds-while-its-members-say-so", b => b.Rule(
                "r", from g in Facts<Gauge>() group g by g.Unit into u where u.Sum(x => x.Value) > 10 select new Hit(u.Key)))
            .At("12:00", new Gauge("a", 6, "u"), new Gauge("b", 9, "v"))
            .At("12:01", new Gauge("c", 5, "u")).Begins("r(u)")
            .At("12:02", new Gauge("a", 6, "v")).Begins("r(v)").Ends("r(u)");
        Case("several-conditions-on-a-group", b => b.Rule("r",
                from g in Facts<Gauge>()
                group g by g.Unit into u
                where u.Count() >= 2
                where u.All(x => x.Value > 1) && u.Any(x => x.Value > 5)
                select new Hit(u.Key)))
            .At("12:00", new Gauge("a", 6, "u"), new Gauge("b", 1, "u"))
            .At("12:01", new Gauge("b", 2, "u")).Begins("r(u)")
            .At("12:02", new Gauge("a", 5, "u")).Ends("r(u)")
            .At("12:03", new Gauge("c", 9, "u")).Begins("r(u)");
        Case("a-count-of-some-of-a-group", b => b.Rule(
                "r", from m in Facts<Machine>() group m by m.Site into g where g.Count(x => !x.Up) * 2 >= g.Count() select new Hit(g.Key!)))
            .At("12:00", new Machine("a"), new Machine("b", Up: false)).Begins("r(s1)")
            .At("12:01", new Machine("c")).Ends("r(s1)")
            .At("12:02", new Machine("a", Up: false)).Begins("r(s1)");
        Case("a-group-asks-again-for-each-of-its-changes", b => b.Decide(
                "r", from g in Facts<Gauge>() group g by g.Unit into u select new Tell(u.Key, $"{u.Sum(x => x.Value)}")).AgainOnChange())
            .At("12:00", new Gauge("a", 1, "u")).Begins("r(u)").Decides("r: decided tell team/u, 1")
            .At("12:01", new Gauge("b", 2, "u")).Decides("r: decided tell team/u, 3")
            .At("12:02", new Gauge("b", 2, "u"))
            .At("12:03", Gone(new Gauge("a", 0))).Decides("r: decided tell team/u, 2");
    }

    private void Answers() => Case("a-group-answers-everything-that-facts-answer", b => b.Decide("r",
            from g in Facts<Gauge>()
            group g by g.Unit into u
            select new Tell(u.Key, $"{u.Count()} {u.Sum(x => x.Value)} {u.Average(x => x.Value)} {u.Min(x => x.Value)} {u.Max(x => x.Value)} {u.Any(x => x.Value > 3)} {u.All(x => x.Value > 0)}"))
        .AgainOnChange())
        .At("12:00", new Gauge("a", 1, "u"), new Gauge("b", 3, "u")).Begins("r(u)").Decides("r: decided tell team/u, 2 4 2 1 3 False True")
        .At("12:01", new Gauge("c", 5, "u")).Decides("r: decided tell team/u, 3 9 3 1 5 True True")
        .At("12:02", new Gauge("a", 0, "u"), Gone(new Gauge("b", 0))).Decides("r: decided tell team/u, 2 5 2.5 0 5 True False");

    private void Joined()
    {
        Case("a-group-over-a-join", b => b.Rule("r",
                from m in Facts<Machine>()
                join g in Facts<Gauge>() on m.Name equals g.Name
                where g.Value > 5
                group m by m.Site into site
                where site.Count() >= 2
                select new Hit(site.Key!)))
            .At("12:00", new Machine("a"), new Machine("b"), new Machine("c", "s2"), new Gauge("a", 6), new Gauge("c", 6))
            .At("12:01", new Gauge("b", 7)).Begins("r(s1)")
            .At("12:02", new Machine("b", "s2")).Begins("r(s2)").Ends("r(s1)")
            .At("12:03", Gone(new Gauge("c", 0))).Ends("r(s2)");
        Case("a-group-of-chosen-elements", b => b.Rule("r",
                from m in Facts<Machine>()
                join g in Facts<Gauge>() on m.Name equals g.Name
                group g.Value * m.Cores by m.Site into site
                where site.Sum(x => x) > 10
                select new Hit(site.Key!)))
            .At("12:00", new Machine("a", Cores: 2), new Gauge("a", 3), new Machine("b"), new Gauge("b", 4))
            .At("12:01", new Gauge("b", 4.5)).Begins("r(s1)")
            .At("12:02", new Machine("a", Cores: 1)).Ends("r(s1)");
        Case("a-group-may-be-joined-with-further-facts", b => b.Decide("r",
                from m in Facts<Machine>()
                where !m.Up
                group m by m.Site into site
                join g in Facts<Gauge>() on site.Key equals g.Name
                where site.Count() > g.Value
                select new Hold(g.Name, "many down")))
            .At("12:00", new Machine("a", Up: false), new Gauge("s1", 1))
            .At("12:01", new Machine("b", Up: false)).Begins("r(s1, s1)").Decides("r: decided hold thing/s1, many down")
            .At("12:02", new Gauge("s1", 2)).Ends("r(s1, s1)").Decides("r: released hold thing/s1, ended: many down");
        Case("a-question-may-be-asked-of-a-groups-key", b => b.Rule("r",
                from m in Facts<Machine>()
                group m by m.Site into site
                where site.Count() > 1 && !Facts<Gauge>().Any(g => g.Name == site.Key)
                select new Hit(site.Key!)))
            .At("12:00", new Machine("a"), new Machine("b")).Begins("r(s1)")
            .At("12:01", new Gauge("s1", 1)).Ends("r(s1)")
            .At("12:02", Gone(new Gauge("s1", 0)), Gone(new Machine("a")))
            .At("12:03", new Machine("a")).Begins("r(s1)");
        Case("rules-may-build-on-what-a-group-derives", b =>
            {
                b.Rule("hot", from m in Facts<Machine>() where !m.Up group m by m.Site into s where s.Count() > 1 select new Hot(s.Key!, s.Count()));
                b.Decide("tell", from h in Facts<Hot>() where h.Level > 2 select new Tell(h.Name, $"{h.Level}"));
            })
            .At("12:00", new Machine("a", Up: false), new Machine("b", Up: false)).Begins("hot(s1)")
            .At("12:01", new Machine("c", Up: false)).Begins("tell(s1)").Decides("tell: decided tell team/s1, 3")
            .At("12:02", new Machine("a"), new Machine("b")).Ends("hot(s1)", "tell(s1)");
    }

    private void Updates()
    {
        Case("a-group-of-groups", b => b.Rule(
                "r", from m in Facts<Machine>() group m by m.Site into s group s by s.Count() into c where c.Count() > 1 select new Hit($"{c.Key}")))
            .At("12:00", new Machine("a"), new Machine("b", "s2"), new Machine("c", "s3"), new Machine("d", "s3")).Begins("r(1)")
            .At("12:01", new Machine("b", "s1")).Begins("r(2)").Ends("r(1)")
            .At("12:02", Gone(new Machine("d"))).Ends("r(2)");
        Case("a-group-of-everything", b => b.Decide(
                "r", from g in Facts<Gauge>() group g by true into all where all.Count() > 1 select new Hold("all", "several", $"{all.Count()}")))
            .At("12:00", new Gauge("a", 1))
            .At("12:01", new Gauge("b", 1)).Begins("r(True)").Decides("r: decided hold thing/all (2), several")
            .At("12:02", Gone(new Gauge("a", 1)), Gone(new Gauge("b", 1))).Ends("r(True)").Decides("r: released hold thing/all (2), ended: several");
        Case("a-group-of-facts-that-only-its-key-reads", b => b.Rule(
                "r", from g in Facts<Gauge>() where g.Value > 1 group g by g.Unit into u where u.Count() == 2 select new Hit(u.Key)))
            .At("12:00", new Gauge("a", 2, "u"), new Gauge("b", 2, "v"))
            .At("12:01", new Gauge("a", 2, "v")).Begins("r(v)")
            .At("12:02", new Gauge("b", 2, "u")).Ends("r(v)");
        Case("a-standing-action-of-a-group-moves-with-its-numbers", b => b.Decide(
                "r", from g in Facts<Gauge>() group g by g.Unit into u select new Hold(u.Key, "max", $"{u.Max(x => x.Value)}")))
            .At("12:00", new Gauge("a", 2, "u")).Begins("r(u)").Decides("r: decided hold thing/u (2), max")
            .At("12:01", new Gauge("b", 1, "u"))
            .At("12:02", new Gauge("b", 3, "u")).Decides("r: decided hold thing/u (3), max", "r: released hold thing/u (2), ended: max");
        Case("a-group-is-joined-and-asked-about-at-once", b => b.Rule("r",
                from m in Facts<Machine>()
                group m by m.Site into site
                from g in Facts<Gauge>()
                where g.Name == site.Key && site.Count() > g.Value
                where Facts<Link>().Count(l => l.From == site.Key) < site.Count()
                select new Hit(g.Name)))
            .At("12:00", new Machine("a"), new Machine("b"), new Gauge("s1", 1), new Link("s1", "x")).Begins("r(s1, s1)")
            .At("12:01", new Link("s1", "y")).Ends("r(s1, s1)")
            .At("12:02", new Machine("c")).Begins("r(s1, s1)");
    }

    private static void Sites(CaseBook b) => b.Rule("r", from m in Facts<Machine>() group m by m.Site into g select new Hit(g.Key!));
}
