using System.Diagnostics;
using System.Globalization;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Benchmarks;

/// <summary>
/// The figures that the project promises, in about a minute: medians of runs that alternate within one process, so that a ratio means the
/// same on every machine. For causes, use the benchmarks.
/// </summary>
internal static class Figures
{
    private const int Pairs = 5;
    private const int IdleUpdates = 20_000;

    public static int Print(TextWriter output)
    {
        foreach (var (name, value) in All()) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:0.###}"));
        return 0;
    }

    /// <summary>Each figure as soon as it is known.</summary>
    private static IEnumerable<(string Name, double Value)> All()
    {
        foreach (var figure in Loading()) yield return figure;
        var incident = Incident.Load();
        var rules = Incident.Rules();
        foreach (var figure in Replay(incident, rules)) yield return figure;
        yield return Idle(rules);
        yield return Growth(incident, rules);
    }

    /// <summary>Replaying end to end, beside only reading the same texts.</summary>
    private static IEnumerable<(string Name, double Value)> Replay(Incident incident, RuleSet rules)
    {
        var facts = incident.Replay(rules).Facts;
        var (replaying, reading) = MedianPair(() => incident.Replay(rules), () => CountOf(incident.Read()));
        yield return ("replay-facts-per-second", Math.Round(facts / replaying));
        yield return ("read-facts-per-second", Math.Round(facts / reading));
        yield return ("replay-vs-read", replaying / reading);
    }

    /// <summary>
    /// Loading the runbooks from the cache, beside compiling them: in a process of its own, as users feel it, and in one whose compiler
    /// is warm.
    /// </summary>
    private static IEnumerable<(string Name, double Value)> Loading()
    {
        var cache = Directory.CreateTempSubdirectory("runbook-figures-");
        try
        {
            Incident.LoadRunbooks(cache.FullName).Dispose();
            var runs = Enumerable.Range(0, Pairs)
                .Select(_ => (Cached: FreshProcess.Measure(cache.FullName), Compiled: FreshProcess.Measure(null)))
                .ToList();
            yield return ("first-load-cache-vs-compile", Median(runs.Select(r => r.Cached.Loading)) / Median(runs.Select(r => r.Compiled.Loading)));
            yield return ("process-cache-vs-compile", Median(runs.Select(r => r.Cached.Process)) / Median(runs.Select(r => r.Compiled.Process)));
            var (loading, compiling) = MedianPair(
                () => Incident.LoadRunbooks(cache.FullName).Dispose(), () => Incident.LoadRunbooks(cacheFolder: null).Dispose());
            yield return ("warm-load-cache-vs-compile", loading / compiling);
        }
        finally
        {
            cache.Delete(recursive: true);
        }
    }

    /// <summary>Bytes that a session allocates for a fact that no rule asks for; the facts themselves are made before.</summary>
    private static (string Name, double Value) Idle(RuleSet rules)
    {
        var session = new RunbookSession(rules, Incident.Start);
        var facts = Enumerable.Range(0, IdleUpdates * 2).Select(i => new Alert("disk", "db1", Firing: i % 2 == 0)).ToArray();
        for (var i = 0; i < IdleUpdates; i++) Update(session, facts[i], i);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = IdleUpdates; i < facts.Length; i++) Update(session, facts[i], i);
        return ("idle-bytes", (GC.GetAllocatedBytesForCurrentThread() - before) / (double)IdleUpdates);
    }

    /// <summary>What a session holds after the whole incident, over what it held after the first quarter.</summary>
    private static (string Name, double Value) Growth(Incident incident, RuleSet rules)
    {
        var total = incident.Replay(rules).Facts;
        long first = 0, last = 0;
        var before = LiveBytes();
        incident.Replay(rules, (count, session) =>
        {
            if (count == total / 4) first = LiveBytes() - before;
            if (count == total) last = LiveBytes() - before;
            GC.KeepAlive(session);
        });
        return ("replay-memory-growth", last / (double)first);
    }

    private static void Update(RunbookSession session, object fact, int number)
    {
        var instant = Incident.Start.AddMilliseconds(number);
        session.Observe(new Observation(fact, instant));
        session.Evaluate(instant);
    }

    private static (double First, double Second) MedianPair(Action first, Action second)
    {
        first();
        second();
        var times = Enumerable.Range(0, Pairs).Select(_ => (First: Seconds(first), Second: Seconds(second))).ToList();
        return (Median(times.Select(t => t.First)), Median(times.Select(t => t.Second)));
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Pairs / 2);

    private static double Seconds(Action action)
    {
        GC.Collect();
        var began = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static long LiveBytes() => GC.GetTotalMemory(forceFullCollection: true);

    private static int CountOf(IEnumerable<Observation> facts) => facts.Count();
}
