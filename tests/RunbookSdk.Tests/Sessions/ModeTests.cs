using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

/// <summary>How far a rule may go, and how far all rules may.</summary>
public sealed class ModeTests
{
    [Theory]
    [InlineData(Mode.Observe, Mode.Observe, Outcome.Observed)]
    [InlineData(Mode.Observe, Mode.Propose, Outcome.Observed)]
    [InlineData(Mode.Observe, Mode.Act, Outcome.Observed)]
    [InlineData(Mode.Propose, Mode.Observe, Outcome.Observed)]
    [InlineData(Mode.Propose, Mode.Propose, Outcome.Proposed)]
    [InlineData(Mode.Propose, Mode.Act, Outcome.Proposed)]
    [InlineData(Mode.Act, Mode.Observe, Outcome.Observed)]
    [InlineData(Mode.Act, Mode.Propose, Outcome.Proposed)]
    [InlineData(Mode.Act, Mode.Act, Outcome.Decided)]
    public void Lower_mode_of_the_rule_and_the_set_holds_for_what_stands_and_for_what_is_done_once(Mode rule, Mode set, Outcome outcome)
    {
        var desk = new Desk(
            book =>
            {
                book.Rule("suspend", from tools in Facts<Component>() select Runbook.Suspend(tools, "")).Mode(rule);
                book.Rule("restart", from tools in Facts<Component>() select Runbook.RunJob("restart", new string[0], "")).Mode(rule);
            },
            new SessionOptions { Mode = set });

        desk.At(0, new Component("c1", "WebTools"));

        Assert.Equal([outcome, outcome], desk.Decisions.Select(d => d.Outcome));
        Assert.All(desk.Decisions, d => Assert.Equal((Mode)Math.Min((int)rule, (int)set), d.Mode));
    }

    [Fact]
    public void Rule_observes_until_it_is_told_otherwise()
    {
        var desk = new Desk(book => book.Rule("suspend", from tools in Facts<Component>() select Runbook.Suspend(tools, "")));

        desk.At(0, new Component("c1", "WebTools"));

        Assert.Equal(Outcome.Observed, Assert.Single(desk.Decisions).Outcome);
    }

    [Fact]
    public void What_is_said_of_every_rule_holds_for_those_after_it_unless_they_say_otherwise()
    {
        var desk = new Desk(book =>
        {
            book.Rule("before", from tools in Facts<Component>() select Runbook.Page("a", ""));
            book.EveryRule(r => r.Mode(Mode.Act).Escalate("sre"));
            book.Rule("after", from tools in Facts<Component>() select Runbook.Page("b", ""));
            book.Rule("otherwise", from tools in Facts<Component>() select Runbook.Page("c", "")).Mode(Mode.Propose);
        });

        desk.At(0, new Component("c1", "WebTools"));

        Assert.Equal([Outcome.Observed, Outcome.Decided, Outcome.Proposed], desk.Decisions.Select(d => d.Outcome));
    }
}
