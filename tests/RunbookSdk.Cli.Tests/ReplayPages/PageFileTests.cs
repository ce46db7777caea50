using System.Text.Json;
using System.Text.RegularExpressions;
using RunbookSdk.Cli.Replay.Page;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Cli.Tests.ReplayPages;

/// <summary><c>runbook replay --report</c>: the file that it writes.</summary>
public sealed partial class PageFileTests : IDisposable
{
    private readonly ReplayFolder folder = new();

    public PageFileTests()
    {
        folder.Write("load.csx",
            """
            Rule("page-on-load",
                from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85, lasting: Minutes(2)).ClearedWhen(l => l.Percent < 60)
                select Page("ops", because: $"{load.Cluster} is at {load.Percent}%"))
              .Mode(Act);
            """);
        folder.Write("facts.jsonl", Enumerable.Range(0, 30).Select(minute => ReplayFolder.Fact(60 * minute, "ClusterLoad", $$"""{"cluster":"online1","percent":{{(minute is > 5 and < 15 ? 90 : 50)}}}""")));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_same_replay_gives_the_same_page()
    {
        Assert.Equal(0, await folder.ReplayAsync());
        var first = await File.ReadAllBytesAsync(folder.Page);
        Assert.Equal(0, await folder.ReplayAsync());

        Assert.Equal(first, await File.ReadAllBytesAsync(folder.Page));
        Assert.Equal([folder.PathOf("facts.jsonl"), folder.PathOf("load.csx"), folder.Page], Directory.GetFiles(folder.Folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Page_changes_nothing_of_what_is_decided_and_printed()
    {
        Assert.Equal(0, await folder.RunAsync(["replay", folder.Folder, "--facts", folder.PathOf("facts.jsonl"), "--zone", "Europe/Oslo", "--no-cache"]));
        var without = folder.Output.Length;
        Assert.Equal(0, await folder.ReplayAsync());

        Assert.Equal(Decided(folder.Output[..without]), Decided(folder.Output[without..]));
        Assert.NotEqual("", Decided(folder.Output[..without]));
    }

    [Fact]
    public async Task State_that_is_kept_besides_is_the_same_as_without_a_page()
    {
        Assert.Equal(0, await folder.ReplayAsync("--state", folder.PathOf("with.db")));
        Assert.Equal(0, await folder.RunAsync(["replay", folder.Folder, "--facts", folder.PathOf("facts.jsonl"), "--zone", "Europe/Oslo", "--no-cache", "--state", folder.PathOf("without.db")]));

        Assert.Equal(await ReportOfAsync("without.db"), await ReportOfAsync("with.db"));
    }

    [Theory]
    [InlineData("nowhere/report.html")]
    [InlineData("facts.jsonl/report.html")]
    [InlineData("/proc/report.html")] // nothing can be written there, whoever one is
    [InlineData("")]
    public async Task Page_that_cannot_be_written_is_told_before_anything_is_replayed(string name)
    {
        var path = folder.PathOf(name);

        Assert.Equal(2, await folder.RunAsync(["replay", folder.Folder, "--facts", folder.PathOf("facts.jsonl"), "--no-cache", "--report", path]));

        Assert.StartsWith($"{path}: error RBK0053: The report cannot be written: ", folder.Error);
        Assert.Equal("", folder.Output);
        Assert.Equal([folder.PathOf("facts.jsonl"), folder.PathOf("load.csx")], Directory.GetFiles(folder.Folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Replay_that_fails_leaves_a_page_that_is_there_as_it_was()
    {
        await File.WriteAllTextAsync(folder.Page, "the page of yesterday");
        folder.Write("load.csx", "Rule(");

        Assert.Equal(2, await folder.ReplayAsync());

        Assert.Equal("the page of yesterday", await File.ReadAllTextAsync(folder.Page));
        Assert.False(File.Exists(folder.Page + ".part"));
    }

    [Fact]
    public async Task Comparison_of_two_versions_has_no_page()
    {
        Assert.Equal(2, await folder.ReplayAsync("--against", folder.Folder));

        Assert.Equal("error RBK0009: --against compares two replays, and a page shows one; leave --report out.\n", folder.Error);
    }

    [Fact]
    public async Task Page_names_no_other_file_and_no_host()
    {
        Assert.Equal(0, await folder.ReplayAsync());
        var page = await File.ReadAllTextAsync(folder.Page);

        Assert.Contains("default-src 'none'; script-src 'sha256-", page, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", page, StringComparison.Ordinal);
        Assert.Equal(["http://www.w3.org/2000/svg"], Address().Matches(page).Select(m => m.Value).Distinct());
        Assert.DoesNotMatch(Loading(), page);
    }

    [Fact]
    public void Scripts_of_the_page_never_read_a_text_as_HTML() => Assert.Empty(
        Repository.Files("src/RunbookSdk.Cli/Replay/Page", ".js").SelectMany(f => Reading().Matches(File.ReadAllText(f)).Select(m => $"{Repository.Relative(f)}: {m.Value}")));

    [Fact]
    public async Task Data_of_the_page_cannot_end_the_element_that_holds_it()
    {
        folder.Write("facts.jsonl", ReplayFolder.Fact(0, "ClusterLoad", """{"cluster":"</script><!--<script>","percent":99}"""), ReplayFolder.Fact(600, "ClusterLoad", """{"cluster":"</script><!--<script>","percent":99}"""));

        Assert.Equal(0, await folder.ReplayAsync());

        var data = Data().Match(await File.ReadAllTextAsync(folder.Page)).Groups["data"].Value;
        Assert.DoesNotContain('<', data);
        using var document = JsonDocument.Parse(data);
        var decision = Assert.Single(document.RootElement.GetProperty("decisions").EnumerateArray());
        Assert.Equal("</script><!--<script>", decision.GetProperty("facts")[0].GetProperty("value").GetProperty("cluster").GetString());
    }

    [Fact]
    public async Task Page_of_a_long_replay_has_a_bound_and_counts_what_it_leaves_out()
    {
        folder.Write("load.csx", "Rule(\"echo\", from load in Facts<ClusterLoad>() where load.Percent > 85 select Page(load.Cluster, because: $\"{load.Percent}\")).Mode(Act);");
        folder.Write("facts.jsonl", Enumerable.Range(0, PageBounds.Decisions + 500).Select(i => ReplayFolder.Fact(i, "ClusterLoad", $$"""{"cluster":"c{{i}}","percent":{{86 + (i % 10)}}}""")));

        Assert.Equal(0, await folder.ReplayAsync());

        using var data = JsonDocument.Parse(Data().Match(await File.ReadAllTextAsync(folder.Page)).Groups["data"].Value);
        Assert.Equal(PageBounds.Decisions, data.RootElement.GetProperty("decisions").GetArrayLength());
        Assert.Equal(PageBounds.MatchesOfRule, data.RootElement.GetProperty("matches").GetArrayLength());
        Assert.Equal(PageBounds.LinesOfChart, data.RootElement.GetProperty("charts")[0].GetProperty("lines").GetArrayLength());
        var leftOut = data.RootElement.GetProperty("leftOut").EnumerateArray().ToDictionary(l => l.GetProperty("what").GetString()!, l => l.GetProperty("count").GetInt32());
        Assert.Equal(500, leftOut["decisions"]);
        Assert.Equal(PageBounds.Decisions + 500 - PageBounds.MatchesOfRule, leftOut["matches"]);
        Assert.InRange(new FileInfo(folder.Page).Length, 1_000_000, 12_000_000);
    }

    [Fact]
    public async Task Numbers_that_a_rule_derives_are_a_chart_and_lines_on_which_decisions_rest_come_first()
    {
        folder.Write("load.csx",
            """
            Rule("free", from load in Facts<ClusterLoad>() select new Sample("free", load.Cluster, 100 - load.Percent)).Mode(Act);
            Rule("page", from s in Facts<Sample>() where s.Metric == "free" && s.Value < 15 select Page("ops", because: s.Subject)).Mode(Act);
            """);
        folder.Write("facts.jsonl", Enumerable.Range(0, 60).Select(i => ReplayFolder.Fact(i, "ClusterLoad", $$"""{"cluster":"c{{i % 20}}","percent":{{(i % 20 == 3 ? 90 : i % 50)}}}""")));

        Assert.Equal(0, await folder.ReplayAsync());

        using var data = JsonDocument.Parse(Data().Match(await File.ReadAllTextAsync(folder.Page)).Groups["data"].Value);
        var charts = data.RootElement.GetProperty("charts").EnumerateArray().ToDictionary(c => c.GetProperty("title").GetString()!);
        Assert.Equal(["ClusterLoad percent", "Sample value: free"], charts.Keys);
        var free = charts["Sample value: free"];
        Assert.Contains("c3", free.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("name").GetString()));
        var threshold = Assert.Single(free.GetProperty("thresholds").EnumerateArray());
        Assert.Equal(("page", "<", 15), (threshold.GetProperty("rule").GetString(), threshold.GetProperty("sign").GetString(), threshold.GetProperty("value").GetInt32()));
    }

    [Fact]
    public async Task Live_replay_writes_its_page_when_it_ends()
    {
        await using var output = new StringWriter();
        await using var input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(ReplayFolder.Fact(0, "ClusterLoad", """{"cluster":"online1","percent":90}""") + "\n"));

        Assert.Equal(0, await RunbookCommand.RunAsync(["replay", folder.Folder, "--facts", "-", "--live", "--no-cache", "--report", folder.Page], new CommandConsole(input, output, output)));

        Assert.Contains("\"facts\":1,", await File.ReadAllTextAsync(folder.Page), StringComparison.Ordinal);
    }

    private async Task<string> ReportOfAsync(string state)
    {
        var before = folder.Output.Length;
        Assert.Equal(0, await folder.RunAsync(["report", "--state", folder.PathOf(state), "--format", "json"]));
        return folder.Output[before..];
    }

    private static string Decided(string output) => output[..output.IndexOf("\n\n", StringComparison.Ordinal)];

    [GeneratedRegex("""<script type="application/json" id="data">(?<data>.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex Data();

    [GeneratedRegex(@"\b(https?|wss?|ftp)://[^\s'""<]+")]
    private static partial Regex Address();

    [GeneratedRegex(@"<(link|img|iframe|object|embed|audio|video|base)\b|\bsrc\s*=|@import|url\((?!#)|\bfetch\(|XMLHttpRequest|import\(", RegexOptions.IgnoreCase)]
    private static partial Regex Loading();

    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser|srcdoc")]
    private static partial Regex Reading();
}
