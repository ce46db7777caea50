using RunbookSdk.Benchmarks.Workloads;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>The cost of one update: how it grows with the size, and over what hand-written code needs for the same.</summary>
internal static class UpdateFigures
{
    private const int JoinRules = 10;
    private const int AllocationUpdates = 20_000;

    public static IEnumerable<Figure> All() =>
    [
        Flat("join-flat", n => new JoinWorkload(n, JoinRules), 1_000, 100_000),
        Flat("dispatch-flat", n => new DispatchWorkload(n), 100, 10_000),
        Flat("threshold-flat", n => new ThresholdWorkload(n), 100, 10_000),
        Flat("absence-flat", n => new AbsenceWorkload(n), 1_000, 100_000),
        Flat("average-flat", n => new WindowWorkload(n), 1_000, 100_000),
        Flat("group-average-flat", n => new GroupWorkload(n), 1_000, 100_000),
        Over("join-vs-hand", () => new JoinWorkload(10_000, JoinRules)),
        Over("dispatch-vs-hand", () => new DispatchWorkload(1_000)),
        Over("threshold-vs-hand", () => new ThresholdWorkload(1_000)),
        new("update-bytes", () => Quiet().Max(w => Pace.OfOurs(w).BytesPerUpdate(AllocationUpdates))),
    ];

    /// <summary>Updates of values that rules read, none of which begins or ends a match.</summary>
    private static IEnumerable<Workload> Quiet() =>
    [
        new JoinWorkload(1_000, JoinRules) { Crosses = false },
        new DispatchWorkload(1_000) { Crosses = false },
        new ThresholdWorkload(1_000) { Crosses = false },
        new AbsenceWorkload(1_000) { Crosses = false },
    ];

    /// <summary>Cost per update at a large size over that at a small one.</summary>
    private static Figure Flat(string name, Func<int, Workload> make, int small, int large) =>
        new(name, () => Pace.Compare(Pace.OfOurs(make(large)), Pace.OfOurs(make(small))).Ratio);

    /// <summary>Cost per update over that of the hand-written floor.</summary>
    private static Figure Over(string name, Func<Workload> make) => new(name, () =>
    {
        var workload = make();
        return Pace.Compare(Pace.OfOurs(workload), Pace.OfHandWritten(workload)).Ratio;
    });
}
