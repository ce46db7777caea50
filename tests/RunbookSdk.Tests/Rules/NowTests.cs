using System.Linq.Expressions;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Rules.Model;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Rules;

/// <summary>Comparisons with now: which are understood, and at which instants they change.</summary>
public sealed class NowTests
{
    private static readonly DateTimeOffset Noon = new(2019, 9, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Term Fact = new("x", Noon.AddMinutes(7), Noon.AddMinutes(20), TimeSpan.FromMinutes(2));

    public static TheoryData<string> Understood => [.. Forms.Keys];

    public static TheoryData<string> NotUnderstood => [.. Refused.Keys];

    private static readonly Dictionary<string, (Query<Term> Query, double[] Changes)> Forms = new()
    {
        ["at or after an instant"] = (from t in Facts<Term>() where Now >= Noon select t, [0]),
        ["an instant on the left"] = (from t in Facts<Term>() where Noon < Now select t, [0]),
        ["an instant of the fact"] = (from t in Facts<Term>() where Now < t.Begins select t, [7]),
        ["time since"] = (from t in Facts<Term>() where Now - t.Begins > Minutes(3) select t, [10]),
        ["time since, on the right"] = (from t in Facts<Term>() where Minutes(3) >= Now - t.Begins select t, [10]),
        ["time until"] = (from t in Facts<Term>() where t.Begins - Now <= Minutes(3) select t, [4]),
        ["an instant plus a time"] = (from t in Facts<Term>() where t.Begins + Minutes(3) <= Now select t, [10]),
        ["an instant plus a time before now"] = (from t in Facts<Term>() where t.Begins + Minutes(5) < Now select t, [12]),
        ["a time of the fact on the right"] = (from t in Facts<Term>() where Now - t.Begins > t.Grace select t, [9]),
        ["a time of the fact added"] = (from t in Facts<Term>() where t.Begins + t.Grace + Minutes(1) <= Now select t, [10]),
        ["now minus a time"] = (from t in Facts<Term>() where Now - Minutes(3) >= t.Begins select t, [10]),
        ["now plus a time"] = (from t in Facts<Term>() where Now + Minutes(3) >= t.Begins select t, [4]),
        ["a time of the fact"] = (from t in Facts<Term>() where Now - t.Begins - t.Grace >= t.Grace select t, [11]),
        ["time since twice"] = (from t in Facts<Term>() where Now - (t.Begins - Noon) > t.Begins select t, [14]),
        ["an instant that may lack"] = (from t in Facts<Term>() where Now < t.Ends select t, [20]),
        ["time since one that may lack"] = (from t in Facts<Term>() where Now - t.Ends > Minutes(3) select t, [23]),
        ["a guarded instant"] = (from t in Facts<Term>() where t.Ends == null || Now >= t.Ends.Value select t, [20]),
        ["equal"] = (from t in Facts<Term>() where Now == t.Begins select t, [7]),
        ["not equal"] = (from t in Facts<Term>() where Now != t.Begins + Minutes(1) select t, [8]),
        ["negated"] = (from t in Facts<Term>() where !(Now >= t.Begins) select t, [7]),
        ["between"] = (from t in Facts<Term>() where (Now >= t.Begins && Now < t.Ends) || t.Name == "y" select t, [7, 20]),
        ["a choice"] = (from t in Facts<Term>() where t.Name == "x" ? Now > t.Begins : Now > Noon select t, [7, 0]),
        ["a let"] = (from t in Facts<Term>() let age = Now - t.Begins where age > Minutes(1) select t, [8]),
        ["a question"] = (from t in Facts<Term>() where Now > t.Begins || Facts<Probe>().Any() select t, [7]),
    };

    private static readonly Dictionary<string, Query<Term>> Refused = new()
    {
        ["a part of now"] = from t in Facts<Term>() where Now.Hour > 3 select t,
        ["a number of time"] = from t in Facts<Term>() where (Now - t.Begins).TotalMinutes > 3 select t,
        ["a method of now"] = from t in Facts<Term>() where Now.AddMinutes(3) > t.Begins select t,
        ["now on both sides"] = from t in Facts<Term>() where Now - t.Begins > Minutes(1) + (Now - Noon) select t,
        ["now as an argument"] = from t in Facts<Term>() where t.Begins.Equals(Now) select t,
        ["a comparison compared"] = from t in Facts<Term>() where (Now > t.Begins) == (t.Name == "x") select t,
        ["a source"] = from t in Facts<Term>() where Facts<Term>().Any(o => Now.Hour > 3) select t,
    };

    [Theory]
    [MemberData(nameof(Understood))]
    public void A_comparison_changes_only_at_its_instants(string form)
    {
        var (query, changes) = Forms[form];
        var model = Book.ReadQuery(query);
        var condition = Assert.Single(model.Conditions);
        Assert.True(condition.ReadsNow);
        Assert.True(TimeBounds.TryFind(condition.Body, out var instants, out var problem), problem);
        Assert.Equal(
            changes.Select(m => (DateTimeOffset?)Noon.AddMinutes(m)),
            instants.Select(i => (DateTimeOffset?)Value(i, model)(Noon)));

        // Between two instants, and before the first and after the last, the condition says one thing.
        var holds = Value(condition.Body, model);
        var edges = changes.Order().Select(m => Noon.AddMinutes(m)).ToList();
        var before = edges[0].AddDays(-1);
        foreach (var edge in edges)
        {
            Assert.Equal(holds(before), holds(edge.AddTicks(-1)));
            before = edge.AddTicks(1);
        }

        Assert.Equal(holds(before), holds(before.AddDays(1)));
        Assert.Contains(edges, e => !Equals(holds(e.AddTicks(-1)), holds(e)) || !Equals(holds(e), holds(e.AddTicks(1))));
    }

    [Theory]
    [MemberData(nameof(NotUnderstood))]
    public void Now_used_in_another_way_is_refused(string form) => HasProblem("RBK1007", Refused[form]);

    [Fact]
    public void Now_in_a_lasting_condition_is_refused()
    {
        HasProblem("RBK1015", from t in Facts<Term>().RaisedWhen(t => Now > t.Begins) select t);
        HasProblem("RBK1015", from t in Facts<Term>().RaisedWhen(t => t.Name == "x").ClearedWhen(t => Now > t.Begins) select t);
    }

    [Fact]
    public void Now_before_a_group_may_compare_with_one_fact_only()
    {
        HasProblem("RBK1008",
            from t in Facts<Term>()
            from o in Facts<Term>()
            where Now - t.Begins > o.Grace
            group t by t.Name into g
            select Runbook.Page("sre", g.Key));
        HasProblem("RBK1008",
            from t in Facts<Term>()
            where Now > t.Begins || Facts<Probe>().Any()
            group t by t.Name into g
            select Runbook.Page("sre", g.Key));
    }

    [Fact]
    public void Now_inside_a_question_may_compare_with_the_asked_fact_only() => HasProblem("RBK1008",
        from t in Facts<Term>() where Facts<Term>().Any(o => Now - o.Begins > t.Grace) select t);

    [Fact]
    public void Now_in_a_groups_key_is_refused() => HasProblem("RBK1008",
        from t in Facts<Term>() group t by Now > t.Begins into g select Runbook.Page("sre", g.Key ? "a" : "b"));

    [Fact]
    public void Now_in_a_question_about_a_group_is_refused() => HasProblem("RBK1008",
        from t in Facts<Term>() group t by t.Name into g where g.Count(t => Now > t.Begins) > 1 select Runbook.Page("sre", g.Key));

    [Fact]
    public void Now_before_a_group_becomes_a_filter_of_the_fact_that_it_compares_with()
    {
        var model = Book.Read(
            from t in Facts<Term>()
            join p in Facts<Probe>() on t.Name equals p.Subject
            where Now - t.Begins > Minutes(3)
            group p by t.Name into g
            select Runbook.Page("sre", g.Key));

        var group = Assert.IsType<SourceModel.Group>(Assert.Single(model.Query.Slots).Source);
        Assert.IsType<SourceModel.FilteredByTime>(group.Query.Slots[0].Source);
        Assert.IsType<SourceModel.All>(group.Query.Slots[1].Source);
        Assert.DoesNotContain(group.Query.Conditions, c => c.ReadsNow);
    }

    private static Func<DateTimeOffset, object?> Value(Expression body, QueryModel model)
    {
        var compiled = Compilation.Compile<object?>(body, model);
        return now => compiled([Fact], [0], now);
    }

    private static void HasProblem<T>(string code, Query<T> query)
    {
        Assert.Null(RuleSet.TryCreate([new Book(b => b.Rule("rule", query))], out var problems));
        Assert.Contains(problems, p => p.Code == code);
    }

    internal sealed record Term([Key] string Name, DateTimeOffset Begins, DateTimeOffset? Ends, TimeSpan Grace);
}
