using RunbookSdk.Diagnostics;
using RunbookSdk.Scripting.Caching;

namespace RunbookSdk.Scripting.Tests;

/// <summary>A check of what has not changed answers from the cache, and of anything else it does not.</summary>
public sealed class ScriptCheckTests : IDisposable
{
    private static readonly ScriptFindings Planted = new([new("RBK1302", Severity.Warning, "Planted.", new("x.csx", 7, 8))], 41, 2);

    private readonly ScriptFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Second_check_is_answered_from_the_cache()
    {
        folder.Write("a.csx", Samples.PageNamed("a"));
        var first = Check();

        Assert.Equal((1, 0), (first.Rules, first.Lifecycles));
        Assert.Empty(first.Diagnostics);
        Plant();
        AssertIsPlanted(Check());
    }

    [Fact]
    public void Findings_are_kept_with_all_that_is_in_them_errors_too()
    {
        folder.Write("a.csx", "int x = \"\";\nint y = 1;");
        folder.Write("b.csx", "// nothing");

        var (first, second) = (Check(), Check());

        Assert.Equal(["CS0029", "RBK1302"], first.Diagnostics.Select(d => d.Code));
        Assert.False(first.AreUsable);
        Assert.Equal(first.Diagnostics, second.Diagnostics);
        Assert.Equal((first.Rules, first.Lifecycles), (second.Rules, second.Lifecycles));
    }

    [Theory]
    [InlineData("a.csx")]
    [InlineData("b.csx")]
    [InlineData("loaded.csx")]
    public void Change_of_any_text_is_checked_anew(string changed)
    {
        folder.Write("a.csx", "#load \"loaded.csx\"\n" + Samples.PageNamed("a"));
        folder.Write("b.csx", Samples.PageNamed("b"));
        folder.Write("loaded.csx", Samples.PageNamed("l"));
        Check();
        Plant();
        AssertIsPlanted(Check());

        folder.Write(changed, "int x = \"\";");

        Assert.Contains(Check().Diagnostics, d => d.Code == "CS0029");
    }

    [Fact]
    public void One_file_of_those_that_were_checked_together_is_a_check_of_its_own()
    {
        var a = folder.Write("a.csx", Samples.PageNamed("same"));
        folder.Write("b.csx", Samples.PageNamed("same"));

        Assert.False(Check().AreUsable);
        Assert.True(Check(a).AreUsable);
        Assert.False(Check().AreUsable);
    }

    [Fact]
    public void Other_imports_are_another_check()
    {
        folder.Write("a.csx", Samples.PageNamed("a"));
        Check();
        Plant();

        var findings = ScriptCheck.Run([folder.Path], new() { CacheFolder = folder.CachePath, Imports = ["System.Text"] });

        Assert.Equal(1, findings.Rules);
    }

    [Fact]
    public void Path_that_is_missing_is_told_each_time()
    {
        folder.Write("a.csx", Samples.PageNamed("a"));

        for (var i = 0; i < 2; i++) Assert.Equal("RBK0201", Assert.Single(Check(folder.Path, folder.Join("nowhere")).Diagnostics).Code);
        Assert.DoesNotContain(folder.CacheEntries, e => e.EndsWith(".findings", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(-1)]
    public void Entry_that_was_cut_off_is_made_again(int length)
    {
        folder.Write("a.csx", Samples.PageNamed("a"));
        Check();
        var bytes = File.ReadAllBytes(Entry);
        File.WriteAllBytes(Entry, bytes[..(length < 0 ? bytes.Length + length : length)]);

        Assert.Equal(1, Check().Rules);
        Assert.Equal(bytes, File.ReadAllBytes(Entry));
    }

    [Fact]
    public void Cache_that_cannot_be_written_is_told_and_refuses_nothing()
    {
        folder.Write("a.csx", Samples.PageNamed("a"));
        File.WriteAllText(folder.CachePath, "a file where the folder should be");

        var findings = Check();

        Assert.Equal("RBK0205", Assert.Single(findings.Diagnostics).Code);
        Assert.Equal(1, findings.Rules);
    }

    [Fact]
    public void Findings_stand_in_the_order_of_files_lines_and_columns()
    {
        folder.Write("b.csx", "int x = \"\"; int y = \"\";\nint z = \"\";");
        folder.Write("a.csx", Samples.PageNamed("Not-An-Id"));
        folder.Write("c.csx", "// nothing");

        var places = Check().Diagnostics.Select(d => (Path.GetFileName(d.Location.File), d.Location.Line, d.Location.Column)).ToList();

        Assert.Equal(["a.csx", "b.csx", "b.csx", "b.csx", "c.csx"], places.Select(p => p.Item1));
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public async Task Checks_at_the_same_time_find_the_same()
    {
        for (var i = 0; i < 8; i++) folder.Write($"{i}.csx", $"int x{i} = \"\";\n" + Samples.PageNamed($"r{i}"));

        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Check())));

        Assert.Equal(8, all[0].Diagnostics.Count);
        Assert.All(all, f => Assert.Equal(all[0].Diagnostics, f.Diagnostics));
    }

    private string Entry => Assert.Single(folder.CacheEntries, e => e.EndsWith(".findings", StringComparison.Ordinal));

    private ScriptFindings Check(params string[] paths) =>
        ScriptCheck.Run(paths.Length == 0 ? [folder.Path] : paths, new() { CacheFolder = folder.CachePath });

    private void Plant() => File.WriteAllBytes(Entry, FindingsEntry.Write(Planted));

    private static void AssertIsPlanted(ScriptFindings findings)
    {
        Assert.Equal(Planted.Diagnostics, findings.Diagnostics);
        Assert.Equal((Planted.Rules, Planted.Lifecycles), (findings.Rules, findings.Lifecycles));
    }
}
