namespace RunbookSdk.Hosting.Tests;

/// <summary>A clock that stands until a test moves it; timers ring in their order, each at its own instant.</summary>
internal sealed class FakeTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<FakeTimer> timers = [];
    private DateTimeOffset now = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the next timer rings; null when none is set.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            lock (gate) return timers.Count == 0 ? null : timers.Min(t => t.Due);
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan time)
    {
        var end = GetUtcNow() + time;
        while (NextUntil(end) is { } timer) timer.Ring();
        lock (gate) now = end;
    }

    /// <summary>Lets time pass, from one timer to the next, until something holds; no timer that is further away than an hour rings.</summary>
    public async Task UntilAsync(Func<bool> holds)
    {
        for (var idle = 0; !holds(); idle++)
        {
            Assert.True(idle < 10_000, "It never came to that.");
            if (idle % 8 == 7 && Next is { } next && next - GetUtcNow() < TimeSpan.FromHours(1)) Advance(next - GetUtcNow());
            else await Task.Delay(1);
        }
    }

    private FakeTimer? NextUntil(DateTimeOffset end)
    {
        lock (gate)
        {
            if (timers.Where(t => t.Due <= end).MinBy(t => t.Due) is not { } timer) return null;
            timers.Remove(timer);
            if (timer.Due > now) now = timer.Due;
            return timer;
        }
    }

    private sealed class FakeTimer(FakeTime owner, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset Due { get; private set; }

        public void Ring()
        {
            if (period > TimeSpan.Zero) Change(period, period);
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner.gate)
            {
                owner.timers.Remove(this);
                this.period = period;
                if (dueTime < TimeSpan.Zero) return true;
                Due = owner.now + dueTime;
                owner.timers.Add(this);
            }

            return true;
        }

        public void Dispose()
        {
            lock (owner.gate) owner.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
