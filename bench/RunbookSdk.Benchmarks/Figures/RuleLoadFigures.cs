using RunbookSdk.Benchmarks.Workloads;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>How the cost of loading a rule grows with their number.</summary>
internal static class RuleLoadFigures
{
    private const int Few = 1_000;
    private const int Many = 10_000;
    private const int Pairs = 3;

    public static IEnumerable<Figure> All()
    {
        yield return new("load-flat", () =>
        {
            var (many, few) = (new RuleLoadWorkload(Many), new RuleLoadWorkload(Few));
            few.Load();
            var pairs = Enumerable.Range(0, Pairs).Select(_ => Timing.Seconds(() => many.Load()) / Timing.Seconds(() => few.Load()));
            return Timing.Median(pairs) * Few / Many;
        });
    }
}
