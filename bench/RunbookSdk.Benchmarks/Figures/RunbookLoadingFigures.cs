using RunbookSdk.Benchmarks.Incidents;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>
/// Loading runbooks from the cache, beside compiling them: in a process of its own, as users feel it, and in one whose compiler is warm.
/// </summary>
internal static class RunbookLoadingFigures
{
    private const int Pairs = 3;

    public static IEnumerable<Figure> All()
    {
        var processes = new Lazy<(double Loading, double Process)>(InFreshProcesses);
        yield return new("first-load-cache-vs-compile", () => processes.Value.Loading);
        yield return new("process-cache-vs-compile", () => processes.Value.Process);
        yield return new("warm-load-cache-vs-compile", () => WithCache(folder => Timing.Pair(
            () => Incident.LoadRunbooks(folder).Dispose(), () => Incident.LoadRunbooks(cacheFolder: null).Dispose(), Pairs).Ratio));
    }

    private static (double Loading, double Process) InFreshProcesses() => WithCache(folder =>
    {
        var runs = Enumerable.Range(0, Pairs)
            .Select(_ => (Cached: FreshProcess.Measure(folder), Compiled: FreshProcess.Measure(null)))
            .ToList();
        return (Timing.Median(runs.Select(r => r.Cached.Loading / r.Compiled.Loading)), Timing.Median(runs.Select(r => r.Cached.Process / r.Compiled.Process)));
    });

    private static T WithCache<T>(Func<string, T> measure)
    {
        var cache = Directory.CreateTempSubdirectory("runbook-figures-");
        try
        {
            Incident.LoadRunbooks(cache.FullName).Dispose();
            return measure(cache.FullName);
        }
        finally
        {
            cache.Delete(recursive: true);
        }
    }
}
