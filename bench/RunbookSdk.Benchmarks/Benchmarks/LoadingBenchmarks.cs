using BenchmarkDotNet.Attributes;
using RunbookSdk.Benchmarks.Incidents;

namespace RunbookSdk.Benchmarks.Benchmarks;

/// <summary>From runbook text to rules: compiled, and from the cache.</summary>
[MemoryDiagnoser]
public class LoadingBenchmarks
{
    private readonly DirectoryInfo cache = Directory.CreateTempSubdirectory("runbook-benchmarks-");

    [GlobalSetup]
    public void FillCache() => Incident.LoadRunbooks(cache.FullName).Dispose();

    [GlobalCleanup]
    public void DeleteCache() => cache.Delete(recursive: true);

    [Params(false, true)]
    public bool FromCache { get; set; }

    [Benchmark]
    public void Load() => Incident.LoadRunbooks(FromCache ? cache.FullName : null).Dispose();
}
