namespace RunbookSdk.Tests.TestDoubles;

public sealed class ManualTimeProviderTests
{
    private static readonly DateTimeOffset Start = new(2019, 9, 3, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Timers_fire_in_order_and_see_their_own_instant()
    {
        var clock = new ManualTimeProvider(Start);
        var fired = new List<TimeSpan>();
        using var late = clock.CreateTimer(_ => fired.Add(clock.GetUtcNow() - Start), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        using var often = clock.CreateTimer(_ => fired.Add(clock.GetUtcNow() - Start), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));

        clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal([2, 4, 5, 6], fired.Select(f => f.TotalSeconds));
    }

    [Fact]
    public async Task Task_Delay_waits_for_the_manual_clock()
    {
        var clock = new ManualTimeProvider(Start);
        var delay = Task.Delay(TimeSpan.FromMinutes(1), clock, CancellationToken.None);

        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(delay.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        await delay;
        Assert.Equal(Start.AddMinutes(1), clock.GetUtcNow());
    }

    [Fact]
    public void Disposed_timer_does_not_fire()
    {
        var clock = new ManualTimeProvider(Start);
        var fired = false;
        clock.CreateTimer(_ => fired = true, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan).Dispose();

        clock.Advance(TimeSpan.FromHours(1));

        Assert.False(fired);
    }

}
