using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

public sealed class RoundTests
{
    [Fact]
    public void Priority_comes_before_declaration_and_declaration_before_the_order_of_facts()
    {
        var desk = new Desk(book =>
        {
            Tell(book, "first");
            Tell(book, "second");
            Tell(book, "urgent").Priority(1);
            Tell(book, "last").Priority(-1);
        });

        desk.At(0, new Alert("b", "x", true), new Alert("a", "x", true));

        Assert.Equal(
            ["urgent b", "urgent a", "first b", "first a", "second b", "second a", "last b", "last a"],
            desk.Decisions.Select(d => $"{d.Rule} {d.Because}"));
        Assert.Equal(Enumerable.Range(1, 8).Select(n => (long)n), desk.Decisions.Select(d => d.Sequence));
    }

    [Fact]
    public void Facts_of_one_instant_in_another_order_give_decisions_in_that_order()
    {
        var (forth, back) = (new Desk(b => Tell(b, "tell")), new Desk(b => Tell(b, "tell")));

        forth.At(0, new Alert("a", "x", true), new Alert("b", "x", true));
        back.At(0, new Alert("b", "x", true), new Alert("a", "x", true));

        Assert.Equal(["a", "b"], forth.Decisions.Select(d => d.Because));
        Assert.Equal(["b", "a"], back.Decisions.Select(d => d.Because));
    }

    [Fact]
    public void Matches_of_several_facts_come_in_the_order_of_their_facts_slot_by_slot()
    {
        var desk = new Desk(book => book.Rule("pairs",
            from load in Facts<ClusterLoad>()
            from alert in Facts<Alert>()
            select Runbook.Page("sre", load.Cluster + alert.Name)).Mode(Mode.Act));

        desk.At(0, new Alert("y", "", true), new ClusterLoad("b", 1), new Alert("x", "", true), new ClusterLoad("a", 1));

        Assert.Equal(["by", "bx", "ay", "ax"], desk.Decisions.Select(d => d.Because));
    }

    [Fact]
    public void What_one_round_writes_the_next_one_decides_on()
    {
        var desk = new Desk(book =>
        {
            book.Rule("two", from step in Facts<Step>() where step.Number == 2 select Runbook.Page("sre", "there")).Mode(Mode.Act).Priority(9);
            book.Rule("one", from step in Facts<Step>()
                             where step.Number < 2
                             select Runbook.Assert(new Step(step.Name, step.Number + 1), "")).Mode(Mode.Act).AgainOnChange();
        });

        desk.At(0, new Step("s", 0));

        Assert.Equal(["one", "one", "two"], desk.Decisions.Select(d => d.Rule));
    }

    [Fact]
    public void Rules_that_do_not_come_to_rest_are_refused_and_named()
    {
        var desk = new Desk(book =>
        {
            CountForever(book);
            Tell(book, "innocent");
        });

        var refused = Assert.Throws<RunbookException>(() => desk.At(0, new Alert("a", "x", true), new Step("s", 0)));

        var diagnostic = Assert.Single(refused.Diagnostics);
        Assert.Equal("RBK5001", diagnostic.Code);
        Assert.Contains("endless", diagnostic.Message, StringComparison.Ordinal);
        Assert.Contains("within 100 rounds", diagnostic.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("innocent", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_as_long_as_the_rounds_is_taken_and_one_longer_is_refused()
    {
        Assert.Equal(3, CountTo(3, rounds: 4).Count);
        Assert.Throws<RunbookException>(() => CountTo(4, rounds: 4));
    }

    [Fact]
    public void Derived_facts_that_contradict_themselves_are_refused()
    {
        var desk = new Desk(book => book.Rule("liar",
            from load in Facts<ClusterLoad>() where !Facts<Step>().Any() select new Step("s", 1)).Mode(Mode.Act));

        var refused = Assert.Throws<RunbookException>(() => desk.At(0, new ClusterLoad("c1", 1)));

        Assert.Contains("liar", refused.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_decided_before_the_refused_instant_is_told_by_the_next_evaluation()
    {
        var desk = new Desk(book =>
        {
            CountForever(book);
            book.Rule("due", from load in Facts<ClusterLoad>() where Now >= Date("2019-09-11T12:05Z") select Runbook.Page("sre", "")).Mode(Mode.Act);
        });
        desk.At(0, new ClusterLoad("c1", 1));

        Assert.Throws<RunbookException>(() => desk.At(10, new Step("s", 0)));
        desk.At(11);

        Assert.Equal(["5 due page team/sre Decided"], desk.Told);
    }

    private static List<Actions.Decision> CountTo(int last, int rounds)
    {
        var desk = new Desk(
            book => book.Rule("count", from step in Facts<Step>()
                                       where step.Number < last
                                       select Runbook.Assert(new Step(step.Name, step.Number + 1), "")).Mode(Mode.Act).AgainOnChange(),
            new SessionOptions { MaxRounds = rounds });
        desk.At(0, new Step("s", 0));
        return desk.Decisions;
    }

    private static void CountForever(Book book) => book.Rule("endless",
        from step in Facts<Step>() select Runbook.Assert(new Step(step.Name, step.Number + 1), "")).Mode(Mode.Act).AgainOnChange();

    private static RuleBuilder Tell(Book book, string id) => book.Rule(id,
        from alert in Facts<Alert>() where alert.Firing select Runbook.Page("sre", alert.Name)).Mode(Mode.Act);

    private sealed record Step([Key] string Name, int Number);
}
