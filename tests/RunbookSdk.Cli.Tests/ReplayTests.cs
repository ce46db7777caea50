using System.IO.Compression;
using RunbookSdk.Actions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Cli.Tests;

public sealed class ReplayTests : CommandTest
{
    [Fact]
    public async Task Facts_of_one_instant_are_evaluated_together_and_files_are_merged_by_time()
    {
        Write("a.jsonl", Load("05T10:00:00", "a"), Load("05T10:02:00", "a"));
        Write("b.jsonl", Load("05T10:00:00", "b"), Load("05T10:01:00", "b"), Load("05T10:03:00", "b"));

        Assert.Equal(0, await RunAsync("replay", Folder, "--facts", Folder));

        Assert.Equal(
            [
                "start 09-05 10:00",
                "ClusterLoad { Cluster = a, Percent = 90 } 09-05 10:00", "ClusterLoad { Cluster = b, Percent = 90 } 09-05 10:00", "evaluate 09-05 10:00",
                "ClusterLoad { Cluster = b, Percent = 90 } 09-05 10:01", "evaluate 09-05 10:01",
                "ClusterLoad { Cluster = a, Percent = 90 } 09-05 10:02", "evaluate 09-05 10:02",
                "ClusterLoad { Cluster = b, Percent = 90 } 09-05 10:03", "evaluate 09-05 10:03",
            ],
            Session.Calls);
    }

    [Fact]
    public async Task Late_facts_are_taken_at_the_instant_that_was_reached()
    {
        Write("a.jsonl", Load("05T10:00:00"), Load("05T10:02:00"), Load("05T09:00:00", "late"), Load("05T10:03:00"));

        await RunAsync("replay", Folder, "--facts", Folder);

        Assert.Equal(
            ["evaluate 09-05 10:00", "ClusterLoad { Cluster = online1, Percent = 90 } 09-05 10:02", "ClusterLoad { Cluster = late, Percent = 90 } 09-05 09:00", "evaluate 09-05 10:02"],
            Session.Calls.Skip(2).Take(4));
    }

    [Fact]
    public async Task From_and_until_bound_the_clock_and_not_what_is_known()
    {
        Write("a.jsonl", Load("05T10:00:00"), Load("07T10:00:00"), Load("09T10:00:00"));

        Assert.Equal(0, await RunAsync("replay", Folder, "--facts", Folder, "--from", "2019-09-06 UTC", "--until", "2019-09-08 UTC"));

        Assert.Equal(
            [
                "start 09-06 00:00", "ClusterLoad { Cluster = online1, Percent = 90 } 09-05 10:00", "evaluate 09-06 00:00",
                "ClusterLoad { Cluster = online1, Percent = 90 } 09-07 10:00", "evaluate 09-07 10:00", "evaluate 09-08 00:00",
            ],
            Session.Calls);
        Assert.Contains("facts      2 read", Output);
    }

    [Fact]
    public async Task Until_passes_although_there_are_no_facts()
    {
        Write("a.jsonl", "");

        await RunAsync("replay", Folder, "--facts", Folder, "--from", "2019-09-06 UTC", "--until", "2019-09-08 UTC");

        Assert.Equal(["start 09-06 00:00", "evaluate 09-06 00:00", "evaluate 09-08 00:00"], Session.Calls);
    }

    [Fact]
    public async Task The_timeline_goes_to_the_output_in_the_zone_of_the_replay()
    {
        Write("a.jsonl", Load("05T10:00:00"));
        Session.Answer = now => new Evaluation([FakeSession.Decide(now)], [], 2, 1, 3, 4);

        Assert.Equal(0, await RunAsync("replay", Folder, "--facts", Folder, "--zone", "Europe/Oslo"));

        var lines = Output.Split('\n');
        Assert.Equal(
            "2019-09-05 12:00:00 +02:00  page-somebody  page             team/ops                                    act/decided       load is [high]",
            lines[0]);
        Assert.Equal("facts      1 read, 3 late, 4 duplicates, 0 rejected", lines[2]);
        Assert.Equal("matches    2 begun, 1 ended", lines[3]);
        Assert.Equal("decisions  1", lines[4]);
        Assert.Equal("        1  page-somebody  page  decided", lines[5]);
        Assert.Equal("faults     0", lines[6]);
        Assert.StartsWith("time       0.00 seconds of history in ", lines[7]);
        Assert.Empty(Error);
    }

    [Fact]
    public async Task A_file_that_is_named_twice_is_read_once()
    {
        Write("facts/a.csv", "2019-09-11 08:46:00,1");

        Assert.Equal(0, await RunAsync("replay", Folder, "--facts", Path.Combine(Folder, "facts"), "--facts", Path.Combine(Folder, "facts", ".", "a.csv")));

        Assert.Contains("facts      1 read,", Output, StringComparison.Ordinal);
        Assert.Empty(Error);
    }

    [Fact]
    public async Task Series_of_one_name_are_said_to_be_one()
    {
        Write("facts/dc1/load.csv", "2019-09-11 08:46:00,1");
        Write("facts/dc2/load.csv.gz");
        await using (var packed = new System.IO.Compression.GZipStream(File.Create(Path.Combine(Folder, "facts/dc2/load.csv.gz")), System.IO.Compression.CompressionMode.Compress))
            packed.Write("2019-09-11 08:47:00,2"u8);

        Assert.Equal(0, await RunAsync("replay", Folder, "--facts", Path.Combine(Folder, "facts")));

        Assert.Equal("facts/dc1/load.csv, facts/dc2/load.csv.gz: these are read as one series of 'load', for a series is called after its file\n", Error);
        Assert.Contains("facts      2 read,", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_over_many_lines_may_begin_with_a_byte_order_mark()
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, "a.json"), $"[\n{Load("05T10:00:00")}\n,\n{Load("05T10:01:00")}\n]", new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        Assert.Equal(0, await RunAsync("replay", Folder, "--facts", Path.Combine(Folder, "a.json")));

        Assert.Contains("facts      2 read,", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_the_output_for_itself()
    {
        Write("a.jsonl", Load("05T10:00:00"));
        Session.Answer = now => new Evaluation([FakeSession.Decide(now)], [], 0, 0, 0, 0);

        Assert.Equal(0, await RunAsync("replay", Folder, "--facts", Folder, "--format", "json"));

        Assert.StartsWith("""{"specversion":"1.0","id":"1","source":"/runbook/replay","type":"runbook.decision.v1","subject":"team/ops","time":"2019-09-05T10:00:00Z",""", Output);
        Assert.Single(Output.TrimEnd('\n').Split('\n'));
        Assert.Contains("facts      1 read", Error);
    }

    [Fact]
    public async Task A_terminal_gets_colours_and_the_same_words()
    {
        Write("a.jsonl", Load("05T10:00:00"));
        Session.Answer = now => new Evaluation([FakeSession.Decide(now, Outcome.Denied)], [], 0, 0, 0, 0);

        await RunAsync(Console("") with { OutputIsTerminal = true }, "replay", Folder, "--facts", Folder);

        Assert.Contains("load is [high]", Output);
    }

    [Fact]
    public async Task Bad_lines_are_told_ten_a_file_and_counted_and_kept_as_they_were()
    {
        var bad = Enumerable.Range(0, 13).Select(i => $"bad line {i} æ\r").ToArray();
        Write("facts/a.jsonl", [Load("05T10:00:00"), .. bad, Load("05T10:01:00")]);
        Write("facts/b.csv", "timestamp,value", "2019-09-05 10:00:00,NaN");
        var kept = Path.Combine(Folder, "rejected.txt");

        Assert.Equal(1, await RunAsync("replay", Folder, "--facts", Path.Combine(Folder, "facts"), "--rejected", kept));

        var lines = Error.TrimEnd('\n').Split('\n');
        Assert.Equal(12, lines.Length);
        Assert.Contains("facts/a.jsonl(2,1): error RBK4001: This is not JSON from here on: bad line 0 æ", lines);
        Assert.Contains("facts/b.csv(2,21): error RBK4011: NaN is no finite number; leave the line out when there is no value.", lines);
        Assert.Equal("facts/a.jsonl: 3 more facts rejected, 13 in all", lines[^1]);
        Assert.Contains("facts      2 read, 0 late, 0 duplicates, 14 rejected", Output);
        Assert.Equal(14, File.ReadAllLines(kept).Length);
        Assert.Contains("bad line 12 æ\n", File.ReadAllText(kept));
    }

    [Fact]
    public async Task Faults_of_rules_are_told_and_the_exit_code_says_so()
    {
        Write("a.jsonl", Load("05T10:00:00"));
        var fault = new RuleFault(
            default, "r", "Division by zero.", new SourceLocation("r.csx", 7), [new Evidence("ClusterLoad", "online1", default, "")], true);
        Session.Answer = _ => new Evaluation([], [fault], 0, 0, 0, 0);

        Assert.Equal(1, await RunAsync("replay", Folder, "--facts", Folder));

        Assert.Equal("r.csx(7): error RBK5002: Rule 'r' failed for ClusterLoad(online1): Division by zero.", Error.Split('\n')[0]);
        Assert.Contains("Rule 'r' is set aside", Error);
        Assert.Contains("faults     1", Output);
    }

    [Fact]
    public async Task A_refused_evaluation_is_told_and_the_rest_goes_on()
    {
        Write("a.jsonl", Load("05T10:00:00"), Load("05T10:01:00"));
        Session.Answer = now => now.Minute == 0
            ? throw new RunbookException(new Diagnostic("RBK5001", Severity.Error, "No rest.", SourceLocation.None))
            : FakeSession.Nothing;

        Assert.Equal(1, await RunAsync("replay", Folder, "--facts", Folder));

        Assert.Equal("error RBK5001: No rest.\n", Error);
        Assert.Equal("evaluate 09-05 10:01", Session.Calls[^1]);
        Assert.Contains("and 1 instants refused", Output);
    }

    [Fact]
    public async Task Series_documents_and_packed_files_are_read()
    {
        Write("latency.csv", "timestamp,value", "2019-09-05 10:00:00,1.5");
        Write("batch.json", "[", Load("05T10:01:00", "batch"), ",", Load("05T10:02:00", "batch"), "]");
        Write("lines.json", Load("05T10:03:00", "lines"), "{bad", Load("05T10:04:00", "lines"));
        using (var packed = new GZipStream(File.Create(Path.Combine(Folder, "packed.jsonl.gz")), CompressionMode.Compress))
            packed.Write(System.Text.Encoding.UTF8.GetBytes(Load("05T10:05:00", "packed")));

        Assert.Equal(1, await RunAsync("replay", Folder, "--facts", Folder, "--zone", "Europe/Oslo", "--metric", "latency"));

        Assert.Equal(
            [
                "Sample { Metric = latency, Subject = latency, Value = 1.5 } 09-05 08:00",
                "ClusterLoad { Cluster = batch, Percent = 90 } 09-05 10:01", "ClusterLoad { Cluster = batch, Percent = 90 } 09-05 10:02",
                "ClusterLoad { Cluster = lines, Percent = 90 } 09-05 10:03", "ClusterLoad { Cluster = lines, Percent = 90 } 09-05 10:04",
                "ClusterLoad { Cluster = packed, Percent = 90 } 09-05 10:05",
            ],
            Session.Calls.Where(c => c.Contains('{')));
    }

    [Fact]
    public async Task Standard_input_is_read_on_the_jumping_clock()
    {
        Assert.Equal(0, await RunAsync(Console(Load("05T10:00:00")), "replay", Folder, "--facts", "-"));

        Assert.Equal(
            ["start 09-05 10:00", "ClusterLoad { Cluster = online1, Percent = 90 } 09-05 10:00", "evaluate 09-05 10:00"], Session.Calls);
    }

    [Fact]
    public async Task The_mode_caps_the_session()
    {
        Write("a.jsonl", Load("05T10:00:00"));

        await RunAsync("replay", Folder, "--facts", Folder, "--mode", "propose");

        Assert.Equal(Mode.Propose, Session.Options!.Mode);
    }

    [Fact]
    public async Task The_folders_file_says_what_belongs_together()
    {
        Write("case/replay.json", """{ // the case""", """ "zone": "Europe/Oslo", "runbooks": ["../books"], "facts": ["facts"], "start": "2019-09-05 Europe/Oslo", "until": "2019-09-06 Europe/Oslo", }""");
        Write("case/facts/a.jsonl", Load("05T10:00:00"));
        var runbooks = new OneRunbook();

        Assert.Equal(0, await RunAsync(Console("") with { Runbooks = runbooks }, "replay", Path.Combine(Folder, "case")));

        Assert.Equal([Path.Combine(Folder, "books")], runbooks.Paths);
        Assert.Equal(
            ["start 09-04 22:00", "evaluate 09-04 22:00", "ClusterLoad { Cluster = online1, Percent = 90 } 09-05 10:00", "evaluate 09-05 10:00", "evaluate 09-05 22:00"],
            Session.Calls);
    }

    [Fact]
    public async Task Options_outrank_the_folders_file()
    {
        Write("case/replay.json", """{ "facts": ["nowhere"], "until": "2019-09-30 UTC" }""");
        var facts = Write("other.jsonl", Load("05T10:00:00"));

        Assert.Equal(0, await RunAsync("replay", Path.Combine(Folder, "case"), "--facts", facts, "--until", "2019-09-06 UTC"));

        Assert.Equal("evaluate 09-06 00:00", Session.Calls[^1]);
    }

    [Fact]
    public async Task The_same_input_gives_the_same_bytes()
    {
        Write("a.jsonl", [.. Enumerable.Range(0, 60).Select(i => Load($"05T10:{i:00}:00"))]);
        Session.Answer = now => new Evaluation([FakeSession.Decide(now)], [], 0, 0, 0, 0);

        await RunAsync("replay", Folder, "--facts", Folder, "--format", "json");
        var once = Output;
        await RunAsync("replay", Folder, "--facts", Folder, "--format", "json");

        Assert.Equal(once + once, Output);
    }
}
