using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>What comes of updates, repetitions, retractions, late observations and deliveries that come twice.</summary>
internal sealed class ObservationCases() : CaseArea("observations")
{
    protected override void Write()
    {
        Updates();
        Identities();
        Retractions();
        Late();
        Deliveries();
    }

    private void Updates()
    {
        Case("an-equal-value-changes-nothing", b => b.Decide("r", from g in Facts<Gauge>() select new Tell(g.Name, $"{g.Value}")).AgainOnChange())
            .At("12:00", new Gauge("a", 1)).Begins("r(a)").Decides("r: decided tell team/a, 1")
            .At("12:01", new Gauge("a", 1))
            .At("12:02", new Gauge("a", 1), new Gauge("a", 1));
        Case("an-update-of-a-member-that-no-rule-reads-begins-and-ends-nothing", b =>
            {
                b.Decide("high", from g in Facts<Gauge>() where g.Value > 80 select new Hold(g.Name, "high"));
                b.Rule("pair", from g in Facts<Gauge>() join m in Facts<Machine>() on g.Name equals m.Name select new Hit(g.Name));
                b.Rule("group", from g in Facts<Gauge>() group g by g.Value into v where v.Count() == 1 select new Hit($"{v.Key}"));
                b.Rule("alone", from m in Facts<Machine>() where !Facts<Gauge>().Any(g => g.Value > 99) select new Hit(m.Name));
            })
            .At("12:00", new Gauge("a", 90), new Machine("a")).Begins("high(a)", "pair(a, a)", "group(90)", "alone(a)").Decides("high: decided hold thing/a, high")
            .At("12:01", new Gauge("a", 90, "x"), new Machine("a", "s7", 3, false))
            .At("12:02", new Gauge("a", 90, "y"));
        Case("only-the-last-value-of-a-batch-is-matched", b =>
            {
                b.Decide("high", from g in Facts<Gauge>() where g.Value > 80 select new Tell(g.Name, $"{g.Value}"));
                b.Rule("low", from g in Facts<Gauge>() where g.Value < 20 select new Hit(g.Name));
            })
            .At("12:00", new Gauge("a", 90), new Gauge("a", 10), new Gauge("a", 95)).Begins("high(a)").Decides("high: decided tell team/a, 95")
            .At("12:01", new Gauge("a", 10), new Gauge("a", 91))
            .At("12:02", new Gauge("a", 91), new Gauge("a", 11)).Begins("low(a)").Ends("high(a)");
        Case("a-value-that-comes-back-before-anybody-looked-is-no-change", b => b.Decide(
                "r", from g in Facts<Gauge>() select new Tell(g.Name, $"{g.Value}")).AgainOnChange())
            .At("12:00", new Gauge("a", 1)).Begins("r(a)").Decides("r: decided tell team/a, 1")
            .At("12:01", new Gauge("a", 2), new Gauge("a", 1))
            .At("12:02", Gone(new Gauge("a", 0)), new Gauge("a", 1))
            .At("12:03", new Gauge("a", 2)).Decides("r: decided tell team/a, 2");
    }

    private void Identities()
    {
        Case("facts-with-other-keys-are-other-facts", All)
            .At("12:00", new Gauge("a", 1)).Begins("r(a)")
            .At("12:01", new Gauge("A", 1)).Begins("r(A)")
            .At("12:02", new Gauge("", 1), new Gauge(" a", 1)).Begins("r()", "r( a)")
            .At("12:03", Gone(new Gauge("A", 9))).Ends("r(A)");
        Case("all-parts-of-a-key-are-its-identity", b => b.Rule("r", from l in Facts<Link>() select new Hit(l.From + l.To)))
            .At("12:00", new Link("a", "b"), new Link("b", "a")).Begins("r(a/b)", "r(b/a)")
            .At("12:01", new Link("a", "b", 7), new Link("a", "c")).Begins("r(a/c)")
            .At("12:02", Gone(new Link("b", "a"))).Ends("r(b/a)");
        Case("two-types-with-one-key-are-two-facts", b =>
            {
                All(b);
                b.Rule("m", from m in Facts<Machine>() select new Hit(m.Name));
            })
            .At("12:00", new Gauge("a", 1), new Machine("a")).Begins("r(a)", "m(a)")
            .At("12:01", Gone(new Gauge("a", 1))).Ends("r(a)");
    }

    private void Retractions()
    {
        Case("a-retraction-ends-the-matches-of-its-fact-once", All)
            .At("12:00", new Gauge("a", 1), new Gauge("b", 1)).Begins("r(a)", "r(b)")
            .At("12:01", Gone(new Gauge("a", 99))).Ends("r(a)")
            .At("12:02", Gone(new Gauge("a", 0)), Gone(new Gauge("c", 0)));
        Case("a-fact-that-comes-back-later-is-a-new-match", b => b.Decide("r", from g in Facts<Gauge>() select new Tell(g.Name)))
            .At("12:00", new Gauge("a", 1)).Begins("r(a)").Decides("r: decided tell team/a")
            .At("12:01", Gone(new Gauge("a", 1))).Ends("r(a)")
            .At("12:02", new Gauge("a", 1)).Begins("r(a)").Decides("r: decided tell team/a");
        Case("a-fact-that-is-taken-back-and-comes-again-in-one-batch-keeps-its-match", b => b.Decide("r", from g in Facts<Gauge>() select new Tell(g.Name)))
            .At("12:00", new Gauge("a", 1)).Begins("r(a)").Decides("r: decided tell team/a")
            .At("12:01", Gone(new Gauge("a", 1)), new Gauge("a", 2));
        Case("a-fact-that-comes-and-is-taken-back-in-one-batch-was-never-a-match", b => b.Decide("r", from g in Facts<Gauge>() select new Tell(g.Name)))
            .At("12:00", new Gauge("a", 1), Gone(new Gauge("a", 1)), new Gauge("b", 1)).Begins("r(b)").Decides("r: decided tell team/b");
    }

    private void Late()
    {
        Case("a-late-observation-is-ignored-and-counted", All80)
            .At("12:05", new Gauge("a", 90)).Begins("r(a)")
            .At("12:06", Seen("12:04", new Gauge("a", 10))).IsLate()
            .At("12:07", Seen("12:04", new Gauge("b", 90))).Begins("r(b)");
        Case("an-observation-of-the-same-instant-is-not-late", All80)
            .At("12:05", new Gauge("a", 90)).Begins("r(a)")
            .At("12:06", Seen("12:05", new Gauge("a", 10))).Ends("r(a)");
        Case("a-late-retraction-is-ignored", All80)
            .At("12:05", new Gauge("a", 90)).Begins("r(a)")
            .At("12:06", Gone("12:04", new Gauge("a", 0))).IsLate();
        Case("an-observation-from-before-a-retraction-does-not-bring-the-fact-back", All80)
            .At("12:05", new Gauge("a", 90)).Begins("r(a)")
            .At("12:06", Gone(new Gauge("a", 0))).Ends("r(a)")
            .At("12:07", Seen("12:05:30", new Gauge("a", 95))).IsLate()
            .At("12:08", new Gauge("a", 95)).Begins("r(a)");
        Case("of-a-batch-out-of-order-the-newest-value-holds", All80)
            .At("12:05", Seen("12:04", new Gauge("a", 90)), Seen("12:02", new Gauge("a", 1)), Seen("12:03", new Gauge("b", 1)), Seen("12:04", new Gauge("b", 91)))
            .Begins("r(a)", "r(b)").IsLate();
    }

    private void Deliveries() => Case("a-delivery-that-comes-twice-counts-once", All80)
        .At("12:00", Delivered(7, new Gauge("a", 90)), Delivered(8, new Gauge("b", 1))).Begins("r(a)")
        .At("12:01", Delivered(7, new Gauge("a", 1)), Delivered(8, new Gauge("b", 90))).IsDuplicate(2)
        .At("12:02", Delivered(9, new Gauge("b", 91))).Begins("r(b)");

    private static void All(CaseBook b) => b.Rule("r", from g in Facts<Gauge>() select new Hit(g.Name));

    private static void All80(CaseBook b) => b.Rule("r", from g in Facts<Gauge>() where g.Value > 80 select new Hit(g.Name));
}
