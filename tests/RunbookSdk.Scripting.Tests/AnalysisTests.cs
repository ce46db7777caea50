using System.Text;
using RunbookSdk.Diagnostics;
using RunbookSdk.Rules;
using RunbookSdk.Scripting.Fixing;

namespace RunbookSdk.Scripting.Tests;

/// <summary>How the analyzers run when scripts are loaded. What each of them finds is tested beside them.</summary>
public sealed class AnalysisTests : IDisposable
{
    private static readonly string BadId = Samples.PageNamed("Page_Ops");

    private readonly ScriptFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_analyzer_sees_the_statements_of_a_script_and_says_the_exact_place()
    {
        var path = folder.Write("a.csx", "\n  " + BadId);

        var problem = Assert.Single(folder.Declare().Problems);

        Assert.Equal(("RBK1001", Severity.Error, new SourceLocation(path, 2, 8)), (problem.Code, problem.Severity, problem.Location));
    }

    [Fact]
    public void An_error_of_an_analyzer_refuses_the_load_and_is_told_once()
    {
        folder.Write("a.csx", BadId);

        using var loaded = ScriptLoader.Load([folder.Path], new() { CacheFolder = null });

        Assert.Null(loaded.Rules);
        Assert.Equal("RBK1001", Assert.Single(loaded.Diagnostics).Code);
    }

    [Theory]
    [InlineData("Rule(\"Page\", from p in Facts<Probe>() select p);", "RBK1001 RBK1009")]
    [InlineData("Rule(\"page\", from p in Facts<Probe>() where Now > Date(\"2019-09-19\") select Page(\"ops\", because: p.Subject));", "RBK1055")]
    [InlineData("Rule(\"page\", from p in Facts<Probe>() where Now > Date(\"soon\") select Page(\"ops\", because: p.Subject));", "RBK1056")]
    [InlineData("Rule(\"page\", from c in Facts<Client>() where c.Version < Version(\"x\") select Page(\"ops\", because: c.Product));", "RBK1057")]
    [InlineData("var begin = Date(\"2019-09-19\");\nRule(\"page\", from p in Facts<Probe>() where Now > begin select Page(\"ops\", because: p.Subject));", "RBK1055")]
    [InlineData("Rule(\"page\", from p in Facts<Probe>() where Now > Date(\"2019-09-19\") select Page(\"ops\", because: p.Subject));\nDate(\"soon\" + (1 + 1));", "RBK1055 RBK1304")]
    public void What_the_rules_themselves_show_is_told_as_well_and_nothing_twice(string script, string codes)
    {
        folder.Write("a.csx", script);

        using var loaded = ScriptLoader.Load([folder.Path], new() { CacheFolder = folder.CachePath });

        Assert.Equal(codes, string.Join(' ', loaded.Diagnostics.Select(d => d.Code)));
        Assert.Empty(folder.CacheEntries);
        Assert.Null(loaded.Rules);
    }

    [Fact]
    public void What_reaches_out_is_not_run_even_once()
    {
        var touched = folder.Join("touched").Replace('\\', '/');
        folder.Write("a.csx", $"System.IO.File.WriteAllText(\"{touched}\", \"here\");\n" + Samples.Page);

        using var loaded = ScriptLoader.Load([folder.Path], new() { CacheFolder = null });

        Assert.Equal("RBK2020", Assert.Single(loaded.Diagnostics).Code);
        Assert.False(File.Exists(touched));
    }

    [Fact]
    public void A_pragma_silences_an_analyzer()
    {
        folder.Write("a.csx", "#pragma warning disable RBK1001 // an old id, kept for its journal\n" + BadId);

        Assert.Empty(folder.Declare().Problems);
    }

    [Fact]
    public void Mistakes_of_C_and_of_the_language_are_told_together()
    {
        folder.Write("a.csx", BadId + "\nint x = \"text\";");

        Assert.Equal(["RBK1001", "CS0029"], folder.Declare().Problems.Select(p => p.Code));
    }

    [Fact]
    public void A_text_that_cannot_be_read_is_not_analyzed()
    {
        folder.Write("a.csx", BadId + "\nint x = ;");

        Assert.Equal(["CS1525"], folder.Declare().Problems.Select(p => p.Code));
    }

    [Theory]
    [InlineData("[*.csx]", "warning", Severity.Warning)]
    [InlineData("[*]", "suggestion", Severity.Info)]
    [InlineData("[{a,b}.csx]", "none", null)]
    [InlineData("[*.cs]", "none", Severity.Error)]
    [InlineData("[sub/*.csx]", "none", Severity.Error)]
    public void An_editorconfig_says_how_much_a_diagnostic_matters(string section, string severity, Severity? expected)
    {
        WriteConfig(folder.Path, section, "RBK1001", severity);
        folder.Write("a.csx", BadId);

        Assert.Equal(expected, folder.Declare().Problems.SingleOrDefault()?.Severity);
    }

    [Fact]
    public void An_editorconfig_is_about_the_compilers_diagnostics_as_well()
    {
        WriteConfig(folder.Path, "[*.csx]", "CS8602", "error");
        folder.Write("a.csx", "string? Text() => null;\nint Length() => Text().Length;\n" + Samples.Page);

        Assert.Equal(("CS8602", Severity.Error), folder.Declare().Problems.Select(p => (p.Code, p.Severity)).Single());
    }

    [Fact]
    public void The_nearer_editorconfig_wins_and_what_is_outside_of_a_root_is_not_asked()
    {
        WriteConfig(folder.Path, "[*]", "RBK1001", "none");
        WriteConfig(folder.Path + "/near", "[*]", "RBK1001", "warning");
        folder.Write("far.csx", BadId);
        folder.Write("near/a.csx", BadId);
        WriteConfig(folder.Path + "/root", "[*.md]", "RBK1001", "none", "root = true");
        folder.Write("root/a.csx", BadId);

        var found = folder.Declare().Problems.Select(p => (p.Location.File, p.Severity));

        Assert.Equal([(folder.Shown("near/a.csx"), Severity.Warning), (folder.Shown("root/a.csx"), Severity.Error)], found);
    }

    [Fact]
    public void A_warning_of_an_analyzer_is_told_from_the_cache_too_until_the_editorconfig_changes()
    {
        WriteConfig(folder.Path, "[*]", "RBK1001", "warning");
        folder.Write("a.csx", BadId);
        var first = folder.DeclareCached();

        var second = folder.DeclareCached();
        WriteConfig(folder.Path, "[*]", "RBK1001", "none");
        var third = folder.DeclareCached();

        Assert.Equal((0, 1), (second.Compiled, second.FromCache));
        Assert.Equal("RBK1001", Assert.Single(second.Problems).Code);
        Assert.Equal(first.Problems, second.Problems);
        Assert.Equal(1, third.Compiled);
        Assert.Empty(third.Problems);
    }

    [Fact]
    public void A_text_that_a_journal_kept_is_not_analyzed_again()
    {
        var kept = new RuleText("a.csx", "#pragma warning disable CS0219\nconst string zone = \"none\";\n" + BadId);

        using var loaded = ScriptLoader.LoadTexts([kept], new() { CacheFolder = folder.CachePath });

        // The reader of rules still refuses what cannot be, and knows a line only.
        Assert.Equal(new SourceLocation("a.csx", 3), Assert.Single(loaded.Diagnostics).Location);
    }

    [Fact]
    public void Fixes_mend_every_place_of_every_text_and_leave_the_rest_as_it_was()
    {
        folder.Write("a.csx", "#load \"b.csx\"\r\n// Größe\r\n" + BadId + "\r\n" + Samples.PageNamed("PageAgain"));
        File.WriteAllBytes(folder.Shown("b.csx"), [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Samples.PageNamed("b_1"))]);
        folder.Write("fine.csx", Samples.PageNamed("fine"));

        var mended = ScriptFixer.Fix([folder.Path], new() { CacheFolder = null });

        Assert.Equal([folder.Shown("b.csx"), folder.Shown("a.csx")], mended.Select(f => f.Path));
        Assert.Equal(
            "#load \"b.csx\"\r\n// Größe\r\n" + Samples.PageNamed("page-ops") + "\r\n" + Samples.PageNamed("page-again"),
            Encoding.UTF8.GetString(mended[1].Content));
        Assert.Equal([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Samples.PageNamed("b-1"))], mended[0].Content);
        Assert.Equal(["Write 'page-ops'", "Write 'page-again'"], mended[1].Mended.Select(m => m.Fix));
    }

    [Fact]
    public void Fixes_leave_a_short_form_that_works_and_lengthen_it_in_a_text_that_is_an_app_too()
    {
        const string Short = "Rule(\"r\", from l in Facts<ClusterLoad>() where l.Percent is > 80 select Page(\"ops\", because: l.Cluster));";
        folder.Write("a.csx", Short);
        folder.Write("app.csx", "#!/usr/bin/env dotnet\n" + Short.Replace("\"r\"", "\"s\"", StringComparison.Ordinal));

        var mended = Assert.Single(ScriptFixer.Fix([folder.Path], new() { CacheFolder = null }));

        Assert.Equal(folder.Shown("app.csx"), mended.Path);
        Assert.Contains("where l.Percent > 80 select", Encoding.UTF8.GetString(mended.Content), StringComparison.Ordinal);
    }

    [Fact]
    public void Fixes_leave_alone_what_the_author_silenced()
    {
        folder.Write("a.csx", "#pragma warning disable RBK1001\n" + BadId);

        Assert.Empty(ScriptFixer.Fix([folder.Path], new() { CacheFolder = null }));
    }

    private static void WriteConfig(string path, string section, string code, string severity, string head = "")
    {
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, ".editorconfig"), $"{head}\n{section}\ndotnet_diagnostic.{code}.severity = {severity}\n");
    }
}
