using RunbookSdk.Benchmarks.OtherEngines;
using RunbookSdk.Benchmarks.Workloads;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>The columns about NRules.</summary>
internal static partial class PerformanceTable
{
    static partial void TakeNRules(Workload workload, Pace ours, TableRow row)
    {
        if (!NRulesWorkloads.CanRun(workload)) return;
        var pair = Pace.Compare(NRulesWorkloads.PaceOf(workload), ours);
        (row.NRules, row.NRulesOverOurs) = (pair.First, pair.Ratio);
    }

    static partial void TakeNRules(Func<BytesKept, double> bytes, ref double? result) => result = bytes(NRulesBytes.Of(Kept));

    static partial void TakeNRules(RuleLoadWorkload workload, TableRow row)
    {
        if (workload.Rules > NRulesWorkloads.MostRules) return;
        var pair = Timing.Pair(() => NRulesWorkloads.Load(workload), () => workload.Load(), Pairs);
        (row.NRules, row.NRulesOverOurs) = (pair.First, pair.Ratio);
    }
}
