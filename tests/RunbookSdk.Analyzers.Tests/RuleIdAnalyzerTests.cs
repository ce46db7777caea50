using FsCheck;
using FsCheck.Fluent;
using RunbookSdk.Analyzers.Fixes;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Analyzers.Tests;

public sealed class RuleIdAnalyzerTests
{
    private const string Query = "from p in Facts<Probe>() where !p.Up select Page(\"ops\", because: p.Subject)";

    [Theory]
    [InlineData("Rule([|\"Page_Ops\"|], Q);")]
    [InlineData("const string Id = \"Ops\";\nRule([|Id|], Q);")]
    [InlineData("Rule(query: Q, id: [|\"Page\"|]).Mode(Propose);")]
    [InlineData("foreach (var x in new[] { 1 }) { Rule([|\"\"|], Q); }")]
    [InlineData("void Declare() => Rule([|\"a b\"|], Q);")]
    [InlineData("var built = Rule([|\"v1.5\"|], Q);")]
    public void An_id_that_is_not_kebab_case_is_found_wherever_the_rule_stands(string script) =>
        Script.Finds("RBK1001", script.Replace("Q", Query, StringComparison.Ordinal));

    [Theory]
    [InlineData("Rule(\"require-11.5\", Q);")]
    [InlineData("foreach (var x in new[] { \"A\" }) Rule($\"page-{x}\", Q);")]
    [InlineData("void Rule(string id, int other) { }\nRule(\"Not_Ours\", 1);")]
    public void An_id_that_is_kebab_case_or_not_known_and_a_method_of_that_name_are_fine(string script) =>
        Script.IsFine(script.Replace("Q", Query, StringComparison.Ordinal));

    [Fact]
    public void The_second_of_two_ids_is_found_and_names_the_first()
    {
        var found = Script.Finds("RBK1002", $"Rule(\"page\", {Query});\nRule(\"other\", {Query});\n  Rule([|\"page\"|], {Query});");

        Assert.Contains("already declared at test.csx(1,6)", found[0].GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("if (a) Rule(\"page\", Q); else Rule(\"page\", Q);")]
    [InlineData("if (a) { Rule(\"page\", Q); } else if (b) { Rule(\"page\", Q); } else { Rule(\"page\", Q); }")]
    [InlineData("switch (n) { case 1: Rule(\"page\", Q); break; default: Rule(\"page\", Q); break; }")]
    [InlineData("var rule = a ? Rule(\"page\", Q) : Rule(\"page\", Q); rule.Mode(Act);")]
    [InlineData("if (a) Rule(\"page\", Q);\nRule([|\"page\"|], Q);")]
    [InlineData("if (a) { Rule(\"page\", Q); Rule([|\"page\"|], Q); } else Rule(\"page\", Q);\nRule([|\"page\"|], Q);")]
    [InlineData("if (a) Rule(\"page\", Q);\nif (b) Rule([|\"page\"|], Q);")]
    public void Of_the_branches_of_a_choice_one_is_taken(string script) => Script.Finds(
        "RBK1002", "var n = Math.Abs(1); var a = n == 1; var b = n == 2;\n" + script.Replace("Q", Query, StringComparison.Ordinal));

    [Fact]
    public void An_id_that_a_loaded_script_has_is_found_in_the_script_that_loads_it()
    {
        var compilation = Script.Compile(("a.csx", $"#load \"b.csx\"\nRule(\"page\", {Query});"), ("b.csx", $"Rule(\"page\", {Query});"));

        var found = Assert.Single(Script.Analyze(compilation));

        Assert.Equal(("RBK1002", "a.csx"), (found.Id, found.Location.SourceTree!.FilePath));
    }

    [Fact]
    public void Classes_of_a_project_may_use_one_id_each()
    {
        const string Runbook = "public sealed class A : Runbook { protected override void Define() { Rule(\"page\", Q); } }\n"
            + "public sealed class B : Runbook { protected override void Define() { Rule(\"page\", Q); Rule([|\"page\"|], Q); Rule([|\"X\"|], Q); } }";

        Assert.Equal(["RBK1002", "RBK1001"], Project.Analyze(Runbook.Replace("Q", Query, StringComparison.Ordinal)).Select(d => d.Id));
    }

    [Theory]
    [InlineData("Page_Ops", "page-ops")]
    [InlineData("suspendWebTools", "suspend-web-tools")]
    [InlineData("HTTPErrors", "http-errors")]
    [InlineData("page ops!", "page-ops")]
    [InlineData("Require 11.5", "require-11.5")]
    [InlineData("v1.5", "v1-5")]
    [InlineData("--a--b--", "a-b")]
    [InlineData("??", "")]
    public void An_id_becomes_kebab_case(string id, string expected) => Assert.Equal(expected, RuleIdFix.KebabCaseOf(id));

    [Fact]
    public void What_an_id_becomes_is_always_one_or_nothing() => Prop.ForAll<string?>(id =>
    {
        var better = RuleIdFix.KebabCaseOf(id ?? "");
        return better.Length == 0 || (RuleReader.IsKebabCase(better) && RuleIdFix.KebabCaseOf(better) == better);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_fix_writes_the_id_and_nothing_else() => Assert.Equal(
        $"Rule(/* old */ \"page-ops\", {Query}); // Page_Ops", Script.Fix($"Rule(/* old */ \"Page_Ops\", {Query}); // Page_Ops"));
}
