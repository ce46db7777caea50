using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>What has not been observed for a time.</summary>
internal sealed class MissingCases() : CaseArea("missing")
{
    protected override void Write()
    {
        Silence();
        Starts();
        Whole();
    }

    private void Silence()
    {
        Case("silence-counts-from-the-last-observation-and-takes-effect-at-its-instant", Silent)
            .At("12:00", new Machine("a"), new Gauge("a", 1))
            .At("12:02", new Gauge("a", 1))
            .At("12:04", new Gauge("a", 1))
            .At("12:06:59.9999999")
            .At("12:20").Begins("silent(a)").Decides("12:07 silent: decided hold thing/a, silent");
        Case("what-comes-back-is-no-longer-missing", Silent)
            .At("12:00", new Machine("a"), new Gauge("a", 1))
            .At("12:05", new Gauge("a", 1)).Begins("silent(a)").Ends("silent(a)")
            .Decides("12:03 silent: decided hold thing/a, silent", "silent: released hold thing/a, ended: silent")
            .At("12:08").Begins("silent(a)").Decides("silent: decided hold thing/a, silent");
        Case("another-subject-breaks-no-silence", Silent)
            .At("12:00", new Machine("a"), new Machine("b"), new Gauge("b", 1))
            .At("12:02", new Gauge("b", 2))
            .At("12:03").Begins("silent(a)").Decides("silent: decided hold thing/a, silent").IsDue("12:05");
        Case("a-late-observation-breaks-silence-from-when-it-was-seen", Silent)
            .At("12:02", new Machine("a"), Seen("12:01", new Gauge("a", 1)))
            .At("12:03:59.9999999")
            .At("12:04").Begins("silent(a)").Decides("silent: decided hold thing/a, silent");
        Case("what-was-taken-back-was-seen-all-the-same", Silent)
            .At("12:02", new Machine("a"), new Gauge("a", 1))
            .At("12:03", Gone(new Gauge("a", 1)))
            .At("12:04:30")
            .At("12:05").Begins("silent(a)").Decides("silent: decided hold thing/a, silent");
    }

    private void Starts()
    {
        Case("what-was-never-seen-is-missing-from-that-time-after-the-start", Silent)
            .At("12:01", new Machine("a")).IsDue("12:03")
            .At("12:10").Begins("silent(a)").Decides("12:03 silent: decided hold thing/a, silent");
        Case("a-match-that-comes-later-finds-missing-what-was-missing-before", Silent)
            .At("12:20", new Machine("a")).Begins("silent(a)").Decides("silent: decided hold thing/a, silent");
    }

    private void Whole()
    {
        Case("without-a-time-it-is-missing-as-soon-as-there-is-none", b => b.Rule(
                "alone", from m in Facts<Machine>() where Missing<Gauge>(g => g.Name == m.Name) select new Hit(m.Name)))
            .At("12:00", new Machine("a")).Begins("alone(a)")
            .At("12:01", new Gauge("a", 1)).Ends("alone(a)")
            .At("13:00", Gone(new Gauge("a", 1))).Begins("alone(a)");
        Case("a-whole-type-may-be-missing", b =>
            {
                b.Rule("none", from m in Facts<Machine>() where Missing<Gauge>() select new Hit(m.Name + 1));
                b.Rule("long", from m in Facts<Machine>() where Missing<Gauge>(Minutes(3)) select new Hit(m.Name + 2));
            })
            .At("12:01", new Machine("a")).Begins("none(a)")
            .At("12:03").Begins("long(a)")
            .At("12:04", new Gauge("x", 1)).Ends("none(a)", "long(a)")
            .At("12:07").Begins("long(a)");
        Case("missing-and-another-condition", b => b.Rule("r",
                from m in Facts<Machine>()
                where m.Up && Missing<Ping>(p => p.Name == m.Name && p.Value > 1, forAtLeast: Minutes(2))
                select new Hit(m.Name)))
            .At("12:01", new Machine("a"), new Ping("a", 2), new Machine("b", Up: false))
            .At("12:02", new Ping("a", 1))
            .At("12:03").Begins("r(a)")
            .At("12:04", new Machine("a", Up: false), new Machine("b")).Begins("r(b)").Ends("r(a)");
    }

    private static void Silent(CaseBook b) => b.Decide("silent",
        from m in Facts<Machine>()
        where Missing<Gauge>(g => g.Name == m.Name, forAtLeast: Minutes(3))
        select new Hold(m.Name, "silent"));
}
