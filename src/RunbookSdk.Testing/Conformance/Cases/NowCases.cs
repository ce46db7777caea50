using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>Comparisons with the instant of the evaluation: each takes effect at its very instant, though no fact arrives.</summary>
internal sealed class NowCases() : CaseArea("now")
{
    protected override void Write()
    {
        Dates();
        Bounds();
        Distances();
        Combined();
        Places();
        Moves();
    }

    private void Dates()
    {
        Case("a-date-takes-effect-at-its-instant-and-not-a-tick-before", b => b.Decide(
                "r", from g in Facts<Gauge>() where Now >= Date("2019-09-11 14:30 Europe/Oslo") select new Tell(g.Name)))
            .At("12:00", new Gauge("a", 1)).IsDue("12:30")
            .At("12:29:59.9999999")
            .At("12:30").Begins("r(a)").Decides("r: decided tell team/a")
            .At("13:00").IsNeverDue();
        Case("a-date-that-is-past-holds-at-once-and-one-to-come-makes-the-clock-stop-there", b =>
            {
                b.Decide("past", from g in Facts<Gauge>() where Now > Date("2019-09-01T00:00Z") select new Tell(g.Name, "past"));
                b.Decide("soon", from g in Facts<Gauge>() where Now >= Date("2019-09-12T00:00Z") select new Tell(g.Name, "soon"));
            })
            .At("12:00", new Gauge("a", 1)).Begins("past(a)").Decides("past: decided tell team/a, past").IsDue("2019-09-12 00:00")
            .At("2019-09-15 00:00", new Gauge("b", 1)).Begins("soon(a)", "past(b)", "soon(b)")
            .Decides("2019-09-12 00:00 soon: decided tell team/a, soon", "past: decided tell team/b, past", "soon: decided tell team/b, soon");
    }

    private void Bounds()
    {
        Case("at-or-after-holds-from-the-instant", b => b.Rule("r", from j in Facts<Job>() where Now >= j.Begins select new Hit(j.Name)))
            .At("12:00", J("a", "12:10")).IsDue("12:10").At("12:09:59.9999999").At("12:10").Begins("r(a)").At("12:11").IsNeverDue();
        Case("after-holds-from-one-tick-after-the-instant", b => b.Rule("r", from j in Facts<Job>() where Now > j.Begins select new Hit(j.Name)))
            .At("12:00", J("a", "12:10")).At("12:10").At("12:10:00.0000001").Begins("r(a)").IsNeverDue();
        Case("before-holds-until-one-tick-before-the-instant", b => b.Rule("r", from j in Facts<Job>() where Now < j.Begins select new Hit(j.Name)))
            .At("12:00", J("a", "12:10")).Begins("r(a)").IsDue("12:10").At("12:09:59.9999999").At("12:10").Ends("r(a)").At("12:11").IsNeverDue();
        Case("at-or-before-holds-until-the-instant-itself", b => b.Rule("r", from j in Facts<Job>() where Now <= j.Begins select new Hit(j.Name)))
            .At("12:00", J("a", "12:10")).Begins("r(a)").At("12:10").At("12:10:00.0000001").Ends("r(a)").IsNeverDue();
        Case("now-may-stand-on-the-right", b => b.Rule("r", from j in Facts<Job>() where j.Begins <= Now && j.Ends > Now select new Hit(j.Name)))
            .At("12:00", J("a", "12:10", "12:20")).IsDue("12:10")
            .At("12:11").Begins("r(a)").IsDue("12:20")
            .At("12:20").Ends("r(a)")
            .At("12:21").IsNeverDue();
        Case("equal-to-now-holds-for-that-tick-only", b => b.Decide("r", from j in Facts<Job>() where Now == j.Begins select new Hold(j.Name, "now")))
            .At("12:00", J("a", "12:10"))
            .At("12:30").Begins("r(a)").Ends("r(a)").Decides("12:10 r: decided hold thing/a, now", "12:10:00.0000001 r: released hold thing/a, ended: now");
    }

    private void Distances()
    {
        Case("a-time-since-an-instant", b => b.Rule("r", from j in Facts<Job>() where Now - j.Begins > Minutes(3) select new Hit(j.Name)))
            .At("12:00", J("a", "12:10")).At("12:13").At("12:13:00.0000001").Begins("r(a)").IsNeverDue();
        Case("a-time-until-an-instant", b => b.Rule("r", from j in Facts<Job>() where j.Begins - Now <= Minutes(3) select new Hit(j.Name)))
            .At("12:00", J("a", "12:10")).IsDue("12:07").At("12:06:59.9999999").At("12:07").Begins("r(a)").At("12:08").IsNeverDue();
        Case("an-instant-and-a-duration", b => b.Rule("r", from j in Facts<Job>() where j.Begins + Minutes(5) < Now select new Hit(j.Name)))
            .At("12:00", J("a", "12:10")).At("12:15").At("12:15:00.0000001").Begins("r(a)").IsNeverDue();
        Case("an-instant-less-a-duration", b => b.Rule("r", from j in Facts<Job>() where Now >= j.Begins - Minutes(5) select new Hit(j.Name)))
            .At("12:00", J("a", "12:10")).IsDue("12:05").At("12:04:59.9999999").At("12:05").Begins("r(a)").At("12:06").IsNeverDue();
        Case("an-instant-that-a-member-moves", b => b.Rule("r",
                from j in Facts<Job>()
                join g in Facts<Gauge>() on j.Name equals g.Name
                where Now >= j.Begins.AddMinutes(g.Value)
                select new Hit(j.Name)))
            .At("12:00", J("a", "12:10"), new Gauge("a", 5)).IsDue("12:15")
            .At("12:01", new Gauge("a", -5)).IsDue("12:05")
            .At("12:05").Begins("r(a, a)")
            .At("12:06", new Gauge("a", 0)).Ends("r(a, a)").IsDue("12:10");
    }

    private void Combined()
    {
        Case("instants-of-two-facts-bound-now-on-both-sides", b => b.Decide("r",
                from j in Facts<Job>()
                from k in Facts<Job>()
                where j.Name == "a" && k.Name == "b"
                where Now >= j.Begins && Now < k.Begins
                select new Hold("x", "between")))
            .At("12:00", J("a", "12:10"), J("b", "12:20"))
            .At("13:00").Begins("r(a, b)").Ends("r(a, b)").Decides("12:10 r: decided hold thing/x, between", "12:20 r: released hold thing/x, ended: between");
        Case("not-turns-a-comparison-with-now-around", b => b.Rule("r", from j in Facts<Job>() where !(Now < j.Begins) select new Hit(j.Name)))
            .At("12:00", J("a", "12:10")).IsDue("12:10").At("12:10").Begins("r(a)");
        Case("a-fact-or-an-instant-whichever-is-first", b => b.Rule(
                "r", from g in Facts<Gauge>() where g.Value > 80 || Now >= Date("2019-09-11T12:10Z") select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 1), new Gauge("b", 90)).Begins("r(b)")
            .At("12:01", new Gauge("b", 1)).Ends("r(b)")
            .At("12:10").Begins("r(a)", "r(b)");
        Case("an-instant-that-lacks-is-guarded", b => b.Rule(
                "open", from j in Facts<Job>() where j.Ends == null || Now < j.Ends.Value select new Hit(j.Name)))
            .At("12:00", J("a", "12:00"), J("b", "12:00", "12:10")).Begins("open(a)", "open(b)").IsDue("12:10")
            .At("12:10").Ends("open(b)")
            .At("12:11", J("b", "12:00")).Begins("open(b)").IsNeverDue();
        Case("now-in-a-result-is-the-instant-of-the-match", b => b.Decide(
                "r", from j in Facts<Job>() where Now >= j.Begins select new Tell(j.Name, $"{Local(Now, "Europe/Oslo"):HH:mm}")))
            .At("12:00", J("a", "12:10"), J("b", "12:00")).Begins("r(b)").Decides("r: decided tell team/b, 14:00")
            .At("13:00").Begins("r(a)").Decides("12:10 r: decided tell team/a, 14:10");
    }

    private void Places()
    {
        Case("a-question-may-compare-with-now", b => b.Decide(
                "free", from g in Facts<Gauge>() where !Facts<Job>().Any(j => j.Name == g.Name && j.Begins <= Now && Now < j.Ends) select new Hold(g.Name, "free")))
            .At("12:00", new Gauge("a", 1), J("a", "12:10", "12:20")).Begins("free(a)").Decides("free: decided hold thing/a, free")
            .At("12:10").Ends("free(a)").Decides("free: released hold thing/a, ended: free")
            .At("12:19:59.9999999")
            .At("12:20").Begins("free(a)").Decides("free: decided hold thing/a, free");
        Case("a-source-may-compare-with-now", b => b.Rule(
                "r", from j in Facts<Job>().Where(x => Now >= x.Begins) join g in Facts<Gauge>() on j.Name equals g.Name select new Hit(j.Name)))
            .At("12:00", new Gauge("a", 1), J("a", "12:10"))
            .At("12:10").Begins("r(a, a)")
            .At("12:11", J("a", "12:12")).Ends("r(a, a)")
            .At("12:12").Begins("r(a, a)");
        Case("groups-of-what-has-begun", b => b.Rule(
                "two", from j in Facts<Job>() where j.Begins <= Now group j by j.Name.Length into g where g.Count() >= 2 select new Hit($"{g.Key}")))
            .At("12:00", J("a", "12:05"), J("b", "12:10"), J("cc", "12:00"))
            .At("12:05")
            .At("12:10").Begins("two(1)")
            .At("12:11", J("a", "12:30")).Ends("two(1)");
        Case("how-many-have-ended-by-now", b => b.Rule(
                "r", from g in Facts<Gauge>() where Facts<Job>().Count(j => Now >= j.Begins) > g.Value select new Hit(g.Name)))
            .At("12:00", new Gauge("a", 1), J("x", "12:05"), J("y", "12:10"))
            .At("12:09")
            .At("12:10").Begins("r(a)")
            .At("12:11", new Gauge("a", 2)).Ends("r(a)");
    }

    private void Moves()
    {
        Case("a-fact-that-moves-its-instant-moves-the-match", b => b.Rule("r", from j in Facts<Job>() where Now >= j.Begins select new Hit(j.Name)))
            .At("12:00", J("a", "12:10")).IsDue("12:10")
            .At("12:05", J("a", "12:30")).IsDue("12:30")
            .At("12:25", J("a", "12:26")).IsDue("12:26")
            .At("12:26").Begins("r(a)")
            .At("12:27", J("a", "12:40")).Ends("r(a)").IsDue("12:40");
        Case("a-fact-that-goes-takes-its-instant-along", b => b.Rule("r", from j in Facts<Job>() where Now >= j.Begins select new Hit(j.Name)))
            .At("12:00", J("a", "12:10"), J("b", "12:20")).IsDue("12:10")
            .At("12:05", Gone(J("a", "12:10"))).IsDue("12:20")
            .At("12:30").Begins("r(b)").IsNeverDue();
        Case("time-passes-from-one-due-instant-to-the-next-within-one-step", b => b.Decide("r", from j in Facts<Job>() where Now >= j.Begins select new Tell(j.Name)))
            .At("12:00", J("c", "12:30"), J("a", "12:10"), J("b", "12:20"), J("d", "12:10")).IsDue("12:10")
            .At("13:00").Begins("r(a)", "r(b)", "r(c)", "r(d)")
            .Decides("12:10 r: decided tell team/a", "12:10 r: decided tell team/d", "12:20 r: decided tell team/b", "12:30 r: decided tell team/c");
    }

    private static Job J(string name, string begins, string? ends = null) =>
        new(name, CaseClock.Read(begins), ends is null ? null : CaseClock.Read(ends));
}
