namespace RunbookSdk.Analyzers.Tests;

public sealed class EmptySelectionAnalyzerTests
{
    private const string Plan = "public sealed record Plan([property: Key] string Id, string[] Machines, IReadOnlyList<string> More);\n";

    [Theory]
    [InlineData("[|p.Machines|]")]
    [InlineData("[|p.More|]")]
    [InlineData("[|p.Machines.Where(m => m != \"\").ToArray()|]")]
    [InlineData("new[] { \"--only\", string.Join(\",\", [|p.Machines|]) }")]
    [InlineData("new[] { $\"--only={string.Join(\",\", [|p.Machines|])}\" }")]
    [InlineData("new List<string> { \"--only=\" + string.Join(\",\", [|p.Machines|]) }")]
    [InlineData("[|p.Id == \"a\" ? p.Machines : new[] { p.Id }|]")]
    public void Arguments_that_may_be_empty_are_found(string arguments) => Script.Finds("RBK2003", Job($"{arguments}, because: p.Id"));

    [Theory]
    [InlineData("p.Machines, because: p.Id, over: p.Machines")]
    [InlineData("new[] { p.Id }, because: p.Id")]
    [InlineData("new[] { \"--all\" }, because: p.Id")]
    [InlineData("new string[0], because: p.Id")]
    [InlineData("new List<string> { p.Id, \"x\" }, because: p.Id")]
    [InlineData("p.Id == \"a\" ? new[] { p.Id } : new[] { \"--slow\", p.Id }, because: p.Id")]
    [InlineData("new[] { string.Join(\",\", new[] { p.Id, \"x\" }) }, because: p.Id")]
    public void Arguments_that_are_written_out_and_jobs_that_say_what_they_are_over_are_fine(string arguments) => Script.IsFine(Job(arguments));

    [Fact]
    public void Job_that_is_made_without_its_word_is_looked_at_as_well() => Script.Finds(
        "RBK2003", Plan + "Rule(\"a\", from p in Facts<Plan>() select new RunJob(\"drain\", [|p.Machines|], p.Id));\nRule(\"b\", from p in Facts<Plan>() select new RunJob(\"drain\", p.Machines, p.Id, p.Machines));");

    [Theory]
    [InlineData("p.Machines.Length > 0")]
    [InlineData("p.Machines.Any(m => m != \"\")")]
    [InlineData("p.Id == \"a\" && p.Machines.Count() >= 2")]
    public void Rule_that_asks_how_many_there_are_has_thought_of_none(string condition) => Script.IsFine(
        Plan + $"Rule(\"drain\", from p in Facts<Plan>() where {condition} select RunJob(\"drain\", p.Machines, because: p.Id));");

    [Fact]
    public void Rule_that_asks_how_many_of_others_there_are_has_not() => Script.Finds(
        "RBK2003", Plan + "Rule(\"drain\", from p in Facts<Plan>() where p.More.Count > 0 select RunJob(\"drain\", [|p.Machines|], because: p.Id));");

    [Fact]
    public void Method_of_that_name_is_fine() =>
        Script.IsFine("Action RunJob(string name, string[] arguments) => () => { };\nstring[] none = { };\nRunJob(\"a\", none)();");

    [Theory]
    [InlineData("[|Facts<Site>().All(s => s.Healthy)|]")]
    [InlineData("p.Id == \"a\" && [|Facts<Site>().Where(s => s.Name != \"b\").All(s => s.Healthy)|]")]
    [InlineData("Facts<Service>().Any() && [|Facts<Site>().All(s => s.Healthy)|]")]
    [InlineData("!!([|Facts<Site>().All(s => s.Healthy)|] || p.Id == \"a\")")]
    [InlineData("[|Facts<Site>().All(s => s.Healthy)|] != false")]
    [InlineData("!Missing<Service>() && [|Facts<Site>().All(s => s.Healthy)|]")]
    [InlineData("Over(p, Minutes(5)).Any(x => x.Id == \"\") || [|Facts<Site>().Where(s => s.Name == p.Id).All(s => s.Healthy)|]")]
    public void Condition_that_holds_when_nothing_is_known_is_found(string condition) => Script.Finds("RBK2004", Where(condition));

    [Theory]
    [InlineData("Facts<Site>().Any() && Facts<Site>().All(s => s.Healthy)")]
    [InlineData("Facts<Site>().Count() > 1 && Facts<Site>().All(s => s.Healthy)")]
    [InlineData("!Facts<Site>().All(s => s.Healthy)")]
    [InlineData("!(Facts<Site>().All(s => s.Healthy))")]
    [InlineData("!(p.Id == \"a\" && Facts<Site>().All(s => s.Healthy))")]
    [InlineData("Facts<Site>().All(s => s.Healthy) == false")]
    [InlineData("true != (p.Id == \"a\" || Facts<Site>().All(s => s.Healthy))")]
    [InlineData("!Missing<Site>() && Facts<Site>().All(s => s.Healthy)")]
    [InlineData("Facts<Site>().Any(s => s.Healthy)")]
    public void Condition_that_asks_for_one_or_is_denied_is_fine(string condition) => Script.IsFine(Where(condition));

    [Theory]
    [InlineData("where ok", true)]
    [InlineData("where p.Id == \"a\" && ok where Now > Date(\"2019-09-19 UTC\")", true)]
    [InlineData("where !ok", false)]
    [InlineData("let id = p.Id where id == \"a\" && !ok", false)]
    public void What_let_has_given_a_name_is_followed(string clauses, bool isFound)
    {
        var question = isFound ? "[|Facts<Site>().All(s => s.Healthy)|]" : "Facts<Site>().All(s => s.Healthy)";

        Script.Finds("RBK2004", Plan + $"Rule(\"all\", from p in Facts<Plan>() let ok = {question} {clauses} select Page(\"ops\", because: p.Id));");
    }

    [Theory]
    [InlineData("Facts<Probe>().Where(o => o.Subject == p.Subject)", false)]
    [InlineData("Facts<Probe>().Where(o => o.Subject == p.Subject && p.VantagePoint == o.VantagePoint)", false)]
    [InlineData("Facts<Probe>().Where(o => o.Subject != p.Subject)", true)]
    [InlineData("Facts<Probe>().Where(o => o.Subject == p.VantagePoint)", true)]
    public void Facts_that_have_the_same_as_a_matched_one_hold_that_one(string source, bool isFound) => Script.Finds(
        "RBK2004", $"Rule(\"a\", from p in Facts<Probe>() where {(isFound ? "[|" : "")}{source}.All(o => !o.Up){(isFound ? "|]" : "")} select Page(\"ops\", because: p.Subject));");

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

    [Theory]
    [InlineData("p.Machines", "p.Machines")]
    [InlineData("p.More", "p.More")]
    [InlineData("p.Machines.Where(m => m != \"\").ToArray()", "p.Machines.Where(m => m != \"\").ToArray()")]
    [InlineData("new[] { string.Join(\",\", p.Machines.Where(m => m != \"\")) }", "p.Machines.Where(m => m != \"\").ToArray()")]
    public void Fix_says_what_the_job_is_over(string arguments, string over)
    {
        var after = Script.Fix(Job($"{arguments}, because: p.Id"));

        Assert.Equal(Job($"{arguments}, because: p.Id, over: {over}"), after);
        Assert.Empty(Script.Compile(("test.csx", after)).GetDiagnostics().Where(d => d.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning));
    }

    [Fact]
    public void Fix_leaves_a_list_of_something_else_to_its_author()
    {
        var job = Job("new[] { string.Join(\",\", p.Machines.Select(m => m.Length)) }, because: p.Id");

        Assert.Equal(job, Script.Fix(job));
    }

    private static string Job(string arguments) => Plan + $"Rule(\"drain\", from p in Facts<Plan>() select RunJob(\"drain\", {arguments}));";

    private static string Where(string condition) => Plan + $"Rule(\"all\", from p in Facts<Plan>() where {condition} select Page(\"ops\", because: p.Id));";
}
