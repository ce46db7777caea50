using RunbookSdk.Benchmarks.Incidents;
using RunbookSdk.Facts;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>Replaying the incident end to end, beside only reading the same texts.</summary>
internal static class ReplayFigures
{
    private const int Pairs = 3;

    public static IEnumerable<Figure> All()
    {
        var incident = new Lazy<Incident>(Incident.Load);
        var facts = 0;
        var times = new Lazy<PairedTimes>(() =>
        {
            var rules = Incident.Rules();
            return Timing.Pair(() => facts = incident.Value.Replay(rules).Facts, () => CountOf(incident.Value.Read()), Pairs);
        });
        yield return new("replay-facts-per-second", () => Math.Round(1 / times.Value.First * facts));
        yield return new("read-facts-per-second", () => Math.Round(1 / times.Value.Second * facts));
        yield return new("replay-vs-read", () => times.Value.Ratio);
        yield return new("replay-memory-growth", () => Growth(incident.Value));
    }

    /// <summary>What a session holds after the whole incident, over what it held after the first quarter.</summary>
    private static double Growth(Incident incident)
    {
        var rules = Incident.Rules();
        var total = CountOf(incident.Read());
        long first = 0, last = 0;
        var before = Memory.LiveBytes();
        incident.Replay(rules, (count, session) =>
        {
            if (count == total / 4) first = Memory.LiveBytes() - before;
            if (count == total) last = Memory.LiveBytes() - before;
            GC.KeepAlive(session);
        });
        return last / (double)first;
    }

    private static int CountOf(IEnumerable<Observation> facts) => facts.Count();
}
