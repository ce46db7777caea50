using RunbookSdk.Benchmarks.Workloads;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>One subject that goes round and round over the updates of a workload, in batches of some milliseconds.</summary>
internal sealed class Pace(ISubject subject, object[] updates)
{
    private const double BatchSeconds = 0.008;
    private const double WarmSeconds = 0.4;
    private const int Pairs = 25;
    private const int MostUpdates = 1_000_000;

    private int batch = 1;
    private int next;

    /// <summary>How many matches began or ended so far.</summary>
    public long Changes { get; private set; }

    public static Pace OfOurs(Workload workload) => new(workload.Ours(), workload.Updates);

    public static Pace OfHandWritten(Workload workload) => new(workload.HandWritten(), workload.Updates);

    /// <summary>How long an update of one takes over an update of another, both in seconds of processor time; medians of batches that alternate.</summary>
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
        var began = Timing.Processor();
        double passed;
        long done = 0;
        do
        {
            Run(batch);
            done += batch;
            passed = Timing.Processor() - began;
            // By steps: a batch too short for the clock says nothing of how many fit.
            batch = (int)Math.Clamp(BatchSeconds * done / passed, 1, Math.Min(batch * 10.0, MostUpdates));
        }
        while (passed < WarmSeconds);
        Run(batch);
        batch = (int)Math.Clamp(batch * BatchSeconds / Timed(), 1, MostUpdates);
    }

    private double SecondsPerUpdate() => Timed() / batch;

    private double Timed()
    {
        var began = Timing.Processor();
        Run(batch);
        return Timing.Processor() - began;
    }
}
