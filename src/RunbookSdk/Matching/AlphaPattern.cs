using System.Linq.Expressions;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>
/// The conditions about one fact that a place of a rule has: those by which facts are looked up, and the rest, which is asked. Places
/// with equal conditions share one memory. Immutable.
/// </summary>
internal sealed class AlphaPattern
{
    public AlphaPattern(IReadOnlyList<FactCondition> conditions, ParameterExpression fact, ShapeCache shapes)
    {
        (Conditions, Fact, Shapes) = (conditions, fact, shapes);
        Key = ExpressionTokens.Of(conditions.Select(c => c.Body).Aggregate((Expression)Expression.Constant(true), Expression.AndAlso), fact);
        Lookup = Choose(conditions, out var covered);
        Asked = [.. Enumerable.Range(0, conditions.Count).Where(i => !covered.Contains(conditions[i]))];
        AskedReads = Asked.Aggregate(0UL, (bits, i) => bits | conditions[i].Reads);
        LookupKey = Lookup is null ? null : ExpressionTokens.Of(Lookup.Member, fact);
    }

    public IReadOnlyList<FactCondition> Conditions { get; }

    public ParameterExpression Fact { get; }

    public ShapeCache Shapes { get; }

    /// <summary>Equal for patterns that say the same.</summary>
    public ExpressionTokens Key { get; }

    public FactLookup? Lookup { get; }

    /// <summary>Equal for lookups by the same member.</summary>
    public ExpressionTokens? LookupKey { get; }

    /// <summary>Places of the conditions that the lookup does not decide, in the author's order.</summary>
    public IReadOnlyList<int> Asked { get; }

    /// <summary>The members that those read.</summary>
    public ulong AskedReads { get; }

    /// <summary>The best condition to look facts up by; several thresholds of one member make one range.</summary>
    private static FactLookup? Choose(IReadOnlyList<FactCondition> conditions, out IReadOnlyList<FactCondition> covered)
    {
        covered = [];
        if (conditions.Where(c => c.Lookup is not null).MaxBy(c => c.Lookup!.Rank) is not { } best) return null;
        covered = [best];
        if (best.Lookup!.Kind != LookupKind.Range) return best.Lookup;
        var member = best.Lookup.Member.ToString();
        covered = [.. conditions.Where(c => c.Lookup is { Kind: LookupKind.Range } range && range.Member.ToString() == member)];
        return best.Lookup with { Low = covered.Max(c => c.Lookup!.Low), High = covered.Min(c => c.Lookup!.High) };
    }
}
