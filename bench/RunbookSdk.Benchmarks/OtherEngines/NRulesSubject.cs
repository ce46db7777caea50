using NRules;
using NRules.Fluent;
using NRules.Fluent.Dsl;
using RunbookSdk.Actions;
using RunbookSdk.Benchmarks.Workloads;

namespace RunbookSdk.Benchmarks.OtherEngines;

/// <summary>NRules with rules written for it: a fact is changed in place, the session is told, rules fire.</summary>
internal sealed class NRulesSubject : ISubject
{
    private readonly Dictionary<(Type, string), NRulesFact> facts = [];
    private readonly ISession session;

    /// <param name="rules">The rules.</param>
    /// <param name="known">What it knows before the first update.</param>
    public NRulesSubject(IEnumerable<Rule> rules, IEnumerable<object> known)
    {
        session = Compile(rules).CreateSession();
        foreach (var fact in known) facts[Key(fact)] = NRulesFact.From(fact);
        session.InsertAll(facts.Values);
        session.Fire();
    }

    /// <summary>What actions write to; a list that grows would be measured too.</summary>
    public static Page? LastAsked { get; private set; }

    public static ISessionFactory Compile(IEnumerable<Rule> rules) => new RuleCompiler().Compile(new RuleDefinitionFactory().Create(rules));

    public static void Ask(string team, string because) => LastAsked = new Page(team, because);

    public int Update(object fact)
    {
        var known = facts[Key(fact)];
        known.Take(fact);
        session.Update(known);
        return session.Fire();
    }

    private static (Type Type, string Host) Key(object fact) => (fact.GetType(), fact switch
    {
        Reading reading => reading.Host,
        Limit limit => limit.Host,
        Upkeep upkeep => upkeep.Host,
        ZoneReading reading => reading.Host,
        _ => "",
    });
}
