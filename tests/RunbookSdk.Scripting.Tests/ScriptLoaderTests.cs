using RunbookSdk.Components;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Scripting.Tests;

/// <summary>The loader as its users call it.</summary>
public sealed class ScriptLoaderTests : IDisposable
{
    private readonly ScriptFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Load_gives_the_rules_of_scripts_and_says_where_they_came_from()
    {
        folder.Write("a.csx", Samples.Long);
        var options = new ScriptLoaderOptions { CacheFolder = folder.CachePath };

        using var first = ScriptLoader.Load([folder.Path], options);
        using var second = ScriptLoader.Load([folder.Path], options);

        Assert.Empty(first.Diagnostics);
        Assert.Equal(8, first.Rules!.Rules.Count);
        Assert.Equal((1, 0, 0, 1), (first.Compiled, first.FromCache, second.Compiled, second.FromCache));
        Assert.Equal(first.Rules.Rules.Select(r => r.ToString()), second.Rules!.Rules.Select(r => r.ToString()));
    }

    [Fact]
    public void Load_with_runbooks_in_csharp_makes_one_set_of_both()
    {
        folder.Write("a.csx", Samples.PageNamed("script"));

        using var loaded = ScriptLoader.Load([folder.Path], new() { CacheFolder = null, RuleBooks = [new WrittenInCSharp()] });

        Assert.Equal(["written", "script"], loaded.Rules!.Rules.Select(r => r.Id));
    }

    [Fact]
    public void Load_with_an_error_in_one_script_gives_no_rules_and_all_problems()
    {
        folder.Write("a.csx", "int x = \"\";");
        folder.Write("b.csx", "throw new InvalidOperationException(\"no\");");
        folder.Write("c.csx", Samples.Page);

        using var loaded = ScriptLoader.Load([folder.Path], new() { CacheFolder = null });

        Assert.Null(loaded.Rules);
        Assert.Equal(["CS0029", "RBK1304"], loaded.Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void Load_with_a_rule_declared_in_two_files_is_refused()
    {
        folder.Write("a.csx", Samples.Page);
        folder.Write("b.csx", Samples.Page);

        using var loaded = ScriptLoader.Load([folder.Path], new() { CacheFolder = null });

        Assert.Null(loaded.Rules);
        Assert.Contains(loaded.Diagnostics, d => d.Severity == Severity.Error && d.Message.Contains("page", StringComparison.Ordinal));
    }

    [Fact]
    public void After_Dispose_there_are_no_rules_and_no_facts()
    {
        folder.Write("a.csx", Samples.Long);
        var loaded = ScriptLoader.Load([folder.Path], new() { CacheFolder = null });

        loaded.Dispose();
        loaded.Dispose();

        Assert.Null(loaded.Rules);
        Assert.Empty(loaded.FactTypes);
    }

    private sealed class WrittenInCSharp : Runbook
    {
        protected override void Define() =>
            Rule("written", from probe in Facts<Probe>() where !probe.Up select Page("ops", because: probe.Subject));
    }
}
