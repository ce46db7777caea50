using System.Diagnostics;
using System.Globalization;

namespace RunbookSdk.Scripting.Tests;

public sealed class CacheTests : IDisposable
{
    private readonly ScriptFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_second_load_comes_from_the_cache_with_the_same_rules_facts_and_warnings()
    {
        folder.Write("a.csx", Samples.Long.Replace("string Title(", "team = \"others\";\nstring Title(", StringComparison.Ordinal));

        var first = folder.DeclareCached();
        var second = folder.DeclareCached();

        Assert.Equal((1, 0), (first.Compiled, first.FromCache));
        Assert.Equal((0, 1), (second.Compiled, second.FromCache));
        Assert.Equal("RBK1303", Assert.Single(first.Problems).Code);
        Assert.Equal(first.Problems, second.Problems);
        Assert.Equal(first.FactTypes.Select(t => t.FullName), second.FactTypes.Select(t => t.FullName));
        Assert.Equal(
            first.Book.Declarations.Select(d => (d.Id, d.Location)),
            second.Book.Declarations.Select(d => (d.Id, d.Location)));
    }

    [Fact]
    public void Compiling_is_deterministic()
    {
        folder.Write("a.csx", Samples.Long);
        folder.DeclareCached();
        var entry = Assert.Single(folder.CacheEntries);
        var bytes = File.ReadAllBytes(entry);
        File.Delete(entry);

        folder.DeclareCached();

        Assert.Equal(bytes, File.ReadAllBytes(Assert.Single(folder.CacheEntries)));
    }

    [Fact]
    public void A_change_of_the_script_or_of_a_loaded_one_is_seen()
    {
        folder.Write("a.csx", "#load \"b.csx\"\n" + Samples.PageNamed("a"));
        folder.Write("b.csx", Samples.PageNamed("b"));
        folder.DeclareCached();

        folder.Write("b.csx", Samples.PageNamed("b2"));
        var changed = folder.DeclareCached();

        Assert.Equal(1, changed.Compiled);
        Assert.Equal(["b2", "a"], changed.Book.Declarations.Select(d => d.Id));
        Assert.Equal(1, folder.DeclareCached().FromCache);
    }

    [Fact]
    public void The_same_text_under_another_path_is_compiled_for_that_path()
    {
        folder.Write("a.csx", Samples.Page);
        folder.DeclareCached(folder.Shown("a.csx"));
        var copy = folder.Write("copy.csx", Samples.Page);

        var declared = folder.DeclareCached(copy);

        Assert.Equal(1, declared.Compiled);
        Assert.Equal(copy, declared.Book.Declarations[0].Location.File);
    }

    [Fact]
    public void Other_imports_are_another_compilation()
    {
        folder.Write("a.csx", Samples.Page);
        folder.DeclareCached();

        var declared = folder.Declare(new ScriptLoaderOptions { CacheFolder = folder.CachePath, Imports = ["System.Text"] });

        Assert.Equal(1, declared.Compiled);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(-1)]
    public void A_truncated_entry_is_made_again(int length)
    {
        folder.Write("a.csx", Samples.Page);
        folder.DeclareCached();
        var entry = Assert.Single(folder.CacheEntries);
        var bytes = File.ReadAllBytes(entry);
        File.WriteAllBytes(entry, bytes[..(length < 0 ? bytes.Length + length : length)]);

        AssertIsMadeAgain(entry, bytes);
    }

    [Fact]
    public void An_entry_with_a_changed_byte_is_made_again()
    {
        folder.Write("a.csx", Samples.Page);
        folder.DeclareCached();
        var entry = Assert.Single(folder.CacheEntries);
        var bytes = File.ReadAllBytes(entry);
        var damaged = bytes.ToArray();
        damaged[damaged.Length / 2] ^= 1;
        File.WriteAllBytes(entry, damaged);

        AssertIsMadeAgain(entry, bytes);
    }

    [Fact]
    public void Scripts_with_errors_are_not_kept()
    {
        folder.Write("a.csx", "int x = \"\";");
        folder.DeclareCached();

        Assert.Empty(folder.CacheEntries);
        Assert.Equal(1, folder.DeclareCached().Compiled);
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_told_once_and_refuses_nothing()
    {
        folder.Write("a.csx", Samples.PageNamed("a"));
        folder.Write("b.csx", Samples.PageNamed("b"));
        File.WriteAllText(folder.Join("cache"), "a file where the folder should be");

        var declared = folder.DeclareCached();

        Assert.Equal("RBK0205", Assert.Single(declared.Problems).Code);
        Assert.Equal(2, declared.Book.Declarations.Count);
    }

    [Fact]
    public async Task Loads_at_the_same_time_share_one_cache()
    {
        folder.Write("a.csx", Samples.Page);

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => folder.DeclareCached())));

        Assert.All(all, d => Assert.Empty(d.Problems));
        Assert.All(all, d => Assert.Single(d.Book.Declarations));
        Assert.Single(folder.CacheEntries);
    }

    [Fact]
    public void A_second_process_neither_runs_nor_loads_the_compiler()
    {
        folder.Write("a.csx", Samples.Long);

        var first = LoadInNewProcess();
        var second = LoadInNewProcess();

        Assert.Equal((8, 1, 0), (first.Rules, first.Compiled, first.FromCache));
        Assert.True(first.Compilers > 0);
        Assert.Equal((8, 0, 1, 0), (second.Rules, second.Compiled, second.FromCache, second.Compilers));
    }

    [Fact]
    public void Query_from_the_cache_does_not_load_the_compiler()
    {
        folder.Write("long.csx", Samples.Long);
        const string Query = "40 + typeof(Disk).GetProperties().Length + Known";

        var first = LoadInNewProcess(Query);
        var second = LoadInNewProcess(Query);
        var other = LoadInNewProcess(Query + " ");

        Assert.True(first.Compilers > 0);
        Assert.Equal((0, first.Answer), (second.Compilers, second.Answer));
        Assert.NotEqual(0, first.Answer);
        Assert.True(other.Compilers > 0);
    }

    private void AssertIsMadeAgain(string entry, byte[] bytes)
    {
        var declared = folder.DeclareCached();

        Assert.Empty(declared.Problems);
        Assert.Equal(1, declared.Compiled);
        Assert.Single(declared.Book.Declarations);
        Assert.Equal(bytes, File.ReadAllBytes(entry));
    }

    private (int Rules, int Compiled, int FromCache, int Compilers, int Answer) LoadInNewProcess(params string[] query)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            ["exec", typeof(Program).Assembly.Location, folder.Path, folder.CachePath, .. query])
        { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var numbers = process.StandardOutput.ReadToEnd().Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return (numbers[0], numbers[1], numbers[2], numbers[3], numbers.ElementAtOrDefault(5));
    }
}
