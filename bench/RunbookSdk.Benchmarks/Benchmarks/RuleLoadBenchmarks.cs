using BenchmarkDotNet.Attributes;
using RunbookSdk.Benchmarks.Workloads;

namespace RunbookSdk.Benchmarks.Benchmarks;

/// <summary>From rules in code to the first decision.</summary>
[MemoryDiagnoser]
public partial class RuleLoadBenchmarks
{
    [Params(100, 1_000, 10_000)]
    public int Rules { get; set; }

    [Benchmark(Baseline = true)]
    public int Session() => new RuleLoadWorkload(Rules).Load();
}
