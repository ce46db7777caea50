using RunbookSdk.Scripting.Loading;

namespace RunbookSdk.Scripting.Tests;

public sealed class ProcessorsTests
{
    [Fact]
    public void Run_runs_each_part_once()
    {
        var runs = new int[1000];
        Processors.Run([.. Enumerable.Range(0, runs.Length).Select(i => (Action)(() => Interlocked.Increment(ref runs[i])))]);
        Assert.All(runs, times => Assert.Equal(1, times));
    }

    [Fact]
    public void Run_nothing_ends() => Processors.Run([]);

    [Fact]
    public void Run_of_parts_that_wait_for_others_runs_no_more_at_once_than_there_are_processors()
    {
        var (running, most) = (0, 0);
        void Part()
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            Task.Delay(2).Wait(); // As a compilation waits for the compiler's own tasks, with a thread of the pool or without one.
            Interlocked.Decrement(ref running);
        }

        Processors.Run([.. Enumerable.Repeat((Action)Part, 200)]);
        Assert.InRange(most, 1, Environment.ProcessorCount);
    }

    [Fact]
    public void A_part_that_fails_is_told()
    {
        void Fail() => throw new InvalidOperationException("part 1");
        var thrown = Assert.Throws<AggregateException>(() => Processors.Run([() => { }, Fail, () => { }]));
        Assert.Equal("part 1", Assert.IsType<InvalidOperationException>(Assert.Single(thrown.InnerExceptions)).Message);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }
}
