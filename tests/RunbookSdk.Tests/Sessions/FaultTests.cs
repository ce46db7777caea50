using Microsoft.Extensions.Logging;
using Moq;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

public sealed class FaultTests
{
    private static readonly Part Bad = new("bad", null);
    private static readonly Part Good = new("good", "abc");

    /// <summary>Each clause throws for a part without text.</summary>
    public static TheoryData<string> Clauses => [.. Rules.Keys];

    private static readonly Dictionary<string, Func<Book, RuleBuilder>> Rules = new()
    {
        ["where"] = book => book.Rule("faulty", from part in Facts<Part>() where part.Text!.Length > 1 select Runbook.Page("x", part.Name)),
        ["where on two"] = book => book.Rule("faulty",
            from part in Facts<Part>()
            from load in Facts<ClusterLoad>()
            where part.Text!.Length > load.Percent
            select Runbook.Page("x", part.Name)),
        ["join key"] = book => book.Rule("faulty",
            from part in Facts<Part>()
            join load in Facts<ClusterLoad>() on part.Text!.Length equals (int)load.Percent + 2
            select Runbook.Page("x", part.Name)),
        ["select"] = book => book.Rule("faulty",
            from part in Facts<Part>() select Runbook.Suspend(new Component(part.Text!.Trim(), part.Name), part.Name)),
        ["raised"] = book => book.Rule("faulty",
            from part in Facts<Part>().RaisedWhen(p => p.Text!.Length > 1) select Runbook.Page("x", part.Name)),
        ["source filter"] = book => book.Rule("faulty",
            from part in Facts<Part>().Where(p => p.Text!.Length > 1).Over(Minutes(5)) select Runbook.Page("x", part.Name)),
        ["group key"] = book => book.Rule("faulty",
            from part in Facts<Part>() group part by part.Text!.Length into g select Runbook.Page("x", $"{g.Key}")),
        ["group question"] = book => book.Rule("faulty",
            from part in Facts<Part>() group part by part.Name into g where g.Sum(p => p.Text!.Length) > 0 select Runbook.Page("x", $"{g.Key}")),
        ["question"] = book => book.Rule("faulty",
            from load in Facts<ClusterLoad>() where Facts<Part>().Count(p => p.Text!.Length > 1) == 1 select Runbook.Page("x", "")),
        ["question key of the match"] = book => book.Rule("faulty",
            from part in Facts<Part>() where !Facts<Alert>().Any(a => a.Name == part.Text!.Trim()) select Runbook.Page("x", part.Name)),
        ["question in select"] = book => book.Rule("faulty",
            from part in Facts<Part>()
            select Runbook.Page("x", $"{part.Name}{Facts<Alert>().Count(a => a.Name == part.Text!.Trim())}")),
        ["question searched"] = book => book.Rule("faulty",
            from load in Facts<ClusterLoad>() where Facts<Part>().Any(p => p.Text!.Length > load.Percent) select Runbook.Page("x", "")),
        ["now"] = book => book.Rule("faulty",
            from part in Facts<Part>() where Now >= Date("2019-09-11T12:00Z").AddMinutes(part.Text!.Length - 3) select Runbook.Page("x", part.Name)),
        ["source on now"] = book => book.Rule("faulty",
            from part in Facts<Part>().Where(p => Now >= Date("2019-09-11T12:00Z").AddMinutes(p.Text!.Length - 3)) select Runbook.Page("x", part.Name)),
    };

    [Theory]
    [MemberData(nameof(Clauses))]
    public void A_clause_that_throws_is_recorded_with_its_place_and_facts_and_the_others_go_on(string clause)
    {
        var desk = new Desk(book =>
        {
            Rules[clause](book).Mode(Mode.Act);
            book.Rule("other", from part in Facts<Part>() select Runbook.Page("other", part.Name)).Mode(Mode.Act);
        });

        var evaluation = desk.At(0, new ClusterLoad("c1", 1), Bad, Good);

        Assert.NotEmpty(evaluation.Faults);
        Assert.All(evaluation.Faults, fault =>
        {
            Assert.Equal("faulty", fault.Rule);
            Assert.StartsWith("NullReferenceException: ", fault.Message, StringComparison.Ordinal);
            Assert.EndsWith("FaultTests.cs", fault.Location.File, StringComparison.Ordinal);
            Assert.InRange(fault.Location.Line, 20, 60);
            Assert.Contains(fault.Facts, f => Equals(f.Value, Bad));
            Assert.Equal(Desk.Noon, fault.Instant);
            Assert.False(fault.IsQuarantined);
        });
        Assert.Contains(desk.Decisions, d => d.Rule == "faulty");
        Assert.Equal(["bad", "good"], desk.Decisions.Where(d => d.Rule == "other").Select(d => d.Because));
    }

    [Theory]
    [MemberData(nameof(Clauses))]
    public void What_threw_matches_when_its_fact_is_mended_and_ends_when_it_throws_again(string clause)
    {
        var desk = new Desk(book => Rules[clause](book).Mode(Mode.Act));

        desk.At(0, new ClusterLoad("c1", 1), Bad);
        Assert.Empty(desk.Decisions);
        desk.At(1, Bad with { Text = "abc" });
        Assert.Single(desk.Decisions);
        Assert.NotEmpty(desk.At(2, Bad).Faults);
    }

    [Fact]
    public void What_is_asked_once_is_computed_until_it_was_asked_and_not_again()
    {
        var desk = new Desk(book => book.Rule("faulty", from part in Facts<Part>() select Runbook.Page("x", part.Text!.Trim() + part.Name)).Mode(Mode.Act));

        Assert.Single(desk.At(0, Bad).Faults);
        Assert.Empty(desk.At(1, new ClusterLoad("c1", 1)).Faults);
        Assert.Single(desk.At(2, Bad with { Other = 1 }).Faults);
        desk.At(3, Bad with { Text = "abc" });
        Assert.Single(desk.Decisions);
        Assert.Empty(desk.At(4, Bad).Faults);
    }

    [Fact]
    public void A_source_that_stands_apart_from_its_rule_has_its_faults_recorded_too()
    {
        var desk = new Desk(book =>
        {
            var raised = Facts<Part>().RaisedWhen(p => p.Text!.Length > 1);

            book.Rule("faulty", from part in raised select Runbook.Page("x", part.Name)).Mode(Mode.Act);
            book.Rule("also", from part in raised select Runbook.Page("y", part.Name)).Mode(Mode.Act);
        });

        var evaluation = desk.At(0, Bad);

        Assert.Equal(["faulty", "also"], evaluation.Faults.Select(f => f.Rule));
    }

    [Fact]
    public void A_rule_is_set_aside_after_too_many_faults_in_a_row()
    {
        var desk = new Desk(book => Rules["where"](book).Mode(Mode.Act), new SessionOptions { FaultsUntilQuarantine = 3 });

        Assert.False(Assert.Single(desk.At(0, new Part("1", null)).Faults).IsQuarantined);
        Assert.False(Assert.Single(desk.At(1, new Part("2", null)).Faults).IsQuarantined);
        Assert.True(Assert.Single(desk.At(2, new Part("3", null)).Faults).IsQuarantined);
        Assert.Empty(desk.At(3, new Part("4", null)).Faults);
        desk.At(4, Good);

        Assert.Empty(desk.Decisions);
    }

    [Fact]
    public void A_result_in_between_begins_the_count_anew()
    {
        var desk = new Desk(book => Rules["where"](book).Mode(Mode.Act), new SessionOptions { FaultsUntilQuarantine = 2 });

        for (var i = 0; i < 4; i++)
        {
            Assert.False(Assert.Single(desk.At(2 * i, new Part($"bad{i}", null)).Faults).IsQuarantined);
            desk.At((2 * i) + 1, new Part($"good{i}", "abc"));
        }

        Assert.Equal(4, desk.Decisions.Count);
    }

    [Fact]
    public void A_quarantine_of_one_rule_leaves_the_others_at_work()
    {
        var desk = new Desk(
            book =>
            {
                Rules["where"](book).Mode(Mode.Act);
                book.Rule("other", from part in Facts<Part>() select Runbook.Page("other", part.Name)).Mode(Mode.Act);
            },
            new SessionOptions { FaultsUntilQuarantine = 1 });

        desk.At(0, Bad);
        desk.At(1, Good);

        Assert.Equal(["bad", "good"], desk.Decisions.Select(d => d.Because));
    }

    [Fact]
    public void The_logger_is_told_of_faults_and_quarantines()
    {
        var logger = new Mock<ILogger>();
        logger.Setup(l => l.IsEnabled(It.IsAny<LogLevel>())).Returns(true);
        var desk = new Desk(
            book => Rules["where"](book).Mode(Mode.Act),
            new SessionOptions { FaultsUntilQuarantine = 2, Logger = logger.Object });

        desk.At(0, new Part("1", null), new Part("2", null));

        Assert.Equal(
            [(LogLevel.Warning, "RuleFault"), (LogLevel.Warning, "RuleFault"), (LogLevel.Error, "RuleQuarantined")],
            logger.Invocations.Where(i => i.Method.Name == "Log").Select(i => ((LogLevel)i.Arguments[0]!, ((EventId)i.Arguments[1]!).Name!)));
        Assert.Contains("faulty", logger.Invocations.Last(i => i.Method.Name == "Log").Arguments[2]!.ToString(), StringComparison.Ordinal);
    }

    private sealed record Part([Key] string Name, string? Text, int Other = 0);
}
