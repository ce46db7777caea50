using RunbookSdk.Benchmarks.HandWritten;

namespace RunbookSdk.Benchmarks.Workloads;

/// <summary>
/// The average of one host over a window that holds a given number of samples, one a second: each update brings one sample and drops one.
/// No match begins or ends.
/// </summary>
internal sealed class WindowWorkload(int samples) : Workload
{
    private const double High = 90;
    private const int DistinctUpdates = 1000;

    private readonly TimeSpan window = TimeSpan.FromSeconds(samples);

    public override IEnumerable<object> Known => [];

    protected override TimeSpan Step => TimeSpan.FromSeconds(1);

    public override Runbook Rules() => new Runbooks(window);

    protected override ISubject MakeHandWritten() => new HandWrittenWindow(samples, High);

    protected override IEnumerable<object> MakeUpdates() =>
        Enumerable.Range(0, DistinctUpdates).Select(i => new Reading(Host(0), 50 + (i * 7919 % 1000 / 1000.0)));

    /// <summary>Fills the window.</summary>
    protected override ISubject Prepared(ISubject subject)
    {
        for (var i = 0; i < samples; i++) subject.Update(Updates[i % Updates.Length]);
        return subject;
    }

    private sealed class Runbooks(TimeSpan window) : Runbook
    {
        protected override void Define() =>
            Rule("busy-for-long",
                from reading in Facts<Reading>()
                where Over(reading, window).Average(r => r.Value) > High
                select Page("on-call", $"{reading.Host} at {reading.Value}"))
              .Mode(Act);
    }
}
