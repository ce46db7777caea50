using RunbookSdk.Sqlite;

namespace RunbookSdk.Cli.Tests;

/// <summary>Runs of <c>eval</c> that begin at a snapshot, and what <c>runbook journal compact</c> leaves of the rest.</summary>
public sealed class SnapshotCommandTests : OperatorTest
{
    private const string Script =
        """
        Rule("shed", from l in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 80, lasting: Minutes(5)).ClearedWhen(l => l.Percent < 50)
                     join c in Facts<Component>() on l.Cluster equals c.Cluster
                     select Suspend(c, because: $"{l.Cluster} is at {l.Percent}")).Mode(Act).Lease(Hours(1));
        Rule("ask", from l in Facts<ClusterLoad>() where l.Percent > 95 select RunJob("drain", new string[] { l.Cluster }, because: "full")).Mode(Act).RequireApproval();
        """;

    [Fact]
    public async Task Runs_from_snapshots_decide_what_runs_from_the_beginning_decide()
    {
        Write(Script);
        var told = new List<string>();
        foreach (var every in (string[])["0", "1"])
        {
            File.Delete(State);
            for (var minute = 0; minute < 12; minute++)
                Assert.Equal(0, await EvalAsync(minute, ["--snapshot-every", every], FactsOf(minute)));
            told.Add(Output);
            using var journal = SqliteJournal.Open(State, new() { IsReadOnly = true });
            Assert.Equal(every == "0" ? 0 : journal.Count, journal.LatestSnapshot);
        }

        Assert.Contains("\"outcome\":\"released\"", told[0], StringComparison.Ordinal);
        Assert.Equal(told[0], told[1]);
        Assert.Empty(Error);
    }

    [Fact]
    public async Task Snapshot_is_kept_after_so_many_entries()
    {
        Write(Script);
        for (var minute = 0; minute < 5; minute++) await EvalAsync(minute, ["--snapshot-every", "3"], FactsOf(minute));

        using var journal = SqliteJournal.Open(State, new() { IsReadOnly = true });
        Assert.InRange(journal.LatestSnapshot, 1, journal.Count);
        Assert.InRange(journal.Count - journal.LatestSnapshot, 0, 2);
    }

    [Fact]
    public async Task Damaged_snapshot_is_told_and_nothing_is_lost()
    {
        Write(Script);
        for (var minute = 0; minute < 8; minute++) await EvalAsync(minute, ["--snapshot-every", "1"], FactsOf(minute));
        Assert.Contains("\"outcome\":\"decided\"", Output, StringComparison.Ordinal);
        Sql.Execute(State, "UPDATE snapshot SET state = CAST(substr(state, 1, 100) || x'00' || substr(state, 102) AS BLOB)");

        Assert.Equal(0, await EvalAsync(8, FactsOf(8)));

        Assert.Contains("warning RBK5105", Error, StringComparison.Ordinal);
        Assert.Contains("\"outcome\":\"released\"", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compacted_state_goes_on_and_says_from_where_it_can_be_verified()
    {
        Write(Script);
        for (var minute = 0; minute < 8; minute++) await EvalAsync(minute, FactsOf(minute));
        _ = Output;

        Assert.Equal(0, await RunAsync("journal", "compact", State, "--keep", "2m"));

        Assert.Matches("^[0-9]+ records up to entry [0-9]+ dropped; ", Output);
        Assert.Equal(0, await RunAsync("journal", "export", State, "--only", "facts"));
        Assert.Equal(3, Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length); // Those of the last two minutes.
        Assert.Equal(0, await RunAsync("journal", "verify", State, "--runbooks", Path.Combine(Folder, "book.csx")));
        Assert.Matches("from the snapshot after entry [0-9]+ on; facts up to entry [0-9]+ were dropped", Output);
        Assert.Equal(0, await EvalAsync(8, FactsOf(8)));
        Assert.Contains("\"outcome\":\"released\"", Output, StringComparison.Ordinal);
        Assert.Empty(Error);
    }

    [Fact]
    public async Task Compacted_state_with_a_damaged_snapshot_is_refused_with_what_to_do()
    {
        Write(Script);
        for (var minute = 0; minute < 8; minute++) await EvalAsync(minute, FactsOf(minute));
        await RunAsync("journal", "compact", State, "--keep", "0s");
        Sql.Execute(State, "UPDATE snapshot SET state = substr(state, 1, 100)");

        Assert.Equal(2, await EvalAsync(8, FactsOf(8)));

        Assert.Contains("error RBK5106: facts up to entry", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_that_another_run_has_is_not_compacted()
    {
        Write(Script);
        await EvalAsync(0, FactsOf(0));
        using var other = SqliteJournal.Open(State);

        Assert.Equal(75, await RunAsync("journal", "compact", State));

        Assert.Contains("RBK5113", Error, StringComparison.Ordinal);
    }

    /// <summary>High from the first minute, low at the eighth; at the third somebody is asked.</summary>
    private string[] FactsOf(int minute) => minute == 0
        ? [Component(0, "WebTools"), Load(0, 90)]
        : [Load(minute, minute switch { 3 => 97, 8 => 20, _ => 90 + (minute % 3) })];

    private Task<int> RunAsync(params string[] arguments) => RunbookCommand.RunAsync(arguments, Console(20));
}
