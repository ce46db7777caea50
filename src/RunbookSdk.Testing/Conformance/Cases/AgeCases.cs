using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>Facts that nobody has seen for too long: they begin nothing and end nothing.</summary>
internal sealed class AgeCases() : CaseArea("age")
{
    protected override void Write()
    {
        Matches();
        Arrivals();
        Lasting();
        Questions();
    }

    private void Matches()
    {
        Case("a-fact-that-becomes-too-old-ends-no-match", Hot)
            .At("12:00", new Machine("a"), new Level("a", 90)).Begins("hot(a, a)").Decides("hot: decided hold thing/a, hot")
            .At("13:00").IsNeverDue();
        Case("a-fact-that-is-too-old-begins-no-match-until-it-is-observed-again", Hot)
            .At("12:00", new Level("a", 90))
            .At("12:05", new Machine("a"))
            .At("12:07", new Level("a", 90)).Begins("hot(a, a)").Decides("hot: decided hold thing/a, hot");
        Case("one-tick-before-its-age-a-fact-begins-a-match", Hot)
            .At("12:00", new Level("a", 90))
            .At("12:04:59.9999999", new Machine("a")).Begins("hot(a, a)").Decides("hot: decided hold thing/a, hot");
        Case("every-fact-of-a-match-has-to-be-young-enough", b => b.Rule("both",
                from l in Facts<Level>()
                join g in Facts<Gauge>().MaxAge(Minutes(2)) on l.Name equals g.Name
                from m in Facts<Machine>()
                select new Hit(l.Name)))
            .At("12:00", new Level("a", 1), new Gauge("a", 1))
            .At("12:10", new Machine("m"))
            .At("12:11", new Level("a", 1))
            .At("12:12", new Gauge("a", 2)).Begins("both(a, a, m)");
        Case("a-match-that-another-fact-ended-begins-again-only-with-a-young-fact", Hot)
            .At("12:00", new Machine("a"), new Level("a", 90)).Begins("hot(a, a)").Decides("hot: decided hold thing/a, hot")
            .At("12:10", Gone(new Machine("a"))).Ends("hot(a, a)").Decides("hot: released hold thing/a, ended: hot")
            .At("12:11", new Machine("a"))
            .At("12:12", new Level("a", 91)).Begins("hot(a, a)").Decides("hot: decided hold thing/a, hot");
    }

    private void Arrivals()
    {
        Case("an-observation-that-is-too-old-when-it-arrives-is-late-and-ends-nothing", Hot)
            .At("12:00", new Machine("a"), new Level("a", 90)).Begins("hot(a, a)").Decides("hot: decided hold thing/a, hot")
            .At("12:10", Seen("12:05", new Level("a", 1))).IsLate();
        Case("a-fact-that-is-too-old-can-still-be-taken-back", Hot)
            .At("12:00", new Machine("a"), new Level("a", 90)).Begins("hot(a, a)").Decides("hot: decided hold thing/a, hot")
            .At("12:10", Gone("12:04", new Level("a", 0))).Ends("hot(a, a)").Decides("hot: released hold thing/a, ended: hot");
    }

    private void Lasting()
    {
        Case("a-lasting-time-is-broken-off-by-silence", Lasts)
            .At("12:00", new Level("a", 90)).At("12:02", new Level("a", 90)).At("12:04", new Level("a", 90)).At("12:20")
            .At("12:21", new Level("a", 90)).At("12:25", new Level("a", 90)).At("12:29", new Level("a", 90)).At("12:30", new Level("a", 90))
            .At("12:31").Begins("high(a)").Decides("high: decided hold thing/a, high");
        Case("silence-neither-raises-nor-clears", Lasts)
            .At("12:00", new Level("a", 90)).At("12:04", new Level("a", 90)).At("12:08", new Level("a", 90))
            .At("12:12", new Level("a", 90)).Begins("high(a)").Decides("12:10 high: decided hold thing/a, high")
            .At("12:14", new Level("a", 1))
            .At("13:00");
    }

    private void Questions()
    {
        Case("questions-and-groups-count-what-is-young-enough", b =>
            {
                b.Rule("some", from m in Facts<Machine>() where Facts<Level>().Any(l => l.Name == m.Name) select new Hit(m.Name));
                b.Rule("many", from l in Facts<Level>() group l by l.Value into v where v.Count() > 1 select new Hot($"{v.Key}"));
            })
            .At("12:00", new Machine("a"), new Level("a", 9), new Level("b", 9)).Begins("some(a)", "many(9)")
            .At("12:03", new Level("a", 9))
            .At("12:05").Ends("many(9)")
            .At("12:08").Ends("some(a)")
            .At("12:20", new Level("b", 9))
            .At("12:24", new Level("a", 9)).Begins("some(a)", "many(9)");
        Case("a-source-may-say-another-age-than-the-record", b => b.Rule(
                "r", from m in Facts<Machine>() where Facts<Level>().MaxAge(Hours(1)).Any(l => l.Value > 1) select new Hit(m.Name)))
            .At("12:00", new Machine("a"), new Level("x", 9)).Begins("r(a)")
            .At("12:59:59.9999999")
            .At("13:00").Ends("r(a)");
        Case("a-window-says-itself-how-far-back-it-looks", b => b.Rule(
                "r", from m in Facts<Machine>() where Facts<Level>().Over(Minutes(10)).Any() select new Hit(m.Name)))
            .At("12:00", new Machine("a"), new Level("x", 9)).Begins("r(a)")
            .At("12:09:59.9999999")
            .At("12:10").Ends("r(a)");
    }

    private static void Hot(CaseBook b) => b.Decide("hot",
        from l in Facts<Level>()
        join m in Facts<Machine>() on l.Name equals m.Name
        where l.Value > 80
        select new Hold(l.Name, "hot"));

    private static void Lasts(CaseBook b) => b.Decide("high",
        from l in Facts<Level>().RaisedWhen(x => x.Value > 80, lasting: Minutes(10)).ClearedWhen(x => x.Value < 60, lasting: Minutes(10))
        select new Hold(l.Name, "high"));
}
