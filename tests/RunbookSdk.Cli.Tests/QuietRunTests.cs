using RunbookSdk.Sqlite;
using Xunit.Abstractions;

namespace RunbookSdk.Cli.Tests;

/// <summary>
/// Runs that have nothing to do leave before anything is loaded. A run that does everything writes an entry of the journal, at least one that
/// says when it was: that tells them apart.
/// </summary>
public sealed class QuietRunTests : OperatorTest
{
    private const string Variable = "RUNBOOK_TEST_QUIET_PATH";

    private readonly ITestOutputHelper log;

    public QuietRunTests(ITestOutputHelper log)
    {
        this.log = log;
        Write(Book);
    }

    private const string Book = """
        Rule("page", from l in Facts<ClusterLoad>() where l.Percent > 80 select Page("ops", because: l.Cluster)).Mode(Act);
        Rule("long", from l in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 50, lasting: Minutes(10)) select Page("ops", because: "long")).Mode(Act);
        """;

    private string Mark => State + ".quiet";

    [Fact]
    public async Task A_run_with_nothing_to_do_after_one_at_which_nothing_happened_leaves_at_once()
    {
        Assert.Equal(0, await EvalAsync(0));

        Assert.True(await IsQuietAsync(1));
        Assert.True(await IsQuietAsync(2));
        Assert.Equal(("", ""), (Output, Error));
    }

    [Fact]
    public async Task A_run_after_one_at_which_something_happened_does_everything()
    {
        await EvalAsync(0, Load(0, percent: 90));

        Assert.False(await IsQuietAsync(1));
        Assert.True(await IsQuietAsync(2));
    }

    [Fact]
    public async Task A_fact_is_seen_whole_by_the_run_that_does_everything()
    {
        Assert.Equal(0, await EvalAsync(0));
        await EvalAsync(1);
        _ = Output;

        Assert.False(await IsQuietAsync(2, Load(2, percent: 90)));

        Assert.Contains("2019-09-11T12:02:00Z", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_becomes_due_is_decided_at_its_own_instant()
    {
        await EvalAsync(0, Load(0, percent: 60));
        Assert.False(await IsQuietAsync(1));
        Assert.True(await IsQuietAsync(9.99));
        _ = Output;

        Assert.False(await IsQuietAsync(12));

        Assert.Contains("\"time\":\"2019-09-11T12:10:00Z\"", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_an_hour_a_run_does_everything()
    {
        Assert.Equal(0, await EvalAsync(0));

        Assert.True(await IsQuietAsync(59.99));
        Assert.False(await IsQuietAsync(60));
        Assert.True(await IsQuietAsync(119.99));
    }

    [Fact]
    public async Task Time_does_not_go_back_before_a_run_that_left_at_once()
    {
        Assert.Equal(0, await EvalAsync(0));
        Assert.True(await IsQuietAsync(10));

        Assert.Equal(2, await EvalAsync(5));

        Assert.Contains("The state was last evaluated at 2019-09-11 12:10:00Z", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fact_from_before_a_run_that_left_at_once_counts_as_it_would_have_without_that()
    {
        async Task<string> RunAsync(bool leavesAtOnce)
        {
            foreach (var file in Directory.GetFiles(Folder, "state.db*")) File.Delete(file);
            await EvalAsync(0, ["--since-last"], []);
            if (!leavesAtOnce) File.Delete(Mark);
            await EvalAsync(10, ["--since-last"], []);
            _ = Output;
            await EvalAsync(20, ["--since-last"], [Fact("ClusterLoad", 5, """{"cluster":"late","percent":90}""")]);
            return Output.Split("\"time\":")[1][..22];
        }

        Assert.Equal(await RunAsync(leavesAtOnce: false), await RunAsync(leavesAtOnce: true));
    }

    [Fact]
    public async Task The_status_says_when_the_last_run_was_also_when_that_left_at_once()
    {
        Assert.Equal(0, await EvalAsync(0));
        Assert.True(await IsQuietAsync(10));

        await SayAsync(12, "status");

        Assert.Contains("last evaluation 12:10 (2 min ago)", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_leaves_the_mark_as_it_was()
    {
        Assert.Equal(0, await EvalAsync(0));
        var before = await File.ReadAllBytesAsync(Mark);

        await EvalAsync(1, ["--dry-run"], []);

        Assert.Equal(before, await File.ReadAllBytesAsync(Mark));
    }

    [Fact]
    public async Task A_run_that_says_something_each_time_never_leaves_at_once()
    {
        string[] options = ["--after-crash", "propose"];
        await EvalAsync(0, options, [Fact("ProposeOnly", 0, """{"scope":"all","by":"ann","because":"try","at":"2019-09-11T12:00:00Z"}""")]);

        Assert.False(await IsQuietAsync(1, options, []));
        Assert.False(await IsQuietAsync(2, options, []));
        Assert.Contains("Rules only propose since", Error, StringComparison.Ordinal);
    }

    public static TheoryData<string> Changes =>
    [
        "edited", "new script", "hidden script", "severities", "other words", "other program", "person", "person through a link", "log", "state touched", "handlers", "variable",
    ];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Whatever_changes_makes_a_run_do_everything(string change)
    {
        string[] options = change is "handlers" or "variable" ? ["--handlers", Path.Combine(Folder, "handlers.yaml")] : [];
        Environment.SetEnvironmentVariable(Variable, "record.jsonl");
        await File.WriteAllTextAsync(Path.Combine(Folder, "handlers.yaml"), $"handlers:\n  record: {{type: file, path: ${Variable}}}\n");
        await EvalAsync(0, options, []);
        Assert.True(await IsQuietAsync(1, options, []));
        var before = Entries();

        if (change == "other words") options = ["--zone", "Europe/Oslo"];
        else Change(change);

        // What does everything finds out what is wrong with it, if anything is.
        Assert.Equal(change == "variable", await EvalAsync(2, options, []) == 2);
        Assert.True(Entries() > before);
    }

    [Fact]
    public async Task What_came_while_a_run_was_there_is_seen_by_the_next()
    {
        await using var input = new Deploying(() => Write(Book.Replace("80", "81", StringComparison.Ordinal)));
        string[] eval = ["eval", "--runbooks", Path.Combine(Folder, "book.csx"), "--facts", "-", "--state", State];
        Assert.Equal(0, await RunbookCommand.RunAsync(eval, Console(0) with { Input = input }));

        Assert.False(await IsQuietAsync(1));
        Assert.True(await IsQuietAsync(2));
    }

    [Fact]
    public async Task Facts_of_a_file_are_looked_at_each_time()
    {
        var facts = Path.Combine(Folder, "facts.jsonl");
        await File.WriteAllTextAsync(facts, "");
        string[] eval = ["eval", "--runbooks", Path.Combine(Folder, "book.csx"), "--facts", facts, "--state", State];

        for (var minute = 0; minute < 3; minute++) Assert.Equal(0, await RunbookCommand.RunAsync(eval, Console(minute)));

        Assert.False(File.Exists(Mark));
    }

    [Fact]
    public async Task A_state_that_somebody_has_is_a_reason_to_try_again()
    {
        Assert.Equal(0, await EvalAsync(0));
        using var other = SqliteJournal.Open(State);

        Assert.Equal(75, await EvalAsync(1));
    }

    [Fact]
    public async Task A_mark_that_is_damaged_anywhere_does_no_harm()
    {
        Assert.Equal(0, await EvalAsync(0));
        var whole = await File.ReadAllBytesAsync(Mark);
        for (var length = 0; length < whole.Length; length += 1 + (length / 8))
        {
            await File.WriteAllBytesAsync(Mark, whole[..length]);
            Assert.Equal(0, await EvalAsync(1));
        }

        Assert.Equal(("", ""), (Output, Error));
    }

    [Fact]
    public async Task Any_runs_print_and_remember_the_same_whether_some_left_at_once_or_none()
    {
        var seed = Random.Shared.Next();
        log.WriteLine($"seed {seed}");
        var left = 0;
        for (var sequence = seed; sequence < seed + 6; sequence++)
        {
            var (without, _) = await RunAllAsync(sequence, leavesAtOnce: false);
            var (with, quiet) = await RunAllAsync(sequence, leavesAtOnce: true);
            Assert.Equal(without, with);
            left += quiet;
        }

        Assert.True(left > 10, $"Only {left} runs left at once.");
    }

    /// <summary>Forty runs and words of people, chosen by chance: what each printed, the status at the end, and how many wrote nothing.</summary>
    private async Task<(List<string> Printed, int Quiet)> RunAllAsync(int seed, bool leavesAtOnce)
    {
        foreach (var file in Directory.GetFiles(Folder, "state.db*")) File.Delete(file);
        var (random, printed, minute, quiet) = (new Random(seed), new List<string>(), 0.0, 0);
        Write(Book);
        _ = (Output, Error);
        for (var i = 0; i < 40; i++)
        {
            minute += random.Next(1, 25);
            if (!leavesAtOnce) File.Delete(Mark);
            if (random.Next(8) == 0) Write(Book.Replace("80", $"{random.Next(60, 95)}", StringComparison.Ordinal).Replace("Minutes(10)", $"Minutes({random.Next(5, 30)})", StringComparison.Ordinal));
            var before = i == 0 ? -1 : Entries();
            var exitCode = random.Next(10) switch
            {
                0 when i > 0 => await SayAsync(minute, "pause", "all", "--because", "try"),
                1 when i > 0 => await SayAsync(minute, "resume", "all"),
                2 => await EvalAsync(minute, ["--since-last"], [Given(minute)]),
                3 => await EvalAsync(minute, ["--since-last"], [Given(minute - random.Next(40))]),
                _ => await EvalAsync(minute, ["--since-last"], []),
            };
            if (Entries() == before) quiet++;
            printed.Add($"{minute}: {exitCode} {Output} {Error}");
        }

        await SayAsync(minute, "status");
        printed.Add(Output);
        return (printed, quiet);

        string Given(double at) => $$"""{"specversion":"1.0","id":"{{minute}}","source":"/m","type":"ClusterLoad","time":"{{Minute(at):yyyy-MM-dd'T'HH:mm:ss}}Z","data":{"cluster":"online{{random.Next(3)}}","percent":{{random.Next(100)}} } }""";
    }

    private void Change(string change)
    {
        var book = Path.Combine(Folder, "book.csx");
        switch (change)
        {
            case "edited":
                var written = File.GetLastWriteTimeUtc(book);
                Write(Book.Replace("80", "81", StringComparison.Ordinal));
                File.SetLastWriteTimeUtc(book, written);
                break;
            case "new script":
                File.WriteAllText(Path.Combine(Folder, "loaded.csx"), "// could be loaded");
                break;
            case "hidden script":
                File.WriteAllText(Path.Combine(Folder, ".part.csx"), "// could be loaded");
                break;
            case "severities":
                File.WriteAllText(Path.Combine(Folder, ".editorconfig"), "[*.csx]\n");
                break;
            case "variable":
                Environment.SetEnvironmentVariable(Variable, null);
                break;
            case "person through a link":
                File.CreateSymbolicLink(Path.Combine(Folder, "current.db"), State);
                using (SqliteJournal.Open(Path.Combine(Folder, "current.db"))) break;
            case "other program":
                Replace(Mark, "RunbookSdk.dll"u8, "RunbookSdK.dll"u8);
                break;
            case "person":
                using (SqliteJournal.Open(State)) break;
            case "log":
                File.WriteAllText(State + "-wal", "left by a run that was killed");
                break;
            case "state touched":
                File.SetLastWriteTimeUtc(State, File.GetLastWriteTimeUtc(State).AddTicks(10));
                break;
            default:
                File.AppendAllText(Path.Combine(Folder, "handlers.yaml"), "# edited\n");
                break;
        }
    }

    private static void Replace(string file, ReadOnlySpan<byte> part, ReadOnlySpan<byte> other)
    {
        var bytes = File.ReadAllBytes(file);
        other.CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf(part)));
        File.WriteAllBytes(file, bytes);
    }

    private Task<bool> IsQuietAsync(double minute, params string[] facts) => IsQuietAsync(minute, [], facts);

    private async Task<bool> IsQuietAsync(double minute, string[] options, string[] facts)
    {
        var before = Entries();
        if (await EvalAsync(minute, options, facts) != 0) Assert.Fail(Error);
        return Entries() == before;
    }

    private long Entries()
    {
        using var journal = SqliteJournal.Open(State, new() { IsReadOnly = true });
        return journal.Count;
    }

    /// <summary>Standard input that has nothing; something happens while it is waited for.</summary>
    private sealed class Deploying(Action happens) : MemoryStream
    {
        public override int Read(Span<byte> buffer)
        {
            happens();
            return 0;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
    }
}
