using RunbookSdk.Benchmarks.Incidents;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Sessions;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>What updates allocate, and what a session keeps.</summary>
internal static class MemoryFigures
{
    private const int Updates = 20_000;
    private const int Facts = 20_000;

    public static IEnumerable<Figure> All()
    {
        var session = new Lazy<BytesKept>(() => BytesKept.BySession(Facts));
        yield return new("idle-bytes", Idle);
        yield return new("bytes-unmatched", () => session.Value.Unmatched);
        yield return new("bytes-looked-at", () => session.Value.LookedAt);
        yield return new("bytes-matched", () => session.Value.Matched);
        yield return new("bytes-pair", () => session.Value.Pair);
    }

    /// <summary>Bytes that a session allocates for a fact that no rule asks for.</summary>
    private static double Idle()
    {
        var session = new RunbookSession(Incident.Rules(), Incident.Start);
        var facts = Enumerable.Range(0, Updates * 2).Select(i => new Alert("disk", "db1", Firing: i % 2 == 0)).ToArray();
        for (var i = 0; i < Updates; i++) Update(session, facts[i], i);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = Updates; i < facts.Length; i++) Update(session, facts[i], i);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Updates;
    }

    private static void Update(RunbookSession session, object fact, int number)
    {
        var instant = Incident.Start.AddMilliseconds(number);
        session.Observe(new Observation(fact, instant));
        session.Evaluate(instant);
    }
}
