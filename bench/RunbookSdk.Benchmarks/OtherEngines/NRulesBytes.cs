using NRules.Fluent.Dsl;
using RunbookSdk.Benchmarks.Figures;
using RunbookSdk.Benchmarks.Workloads;

namespace RunbookSdk.Benchmarks.OtherEngines;

/// <summary>What NRules keeps; its own fact objects are made before, as ours are.</summary>
internal static class NRulesBytes
{
    private static readonly Dictionary<object, NRulesFact> Facts = new(ReferenceEqualityComparer.Instance);

    public static BytesKept Of(int count)
    {
        Facts.Clear();
        return new(facts => Known(new NRulesThresholdRule(90), facts), facts => Known(new NRulesJoinRule(0), facts), count);
    }

    private static object Known(Rule rule, object[] facts)
    {
        var session = NRulesSubject.Compile([rule]).CreateSession();
        foreach (var fact in facts) session.Insert(Made(fact));
        session.Fire();
        return session;
    }

    /// <summary>The first session, which is not measured, makes the facts for all.</summary>
    private static object Made(object fact)
    {
        if (fact is Stranger) return fact;
        if (!Facts.TryGetValue(fact, out var made)) Facts[fact] = made = NRulesFact.From(fact);
        return made;
    }
}
