using RunbookSdk.Actions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Testing.Conformance.Cases;

/// <summary>Facts that prove that an action worked, and what follows without them.</summary>
internal sealed class VerifyCases() : CaseArea("verifications")
{
    private const string Key = "r/thing/a/2019-09-11T12:00:00Z/hold";

    protected override void Write()
    {
        Case("what-is-observed-after-the-decision-proves-it", Verified)
            .At("12:00", new Gauge("a", 90)).Begins("r(a)").Decides("r: decided hold thing/a, high").IsDue("12:15")
            .At("12:04", new Gauge("b", 10))
            .At("12:05", new Gauge("a", 55)).Begins($"r/verify({Key}, a)").Ends($"r/verify({Key}, a)")
            .Decides("r: verified hold thing/a, Gauge a proves it 5 minutes after 2019-09-11 12:00:00Z").IsNeverDue();
        Case("what-was-known-before-proves-nothing-until-it-is-observed-again", b => b.Decide(
                "r", from m in Facts<Machine>() where !m.Up select new Tell(m.Name))
                .Verify(Minutes(15), (Tell t) => Facts<Gauge>().Where(g => g.Name == t.Target.Name), t => new Tell("boss")))
            .At("12:00", new Gauge("a", 1), new Machine("a", Up: false)).Begins("r(a)").Decides("r: decided tell team/a")
            .At("12:03", new Gauge("a", 1)).Begins("r/verify(r/team/a/2019-09-11T12:00:00Z/tell, a)").Ends("r/verify(r/team/a/2019-09-11T12:00:00Z/tell, a)")
            .Decides("r: verified tell team/a, Gauge a proves it 3 minutes after 2019-09-11 12:00:00Z");
        Case("without-a-proof-what-follows-is-asked-for-in-order-each-at-its-instant", Verified)
            .At("12:00", new Gauge("a", 90)).Begins("r(a)").Decides("r: decided hold thing/a, high")
            .At("12:15").Begins($"r/otherwise/1({Key})").IsDue("12:35")
            .Decides(
                "r: unverified hold thing/a, not proved in 15 minutes after 2019-09-11 12:00:00Z: no Gauge was observed since",
                "r/otherwise/1: decided hold thing/a (more), not enough")
            .At("12:35").Begins($"r/otherwise/2({Key})").IsNeverDue()
            .Decides(
                "r: unverified hold thing/a, not proved in 35 minutes after 2019-09-11 12:00:00Z: no Gauge was observed since", "r/otherwise/2: decided tell team/a")
            .At("12:40", new Gauge("a", 50)).Begins($"r/verify({Key}, a)")
            .Ends($"r/verify({Key}, a)", $"r/otherwise/1({Key})", $"r/otherwise/2({Key})")
            .Decides(
                "r: verified hold thing/a, Gauge a proves it 40 minutes after 2019-09-11 12:00:00Z",
                "r/otherwise/1: released hold thing/a (more), ended: not enough");
        Case("a-proof-of-the-instant-of-the-deadline-counts", Verified)
            .At("12:00", new Gauge("a", 90)).Begins("r(a)").Decides("r: decided hold thing/a, high")
            .At("12:15", new Gauge("a", 50)).Begins($"r/verify({Key}, a)").Ends($"r/verify({Key}, a)")
            .Decides("r: verified hold thing/a, Gauge a proves it 15 minutes after 2019-09-11 12:00:00Z");
        Case("what-is-released-has-nothing-to-prove", Verified)
            .At("12:00", new Gauge("a", 90)).Begins("r(a)").Decides("r: decided hold thing/a, high")
            .At("12:05", Gone(new Gauge("a", 0))).Ends("r(a)").Decides("r: released hold thing/a, ended: high").IsNeverDue();
    }

    private static void Verified(CaseBook book) => book
        .Decide("r", from g in Facts<Gauge>().RaisedWhen(g => g.Value > 80).ClearedWhen(g => g.Value < 20) select new Hold(g.Name, "high"))
        .Verify(
            Minutes(15),
            (Hold h) => Facts<Gauge>().Where(g => g.Name == h.Target.Name && g.Value < 60),
            h => new Hold(h.Target.Name, "not enough", "more"))
        .Otherwise(Minutes(20), (Hold h) => new Tell(h.Target.Name));
}
