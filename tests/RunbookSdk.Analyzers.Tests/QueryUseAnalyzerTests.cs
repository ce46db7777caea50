namespace RunbookSdk.Analyzers.Tests;

public sealed class QueryUseAnalyzerTests
{
    [Theory]
    [InlineData("var [|down|] = from p in Facts<Probe>() where !p.Up select p;")]
    [InlineData("var [|down|] = Facts<Probe>();")]
    [InlineData("[|Facts<Probe>().Where(p => !p.Up)|];")]
    [InlineData("void Define() { var [|down|] = Facts<Probe>(); }")]
    [InlineData("if (Math.Abs(1) == 1) { [|Facts<Probe>().Select(p => Page(\"ops\", p.Subject))|]; }")]
    public void A_query_that_no_rule_uses_is_found(string script) => Script.Finds("RBK1062", script);

    [Theory]
    [InlineData("var down = Facts<Probe>();\nRule(\"page\", from p in down select Page(\"ops\", because: p.Subject));")]
    [InlineData("Rule(\"page\", from p in Facts<Probe>() select Page(\"ops\", because: p.Subject)).Mode(Act);")]
    [InlineData("FactSource<Probe> Down() => Facts<Probe>();")]
    [InlineData("var few = new[] { 1 }.Where(x => x > 1);")]
    public void A_query_of_a_rule_and_one_that_is_no_query_over_facts_are_fine(string script) => Script.IsFine(script);

    [Fact]
    public void A_query_of_a_loaded_script_may_be_used_by_what_loads_it() => Assert.Empty(Script.Analyze(Script.Compile(
        ("a.csx", "#load \"b.csx\"\nRule(\"page\", from p in down select Page(\"ops\", because: p.Subject));"), ("b.csx", "var down = Facts<Probe>();"))));

    [Theory]
    [InlineData("from l in Facts<ClusterLoad>() from [|p|] in Facts<Probe>() where l.Percent > 3 select Page(\"ops\", because: l.Cluster)")]
    [InlineData("from l in Facts<ClusterLoad>() from [|p|] in Facts<Probe>().Where(p => !p.Up) select Page(\"ops\", because: l.Cluster)")]
    public void A_fact_of_which_nothing_is_asked_is_found(string query) => Script.Finds("RBK1063", $"Rule(\"page\", {query});".Replace(
        "Where(p => !p.Up)", "Where(x => !x.Up)", StringComparison.Ordinal));

    [Theory]
    [InlineData("from l in Facts<ClusterLoad>() from p in Facts<Probe>() where p.Up select Page(\"ops\", because: l.Cluster)")]
    [InlineData("from l in Facts<ClusterLoad>() from p in Facts<Probe>() select Page(\"ops\", because: $\"{p.Subject} {l.Cluster}\")")]
    [InlineData("from l in Facts<ClusterLoad>() join p in Facts<Probe>() on l.Cluster equals p.Subject select Page(\"ops\", because: l.Cluster)")]
    [InlineData("from l in Facts<ClusterLoad>() select Page(\"ops\", because: \"some cluster\")")]
    [InlineData("from l in Facts<ClusterLoad>() from p in Facts<Probe>().Where(x => x.Subject == l.Cluster) select Page(\"ops\", because: l.Cluster)")]
    [InlineData("from l in Facts<ClusterLoad>() from p in Facts<Probe>().Where(x => x.Up).Where(x => l.Cluster == x.Subject) select Page(\"ops\", because: l.Cluster)")]
    public void A_fact_of_which_something_is_asked_is_fine(string query) => Script.IsFine($"Rule(\"page\", {query});");
}
