using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>Actions that are asked for when a match begins, and again on change where a rule says so.</summary>
internal sealed class OneShotCases() : CaseArea("one-shot actions")
{
    protected override void Write()
    {
        Once();
        Again();
    }

    private void Once()
    {
        Case("a-one-shot-action-is-asked-once-a-match-whatever-the-updates", High)
            .At("12:00", new Gauge("a", 90)).Begins("high(a)").Decides("high: decided tell team/a, 90")
            .At("12:01", new Gauge("a", 91))
            .At("12:02", new Gauge("a", 92), new Gauge("a", 93))
            .At("12:03", new Gauge("a", 10)).Ends("high(a)")
            .At("12:04", new Gauge("a", 95)).Begins("high(a)").Decides("high: decided tell team/a, 95");
        Case("each-match-asks-for-itself-also-of-one-target", b => b.Decide(
                "r", from m in Facts<Machine>() where !m.Up select new Tell(m.Site!, m.Name)))
            .At("12:00", new Machine("a", Up: false), new Machine("b", Up: false)).Begins("r(a)", "r(b)")
            .Decides("r: decided tell team/s1, a", "r: decided tell team/s1, b")
            .At("12:01", new Machine("c", Up: false), new Machine("a")).Begins("r(c)").Ends("r(a)").Decides("r: decided tell team/s1, c");
        Case("a-value-that-leaves-and-returns-within-a-batch-is-no-new-match", High)
            .At("12:00", new Gauge("a", 90)).Begins("high(a)").Decides("high: decided tell team/a, 90")
            .At("12:01", new Gauge("a", 10), new Gauge("a", 91));
        Case("a-rule-that-observes-asks-and-does-nothing", b =>
            {
                b.Rule("write", from g in Facts<Gauge>() select Runbook.Assert(new Note(g.Name), "seen"));
                b.Rule("r", from n in Facts<Note>() select new Hit(n.Name));
            })
            .At("12:00", new Gauge("a", 1)).Begins("write(a)").Decides("write: observed assert fact/note/a, seen");
    }

    private void Again()
    {
        Case("again-on-change-asks-for-each-changed-value-and-for-no-repeated-one", b => High(b, again: true))
            .At("12:00", new Gauge("a", 90)).Begins("high(a)").Decides("high: decided tell team/a, 90")
            .At("12:01", new Gauge("a", 90))
            .At("12:02", new Gauge("a", 91)).Decides("high: decided tell team/a, 91")
            .At("12:03", new Gauge("a", 92), new Gauge("a", 91));
        Case("again-on-change-counts-members-that-no-condition-reads", b => High(b, again: true))
            .At("12:00", new Gauge("a", 90)).Begins("high(a)").Decides("high: decided tell team/a, 90")
            .At("12:01", new Gauge("a", 90, "percent")).Decides("high: decided tell team/a, 90");
        Case("again-on-change-follows-each-fact-of-a-join", b => b.Decide("r",
                from g in Facts<Gauge>()
                join m in Facts<Machine>() on g.Name equals m.Name
                select new Tell(m.Name, $"{g.Value} {m.Cores}")).AgainOnChange())
            .At("12:00", new Gauge("a", 1), new Machine("a")).Begins("r(a, a)").Decides("r: decided tell team/a, 1 1")
            .At("12:01", new Machine("a", Cores: 2)).Decides("r: decided tell team/a, 1 2")
            .At("12:02", new Gauge("a", 2)).Decides("r: decided tell team/a, 2 2")
            .At("12:03", new Gauge("a", 3), new Machine("a", Cores: 3)).Decides("r: decided tell team/a, 3 3");
        Case("again-on-change-is-not-asked-by-an-answer-that-changes", b => b.Decide(
                "r", from g in Facts<Gauge>() where Facts<Machine>().Count() < 3 select new Tell(g.Name)).AgainOnChange())
            .At("12:00", new Gauge("a", 1)).Begins("r(a)").Decides("r: decided tell team/a")
            .At("12:01", new Machine("x"))
            .At("12:02", new Machine("y"), new Machine("z")).Ends("r(a)");
        Case("again-on-change-of-a-fact-with-itself-asks-once-a-match", b => b.Decide(
                "r", from x in Facts<Machine>() join y in Facts<Machine>() on x.Site equals y.Site select new Tell(x.Name + y.Name)).AgainOnChange())
            .At("12:00", new Machine("a"), new Machine("b")).Begins("r(a, a)", "r(a, b)", "r(b, a)", "r(b, b)")
            .Decides("r: decided tell team/aa", "r: decided tell team/ab", "r: decided tell team/ba", "r: decided tell team/bb")
            .At("12:01", new Machine("a", Cores: 2)).Decides("r: decided tell team/aa", "r: decided tell team/ab", "r: decided tell team/ba");
    }

    private static void High(CaseBook b) => High(b, again: false);

    private static void High(CaseBook b, bool again)
    {
        var rule = b.Decide("high", from g in Facts<Gauge>() where g.Value > 80 select new Tell(g.Name, $"{g.Value}"));
        if (again) rule.AgainOnChange();
    }
}
