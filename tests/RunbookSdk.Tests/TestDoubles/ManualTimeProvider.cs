namespace RunbookSdk.Tests.TestDoubles;

/// <summary>A clock that moves only when a test moves it; its timers fire in the order of their instants, on the thread that moves it.</summary>
internal sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now.ToUniversalTime();
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Lets time pass; each timer that becomes due on the way sees the clock at its own instant.</summary>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        AdvanceTo(GetUtcNow() + time);
    }

    /// <summary>Lets time pass until an instant; one in the past changes nothing.</summary>
    public void AdvanceTo(DateTimeOffset instant)
    {
        while (NextDue(instant) is { } timer) timer.Fire();
        lock (gate) now = instant > now ? instant : now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        lock (gate) timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? NextDue(DateTimeOffset until)
    {
        lock (gate)
        {
            var next = timers.Where(t => t.Due <= until).MinBy(t => t.Due);
            if (next?.Due > now) now = next.Due.Value;
            return next;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        /// <summary>When it fires next; null while it is stopped.</summary>
        public DateTimeOffset? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                if (!clock.timers.Contains(this)) return false;
                this.period = period;
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime;
                return true;
            }
        }

        public void Fire()
        {
            lock (clock.gate) Due = period > TimeSpan.Zero ? Due + period : null;
            callback(state);
        }

        public void Dispose()
        {
            lock (clock.gate) clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
