using System.IO.Pipes;
using System.Text;
using RunbookSdk.Sessions;

namespace RunbookSdk.Cli.Tests;

public sealed class LiveReplayTests : CommandTest
{
    private readonly FakeTime time = new(new DateTimeOffset(2019, 9, 5, 10, 0, 0, TimeSpan.Zero));
    private readonly AnonymousPipeServerStream pipe = new(PipeDirection.Out);

    [Fact]
    public async Task Each_line_is_evaluated_when_it_arrives_and_the_end_of_the_input_ends_it()
    {
        var run = Start();
        Until(() => Session.Calls.Count == 2);

        Send(Load("05T09:59:00") + "\n");
        Until(() => Session.Calls.Count == 4);
        time.Advance(TimeSpan.FromMinutes(1));
        Send(Load("05T10:01:00", "b"));
        pipe.Dispose();

        Assert.Equal(0, await run);
        Assert.Equal(
            [
                "start 09-05 10:00", "evaluate 09-05 10:00",
                "ClusterLoad { Cluster = online1, Percent = 90 } 09-05 09:59", "evaluate 09-05 10:00",
                "ClusterLoad { Cluster = b, Percent = 90 } 09-05 10:01", "evaluate 09-05 10:01",
            ],
            Session.Calls);
        Assert.Contains("facts      2 read", Output);
    }

    [Fact]
    public async Task What_falls_due_is_decided_by_the_clock_although_no_line_arrives()
    {
        Session.NextDue = time.GetUtcNow().AddMinutes(10);
        Session.Answer = now => now.Minute >= 10 ? new Evaluation([FakeSession.Decide(now)], [], 0, 0, 0, 0) : FakeSession.Nothing;
        var run = Start();
        Until(() => Session.Calls.Count == 2);

        time.Advance(TimeSpan.FromMinutes(9));
        Assert.False(SpinWait.SpinUntil(() => Session.Calls.Count > 2, TimeSpan.FromMilliseconds(50)));
        // The run may set its timer only now, so the clock has to go on until it rings.
        Until(() =>
        {
            time.Advance(TimeSpan.FromMinutes(1));
            return SpinWait.SpinUntil(() => Session.Calls.Count > 2, TimeSpan.FromMilliseconds(200));
        });
        pipe.Dispose();

        Assert.Equal(0, await run);
        Assert.Matches("evaluate 09-05 10:1[0-9]", Session.Calls[2]);
        Assert.Contains("page-somebody", Output);
    }

    [Fact]
    public async Task A_fact_from_the_future_is_rejected()
    {
        var run = Start();
        Send(Load("05T10:05:00") + "\n" + Load("05T10:05:01", "future") + "\n");
        pipe.Dispose();

        Assert.Equal(1, await run);
        Assert.Equal(
            "standard input(2,1): error RBK4019: The fact was observed at 2019-09-05T10:05:01+00:00, more than 5 minutes ahead of the clock (2019-09-05T10:00:00Z); set the clock of its source right.\n",
            Error);
        Assert.Contains("facts      1 read, 0 late, 0 duplicates, 1 rejected", Output);
    }

    [Fact]
    public async Task Bad_lines_are_told_and_the_rest_goes_on()
    {
        var run = Start();
        Send("nonsense\n" + Load("05T10:00:00") + "\n");
        pipe.Dispose();

        Assert.Equal(1, await run);
        Assert.StartsWith("standard input(1,1): error RBK4001", Error);
        Assert.Contains("facts      1 read", Output);
    }

    [Fact]
    public async Task Facts_of_files_are_known_from_the_start()
    {
        var known = Write("known.jsonl", Load("01T00:00:00", "known"));
        var run = Start("--facts", known);
        pipe.Dispose();

        Assert.Equal(0, await run);
        Assert.Equal(
            ["start 09-05 10:00", "ClusterLoad { Cluster = known, Percent = 90 } 09-01 00:00", "evaluate 09-05 10:00"], Session.Calls);
    }

    [Fact]
    public async Task Being_told_to_stop_ends_it_with_the_summary()
    {
        using var stop = new CancellationTokenSource();
        using var input = new AnonymousPipeClientStream(PipeDirection.In, pipe.GetClientHandleAsString());
        var run = new Replay.ReplayRun(
            new Replay.ReplayRequest(Folder) { Facts = ["-"], IsLive = true }, Console(input) with { Time = time }).RunAsync(stop.Token);
        Until(() => Session.Calls.Count == 2);

        await stop.CancelAsync();

        Assert.Equal(0, await run.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Contains("facts      0 read", Output);
        pipe.Dispose();
    }

    private static void Until(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(10)));

    private Task<int> Start(params string[] more)
    {
        var input = new AnonymousPipeClientStream(PipeDirection.In, pipe.GetClientHandleAsString());
        return Task.Run(() => RunAsync(Console(input) with { Time = time }, ["replay", Folder, "--facts", "-", "--live", .. more]));
    }

    private void Send(string text)
    {
        pipe.Write(Encoding.UTF8.GetBytes(text));
        pipe.Flush();
    }
}
