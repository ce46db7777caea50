using RunbookSdk.Actions;
using RunbookSdk.Cli.Replay.Page;
using RunbookSdk.Components;
using RunbookSdk.Rules;

namespace RunbookSdk.Cli.Tests.ReplayPages;

/// <summary>What a page says of a rule: its clauses, and what the gate minds of it.</summary>
public sealed class RuleWordsTests
{
    [Fact]
    public void Everything_that_the_gate_minds_is_said()
    {
        var rule = RuleSet.Create(new Careful()).Rules.Single(r => r.Id == "drain").Model;

        Assert.Equal(
        [
            "waits for 2 approvals within 1 day", "cool-down of 2 hours", "lease of 10 minutes", "at most 3 times per 1 day", "touches at most 1 target at one time",
            "touches at most 50% of Component", "keeps 2 of Site available", "only during change-window", "wakes sre when it is stopped", "has to be proved to have worked within 3 minutes",
        ], RuleWords.GateOf(rule));
    }

    [Fact]
    public void Clauses_are_said_as_their_author_would_write_them()
    {
        var rules = RuleSet.Create(new Careful()).Rules;

        Assert.Equal(
        [
            "from l in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85, lasting: 00:01:00)", "from c in Facts<Component>()", "where c.Cluster == l.Cluster", "select Suspend(c, \"too much\")",
        ], RuleWords.ClausesOf(rules.Single(r => r.Id == "drain").Model));
        Assert.Equal("select page team/ops, because: \"it is so\"", RuleWords.ClausesOf(rules.Single(r => r.Id == "same").Model).Last());
    }

    private sealed class Careful : Runbook
    {
        protected override void Define()
        {
            Rule("drain", from l in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85, lasting: Minutes(1)) from c in Facts<Component>() where c.Cluster == l.Cluster select Suspend(c, "too much"))
              .Mode(Mode.Act).RequireApproval(2).Cooldown(Hours(2)).Lease(Minutes(10)).AtMost(3, per: Hours(24)).AtMostTargets(1).AtMostShare(0.5, of: Facts<Component>())
              .Keep(2, of: Facts<Site>(), available: s => s.Healthy).OnlyDuring("change-window").Escalate("sre")
              .Verify(within: Minutes(3), (Suspend s) => Facts<ClusterLoad>().Where(l => l.Cluster == s.Component.Cluster), otherwise: s => Page("on-call", "it did not help"));
            Rule("same", from l in Facts<ClusterLoad>() select Page("ops", "it is so"));
        }
    }
}
