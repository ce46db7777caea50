using System.Diagnostics;
using RunbookSdk.Benchmarks.Workloads;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>One subject that goes round and round over the updates of a workload, in batches of some milliseconds.</summary>
internal sealed class Pace(ISubject subject, object[] updates)
{
    private const double BatchSeconds = 0.008;
    private const double WarmSeconds = 0.4;
    private const int Pairs = 25;

    private int batch = 1;
    private int next;

    /// <summary>How many matches began or ended so far.</summary>
    public long Changes { get; private set; }

    public static Pace OfOurs(Workload workload) => new(workload.Ours(), workload.Updates);

    public static Pace OfHandWritten(Workload workload) => new(workload.HandWritten(), workload.Updates);

    /// <summary>How long an update of one takes over an update of another, both in seconds; medians of batches that alternate.</summary>
    public static PairedTimes Compare(Pace first, Pace second)
    {
        first.Warm();
        second.Warm();
        GC.Collect();
        var pairs = Enumerable.Range(0, Pairs).Select(_ => (First: first.SecondsPerUpdate(), Second: second.SecondsPerUpdate())).ToList();
        return new(
            Timing.Median(pairs.Select(p => p.First)), Timing.Median(pairs.Select(p => p.Second)), Timing.Median(pairs.Select(p => p.First / p.Second)));
    }

    /// <summary>Bytes that updates allocate on average, the facts themselves excepted.</summary>
    public double BytesPerUpdate(int count)
    {
        Run(count);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(count);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)count;
    }

    public void Run(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Changes += subject.Update(updates[next]);
            if (++next == updates.Length) next = 0;
        }
    }

    /// <summary>Runs until the code is compiled for good, and finds how many updates make a batch.</summary>
    private void Warm()
    {
        var began = Stopwatch.GetTimestamp();
        double passed;
        long done = 0;
        do
        {
            Run(batch);
            done += batch;
            passed = Stopwatch.GetElapsedTime(began).TotalSeconds;
            batch = (int)Math.Clamp(BatchSeconds * done / passed, 1, 1_000_000);
        }
        while (passed < WarmSeconds);
        Run(batch);
        batch = Math.Max(1, (int)(batch * BatchSeconds / Timed()));
    }

    private double SecondsPerUpdate() => Timed() / batch;

    private double Timed()
    {
        var began = Stopwatch.GetTimestamp();
        Run(batch);
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
