using BenchmarkDotNet.Attributes;
using RunbookSdk.Benchmarks.OtherEngines;
using RunbookSdk.Benchmarks.Workloads;

namespace RunbookSdk.Benchmarks.Benchmarks;

/// <summary>Not available where NRules has no such rule, or would need minutes to take the facts.</summary>
public abstract partial class UpdateBenchmarks
{
    [GlobalSetup(Target = nameof(NRules))]
    public void MakeNRules() => Begin(NRulesWorkloads.CanRun(Workload) ? NRulesWorkloads.Subject(Workload) : throw new NotSupportedException());

    [Benchmark]
    public int NRules() => Update();
}

public partial class RuleLoadBenchmarks
{
    [Benchmark]
    public int NRules() => Rules <= NRulesWorkloads.MostRules ? NRulesWorkloads.Load(new RuleLoadWorkload(Rules)) : throw new NotSupportedException();
}

public partial class MannersBenchmarks
{
    private readonly NRules.ISessionFactory otherRules = NRulesManners.Compile();

    [Benchmark]
    public int NRulesEngine() => NRulesManners.Run(otherRules, party);
}
