using RunbookSdk.Cli.Eval;
using RunbookSdk.Cli.Handlers;
using RunbookSdk.Hosting;

namespace RunbookSdk.Cli.Tests;

/// <summary>What is told of handlers while they work, on the standard error that the run writes at the same time.</summary>
public sealed class HandlerLogTests
{
    [Fact]
    public void Failures_are_told_those_of_the_outbox_too_and_dead_letters_are_left_to_the_end()
    {
        using var error = new StringWriter();
        using var log = new HandlerLog(error);

        log.OutboxFailed(new IOException("The disk is full."), "switch", 7);
        log.AttemptFailed("switch", "key", 1, "busy", TimeSpan.FromSeconds(2));
        log.DeadLettered("switch", "key", 7, "no");
        log.ToBeDone("", "suspend", "target", "rule", "because", "key");

        Assert.Equal(
            [
                "warning: The outbox failed at delivery 7 of switch; it is tried again, with the same key. The disk is full.",
                "warning: Attempt 1 of switch for key failed, and another follows in 00:00:02: busy",
            ],
            error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Lines_of_several_threads_stay_whole()
    {
        var text = new StringWriter();
        using var error = new NoticedWriter(text);

        Parallel.For(0, 4, thread =>
        {
            for (var i = 0; i < 20_000; i++) error.WriteLine($"line of thread {thread} with its end");
        });

        var lines = text.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(80_000, lines.Length);
        Assert.Equal(Enumerable.Range(0, 4).Select(t => $"line of thread {t} with its end"), lines.Distinct().Order(StringComparer.Ordinal));
    }
}
