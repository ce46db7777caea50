using System.Text.Json;
using RunbookSdk.Sqlite;

namespace RunbookSdk.Cli.Tests;

/// <summary>Why and why not, from a state and from a history.</summary>
public sealed class ExplainTests : OperatorTest
{
    private const string Book =
        """
        Rule("suspend-webtools",
            from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85, lasting: Minutes(10)).ClearedWhen(l => l.Percent < 60)
            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
            select Suspend(tools, because: $"{load.Cluster} is high"))
          .RequireApproval(1)
          .Mode(Act);

        """;

    [Fact]
    public async Task A_state_says_why_not_with_values_and_what_is_missing()
    {
        await RunsAsync();

        Assert.Equal(0, await SayAsync(60, "explain", "suspend-webtools", "--key", "online1", "--at", "2019-09-11 12:07 UTC"));

        Assert.Equal(
            """
            suspend-webtools about 'online1', 2019-09-11 12:07:00 +00:00: no match
              nearest: ClusterLoad online1, Component online1/WebTools
              ok        1 of 1  from load in Facts<ClusterLoad>()
              FAIL      0 of 1  .RaisedWhen(l => l.Percent > 85, lasting: 00:10:00).ClearedWhen(l => l.Percent < 60, lasting: 00:00:00)
                                  l.Percent = 91
                                  has held since 2019-09-11 12:04:00 +00:00, 00:03:00 of 00:10:00; raised at 2019-09-11 12:14:00 +00:00 if it goes on
              ok             -  from tools in Facts<Component>()
              ok             -  where load.Cluster == tools.Cluster
                                  load.Cluster = "online1"
                                  tools.Cluster = "online1"
              it would match at 2019-09-11 12:14:00 +00:00 (in 00:07:00), if nothing else happens until then
                and suspend component/online1/webtools would wait for approval

            nothing was decided by it before

            """.ReplaceLineEndings("\n"),
            Output);
    }

    [Fact]
    public async Task The_end_of_a_state_says_what_waits_and_what_was_decided()
    {
        await RunsAsync();

        Assert.Equal(0, await SayAsync(60, "explain", "suspend-webtools", "--zone", "Europe/Oslo"));

        var text = Output;
        Assert.Contains("suspend-webtools, 2019-09-11 14:30:00 +02:00: matches since 2019-09-11 14:14:00 +02:00\n  matched: ClusterLoad online1, Component online1/WebTools\n", text, StringComparison.Ordinal);
        Assert.Contains("  waits for approval: suspend component/online1/webtools, 0 of 1, denied at 2019-09-12 14:14:00 +02:00\n", text, StringComparison.Ordinal);
        Assert.Contains("what it decided last\n  2019-09-11 14:14:00 +02:00  suspend-webtools  suspend", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_says_at_each_instant_what_a_history_of_the_same_facts_says()
    {
        await RunsAsync();
        var book = Path.Combine(Folder, "book.csx");
        var facts = Path.Combine(Folder, "facts.jsonl");
        await File.WriteAllLinesAsync(facts, Given);
        foreach (var minute in (int[])[0, 3, 4, 9, 13, 14, 15, 29, 30])
        {
            var at = Minute(minute).ToString("O");
            Assert.Equal(0, await SayAsync(60, "explain", "suspend-webtools", "--at", at));
            var ofState = Output;
            Assert.Equal(0, await RunbookCommand.RunAsync(["explain", "suspend-webtools", book, "--facts", facts, "--at", at], Console(60)));

            Assert.Equal(ofState, Output);
        }
    }

    [Fact]
    public async Task A_state_is_only_read_also_while_another_run_has_it()
    {
        await RunsAsync();
        using var writing = SqliteJournal.Open(State);
        var before = await BytesAsync();

        Assert.Equal(0, await SayAsync(60, "explain", "suspend-webtools", "--at", "2019-09-11 12:05 UTC"));
        Assert.Equal(0, await SayAsync(60, "explain", "suspend-webtools", "--at", "2019-09-12 12:00 UTC"));

        Assert.Equal(before, await BytesAsync());
    }

    [Fact]
    public async Task Json_has_the_smallest_change_as_data()
    {
        await RunsAsync();

        Assert.Equal(0, await SayAsync(60, "explain", "suspend-webtools", "--key", "online1", "--at", "2019-09-11 12:02 UTC", "--format", "json"));

        using var json = JsonDocument.Parse(Output);
        var root = json.RootElement;
        Assert.Equal("2019-09-11T12:02:00Z", root.GetProperty("at").GetString());
        Assert.Equal(1, root.GetProperty("firstFailing").GetInt32());
        Assert.Equal("fails", root.GetProperty("clauses")[1].GetProperty("result").GetString());
        var way = root.GetProperty("ways").EnumerateArray().Single();
        Assert.Equal("2019-09-11T12:12:00Z", way.GetProperty("at").GetString());
        var decided = way.GetProperty("decisions").EnumerateArray().Single();
        Assert.Equal(("suspend", "proposed"), (decided.GetProperty("action").GetString(), decided.GetProperty("outcome").GetString()));
        var change = way.GetProperty("changes").EnumerateArray().Single();
        Assert.Equal(
            ("value", "ClusterLoad", "online1", "percent", 71d, Math.BitIncrement(85d), "above 85"),
            (
                change.GetProperty("kind").GetString(), change.GetProperty("type").GetString(), change.GetProperty("key").GetString(),
                change.GetProperty("member").GetString(), change.GetProperty("from").GetDouble(), change.GetProperty("to").GetDouble(),
                change.GetProperty("needed").GetString()));
    }

    [Theory]
    [InlineData("explain suspend-webtool --state STATE", "error RBK0038: There is no rule 'suspend-webtool'. Did you mean 'suspend-webtools'?")]
    [InlineData("explain nobody --state STATE", "error RBK0038: There is no rule 'nobody'. The rules are suspend-webtools.")]
    [InlineData("explain suspend-webtools --state STATE --key onlin1", "--key: error RBK0039: Nothing that 'suspend-webtools' reads has the key 'onlin1' at 2019-09-11 12:30:00 +00:00. Did you mean 'online1'?")]
    [InlineData("explain suspend-webtools --state STATE --key everything", "Among what it reads are WebTools, online1, online1/WebTools.")]
    [InlineData("explain suspend-webtools --state STATE --at 2018-09-11T12:00:00Z", "--at: error RBK0045: Nothing is known of 2018-09-11 12:00:00 +00:00. state.db begins at 2019-09-11 12:00:00 +00:00")]
    [InlineData("explain suspend-webtools --state STATE --at yesterday", "--at: error RBK0007")]
    [InlineData("explain suspend-webtools", "error RBK0037: Say where from")]
    [InlineData("explain suspend-webtools BOOK --state STATE", "error RBK0037: Say where from")]
    [InlineData("explain suspend-webtools --facts f.jsonl --state STATE", "error RBK0009: A state has its facts")]
    [InlineData("explain suspend-webtools BOOK", "error RBK0004")]
    [InlineData("explain suspend-webtools --state no.db", "error RBK5115")]
    public async Task What_is_wrong_is_told_with_what_was_probably_meant(string line, string expected)
    {
        await RunsAsync();
        string[] arguments = [.. line.Split(' ').Select(a => a.Replace("STATE", State, StringComparison.Ordinal).Replace("BOOK", Path.Combine(Folder, "book.csx"), StringComparison.Ordinal))];

        Assert.Equal(2, await RunbookCommand.RunAsync(arguments, Console(60)));

        Assert.Contains(expected, Error, StringComparison.Ordinal);
    }

    private List<string> Given { get; } = [];

    /// <summary>Three runs of a job: the load is ordinary, high from 12:04 on, and the suspension waits since 12:14.</summary>
    private async Task RunsAsync()
    {
        Write(Book);
        Given.AddRange([Component(0, "WebTools"), Load(0, 71), Load(4, 91), Load(29, 92)]);
        await EvalAsync(0, Given[0], Given[1]);
        await EvalAsync(4, ["--since-last"], [Given[2]]);
        await EvalAsync(30, ["--since-last"], [Given[3]]);
        _ = (Output, Error);
    }

    private async Task<string> BytesAsync()
    {
        using var file = new FileStream(State, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Convert.ToHexString(await System.Security.Cryptography.SHA256.HashDataAsync(file));
    }
}
