using System.Diagnostics;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>Times of actions that alternate, so that what else the machine does weighs on both alike.</summary>
internal static class Timing
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    /// <summary>Medians of the seconds that two actions take, and of their ratio; each is run once before.</summary>
    public static PairedTimes Pair(Action first, Action second, int pairs)
    {
        first();
        second();
        var times = Enumerable.Range(0, pairs).Select(_ => (First: Seconds(first), Second: Seconds(second))).ToList();
        return new(Median(times.Select(t => t.First)), Median(times.Select(t => t.Second)), Median(times.Select(t => t.First / t.Second)));
    }

    public static double Seconds(Action action)
    {
        GC.Collect();
        var began = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}

/// <param name="First">Seconds.</param>
/// <param name="Second">Seconds.</param>
/// <param name="Ratio">First over second, the median over the pairs.</param>
internal readonly record struct PairedTimes(double First, double Second, double Ratio);
