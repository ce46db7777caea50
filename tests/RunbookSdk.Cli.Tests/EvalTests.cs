using System.Text.Json;
using RunbookSdk.Sessions;
using RunbookSdk.Sqlite;

namespace RunbookSdk.Cli.Tests;

public sealed class EvalTests : CommandTest
{
    private string State => Path.Combine(Folder, "state.db");

    [Fact]
    public async Task What_was_decided_is_decided_once_and_printed_as_a_CloudEvent()
    {
        Write("facts.jsonl", Load("05T10:00:00"));

        Assert.Equal(0, await EvalAsync("05 10:01", "--facts", Path.Combine(Folder, "facts.jsonl")));
        var first = Assert.Single(Lines());
        using var decision = JsonDocument.Parse(first);
        Assert.Equal("page-somebody", decision.RootElement.GetProperty("data").GetProperty("rule").GetString());
        Assert.Equal("2019-09-05T10:01:00Z", decision.RootElement.GetProperty("time").GetString());

        Assert.Equal(0, await EvalAsync("05 10:02", "--facts", Path.Combine(Folder, "facts.jsonl")));
        Assert.Equal([first], Lines());
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_decided_and_changes_no_byte()
    {
        await EvalAsync("05 10:00");
        Write("facts.jsonl", Load("05T10:00:00"));
        var before = Bytes();

        Assert.Equal(0, await EvalAsync("05 10:01", "--dry-run", "--facts", Path.Combine(Folder, "facts.jsonl")));
        Assert.Single(Lines());
        Assert.Equal(before, Bytes());

        Assert.Equal(0, await EvalAsync("05 10:01", "--facts", Path.Combine(Folder, "facts.jsonl")));
        Assert.Equal(2, Lines().Count);
    }

    [Fact]
    public async Task A_dry_run_without_a_state_makes_none()
    {
        Assert.Equal(0, await EvalAsync("05 10:01", "--dry-run"));

        Assert.Equal(["any.csx"], Directory.GetFiles(Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Since_last_takes_each_fact_at_its_own_instant()
    {
        await EvalAsync("05 09:00");
        Write("facts.jsonl", Load("05T10:00:00"), Load("05T10:05:00", percent: 10), Load("05T10:10:00"));

        Assert.Equal(0, await EvalAsync("05 11:00", "--since-last", "--facts", Path.Combine(Folder, "facts.jsonl")));

        Assert.Equal(["2019-09-05T10:00:00Z", "2019-09-05T10:10:00Z"], Lines().Select(TimeOf));
    }

    [Fact]
    public async Task Without_since_last_facts_are_taken_together_at_the_instant_of_the_run()
    {
        await EvalAsync("05 09:00");
        Write("facts.jsonl", Load("05T10:00:00"), Load("05T10:05:00", percent: 10), Load("05T10:10:00"));

        Assert.Equal(0, await EvalAsync("05 11:00", "--facts", Path.Combine(Folder, "facts.jsonl")));

        Assert.Equal(["2019-09-05T11:00:00Z"], Lines().Select(TimeOf));
    }

    [Fact]
    public async Task Another_run_that_has_the_state_is_a_reason_to_try_again()
    {
        using var other = SqliteJournal.Open(State);

        Assert.Equal(75, await EvalAsync("05 10:00"));

        Assert.Contains("error RBK5113: journal state.db: another process writes to it", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_waits_for_another_as_long_as_it_may()
    {
        var other = SqliteJournal.Open(State);
        var run = EvalAsync("05 10:00", "--wait", "1m");
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        Assert.False(run.IsCompleted);

        other.Dispose();

        Assert.Equal(0, await run);
    }

    /// <summary>As after a run that was killed between writing and printing.</summary>
    [Fact]
    public async Task What_was_decided_and_not_printed_is_printed_by_the_next_run()
    {
        Write("facts.jsonl", Load("05T10:00:00"));
        await EvalAsync("05 10:01", "--facts", Path.Combine(Folder, "facts.jsonl"));
        using (var journal = SqliteJournal.Open(State)) journal.HandOver("standard output", 0);

        Assert.Equal(0, await EvalAsync("05 10:02"));

        Assert.Equal(2, Lines().Count);
        Assert.Single(Lines().Distinct());
    }

    [Fact]
    public async Task The_next_run_may_have_another_mode_and_wake_another_team()
    {
        Write("facts.jsonl", Load("05T10:00:00"));
        Assert.Equal(0, await EvalAsync("05 10:01", "--mode", "observe", "--escalate", "sre", "--facts", Path.Combine(Folder, "facts.jsonl")));

        Assert.Equal(0, await EvalAsync("05 10:02", "--mode", "propose"));
        Assert.Equal(0, await EvalAsync("05 10:03"));

        Assert.Equal("", Error);
        Assert.Single(Lines());
    }

    [Fact]
    public async Task A_dry_run_waits_for_another_run_too_and_leaves_with_the_same_code()
    {
        await EvalAsync("05 10:00");
        using var other = SqliteJournal.Open(State);

        Assert.Equal(75, await EvalAsync("05 10:01", "--dry-run"));
        Assert.Equal(75, await EvalAsync("05 10:01", "--dry-run", "--wait", "1s"));
    }

    [Fact]
    public async Task A_state_and_a_link_to_it_are_one()
    {
        await EvalAsync("05 10:00");
        var link = Path.Combine(Folder, "current.db");
        File.CreateSymbolicLink(link, State);
        using var other = SqliteJournal.Open(link);

        Assert.Equal(75, await EvalAsync("05 10:01"));
        Assert.False(File.Exists(link + ".lock"));
    }

    [Fact]
    public async Task Handlers_are_called_for_no_longer_than_a_day()
    {
        Assert.Equal(2, await EvalAsync("05 10:01", "--deliver-for", "60d"));

        Assert.Contains("--deliver-for: error RBK0012: '60d' is longer than a day", Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("20", "'20' is no budget")]
    [InlineData("0/1h", "'0/1h' is no budget")]
    [InlineData("2/1x", "'1x' is no time")]
    [InlineData("2/0s", "its time has to be longer than nothing")]
    public async Task A_budget_that_is_none_is_refused(string budget, string said)
    {
        Assert.Equal(2, await EvalAsync("05 10:01", "--budget", budget));

        Assert.StartsWith("--budget: error RBK0062: ", Error, StringComparison.Ordinal);
        Assert.Contains(said, Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_run_that_crashed_rules_only_propose_if_so_asked()
    {
        Assert.Equal(0, await EvalAsync("05 10:01", "--after-crash", "propose"));
        Assert.Equal(0, await EvalAsync("05 10:02", "--after-crash", "propose"));
        Assert.Equal("", Error);
        using (var journal = SqliteJournal.Open(State))
        {
            var rules = new OneRunbook().Load([], usesCache: false).Rules!;
            RunbookSession.Open(rules, default, new() { Journal = journal, ProposesAfterUncleanEnd = true }, DomainFacts.CatalogWith(), null, out _);
        }

        Assert.Equal(0, await EvalAsync("05 10:03", "--after-crash", "propose"));

        Assert.Equal("Rules only propose since 2019-09-05 10:02:00Z, says runbook: the run since 2019-09-05 10:02:00Z did not end as it should; look at what it left, then take this back.\n", Error);
    }

    [Fact]
    public async Task Facts_that_cannot_be_read_are_findings_and_the_rest_is_taken()
    {
        Write("facts.jsonl", Load("05T10:00:00"), "{");

        Assert.Equal(1, await EvalAsync("05 10:01", "--facts", Path.Combine(Folder, "facts.jsonl")));

        Assert.Single(Lines());
        Assert.Contains("facts.jsonl(2,", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_does_not_go_back()
    {
        await EvalAsync("05 10:00");

        Assert.Equal(2, await EvalAsync("05 09:59"));

        Assert.Contains("error RBK0009: The state was last evaluated at 2019-09-05 10:00:00Z", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_mistakes_of_a_command_line_are_told_at_once()
    {
        Assert.Equal(2, await EvalAsync("05", "--wait", "5", "--zone", "Oslo", "--facts", "nowhere.jsonl"));

        Assert.All((string[])["RBK0007", "RBK0012", "RBK0008", "RBK0001"], code => Assert.Contains(code, Error, StringComparison.Ordinal));
    }

    private static string TimeOf(string line)
    {
        using var decision = JsonDocument.Parse(line);
        return decision.RootElement.GetProperty("time").GetString()!;
    }

    private Task<int> EvalAsync(string time, params string[] more) =>
        RunAsync(["eval", "--runbooks", Path.Combine(Folder, "any.csx"), "--state", State, "--at", time.Contains(' ', StringComparison.Ordinal) ? $"2019-09-{time} UTC" : time, .. more]);

    private List<string> Lines() => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private List<string> Bytes() => [.. Directory.GetFiles(Folder, "state.db*").Order(StringComparer.Ordinal).Select(f => $"{f} {Convert.ToHexString(File.ReadAllBytes(f))}")];
}
