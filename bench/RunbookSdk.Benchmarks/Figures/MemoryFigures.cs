using RunbookSdk.Benchmarks.Incidents;
using RunbookSdk.Benchmarks.Workloads;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>What updates allocate, and what a session keeps; the facts themselves, made before, are not counted.</summary>
internal static class MemoryFigures
{
    private const int Updates = 20_000;
    private const int Facts = 20_000;

    public static IEnumerable<Figure> All()
    {
        yield return new("idle-bytes", Idle);
        yield return new("bytes-unmatched", () => PerFact(host => new Stranger(host, 50)));
        yield return new("bytes-looked-at", () => PerFact(host => new Reading(host, 50)));
        yield return new("bytes-matched", () => PerFact(host => new Reading(host, 99)));
        yield return new("bytes-pair", Pair);
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

    /// <summary>Bytes that a session keeps for each fact of a kind, with one rule about readings above 90.</summary>
    private static double PerFact(Func<string, object> make)
    {
        var facts = Enumerable.Range(0, Facts).Select(i => make(Workload.Host(i))).ToArray();
        return PerFact(RuleSet.Create(new OneFact()), facts, Facts);
    }

    /// <summary>Bytes for each pair that stands, its two facts included, beyond what the same facts cost when they make no pair.</summary>
    private static double Pair()
    {
        var rules = RuleSet.Create(new TwoFacts());
        var limits = Enumerable.Range(0, Facts).Select(i => new Limit(Workload.Host(i), 10)).ToArray();
        object[] apart = [.. limits, .. limits.Select((_, i) => new Reading(Workload.Host(Facts + i), 50))];
        object[] paired = [.. limits, .. limits.Select(l => new Reading(l.Host, 50))];
        return PerFact(rules, paired, Facts) - PerFact(rules, apart, Facts);
    }

    private static double PerFact(RuleSet rules, object[] facts, int count)
    {
        // The first session makes what all of them share.
        Memory.BytesOf(() => Known(rules, facts));
        var empty = Memory.BytesOf(() => Known(rules, []));
        return (Memory.BytesOf(() => Known(rules, facts)) - empty) / (double)count;
    }

    /// <summary>A session that has come to rest: facts one batch, then an empty evaluation, so that what served the batch can go.</summary>
    private static RunbookSession Known(RuleSet rules, object[] facts)
    {
        var session = new RunbookSession(rules, SessionSubject.Start);
        foreach (var fact in facts)
        {
            session.Observe(new Observation(fact, SessionSubject.Start));
            session.Evaluate(SessionSubject.Start);
        }

        return session;
    }

    private sealed class OneFact : Runbook
    {
        protected override void Define() =>
            Rule("busy",
                from reading in Facts<Reading>()
                where reading.Value > 90
                select Page("on-call", $"{reading.Host} at {reading.Value}"));
    }

    private sealed class TwoFacts : Runbook
    {
        protected override void Define() =>
            Rule("above-limit",
                from reading in Facts<Reading>()
                join limit in Facts<Limit>() on reading.Host equals limit.Host
                where reading.Value > limit.Value
                select Page("on-call", $"{reading.Host} at {reading.Value}"));
    }
}
