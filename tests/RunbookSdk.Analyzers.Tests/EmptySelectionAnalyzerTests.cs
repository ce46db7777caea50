namespace RunbookSdk.Analyzers.Tests;

public sealed class EmptySelectionAnalyzerTests
{
    private const string Plan = "public sealed record Plan([property: Key] string Id, string[] Machines, IReadOnlyList<string> More);\n";

    [Theory]
    [InlineData("[|p.Machines|]")]
    [InlineData("[|p.More|]")]
    [InlineData("[|p.Machines.Where(m => m != \"\").ToArray()|]")]
    [InlineData("new[] { \"--only\", string.Join(\",\", [|p.Machines|]) }")]
    public void Arguments_that_may_be_empty_are_found(string arguments) => Script.Finds("RBK2003", Job($"{arguments}, because: p.Id"));

    [Theory]
    [InlineData("p.Machines, because: p.Id, over: p.Machines")]
    [InlineData("new[] { p.Id }, because: p.Id")]
    [InlineData("new[] { \"--all\" }, because: p.Id")]
    [InlineData("new string[0], because: p.Id")]
    [InlineData("new[] { string.Join(\",\", new[] { p.Id, \"x\" }) }, because: p.Id")]
    public void Arguments_that_are_written_out_and_jobs_that_say_what_they_are_over_are_fine(string arguments) => Script.IsFine(Job(arguments));

    [Fact]
    public void Method_of_that_name_is_fine() =>
        Script.IsFine("Action RunJob(string name, string[] arguments) => () => { };\nstring[] none = { };\nRunJob(\"a\", none)();");

    [Theory]
    [InlineData("[|Facts<Site>().All(s => s.Healthy)|]")]
    [InlineData("p.Id == \"a\" && [|Facts<Site>().Where(s => s.Name != \"b\").All(s => s.Healthy)|]")]
    [InlineData("Facts<Service>().Any() && [|Facts<Site>().All(s => s.Healthy)|]")]
    public void Condition_that_holds_when_nothing_is_known_is_found(string condition) => Script.Finds("RBK2004", Where(condition));

    [Theory]
    [InlineData("Facts<Site>().Any() && Facts<Site>().All(s => s.Healthy)")]
    [InlineData("Facts<Site>().Count() > 1 && Facts<Site>().All(s => s.Healthy)")]
    [InlineData("!Facts<Site>().All(s => s.Healthy)")]
    [InlineData("!(Facts<Site>().All(s => s.Healthy))")]
    [InlineData("Facts<Site>().Any(s => s.Healthy)")]
    public void Condition_that_asks_for_one_or_is_denied_is_fine(string condition) => Script.IsFine(Where(condition));

    [Fact]
    public void Another_clause_may_ask_for_one() => Script.IsFine(Where("Facts<Site>().Any() where Facts<Site>().All(s => s.Healthy)"));

    [Fact]
    public void Rule_that_matches_such_a_fact_knows_one() => Script.IsFine(
        "Rule(\"a\", from s in Facts<Site>() where Facts<Site>().All(o => o.Healthy) select Page(\"ops\", because: s.Name));");

    [Fact]
    public void All_of_a_group_is_fine_for_no_group_is_empty() => Script.IsFine(
        "Rule(\"a\", from s in Facts<Site>() group s by s.Name into g where g.All(s => s.Healthy) select Page(\"ops\", because: g.Key));");

    [Theory]
    [InlineData("Facts<Site>().All(s => s.Healthy)", "Facts<Site>().Any() && Facts<Site>().All(s => s.Healthy)")]
    [InlineData("p.Id == \"a\" && Facts<Site>().All(s => s.Healthy)", "p.Id == \"a\" && Facts<Site>().Any() && Facts<Site>().All(s => s.Healthy)")]
    [InlineData("p.Id == \"a\" || Facts<Site>().All(s => s.Healthy)", "p.Id == \"a\" || (Facts<Site>().Any() && Facts<Site>().All(s => s.Healthy))")]
    public void Fix_asks_for_one_first(string before, string after) => Assert.Equal(Where(after), Script.Fix(Where(before)));

    [Fact]
    public void Fix_says_what_the_job_is_over() =>
        Assert.Equal(Job("p.Machines, because: p.Id, over: p.Machines"), Script.Fix(Job("p.Machines, because: p.Id")));

    private static string Job(string arguments) => Plan + $"Rule(\"drain\", from p in Facts<Plan>() select RunJob(\"drain\", {arguments}));";

    private static string Where(string condition) => Plan + $"Rule(\"all\", from p in Facts<Plan>() where {condition} select Page(\"ops\", because: p.Id));";
}
