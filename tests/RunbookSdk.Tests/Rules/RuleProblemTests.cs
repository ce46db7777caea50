using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Rules;

/// <summary>What the reader of rules refuses, and how it says so.</summary>
public sealed class RuleProblemTests
{
    [Theory]
    [InlineData("Suspend")]
    [InlineData("suspend_it")]
    [InlineData("suspend it")]
    [InlineData("-suspend")]
    [InlineData("suspend-")]
    [InlineData("")]
    public void An_id_that_is_not_kebab_case_is_refused(string id) =>
        Refused("RBK1001", b => b.Rule(id, Loads().Select(l => Tell(l.Cluster))));

    [Theory]
    [InlineData("suspend")]
    [InlineData("block-webtools-before-11.5")]
    [InlineData("2nd-try")]
    public void An_id_in_kebab_case_is_taken(string id) => Assert.Empty(Problems(b => b.Rule(id, Loads().Select(l => Tell(l.Cluster)))));

    [Fact]
    public void An_id_twice_is_refused_with_the_place_of_the_first()
    {
        var problem = Refused("RBK1002", b =>
        {
            b.Rule("twice", Loads().Select(l => Tell(l.Cluster)), "first.csx", 3);
            b.Rule("twice", Loads().Select(l => Tell(l.Cluster)), "second.csx", 7);
        });

        Assert.Contains("first.csx(3)", problem.Message, StringComparison.Ordinal);
        Assert.Equal(("second.csx", 7), (problem.Location.File, problem.Location.Line));
    }

    [Fact]
    public void An_id_twice_in_two_books_is_refused()
    {
        var books = Enumerable.Range(0, 2).Select(_ => new Book(b => b.Rule("one", Loads().Select(l => Tell(l.Cluster)))));

        Assert.Null(RuleSet.TryCreate(books, out var problems));
        Assert.Equal("RBK1002", Assert.Single(problems).Code);
    }

    [Theory]
    [InlineData(63, false)]
    [InlineData(64, true)]
    public void More_than_64_facts_in_a_rule_are_refused(int more, bool refused)
    {
        Query<ClusterLoad> query = Loads();
        for (var i = 0; i < more; i++) query = query.SelectMany(l => Facts<ClusterLoad>(), (l, other) => l);

        Assert.Equal(refused ? ["RBK1003"] : [], Problems(b => b.Rule("many", query.Select(l => Tell(l.Cluster)))).Select(p => p.Code));
    }

    [Fact]
    public void More_than_64_questions_in_a_rule_are_refused()
    {
        Query<ClusterLoad> query = Loads();
        for (var i = 0; i < 65; i++) query = query.Where(l => Facts<Probe>().Count() > 1);

        Refused("RBK1003", b => b.Rule("curious", query.Select(l => Tell(l.Cluster))));
    }

    [Fact]
    public void A_source_that_depends_on_another_fact_is_refused() => Refused("RBK1004", b => b.Rule("chosen",
        from load in Facts<ClusterLoad>()
        from part in load.Percent > 1 ? Facts<Component>() : Facts<Component>().Where(c => c.Name == "x")
        select Tell(part.Name)));

    [Fact]
    public void A_window_that_depends_on_a_fact_is_refused() => Refused("RBK1004", b => b.Rule("stretching",
        from load in Facts<ClusterLoad>() where Over(load, Minutes(load.Percent)).Any() select Tell(load.Cluster)));

    [Fact]
    public void Facts_that_are_not_asked_are_refused() => Refused("RBK1005", b => b.Rule("handed-on",
        from load in Facts<ClusterLoad>() where IsFine(Facts<Component>()) select Tell(load.Cluster)));

    [Fact]
    public void Facts_that_are_asked_something_else_are_refused() => Refused("RBK1005", b => b.Rule("odd-question",
        from load in Facts<ClusterLoad>() where Facts<Component>().Equals(null) select Tell(load.Cluster)));

    [Fact]
    public void A_group_used_as_a_whole_is_refused() => Refused("RBK1006", b => b.Rule("whole",
        from load in Facts<ClusterLoad>() group load by load.Cluster into g select Tell($"{g}")));

    [Fact]
    public void A_member_of_a_group_that_is_no_question_is_refused() => Refused("RBK1006", b => b.Rule("whole",
        from load in Facts<ClusterLoad>() group load by load.Cluster into g select Tell(g.ToString()!)));

    [Fact]
    public void A_result_that_is_no_action_and_no_new_fact_is_refused()
    {
        Refused("RBK1009", b => b.Rule("fact", Loads().Select(l => l)));
        Refused("RBK1009", b => b.Rule("text", Loads().Select(l => l.Cluster)));
        Refused("RBK1009", b => b.Rule("number", Loads().Select(l => l.Percent)));
        Refused("RBK1009", b => b.Rule("anonymous", Loads().Select(l => new { l.Cluster })));
    }

    [Fact]
    public void A_date_without_a_zone_is_refused_where_it_stands()
    {
        var problem = Refused("RBK1010", b => b.Rule("no-zone",
            from load in Facts<ClusterLoad>() where Now >= Date("2019-09-19") select Tell(load.Cluster)));

        Assert.Contains("'2019-09-19' has no zone", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("RuleProblemTests.cs", problem.Location.File, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_cannot_be_computed_are_refused()
    {
        var (zero, limits, nobody, thing) = (0, new[] { 1, 2 }, (string?)null, (object)"text");
        Refused("RBK1010", b => b.Rule("division", from l in Facts<ClusterLoad>() where l.Percent > 1 / zero select Tell("x")));
        Refused("RBK1010", b => b.Rule("index", from l in Facts<ClusterLoad>() where l.Percent > limits[5] select Tell("x")));
        Refused("RBK1010", b => b.Rule("null", from l in Facts<ClusterLoad>() where l.Cluster == nobody!.Trim() select Tell("x")));
        Refused("RBK1010", b => b.Rule("cast", from l in Facts<ClusterLoad>() where l.Percent > (int)thing select Tell("x")));
    }

    [Fact]
    public void An_empty_window_is_refused()
    {
        Refused("RBK1011", b => b.Rule("of-type", from l in Facts<ClusterLoad>().Over(TimeSpan.Zero) select Tell(l.Cluster)));
        Refused("RBK1011", b => b.Rule("of-fact", from l in Facts<ClusterLoad>() where Over(l, Minutes(-1)).Any() select Tell(l.Cluster)));
        Refused("RBK1011", b => b.Rule("asked", from l in Facts<ClusterLoad>() where Facts<Probe>().Over(default).Any() select Tell("x")));
    }

    [Fact]
    public void A_condition_that_lasts_a_negative_time_is_refused()
    {
        Refused("RBK1016", b => b.Rule("raise", from l in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 1, Minutes(-1)) select Tell("x")));
        Refused("RBK1016", b => b.Rule("clear",
            from l in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 1).ClearedWhen(l => l.Percent < 1, Minutes(-1)) select Tell("x")));
    }

    [Fact]
    public void A_lasting_condition_that_asks_for_other_facts_is_refused() => Refused("RBK1012", b => b.Rule("asks",
        from l in Facts<ClusterLoad>().RaisedWhen(l => Facts<Component>().Any(c => c.Cluster == l.Cluster)) select Tell(l.Cluster)));

    [Fact]
    public void A_window_of_something_without_a_key_or_that_is_not_matched_is_refused()
    {
        Refused("RBK1013", b => b.Rule("event", from e in Facts<Shout>() where Over(e, Minutes(1)).Any() select Tell("x")));
        var load = new ClusterLoad("online1", 1);
        Refused("RBK1013", b => b.Rule("other", from e in Facts<Shout>() where Over(load, Minutes(1)).Any() select Tell("x")));
    }

    [Fact]
    public void A_question_inside_a_question_is_refused() => Refused("RBK1014", b => b.Rule("nested",
        from l in Facts<ClusterLoad>()
        where Facts<Component>().Any(c => Facts<Maintenance>().Any(m => m.Cluster == c.Cluster))
        select Tell(l.Cluster)));

    [Fact]
    public void What_is_missing_for_no_time_is_refused()
    {
        Refused("RBK1017", b => b.Rule("none", from l in Facts<ClusterLoad>() where Missing<Heartbeat>(Minutes(0)) select Tell("x")));
        Refused("RBK1017", b => b.Rule("less",
            from l in Facts<ClusterLoad>() where Missing<Heartbeat>(h => h.Subject == l.Cluster, Minutes(-1)) select Tell("x")));
    }

    [Fact]
    public void A_time_of_absence_that_depends_on_a_fact_is_refused() => Refused("RBK1004", b => b.Rule("depends",
        from l in Facts<ClusterLoad>() where Missing<Heartbeat>(Minutes(l.Percent)) select Tell("x")));

    [Fact]
    public void What_is_missing_cannot_be_asked_in_a_question_or_a_source()
    {
        Refused("RBK1014", b => b.Rule("nested",
            from l in Facts<ClusterLoad>() where Facts<Component>().Any(c => Missing<Probe>(p => p.Subject == c.Name)) select Tell("x")));
        Refused("RBK1012", b => b.Rule("source", from l in Facts<ClusterLoad>().RaisedWhen(l => Missing<Probe>(Minutes(1))) select Tell("x")));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.01)]
    [InlineData(95)]
    [InlineData(double.NaN)]
    public void A_quantile_beyond_0_and_1_is_refused(double q)
    {
        Refused("RBK1018", b => b.Rule("asked", from l in Facts<ClusterLoad>() where Over(l, Minutes(1)).Quantile(q, x => x.Percent) > 1 select Tell("x")));
        Refused("RBK1018", b => b.Rule("group",
            from l in Facts<ClusterLoad>() group l by l.Cluster into g where g.Quantile(q, x => x.Percent) > 1 select Tell("x")));
    }

    [Fact]
    public void A_quantile_that_depends_on_a_fact_is_refused() => Refused("RBK1018", b => b.Rule("depends",
        from l in Facts<ClusterLoad>() where Facts<Sample>().Quantile(l.Percent, s => s.Value) > 1 select Tell("x")));

    [Fact]
    public void A_rate_of_no_window_is_refused()
    {
        Refused("RBK1019", b => b.Rule("now", from l in Facts<ClusterLoad>() where Facts<Sample>().Rate(s => s.Value) > 1 select Tell("x")));
        Refused("RBK1019", b => b.Rule("some",
            from l in Facts<ClusterLoad>() where Facts<Sample>().Where(s => s.Subject == l.Cluster).Rate(s => s.Value) > 1 select Tell("x")));
    }

    [Fact]
    public void A_rate_of_events_is_refused() => Refused("RBK1020", b => b.Rule("events",
        from l in Facts<ClusterLoad>() where Facts<Shout>().Over(Minutes(1)).Rate(s => s.Text.Length) > 1 select Tell("x")));

    [Fact]
    public void An_age_of_a_window_is_refused()
    {
        Refused("RBK1021", b => b.Rule("after", from l in Facts<ClusterLoad>().Over(Minutes(1)).MaxAge(Minutes(1)) select Tell("x")));
        Refused("RBK1021", b => b.Rule("before", from l in Facts<ClusterLoad>().MaxAge(Minutes(1)).Over(Minutes(1)) select Tell("x")));
        Refused("RBK1021", b => b.Rule("asked",
            from l in Facts<ClusterLoad>() where Facts<Sample>().Where(s => s.Subject == l.Cluster).MaxAge(Minutes(1)).Over(Minutes(1)).Any() select Tell("x")));
    }

    [Fact]
    public void An_age_that_nothing_can_have_is_refused()
    {
        Refused("RBK1022", b => b.Rule("slot", from l in Facts<ClusterLoad>().MaxAge(Minutes(0)) select Tell("x")));
        Refused("RBK1022", b => b.Rule("asked", from l in Facts<ClusterLoad>() where Facts<Sample>().MaxAge(Minutes(-1)).Any() select Tell("x")));
        Refused("RBK1022", b => b.Rule("raised",
            from l in Facts<ClusterLoad>().MaxAge(Minutes(-1)).RaisedWhen(l => l.Percent > 1) select Tell("x")));
    }

    [Fact]
    public void An_age_of_a_record_that_is_no_time_is_refused()
    {
        var problem = Refused("RBK1023", b => b.Rule("slot", from a in Facts<Aged>() select Tell("x")));

        Assert.Contains("5 minutes", problem.Message, StringComparison.Ordinal);
        Refused("RBK1023", b => b.Rule("asked", from l in Facts<ClusterLoad>() where Facts<Aged>().Any() select Tell("x")));
        Refused("RBK1023", b => b.Rule("missing", from l in Facts<ClusterLoad>() where Missing<Aged>() select Tell("x")));
    }

    [Fact]
    public void A_retention_of_a_record_that_is_no_time_is_refused()
    {
        var problem = Refused("RBK1023", b => b.Rule("words", from k in Facts<Kept>() select Tell("x")));

        Assert.Contains("[Retention(\"1h\")] of Kept", problem.Message, StringComparison.Ordinal);
        Refused("RBK1023", b => b.Rule("none", from g in Facts<Gone>() select Tell("x")));
    }

    [Fact]
    public void An_order_by_something_without_an_order_is_refused() => Refused("RBK1024", b => b.Rule("order",
        from c in Facts<Component>() group c by c.Cluster into g select Tell(g.OrderBy(c => new { c.Name }).First().Name)));

    [Fact]
    public void An_order_without_a_first_is_refused() => Refused("RBK1006", b => b.Rule("order",
        from c in Facts<Component>() group c by c.Cluster into g select Tell($"{g.OrderBy(c => c.Name)}")));

    [Fact]
    public void A_derived_fact_that_becomes_too_old_is_refused() => Refused("RBK1025", b => b.Rule("derive",
        from l in Facts<ClusterLoad>() select new Young(l.Cluster)));

    [Theory]
    [InlineData("webtools")]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("rule/")]
    [InlineData(" component/x")]
    public void A_hold_of_a_constant_scope_that_is_none_is_refused_in_every_form(string scope)
    {
        Action<Book>[] forms =
        [
            b => b.Rule("hold", from l in Facts<ClusterLoad>() select Runbook.Hold(scope, "x")),
            b => b.Rule("hold", from l in Facts<ClusterLoad>() select Runbook.Hold(scope, $"{l.Percent}")),
            b => b.Rule("hold", from l in Facts<ClusterLoad>() select new Actions.Hold(scope, l.Cluster)),
            b => b.Rule("hold", from l in Facts<ClusterLoad>() select l.Percent > 90 ? Runbook.Hold("all", "x") : Runbook.Hold(scope, l.Cluster)),
        ];

        Assert.All(forms, form => Assert.Equal(
            $"the rule would hold nothing: '{scope}' is no scope; write all, rule/ID, or a target such as component/online1/webtools",
            Refused("RBK1039", form).Message));
    }

    [Fact]
    public void A_hold_whose_scope_is_one_or_is_known_only_later_is_taken()
    {
        Assert.Empty(Problems(b => b.Rule("hold", from l in Facts<ClusterLoad>() select Runbook.Hold("component/*", l.Cluster))));
        Assert.Empty(Problems(b => b.Rule("hold", from l in Facts<ClusterLoad>() select Runbook.Hold(l.Cluster, "x"))));
    }

    [Fact]
    public void The_first_of_a_group_is_no_result() => Refused("RBK1009", b => b.Rule("first",
        from l in Facts<ClusterLoad>() group l by l.Percent > 1 into g select g.OrderBy(l => l.Cluster).First()));

    [Fact]
    public void All_problems_are_reported_at_once()
    {
        var problems = Problems(b =>
        {
            b.Rule("One", from l in Facts<ClusterLoad>() where Now.Hour > 3 && Now >= Date("2019-09-19") select Tell("x"));
            b.Rule("two", Loads().Select(l => l.Cluster));
        });

        Assert.Equal(["RBK1001", "RBK1007", "RBK1010", "RBK1009"], problems.Select(p => p.Code));
    }

    private static FactSource<ClusterLoad> Loads() => Facts<ClusterLoad>();

    private static Actions.Page Tell(string what) => Runbook.Page("sre", what);

    private static bool IsFine(FactSource<Component> components) => components is not null;

    private static IReadOnlyList<Diagnostic> Problems(Action<Book> define)
    {
        RuleSet.TryCreate([new Book(define)], out var problems);
        return problems;
    }

    private static Diagnostic Refused(string code, Action<Book> define)
    {
        var problem = Assert.Single(Problems(define));
        Assert.Equal((code, Severity.Error), (problem.Code, problem.Severity));
        return problem;
    }

    private sealed record Shout(string Text);

    [MaxAge("5 minutes")]
    private sealed record Aged([Key] string Name);

    [Retention("1h")]
    private sealed record Kept([Key] string Name);

    [Retention("00:00:00")]
    private sealed record Gone([Key] string Name);

    [MaxAge("00:05:00")]
    private sealed record Young([Key] string Name);
}
