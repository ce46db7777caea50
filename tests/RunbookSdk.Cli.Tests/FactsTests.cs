using System.Text;
using System.Text.Json;
using RunbookSdk.Cli.FactRecords;
using RunbookSdk.Facts;

namespace RunbookSdk.Cli.Tests;

public sealed class FactsTests : CommandTest
{
    [Fact]
    public async Task Every_record_of_the_sdk_has_a_line_with_its_members_and_what_it_is()
    {
        Assert.Equal(0, await RunAsync("facts"));

        Assert.All(DomainFacts.Types, t => Assert.Matches($@"(?m)^{t.Name} +\S.*  -- .", Output));
        Assert.Matches(@"(?m)^ClusterLoad +Cluster\*, Percent  -- Load of a cluster\.$", Output);
    }

    [Fact]
    public async Task A_record_by_name_says_how_its_members_are_written_and_what_they_mean()
    {
        Assert.Equal(0, await RunAsync("facts", "ClusterLoad"));

        Assert.Contains(
            """
            ClusterLoad: Load of a cluster.
              Cluster*  text      The cluster.
              Percent   a number  Load in percent of capacity.
              {"specversion":"1.0","id":"1","source":"/monitoring","type":"ClusterLoad","time":"2026-01-05T09:00:00Z","data":{"cluster":"some-cluster","percent":1}}
            """,
            Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_example_is_a_fact_that_is_read()
    {
        Assert.Equal(0, await RunAsync("facts", "--format", "json"));

        var lines = Output.Trim().Split('\n').Select(l => JsonDocument.Parse(l).RootElement.GetProperty("example").GetRawText()).ToList();
        Assert.Equal(DomainFacts.Types.Count, lines.Count);
        var rejected = new List<RejectedFact>();
        var read = new CloudEventReader(DomainFacts.CatalogWith()).Read(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))), "examples.jsonl", rejected.Add).ToList();
        Assert.Empty(rejected);
        Assert.Equal(DomainFacts.Types, read.Select(o => o.Fact.GetType()));
    }

    [Fact]
    public async Task Records_of_runbooks_are_listed_with_them()
    {
        var path = Write("disk.csx", """Rule("page", from d in Facts<Disk>() where d.Percent > 90 select Page("ops", because: d.Host)); [MaxAge("00:05:00")] record Disk([Key] string Host, double Percent, string? Note = null);""");

        Assert.Equal(0, await RunAsync(Real(), "facts", "--runbooks", path, "Disk"));

        Assert.Contains("  Host*    text\n  Percent  a number\n  Note?    text\n  decides nothing when it is older than 00:05:00\n", Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runbooks_that_cannot_be_loaded_are_refused_with_their_problems()
    {
        var path = Write("disk.csx", "Rule(");

        Assert.Equal(2, await RunAsync(Real(), "facts", "--runbooks", path));
        Assert.Contains("CS1026", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_nobody_knows_is_answered_with_the_one_that_was_meant()
    {
        Assert.Equal(2, await RunAsync("facts", "Clusterlod"));
        Assert.Contains("RBK0073: There is no fact record 'Clusterlod'. Did you mean 'ClusterLoad'?", Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_documentation_names_are_listed_all_the_same() =>
        Assert.Null(FactRecord.Of(typeof(FactsTests.Undocumented), Meanings.OfSdk()).Meaning);

    private CommandConsole Real() => Console("") with { Runbooks = new ScriptRunbookSource() };

    private sealed record Undocumented(string Name);
}
