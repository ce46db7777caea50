namespace RunbookSdk.Analyzers.Tests;

public sealed class CommonSubsetAnalyzerTests
{
    private const string Head = "#!/usr/bin/env dotnet\n#:package RunbookSdk@0.1.0\n";
    private const string Rule = "Rule(\"page\", from p in Facts<Probe>() select Page(\"ops\", because: p.Subject));\n";

    [Theory]
    [InlineData("public sealed record Disk(string Host);\n[|Rule|](\"page\", from p in Facts<Probe>() select Page(\"ops\", because: p.Subject));\n")]
    [InlineData("[|public|] int High { get; } = 3;\n" + Rule)]
    [InlineData("[|public|] string Name(string x) => x;\n" + Rule)]
    public void What_only_a_script_can_hold_is_found_in_a_text_that_is_an_app_too(string text) => Script.Finds("RBK1064", Head + text);

    [Fact]
    public void Loading_another_script_is_found_unless_only_scripts_see_it()
    {
        var plain = Script.Compile(("a.csx", Head + "#load \"b.csx\"\n" + Rule), ("b.csx", "const double High = 85;"));
        var hidden = Script.Compile(("a.csx", Head + "#if SCRIPT\n#load \"b.csx\"\n#endif\n" + Rule), ("b.csx", "const double High = 85;"));

        Assert.Equal("RBK1064", Assert.Single(Script.Analyze(plain)).Id);
        Assert.Empty(Script.Analyze(hidden));
    }

    [Fact]
    public void A_text_of_the_common_subset_is_fine() =>
        Script.IsFine(Head + "const double High = 85;\n" + Rule + "string Name(string x) => x;\npublic sealed record Disk(string Host);");

    [Fact]
    public void A_text_that_is_no_app_may_hold_what_a_script_can() => Script.IsFine("public sealed record Disk(string Host);\n" + Rule);
}
