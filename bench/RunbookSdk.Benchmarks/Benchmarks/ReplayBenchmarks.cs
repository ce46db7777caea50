using BenchmarkDotNet.Attributes;
using RunbookSdk.Benchmarks.Incidents;

namespace RunbookSdk.Benchmarks.Benchmarks;

/// <summary>Half a million facts from JSON to records, and through the rules.</summary>
[MemoryDiagnoser]
public class ReplayBenchmarks
{
    private readonly Incident incident = Incident.Load();
    private readonly Rules.RuleSet rules = Incident.Rules();

    [Benchmark(Baseline = true)]
    public int Read() => incident.Read().Count();

    [Benchmark]
    public int ReadInOrder() => incident.ReadInOrder().Count();

    [Benchmark]
    public int Replay() => incident.Replay(rules).Decisions;
}
