using RunbookSdk.Benchmarks.OtherEngines;
using RunbookSdk.Benchmarks.Workloads;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>How many times faster we are than NRules.</summary>
internal static partial class FigureList
{
    private const int LoadPairs = 3;

    /// <summary>
    /// The join has one rule here: NRules needs two seconds for each to take twice 10,000 facts. More rules would favour us.
    /// </summary>
    static partial void AddOtherEngines(List<Figure> figures) => figures.AddRange(
    [
        new("join-vs-nrules", () => TimesFaster(new JoinWorkload(10_000, 1))),
        new("dispatch-vs-nrules", () => TimesFaster(new DispatchWorkload(1_000))),
        new("load-vs-nrules", () =>
        {
            var workload = new RuleLoadWorkload(1_000);
            return Timing.Pair(() => NRulesWorkloads.Load(workload), () => workload.Load(), LoadPairs).Ratio;
        }),
    ]);

    private static double TimesFaster(Workload workload) => Pace.Compare(NRulesWorkloads.PaceOf(workload), Pace.OfOurs(workload)).Ratio;
}
