using System.Text.Json;

namespace RunbookSdk.Cli.Tests;

public sealed class JournalCommandTests : CommandTest
{
    private string State => Path.Combine(Folder, "state.db");

    private string Runbook => Path.Combine(Folder, "any.csx");

    [Fact]
    public async Task Verify_finds_that_every_decision_follows()
    {
        await FillAsync();

        Assert.Equal(0, await RunAsync("journal", "verify", State, "--runbooks", Runbook));

        Assert.EndsWith("3 entries; all 1 decisions follow from what was given\n", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_finds_a_decision_that_was_changed_by_hand()
    {
        await FillAsync();
        Sql.Execute(State, "UPDATE record SET data = replace(data, 'load is high', 'load is low') WHERE kind = 4");

        Assert.Equal(2, await RunAsync("journal", "verify", State, "--runbooks", Runbook));

        Assert.Contains("error RBK5103: entry 2 of the journal does not follow", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_finds_a_fact_that_was_changed_by_hand()
    {
        await FillAsync();
        Sql.Execute(State, "UPDATE record SET data = replace(data, '90', '10') WHERE kind = 2");

        Assert.Equal(2, await RunAsync("journal", "verify", State, "--runbooks", Runbook));

        Assert.Contains("RBK5103", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exported_facts_give_the_same_decisions_to_a_replay()
    {
        await FillAsync();
        await RunAsync("journal", "export", State, "--only", "facts");
        var facts = Output.Split('\n').Last(l => l.Contains("\"ClusterLoad\"", StringComparison.Ordinal) && !l.Contains("runbook.decision", StringComparison.Ordinal));
        Write("facts.jsonl", facts);

        Assert.Equal(0, await RunAsync("eval", "--runbooks", Runbook, "--state", Path.Combine(Folder, "other.db"), "--facts", Path.Combine(Folder, "facts.jsonl"), "--at", "2019-09-05 10:01 UTC"));

        var decisions = Output.Split('\n').Where(l => l.Contains("runbook.decision", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, decisions.Count);
        Assert.Single(decisions.Distinct());
    }

    [Fact]
    public async Task Export_writes_every_record_as_JSON()
    {
        await FillAsync();
        var before = Output.Length;

        Assert.Equal(0, await RunAsync("journal", "export", State));

        var kinds = Output[before..].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("kind").GetString());
        Assert.Equal(["start", "rules", "fact", "match", "decision", "clock"], kinds);
    }

    [Fact]
    public async Task A_journal_that_is_not_there_is_told()
    {
        Assert.Equal(2, await RunAsync("journal", "export", State));

        Assert.Equal("error RBK5115: journal state.db: there is no such file, so there is nothing to read.\n", Error);
    }

    private async Task FillAsync()
    {
        Write("facts.jsonl", Load("05T10:00:00"));
        await RunAsync("eval", "--runbooks", Runbook, "--state", State, "--facts", Path.Combine(Folder, "facts.jsonl"), "--at", "2019-09-05 10:01 UTC");
        await RunAsync("eval", "--runbooks", Runbook, "--state", State, "--at", "2019-09-05 10:02 UTC");
    }
}
