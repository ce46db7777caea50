using RunbookSdk.Diagnostics;

namespace RunbookSdk.Scripting.Tests;

public sealed class CompilerDiagnosticsTests : IDisposable
{
    private readonly ScriptFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Errors_of_syntax_and_meaning_of_all_files_come_together()
    {
        var first = folder.Write("a.csx", "var x = Unknown();\nvar y = (1 + ;\n");
        var second = folder.Write("b.csx", "int z = \"text\";\n");

        var problems = folder.Declare().Problems;

        Assert.Contains(problems, p => p.Code == "CS0103" && p.Location == new SourceLocation(first, 1, 9));
        Assert.Contains(problems, p => p.Code == "CS1525" && p.Location == new SourceLocation(first, 2, 14));
        Assert.Contains(problems, p => p.Code == "CS0029" && p.Location == new SourceLocation(second, 1, 9));
        Assert.All(problems, p => Assert.Equal(Severity.Error, p.Severity));
    }

    [Theory]
    [InlineData("l.Percent is > 80", "CS8122", "'x.Percent > 80' instead of 'is > 80'")]
    [InlineData("l.Cluster is null", "CS8122", "instead of 'is null'")]
    [InlineData("l.Cluster?.Length > 3", "CS8072", "'a != null && a.B == 1'")]
    [InlineData("l.Cluster switch { \"a\" => true, _ => false }", "CS8514", "condition ? one : other")]
    [InlineData("(l.Cluster, 1) == (\"a\", 1)", "CS8382", "one by one")]
    [InlineData("(l.Cluster, 1).Equals(null)", "CS8143", "new { load.Cluster")]
    [InlineData("(l with { Percent = 3 }) == l", "CS8849", "anew")]
    [InlineData("((int[])[1, 2]).Length > 1", "CS9175", "new[] { 1, 2 }")]
    [InlineData("(l.Cluster ?? throw new Exception()) == \"a\"", "CS8188", "does not throw")]
    [InlineData("l.Cluster[^1] == 'a'", "CS8790", "count from the front")]
    [InlineData("l.Cluster[1..] == \"a\"", "CS8792", "Skip and Take")]
    [InlineData("int.TryParse(l.Cluster, out var n)", "CS8198", "returns the value")]
    [InlineData("int.TryParse(l.Cluster, out _)", "CS8207", "returns the value")]
    [InlineData("(count = 3) > 1", "CS0832", "only asks")]
    [InlineData("(text ??= \"a\") == \"a\"", "CS8642", "??")]
    [InlineData("string.Equals(comparisonType: StringComparison.Ordinal, a: l.Cluster, b: \"\")", "CS9307", "in the order")]
    public void What_a_rule_of_an_app_cannot_hold_comes_with_what_to_write_instead(string condition, string code, string hint)
    {
        var path = folder.Write(
            "a.csx",
            "#!/usr/bin/env dotnet\nint count = 0; string? text = null;\n"
                + $"Rule(\"r\", from l in Facts<ClusterLoad>() where {condition} select Page(\"t\", \"b\"));");

        var problems = folder.Declare().Problems;

        var problem = Assert.Single(problems, p => p.Code == code);
        Assert.Equal((path, 3), (problem.Location.File, problem.Location.Line));
        Assert.Contains(hint, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Rule(\"r\", from l in Facts<ClusterLod>() select Page(\"t\", \"b\"));", "CS0246", "could not be found. Did you mean 'ClusterLoad'?")]
    [InlineData("Rule(\"r\", from l in Fact<ClusterLoad>() select Page(\"t\", \"b\"));", "CS0103", "Did you mean 'Facts'?")]
    [InlineData("Rule(\"r\", from l in Facts<ClusterLoad>() where l.Percnt > 3 select Page(\"t\", \"b\"));", "CS1061", "Did you mean 'Percent'?")]
    [InlineData("Rule(\"r\", from l in Facts<ClusterLoad>() select Pag(\"t\", \"b\"));", "CS0103", "Did you mean 'Page'?")]
    [InlineData("Rule(\"r\", from l in Facts<ClusterLoad>() where Regex.IsMatch(l.Cluster, \"a\") select Page(\"t\", \"b\"));", "CS0103", "the basic types, collections and LINQ")]
    [InlineData("var client = new HttpClient();", "CS0246", "could not be found. A script knows")]
    public void A_name_that_nobody_knows_comes_with_the_one_that_was_meant_or_with_what_there_is(string text, string code, string hint)
    {
        folder.Write("a.csx", text);

        var problem = Assert.Single(folder.Declare().Problems);

        Assert.Equal(code, problem.Code);
        Assert.Contains(hint, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Rule(\"r\", from p in Facts<Probe>() where p.Subject. $\"a\"StartsWith(\"b\") select Page(\"t\", \"b\"));")]
    [InlineData("Rule(\"r\", from p in Facts<Probe>() , !p.Up select Page(\"t\", \"b\"));")]
    [InlineData("Rule(\"r\", from p in Facts<Probe>() where !p.Up);")]
    public void A_query_in_the_middle_of_its_writing_is_refused_without_an_exception(string text)
    {
        folder.Write("a.csx", text);

        var problems = folder.Declare().Problems;

        Assert.NotEmpty(problems);
        Assert.All(problems, p => Assert.Equal((Severity.Error, 1), (p.Severity, p.Location.Line)));
    }

    [Fact]
    public void A_block_as_a_condition_comes_with_a_hint()
    {
        folder.Write("a.csx", "#!/usr/bin/env dotnet\nRule(\"r\", Facts<ClusterLoad>().Where(l => { return l.Percent > 3; }).Select(l => Page(\"t\", \"b\")));");

        var problem = Assert.Single(folder.Declare().Problems, p => p.Code == "CS0834");

        Assert.Contains("one expression", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void References_are_refused_with_a_hint()
    {
        folder.Write("a.csx", "#r \"System.Net.Http\"\n" + Samples.Page);

        var problem = Assert.Single(folder.Declare().Problems);

        Assert.Equal("CS7099", problem.Code);
        Assert.Contains("ScriptLoaderOptions.References", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("var c = new System.Net.Http.HttpClient();")]
    [InlineData("System.Diagnostics.Process.Start(\"ls\");")]
    [InlineData("Console.WriteLine();")]
    [InlineData("unsafe { }")]
    public void Scripts_see_only_the_basic_parts_of_the_runtime(string statement)
    {
        folder.Write("a.csx", statement);

        Assert.NotEmpty(folder.Declare().Problems);
    }

    [Fact]
    public void Warnings_are_shown_and_refuse_nothing()
    {
        var path = folder.Write("a.csx", "string? text = null;\nvar length = text.Length;\n" + Samples.Page);

        folder.Write("a.csx", "string? Text() => null;\nint Length() => Text().Length;\n" + Samples.Page);
        var declared = folder.Declare();

        var problem = Assert.Single(declared.Problems);
        Assert.Equal(new Diagnostic("CS8602", Severity.Warning, problem.Message, new(path, 2, 17)), problem);
        Assert.Single(declared.Book.Declarations);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused_without_an_exception()
    {
        var path = folder.Write("a.csx", "");
        File.WriteAllBytes(path, [0x7F, 0x45, 0x4C, 0x46, 0, 0, 0, 0xFF, 0xFE, 0x80]);

        Assert.Contains(folder.Declare().Problems, p => p.Severity == Severity.Error && p.Location.File == path);
    }
}
