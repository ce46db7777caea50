using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Matching;

/// <summary>
/// A rule among those that search together: what it checks at the end of a search, what it wants to be told, how many matches it has.
/// </summary>
internal sealed class RuleHead(RuleContext context, QueryPlan plan, int number)
{
    public RuleContext Context { get; } = context;

    public QueryPlan Plan { get; } = plan;

    /// <summary>Its number among them, given once.</summary>
    public int Number { get; } = number;

    public Check[] Last { get; } = plan.Last;

    /// <summary>How many matches stand.</summary>
    public int Matches { get; set; }

    public void Fault(SourceLocation location, Exception exception, Membership?[] tuple) =>
        Context.Fault(location, exception, FactsOf(tuple));

    public static KnownFact?[] FactsOf(ReadOnlySpan<Membership?> tuple)
    {
        var facts = new KnownFact?[tuple.Length];
        for (var i = 0; i < facts.Length; i++) facts[i] = tuple[i]?.Fact;
        return facts;
    }
}
