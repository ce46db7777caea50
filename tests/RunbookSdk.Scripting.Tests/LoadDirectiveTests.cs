using RunbookSdk.Diagnostics;

namespace RunbookSdk.Scripting.Tests;

public sealed class LoadDirectiveTests : IDisposable
{
    private readonly ScriptFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_loaded_file_is_part_of_the_one_that_loads_it_and_not_loaded_on_its_own()
    {
        folder.Write("main.csx", "#load \"shared/limits.csx\"\n" + Samples.PageNamed("main"));
        var shared = folder.Write("shared/limits.csx", "const int Limit = 3;\n" + Samples.PageNamed("limits"));

        var declared = folder.Declare();

        Assert.Empty(declared.Problems);
        Assert.Equal(["limits", "main"], declared.Book.Declarations.Select(d => d.Id));
        Assert.Equal(new SourceLocation(shared, 2), declared.Book.Declarations[0].Location);
    }

    [Fact]
    public void Two_scripts_that_load_one_file_share_its_facts_and_declare_its_rules_once()
    {
        folder.Write("a.csx", "#load \"facts.csx\"\nRule(\"a\", from d in Facts<Disk>() select Page(\"t\", d.Host));");
        folder.Write("b.csx", "/* two\nlines */ // more\n#load \"facts.csx\" // shared\n"
            + "Rule(\"b\", from d in Facts<Disk>() select Page(\"t\", d.Host));");
        folder.Write("c.csx", Samples.PageNamed("c"));
        folder.Write("facts.csx", "public record Disk([property: Key] string Host);\n" + Samples.PageNamed("facts"));

        var declared = folder.Declare();

        Assert.Empty(declared.Problems);
        Assert.Equal(["facts", "a", "b", "c"], declared.Book.Declarations.Select(d => d.Id));
        Assert.Single(declared.FactTypes);
        Assert.Equal(2, declared.Compiled);
    }

    [Fact]
    public void Scripts_that_share_a_file_share_their_names_and_are_told_so()
    {
        folder.Write("a.csx", "#load \"c.csx\"\nconst int High = 1;\n" + Samples.PageNamed("a"));
        var path = folder.Write("b.csx", "#load \"c.csx\"\nconst int High = 2;\n" + Samples.PageNamed("b"));
        folder.Write("c.csx", Samples.PageNamed("c"));

        var problem = Assert.Single(folder.Declare().Problems);

        Assert.Equal(("CS0102", path, 2), (problem.Code, problem.Location.File, problem.Location.Line));
        Assert.Contains("load the same file", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scripts_that_share_nothing_have_names_of_their_own()
    {
        folder.Write("a.csx", "const int High = 1;\n" + Samples.PageNamed("a"));
        folder.Write("b.csx", "const int High = 2;\n" + Samples.PageNamed("b"));

        Assert.Empty(folder.Declare().Problems);
    }

    [Theory]
    [InlineData("../outside.csx")]
    [InlineData("/etc/passwd")]
    [InlineData("/etc/passwd.csx")]
    [InlineData("notes.txt")]
    [InlineData("missing.csx")]
    [InlineData("link.csx")]
    [InlineData("linked/real.csx")]
    [InlineData("sub/../../outside.csx")]
    [InlineData("http://example.org/a.csx")]
    [InlineData("a.csx")]
    [InlineData("")]
    public void A_load_that_reaches_out_of_the_folder_or_for_no_script_is_refused(string target)
    {
        File.WriteAllText(folder.Join("outside.csx"), "var outside = 1;");
        folder.Write("sub/real.csx", "var real = 1;");
        folder.Write("notes.txt", "var notes = 1;");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "link.csx"), folder.Join("outside.csx"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "linked"), Path.Combine(folder.Path, "sub"));
        var path = folder.Write("a.csx", $"// first\n#load \"{target}\"\n" + Samples.Page);

        var declared = folder.Declare(path);

        var problem = Assert.Single(declared.Problems);
        Assert.Equal(("RBK1301", Severity.Error), (problem.Code, problem.Severity));
        Assert.Equal(new SourceLocation(path, 2, 7), problem.Location);
        Assert.Empty(declared.Book.Declarations);
    }

    [Fact]
    public void Files_that_load_each_other_are_refused()
    {
        folder.Write("a.csx", "#load \"b.csx\"\n" + Samples.PageNamed("a"));
        var path = folder.Write("b.csx", "#load \"a.csx\"\n" + Samples.PageNamed("b"));

        var problem = Assert.Single(folder.Declare().Problems);

        Assert.Equal(("RBK1301", path), (problem.Code, problem.Location.File));
    }

    [Theory]
    [InlineData("SCRIPT")]
    [InlineData("NEVER")]
    public void A_load_in_an_if_is_always_taken_so_that_no_rule_is_lost(string symbol)
    {
        folder.Write("a.csx", $"#if {symbol}\n#load \"b.csx\"\n#endif\n" + Samples.PageNamed("a"));
        folder.Write("b.csx", Samples.PageNamed("b"));

        var declared = folder.Declare();

        Assert.Empty(declared.Problems);
        Assert.Equal(["b", "a"], declared.Book.Declarations.Select(d => d.Id));
    }

    [Fact]
    public void A_load_behind_a_statement_is_refused_with_a_hint()
    {
        var path = folder.Write("a.csx", Samples.Page + "\n#load \"b.csx\"\n");

        var problem = Assert.Single(folder.Declare(path).Problems);

        Assert.Equal("CS8098", problem.Code);
        Assert.Contains("before everything else", problem.Message, StringComparison.Ordinal);
    }
}
