using System.Text.RegularExpressions;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Scripting.Tests;

/// <summary>The scripts that docs/diagnostics.md gives as examples have the problems that it says they have.</summary>
public sealed partial class DiagnosticsPageTests : IDisposable
{
    private readonly ScriptFolder folder = new();

    public static TheoryData<string, string> Examples()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "diagnostics.md"));
        var examples = new TheoryData<string, string>();
        foreach (var row in RowPattern().Matches(page).Cast<Match>()) examples.Add(row.Groups["code"].Value, row.Groups["script"].Value);
        return examples;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_has_the_problem_and_no_other(string code, string script)
    {
        folder.Write("example.csx", script);

        var found = ScriptCheck.Run([folder.Path], new() { CacheFolder = null });

        // Whether a condition is looked up is another matter than whether it is right.
        Assert.Equal([code], found.Diagnostics.Select(d => d.Code).Where(c => !c.StartsWith("RBK3", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Facts<ClusterLoad>().Over(Minutes(l.Percent)).Any()")]
    [InlineData("Facts<ClusterLoad>().Where(x => x.Cluster == l.Cluster).Over(Minutes(l.Percent)).Any()")]
    public void Window_that_depends_on_a_fact_is_reported_and_not_thrown(string condition)
    {
        folder.Write("a.csx", $"""Rule("page", from l in Facts<ClusterLoad>() where {condition} select Page("ops", because: l.Cluster));""");

        using var loaded = ScriptLoader.Load([folder.Path], new() { CacheFolder = null });

        Assert.Equal(["RBK1004"], loaded.Diagnostics.Select(d => d.Code));
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Rows about rules (10) and scripts (13) whose example is one piece of code.</summary>
    [GeneratedRegex(@"^\| (?<code>RBK1[03]\d\d) \| [^|]* \| `(?<script>[^`]*)` \|", RegexOptions.Multiline)]
    private static partial Regex RowPattern();
}
