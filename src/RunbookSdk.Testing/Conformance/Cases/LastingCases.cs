using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>Conditions that have to last before they raise, and before they clear.</summary>
internal sealed class LastingCases() : CaseArea("lasting conditions")
{
    protected override void Write()
    {
        Raises();
        Clears();
        Together();
    }

    private void Raises()
    {
        Case("a-lasting-condition-raises-at-the-very-end-of-its-time", High)
            .At("12:00", new Gauge("a", 90)).IsDue("12:10")
            .At("12:09:59.9999999")
            .At("12:15").Begins("high(a)").Decides("12:10 high: decided hold thing/a, 90");
        Case("another-value-that-holds-too-does-not-begin-the-time-anew", High)
            .At("12:00", new Gauge("a", 90))
            .At("12:05", new Gauge("a", 99))
            .At("12:10").Begins("high(a)").Decides("high: decided hold thing/a, 99");
        Case("a-break-begins-the-time-anew", High)
            .At("12:00", new Gauge("a", 90))
            .At("12:09", new Gauge("a", 10), new Gauge("a", 90)).IsDue("12:19")
            .At("12:18:59.9999999")
            .At("12:19").Begins("high(a)").Decides("high: decided hold thing/a, 90");
        Case("a-break-at-the-very-instant-comes-in-time", High)
            .At("12:00", new Gauge("a", 90), new Gauge("b", 90))
            .At("12:10", new Gauge("a", 10)).Begins("high(b)").Decides("high: decided hold thing/b, 90").IsNeverDue();
        Case("a-retraction-breaks-a-lasting-condition", High)
            .At("12:00", new Gauge("a", 90), new Gauge("b", 90))
            .At("12:05", Gone(new Gauge("a", 0)), new Gauge("a", 90), Gone(new Gauge("b", 0))).IsDue("12:15")
            .At("12:14")
            .At("12:15").Begins("high(a)").Decides("high: decided hold thing/a, 90");
        Case("each-fact-has-a-time-of-its-own", High)
            .At("12:00", new Gauge("a", 90))
            .At("12:03", new Gauge("b", 90))
            .At("12:20").Begins("high(a)", "high(b)").Decides("12:10 high: decided hold thing/a, 90", "12:13 high: decided hold thing/b, 90");
        Case("a-condition-that-need-not-last-raises-at-once", b => b.Rule(
                "r", from g in Facts<Gauge>().RaisedWhen(x => x.Value > 80).ClearedWhen(x => x.Value < 60) select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 90)).Begins("r(a)")
            .At("12:01", new Gauge("a", 70))
            .At("12:02", new Gauge("a", 59)).Ends("r(a)")
            .At("12:03", new Gauge("a", 79));
        Case("what-is-no-number-neither-raises-nor-clears", Hysteresis)
            .At("12:00", new Gauge("a", double.NaN)).IsNeverDue()
            .At("12:01", new Gauge("a", 90))
            .At("12:11").Begins("high(a)").Decides("high: decided hold thing/a, high")
            .At("12:20", new Gauge("a", double.NaN)).IsNeverDue();
    }

    private void Clears()
    {
        Case("without-a-clearing-condition-a-fact-leaves-when-its-condition-does-not-hold", High)
            .At("12:00", new Gauge("a", 90))
            .At("12:10").Begins("high(a)").Decides("high: decided hold thing/a, 90")
            .At("12:20", new Gauge("a", 80)).Ends("high(a)").Decides("high: released hold thing/a, ended: 90");
        Case("a-raised-fact-stays-between-its-conditions-and-leaves-when-clearing-has-lasted", Hysteresis)
            .At("12:00", new Gauge("a", 90))
            .At("12:10").Begins("high(a)").Decides("high: decided hold thing/a, high")
            .At("12:20", new Gauge("a", 70)).IsNeverDue()
            .At("12:30", new Gauge("a", 50)).IsDue("12:35")
            .At("12:34", new Gauge("a", 60)).IsNeverDue()
            .At("12:40", new Gauge("a", 59)).IsDue("12:45")
            .At("12:44:59.9999999")
            .At("12:45").Ends("high(a)").Decides("high: released hold thing/a, ended: high");
        Case("a-fact-that-was-cleared-is-raised-again-only-after-the-whole-time", Hysteresis)
            .At("12:00", new Gauge("a", 90))
            .At("12:10").Begins("high(a)").Decides("high: decided hold thing/a, high")
            .At("12:20", new Gauge("a", 50))
            .At("12:25").Ends("high(a)").Decides("high: released hold thing/a, ended: high")
            .At("12:30", new Gauge("a", 90)).IsDue("12:40")
            .At("12:40").Begins("high(a)").Decides("high: decided hold thing/a, high");
        Case("a-value-that-flaps-never-raises-and-never-clears", Hysteresis)
            .At("12:00", new Gauge("a", 90), new Gauge("b", 90)).At("12:04", new Gauge("a", 70)).At("12:08", new Gauge("a", 90))
            .At("12:12", new Gauge("a", 70)).Begins("high(b)").Decides("12:10 high: decided hold thing/b, high")
            .At("12:16", new Gauge("b", 50)).At("12:20", new Gauge("b", 65)).At("12:24", new Gauge("b", 50))
            .At("12:28", new Gauge("b", 65)).IsNeverDue();
        Case("a-retraction-clears-at-once", Hysteresis)
            .At("12:00", new Gauge("a", 90))
            .At("12:10").Begins("high(a)").Decides("high: decided hold thing/a, high")
            .At("12:11", Gone(new Gauge("a", 0))).Ends("high(a)").Decides("high: released hold thing/a, ended: high").IsNeverDue();
    }

    private void Together()
    {
        Case("a-raised-fact-joins-and-is-filtered-like-any-other", b => b.Rule("r",
                from g in Facts<Gauge>().RaisedWhen(x => x.Value > 80, lasting: Minutes(10))
                join m in Facts<Machine>() on g.Name equals m.Name
                where m.Up && g.Unit == "x"
                select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 90, "x"), new Machine("a"), new Gauge("b", 90, "y"), new Machine("b"))
            .At("12:10").Begins("r(a, a)")
            .At("12:11", new Gauge("b", 91, "x"), new Machine("a", Up: false)).Begins("r(b, b)").Ends("r(a, a)");
        Case("two-rules-may-raise-one-fact-at-different-times", b =>
            {
                b.Rule("soon", from g in Facts<Gauge>().RaisedWhen(x => x.Value > 80, lasting: Minutes(5)) select new Hit(g.Name + 5));
                b.Rule("late", from g in Facts<Gauge>().RaisedWhen(x => x.Value > 80, lasting: Minutes(10)) select new Hit(g.Name + 10));
            })
            .At("12:00", new Gauge("a", 90)).IsDue("12:05")
            .At("12:05").Begins("soon(a)").IsDue("12:10")
            .At("12:07", new Gauge("a", 1)).Ends("soon(a)").IsNeverDue();
        Case("a-raised-fact-may-be-told-again-with-each-change", b => b.Decide(
                "r", from g in Facts<Gauge>().RaisedWhen(x => x.Value > 80, lasting: Minutes(10)) select new Tell(g.Name, $"{g.Value}")).AgainOnChange())
            .At("12:00", new Gauge("a", 90))
            .At("12:05", new Gauge("a", 91))
            .At("12:10").Begins("r(a)").Decides("r: decided tell team/a, 91")
            .At("12:11", new Gauge("a", 92)).Decides("r: decided tell team/a, 92");
        Case("a-derived-fact-may-last", b =>
            {
                b.Rule("down", from m in Facts<Machine>() where !m.Up select new Hot(m.Site!, 1));
                b.Decide("hold", from h in Facts<Hot>().RaisedWhen(x => x.Level > 0, lasting: Minutes(10)) select new Hold(h.Name, "long"));
            })
            .At("12:00", new Machine("a", Up: false)).Begins("down(a)").IsDue("12:10")
            .At("12:05", new Machine("a"), new Machine("b", Up: false)).Begins("down(b)").Ends("down(a)")
            .At("12:10").Begins("hold(s1)").Decides("hold: decided hold thing/s1, long")
            .At("12:11", new Machine("b")).Ends("down(b)", "hold(s1)").Decides("hold: released hold thing/s1, ended: long");
    }

    private static void High(CaseBook b) => b.Decide(
        "high", from g in Facts<Gauge>().RaisedWhen(x => x.Value > 80, lasting: Minutes(10)) select new Hold(g.Name, $"{g.Value}"));

    private static void Hysteresis(CaseBook b) => b.Decide("high",
        from g in Facts<Gauge>().RaisedWhen(x => x.Value > 80, lasting: Minutes(10)).ClearedWhen(x => x.Value < 60, lasting: Minutes(5))
        select new Hold(g.Name, "high"));
}
