using RunbookSdk.Benchmarks.HandWritten;
using RunbookSdk.Benchmarks.Workloads;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>
/// Bytes that are kept for each fact, and for each pair of a join, beyond the facts themselves, which are made before. One rule asks for
/// readings above 90, or for those above the limit of their host.
/// </summary>
/// <param name="OneFact">Takes facts with the first rule and gives what then is alive.</param>
/// <param name="TwoFacts">The same with the second.</param>
/// <param name="Count">How many facts, or pairs.</param>
internal sealed record BytesKept(Func<object[], object> OneFact, Func<object[], object> TwoFacts, int Count)
{
    /// <summary>For a fact of a type that no rule asks for.</summary>
    public double Unmatched => PerFact(OneFact, Made(host => new Stranger(host, 50)));

    /// <summary>For a fact that a rule's condition looks at, and does not hold for.</summary>
    public double LookedAt => PerFact(OneFact, Made(host => new Reading(host, 50)));

    /// <summary>For a fact that satisfies a rule, the match included.</summary>
    public double Matched => PerFact(OneFact, Made(host => new Reading(host, 99)));

    /// <summary>For each pair that stands: its two facts and the match.</summary>
    public double Pair => PerFact(TwoFacts, [.. Made(host => new Limit(host, 10)), .. Made(host => new Reading(host, 50))]);

    public static BytesKept BySession(int count)
    {
        var (oneFact, twoFacts) = (RuleSet.Create(new OneFactRule()), RuleSet.Create(new TwoFactsRule()));
        return new(facts => Known(oneFact, facts), facts => Known(twoFacts, facts), count);
    }

    public static BytesKept ByHand(int count) =>
        new(facts => Known(new HandWrittenThresholds([90]), facts), facts => Known(new HandWrittenJoin([0]), facts), count);

    private object[] Made(Func<string, object> make) => [.. Enumerable.Range(0, Count).Select(i => make(Workload.Host(i)))];

    private double PerFact(Func<object[], object> keep, object[] facts)
    {
        // The first one makes what all of them share.
        Memory.BytesOf(() => keep(facts));
        return (Memory.BytesOf(() => keep(facts)) - Memory.BytesOf(() => keep([]))) / (double)Count;
    }

    /// <summary>Facts come one by one, so that nothing is counted that only serves a large batch.</summary>
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

    private static ISubject Known(ISubject subject, object[] facts)
    {
        foreach (var fact in facts) subject.Update(fact);
        return subject;
    }

    private sealed class OneFactRule : Runbook
    {
        protected override void Define() =>
            Rule("busy",
                from reading in Facts<Reading>()
                where reading.Value > 90
                select Page("on-call", $"{reading.Host} at {reading.Value}"));
    }

    private sealed class TwoFactsRule : Runbook
    {
        protected override void Define() =>
            Rule("above-limit",
                from reading in Facts<Reading>()
                join limit in Facts<Limit>() on reading.Host equals limit.Host
                where reading.Value > limit.Value
                select Page("on-call", $"{reading.Host} at {reading.Value}"));
    }
}
