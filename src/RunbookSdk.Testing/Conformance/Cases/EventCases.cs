using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>Facts without a key: each happened, and is known for its retention.</summary>
internal sealed class EventCases() : CaseArea("events")
{
    protected override void Write()
    {
        Lives();
        Together();
    }

    private void Lives()
    {
        Case("an-event-is-known-until-the-instant-at-which-its-retention-ends", Each)
            .At("12:00", new Ping("a")).Begins("r(ping a 0)").IsDue("12:05")
            .At("12:04:59.9999999")
            .At("12:05").Ends("r(ping a 0)").IsNeverDue();
        Case("two-equal-events-are-two-facts", Each)
            .At("12:00", new Ping("a"), new Ping("a")).Begins("r(ping a 0)", "r(ping a 0)")
            .At("12:01", new Ping("a")).Begins("r(ping a 0)")
            .At("12:05").Ends("r(ping a 0)", "r(ping a 0)")
            .At("12:10").Ends("r(ping a 0)");
        Case("an-event-that-is-told-late-is-known-for-what-is-left-of-its-retention", Each)
            .At("12:10", Seen("12:07", new Ping("a")), Seen("12:05", new Ping("b")), Seen("12:04", new Ping("c"))).Begins("r(ping a 0)").IsLate(2).IsDue("12:12")
            .At("12:12").Ends("r(ping a 0)");
        Case("an-older-event-stands-beside-a-newer-one", Each)
            .At("12:02", new Ping("a", 1)).Begins("r(ping a 1)")
            .At("12:03", Seen("12:01", new Ping("a", 2))).Begins("r(ping a 2)")
            .At("12:06").Ends("r(ping a 2)")
            .At("12:07").Ends("r(ping a 1)");
        Case("a-condition-keeps-events-out", b => b.Decide("r", from p in Facts<Ping>() where p.Value > 1 select new Hold(p.Name, $"{p.Value}")))
            .At("12:00", new Ping("a", 1), new Ping("a", 2)).Begins("r(ping a 2)").Decides("r: decided hold thing/a, 2")
            .At("12:10").Ends("r(ping a 2)").Decides("12:05 r: released hold thing/a, ended: 2");
    }

    private void Together()
    {
        Case("events-join-with-facts-and-with-each-other", b =>
            {
                b.Rule("fact", from g in Facts<Gauge>() join p in Facts<Ping>() on g.Name equals p.Name select new Hit(g.Name));
                b.Rule("pair", from p in Facts<Ping>() join q in Facts<Ping>() on p.Name equals q.Name where p.Value < q.Value select new Hit(p.Name));
            })
            .At("12:00", new Gauge("a", 1), new Ping("a", 1), new Ping("b", 1)).Begins("fact(a, ping a 1)")
            .At("12:02", new Ping("a", 2)).Begins("fact(a, ping a 2)", "pair(ping a 1, ping a 2)")
            .At("12:05").Ends("fact(a, ping a 1)", "pair(ping a 1, ping a 2)")
            .At("12:06", Gone(new Gauge("a", 1))).Ends("fact(a, ping a 2)");
        Case("how-many-events-happened-lately", b => b.Decide(
                "many", from g in Facts<Gauge>() where Facts<Ping>().Count(p => p.Name == g.Name) >= 3 select new Hold(g.Name, "many")))
            .At("12:00", new Gauge("a", 1), new Ping("a"), new Ping("b"))
            .At("12:01", new Ping("a"))
            .At("12:02", new Ping("a")).Begins("many(a)").Decides("many: decided hold thing/a, many")
            .At("12:04", new Ping("a"))
            .At("12:05")
            .At("12:20").Ends("many(a)").Decides("12:06 many: released hold thing/a, ended: many");
        Case("silence-after-an-event", b => b.Rule(
                "silent", from g in Facts<Gauge>() where !Facts<Ping>().Any(p => p.Name == g.Name) select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 1), new Ping("a"))
            .At("12:05").Begins("silent(a)")
            .At("12:06", new Ping("a")).Ends("silent(a)")
            .At("12:10", new Ping("a"))
            .At("12:11")
            .At("12:15").Begins("silent(a)");
        Case("groups-of-events-shrink-as-they-expire", b => b.Decide(
                "r", from p in Facts<Ping>() group p by p.Name into g where g.Count() > 1 select new Hold(g.Key, "twice")))
            .At("12:00", new Ping("a"), new Ping("b"))
            .At("12:03", new Ping("a"), new Ping("b"), new Ping("b")).Begins("r(a)", "r(b)").Decides("r: decided hold thing/a, twice", "r: decided hold thing/b, twice")
            .At("12:30").Ends("r(a)", "r(b)").Decides("12:05 r: released hold thing/a, ended: twice", "12:08 r: released hold thing/b, ended: twice");
    }

    private static void Each(CaseBook b) => b.Rule("r", from p in Facts<Ping>() select new Hit(p.Name));
}
