using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Scripting.Tests;

/// <summary>Rules may hold short forms of C# that an expression tree refuses. What they mean is tested beside the fixes, which do the same.</summary>
public sealed class LoweringTests : IDisposable
{
    private static readonly DateTimeOffset Begin = new(2019, 9, 11, 8, 0, 0, TimeSpan.Zero);

    private readonly ScriptFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("l.Percent is > 80", 81, 80)]
    [InlineData("l.Percent is >= 80 and < 90", 89, 90)]
    [InlineData("l.Percent is not (> 80 or < 10)", 80, 81)]
    [InlineData("l.Cluster?.Length > 3 && l.Percent is > 80", 81, 80)]
    [InlineData("(l.Percent switch { > 80 => \"hot\", _ => null }) is not null", 81, 80)]
    [InlineData("(l.Percent > 80, l.Cluster) == (true, \"online1\")", 81, 80)]
    [InlineData("((double[])[81, 82]).Contains(l.Percent)", 81, 80)]
    [InlineData("(l with { Percent = l.Percent - 80 }).Percent is > 0", 81, 80)]
    public void A_rule_with_a_short_form_matches_what_it_says(string condition, double matching, double other)
    {
        folder.Write("a.csx", Rule(condition));
        using var loaded = ScriptLoader.Load([folder.Path], new() { CacheFolder = folder.CachePath });

        Assert.Empty(loaded.Diagnostics);
        Assert.Equal((1, 0), (Decisions(loaded.Rules!, matching), Decisions(loaded.Rules!, other)));
    }

    [Fact]
    public void It_is_the_same_rule_as_one_in_the_long_form()
    {
        folder.Write("a.csx", Rule("l.Percent is > 80 and < 90"));
        using var shortForm = ScriptLoader.Load([folder.Path], new() { CacheFolder = null });
        folder.Write("a.csx", Rule("l.Percent > 80 && l.Percent < 90"));
        using var longForm = ScriptLoader.Load([folder.Path], new() { CacheFolder = null });

        Assert.Equal(longForm.Rules!.Rules[0].ToString(), shortForm.Rules!.Rules[0].ToString());
    }

    [Fact]
    public void Places_are_those_of_the_text_as_it_is_written()
    {
        var path = folder.Write("a.csx", """
            Rule("a", from l in Facts<ClusterLoad>()
                where l.Percent is
                    > 80 or // very high
                    < 10
                select Page("ops", because: l.Cluster));
            Rule("b", from l in Facts<ClusterLoad>() where l.Percent is > 90 && l.Percent < 50 select Page("ops", because: l.Cluster));
            string? name = null; int Length() => name.Length;
            Rule("c", from l in Facts<ClusterLoad>() select l);
            throw new InvalidOperationException("no");
            """);

        using var loaded = ScriptLoader.Load([folder.Path], new() { CacheFolder = null });

        Assert.Equal(
            [
                ("RBK1050", new SourceLocation(path, 6, 69)), ("CS8602", new(path, 7, 38)), ("RBK1304", new(path, 9, 1)), ("RBK1009", new(path, 8)),
            ],
            loaded.Diagnostics.Select(d => (d.Code, d.Location)));
    }

    [Fact]
    public void An_error_beside_a_short_form_is_told_alone()
    {
        folder.Write("a.csx", Rule("l.Percent is > 80 && int.TryParse(l.Cluster, out var n)"));

        Assert.Equal(["CS8198"], folder.Declare().Problems.Select(p => p.Code));
    }

    [Fact]
    public void A_form_that_has_no_other_spelling_is_told_with_what_to_write()
    {
        folder.Write("a.csx", Rule("l.Percent is var p && p > 80"));

        Assert.All(folder.Declare().Problems, p => Assert.Equal("CS8122", p.Code));
    }

    [Fact]
    public void An_app_of_one_file_keeps_to_what_every_compiler_takes()
    {
        folder.Write("a.csx", "#!/usr/bin/env dotnet\n" + Rule("l.Percent is > 80"));

        Assert.Equal("CS8122", Assert.Single(folder.Declare().Problems).Code);
    }

    [Fact]
    public void A_loaded_text_is_lowered_as_well_and_comes_from_the_cache()
    {
        folder.Write("a.csx", "#load \"b.csx\"\n" + Rule("l.Percent is > 80"));
        folder.Write("b.csx", Rule("l.Cluster?.Length is > 3").Replace("\"r\"", "\"other\"", StringComparison.Ordinal));

        Assert.Empty(folder.DeclareCached().Problems);
        Assert.Equal(1, folder.DeclareCached().FromCache);
    }

    private static string Rule(string condition) =>
        $"Rule(\"r\", from l in Facts<ClusterLoad>() where {condition} select Page(\"ops\", because: l.Cluster)).Mode(Act);";

    private static int Decisions(RuleSet rules, double percent)
    {
        var session = new RunbookSession(rules, Begin);
        session.Observe(new ClusterLoad("online1", percent));
        return session.Evaluate(Begin).Decisions.Count;
    }
}
