using RunbookSdk.Components;
using RunbookSdk.Rules;
using RunbookSdk.Rules.Model;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Rules;

/// <summary>What the clauses of a query become.</summary>
public sealed class RuleReadingTests
{
    [Fact]
    public void A_where_is_split_into_its_parts_and_each_knows_what_it_reads()
    {
        var query = Book.ReadQuery(
            from load in Facts<ClusterLoad>()
            join part in Facts<Component>() on load.Cluster equals part.Cluster
            where load.Percent > 85 && part.Name == "WebTools" && (load.Percent > 95 || part.Status == ComponentStatus.Operational)
            select load);

        Assert.Equal(["load", "part"], query.Slots.Select(s => s.Parameter.Name));
        Assert.Equal([0b11UL, 0b01, 0b10, 0b11], query.Conditions.Select(c => c.Slots));
    }

    [Fact]
    public void A_join_on_two_keys_becomes_two_equalities()
    {
        var query = Book.ReadQuery(
            from rate in Facts<RequestRate>()
            join part in Facts<Component>() on new { rate.Cluster, Name = rate.Component } equals new { part.Cluster, part.Name }
            select rate);

        Assert.Equal(
            "from rate in Facts<RequestRate>() from part in Facts<Component>() where rate.Cluster == part.Cluster where rate.Component == part.Name",
            query.ToString());
    }

    [Fact]
    public void A_fact_may_stand_in_a_match_twice()
    {
        var query = Book.ReadQuery(
            from a in Facts<Component>()
            join b in Facts<Component>() on a.Cluster equals b.Cluster
            where a.Name != b.Name
            select a);

        Assert.Equal(
            "from a in Facts<Component>() from b in Facts<Component>() where a.Cluster == b.Cluster where a.Name != b.Name",
            query.ToString());
    }

    [Fact]
    public void A_further_from_may_be_filtered_by_the_facts_before_it()
    {
        var query = Book.ReadQuery(
            from load in Facts<ClusterLoad>()
            from part in Facts<Component>().Where(c => c.Cluster == load.Cluster).Where(c => c.Name != "x")
            from site in Facts<Site>()
            select load);

        Assert.Equal(
            "from load in Facts<ClusterLoad>() from part in Facts<Component>() from site in Facts<Site>() where part.Cluster == load.Cluster where part.Name != \"x\"",
            query.ToString());
    }

    [Fact]
    public void A_let_is_put_in_place_of_its_name()
    {
        var rule = Book.Read(
            from load in Facts<ClusterLoad>()
            let free = 100 - load.Percent
            let parts = Facts<Component>().Count(c => c.Cluster == load.Cluster)
            where free < 10 && parts > 2
            select Runbook.Page("sre", $"{free} of {parts}"));

        Assert.Equal(
            """rule: from load in Facts<ClusterLoad>() where 100 - load.Percent < 10 where Facts<Component>().Where(c => c.Cluster == load.Cluster).Count() > 2 select Page("sre", Format("{0} of {1}", (100 - load.Percent), Facts<Component>().Where(c => c.Cluster == load.Cluster).Count()))""",
            rule.ToString());
    }

    [Fact]
    public void A_question_remembers_which_facts_of_the_match_it_reads()
    {
        var query = Book.ReadQuery(
            from load in Facts<ClusterLoad>()
            from part in Facts<Component>()
            where !Facts<Maintenance>().Any(m => m.Cluster == part.Cluster)
            where Facts<Probe>().Count(p => p.Up) * 2 < Facts<Probe>().Count()
            where Facts<Sample>().Where(s => s.Subject == load.Cluster && s.Metric == part.Name).Max(s => s.Value) > load.Percent
            select load);

        Assert.Equal(
            [AggregateKind.Any, AggregateKind.Count, AggregateKind.Count, AggregateKind.Max], query.Subqueries.Select(s => s.Kind));
        Assert.Equal([0b10UL, 0, 0, 0b11], query.Subqueries.Select(s => s.Slots));
        Assert.Equal([(0b10UL, 0b0001UL), (0, 0b0110), (0b11, 0b1000)], query.Conditions.Select(c => (c.Slots, c.Subqueries)));
        Assert.Equal(2, query.Subqueries[3].Conditions.Count);
    }

    [Fact]
    public void All_is_that_there_is_none_for_which_the_condition_fails()
    {
        var query = Book.ReadQuery(from s in Facts<Site>() where Facts<Probe>().All(p => p.Up) select s);

        Assert.Equal("from s in Facts<Site>() where !Facts<Probe>().Where(p => !p.Up).Any()", query.ToString());
    }

    [Fact]
    public void Now_inside_a_question_filters_its_source()
    {
        var query = Book.ReadQuery(
            from s in Facts<Site>() where Facts<Heartbeat>().Any(h => h.Subject == s.Name && Now - h.At < Minutes(3)) select s);

        var question = Assert.Single(query.Subqueries);
        Assert.IsType<SourceModel.FilteredByTime>(question.Source);
        Assert.Equal("h.Subject == s.Name", ExpressionText.Of(Assert.Single(question.Conditions)));
        Assert.False(Assert.Single(query.Conditions).ReadsNow);
    }

    [Fact]
    public void A_window_of_a_fact_is_the_history_of_its_key()
    {
        var query = Book.ReadQuery(
            from rate in Facts<RequestRate>()
            where Over(rate, Minutes(10)).Where(r => r.PerSecond > 1).Average(r => r.PerSecond) > 50
            select rate);

        Assert.Equal(
            "from rate in Facts<RequestRate>() where Facts<RequestRate>().Over(00:10:00).Where(r => r.Cluster == rate.Cluster).Where(r => r.Component == rate.Component).Where(r => r.PerSecond > 1).Average(r => r.PerSecond) > 50",
            query.ToString());
    }

    [Fact]
    public void A_window_of_a_type_may_stand_as_a_source_and_in_a_question()
    {
        var query = Book.ReadQuery(
            from p in Facts<Probe>().Where(p => !p.Up).Over(Minutes(5))
            where Facts<ClusterLoad>().Over(Hours(1)).Count() > 3
            select p);

        Assert.Equal(
            "from p in Facts<Probe>().Where(p => !p.Up).Over(00:05:00) where Facts<ClusterLoad>().Over(01:00:00).Count() > 3",
            query.ToString());
    }

    [Fact]
    public void A_group_answers_what_the_clauses_after_it_ask()
    {
        var query = Book.Read(
            from load in Facts<ClusterLoad>()
            join part in Facts<Component>() on load.Cluster equals part.Cluster
            where load.Percent > 10
            group new { load, part } by part.Name into g
            where g.Count() > 1 && g.Count(x => x.load.Percent > 50) > 1 && g.Any(x => x.part.Cluster == "a")
            where g.Sum(x => x.load.Percent) > 3 || g.All(x => x.load.Percent > 1)
            select Runbook.Page(g.Key, $"{g.Max(x => x.load.Percent)}")).Query;

        var group = Assert.IsType<SourceModel.Group>(Assert.Single(query.Slots).Source);
        Assert.Equal(2, group.Query.Slots.Count);
        Assert.Equal(2, group.Query.Conditions.Count);
        Assert.Equal("part.Name", ExpressionText.Of(group.Key));
        Assert.Equal(
            ["Count load.Percent > 50", "Any part.Cluster == \"a\"", "Sum load.Percent", "Any !(load.Percent > 1)", "Max load.Percent"],
            group.Aggregates.Select(a => $"{a.Kind} {ExpressionText.Of(a.Condition ?? a.Selector!)}"));
    }

    [Fact]
    public void A_group_may_be_joined_and_grouped_again()
    {
        var query = Book.ReadQuery(
            from parts in (from c in Facts<Component>() group c by c.Cluster)
            join load in Facts<ClusterLoad>() on parts.Key equals load.Cluster
            group load by parts.Count() into same
            select Runbook.Page("sre", $"{same.Key}"));

        var outer = Assert.IsType<SourceModel.Group>(Assert.Single(query.Slots).Source);
        Assert.IsType<SourceModel.Group>(outer.Query.Slots[0].Source);
        Assert.IsType<SourceModel.All>(outer.Query.Slots[1].Source);
    }

    [Fact]
    public void A_question_in_a_question_about_a_group_is_the_inner_querys()
    {
        var query = Book.ReadQuery(
            from c in Facts<Component>()
            group c by c.Cluster into g
            where g.Count(c => Facts<Maintenance>().Any(m => m.Cluster == c.Cluster)) > 1
            select Runbook.Page("sre", g.Key));

        var group = Assert.IsType<SourceModel.Group>(Assert.Single(query.Slots).Source);
        Assert.Single(group.Query.Subqueries);
    }

    [Fact]
    public void A_variable_is_read_when_the_rule_is_declared()
    {
        var limit = 85;
        var query = from load in Facts<ClusterLoad>() where load.Percent > limit select Runbook.Page("sre", load.Cluster);
        limit = 90;
        var before = RuleSet.Create(new Book(b => b.Rule("rule", query))).Rules[0].ToString();
        limit = 95;

        Assert.Equal("rule: from load in Facts<ClusterLoad>() where load.Percent > 90 select Page(\"sre\", load.Cluster)", before);
        Assert.Equal(95, limit);
    }
}
