using BenchmarkDotNet.Attributes;
using RunbookSdk.Benchmarks.Workloads;

namespace RunbookSdk.Benchmarks.Benchmarks;

/// <summary>One update of a workload: through a session, by hand-written code and, where it is built in, by NRules.</summary>
[MemoryDiagnoser]
public abstract partial class UpdateBenchmarks
{
    private ISubject subject = null!;
    private object[] updates = [];
    private int next;

    private protected abstract Workload Workload { get; }

    [GlobalSetup(Target = nameof(HandWritten))]
    public void MakeHandWritten() => Begin(Workload.HandWritten());

    [GlobalSetup(Target = nameof(Session))]
    public void MakeSession() => Begin(Workload.Ours());

    [Benchmark(Baseline = true)]
    public int HandWritten() => Update();

    [Benchmark]
    public int Session() => Update();

    private void Begin(ISubject begun) => (subject, updates, next) = (begun, Workload.Updates, 0);

    private int Update()
    {
        if (next == updates.Length) next = 0;
        return subject.Update(updates[next++]);
    }
}

public class JoinBenchmarks : UpdateBenchmarks
{
    [Params(1_000, 10_000, 100_000)]
    public int Keys { get; set; }

    [Params(10, 100)]
    public int Rules { get; set; }

    private protected override Workload Workload => new JoinWorkload(Keys, Rules);
}

public class DispatchBenchmarks : UpdateBenchmarks
{
    [Params(100, 1_000, 10_000)]
    public int Rules { get; set; }

    private protected override Workload Workload => new DispatchWorkload(Rules);
}

public class ThresholdBenchmarks : UpdateBenchmarks
{
    [Params(100, 1_000, 10_000)]
    public int Rules { get; set; }

    private protected override Workload Workload => new ThresholdWorkload(Rules);
}

public class AbsenceBenchmarks : UpdateBenchmarks
{
    [Params(1_000, 100_000)]
    public int Keys { get; set; }

    private protected override Workload Workload => new AbsenceWorkload(Keys);
}

public class WindowBenchmarks : UpdateBenchmarks
{
    [Params(1_000, 100_000)]
    public int Samples { get; set; }

    private protected override Workload Workload => new WindowWorkload(Samples);
}

public class GroupBenchmarks : UpdateBenchmarks
{
    [Params(1_000, 100_000)]
    public int Keys { get; set; }

    private protected override Workload Workload => new GroupWorkload(Keys);
}
