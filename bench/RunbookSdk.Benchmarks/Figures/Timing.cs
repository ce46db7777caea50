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

    /// <summary>Medians of the processor time that two actions take, in seconds, and of their ratio; each is run once before.</summary>
    public static PairedTimes Pair(Action first, Action second, int pairs) => Pair(first, second, pairs, Seconds);

    /// <summary>The same by the clock on the wall: for what runs on several threads, and for what is promised as a speed.</summary>
    public static PairedTimes PairByTheClock(Action first, Action second, int pairs) => Pair(first, second, pairs, SecondsByTheClock);

    /// <summary>Processor time of this process so far, in seconds: what else the machine does is not part of it.</summary>
    public static double Processor() => Environment.CpuUsage.TotalTime.TotalSeconds;

    /// <summary>Processor time of an action.</summary>
    public static double Seconds(Action action)
    {
        GC.Collect();
        var began = Processor();
        action();
        return Processor() - began;
    }

    private static double SecondsByTheClock(Action action)
    {
        GC.Collect();
        var began = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static PairedTimes Pair(Action first, Action second, int pairs, Func<Action, double> measure)
    {
        first();
        second();
        var times = Enumerable.Range(0, pairs).Select(_ => (First: measure(first), Second: measure(second))).ToList();
        return new(Median(times.Select(t => t.First)), Median(times.Select(t => t.Second)), Median(times.Select(t => t.First / t.Second)));
    }
}

/// <param name="First">Seconds.</param>
/// <param name="Second">Seconds.</param>
/// <param name="Ratio">First over second, the median over the pairs.</param>
internal readonly record struct PairedTimes(double First, double Second, double Ratio);
