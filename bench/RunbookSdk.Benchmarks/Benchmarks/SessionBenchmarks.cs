using BenchmarkDotNet.Attributes;
using RunbookSdk.Benchmarks.Incidents;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Sessions;

namespace RunbookSdk.Benchmarks.Benchmarks;

/// <summary>One update of a fact: one that no rule asks for, and one that many rules look at and none acts on.</summary>
[MemoryDiagnoser]
public class SessionBenchmarks
{
    private readonly Alert[] alerts = [new("disk", "db1", Firing: true), new("disk", "db1", Firing: false)];
    private readonly ClusterLoad[] loads = [new("online1", 20), new("online1", 21)];
    private RunbookSession session = null!;
    private long updates;

    [GlobalSetup]
    public void MakeSession() => session = new RunbookSession(Incident.Rules(), Incident.Start);

    [Benchmark(Baseline = true)]
    public void UpdateThatNoRuleAsksFor() => Update(alerts[updates & 1]);

    [Benchmark]
    public void UpdateThatChangesNoMatch() => Update(loads[updates & 1]);

    private void Update(object fact)
    {
        var instant = Incident.Start.AddTicks(++updates);
        session.Observe(new Observation(fact, instant));
        session.Evaluate(instant);
    }
}
