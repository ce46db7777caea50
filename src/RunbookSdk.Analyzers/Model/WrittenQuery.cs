using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RunbookSdk.Analyzers.Model;

/// <summary>
/// A query over facts as it is written: query syntax and calls give the same. Its clauses stand in the order in which they apply; the first
/// is a source of facts unless the query begins with something that the text does not show, such as a parameter.
/// </summary>
/// <param name="Clauses">The clauses, at least one.</param>
/// <param name="Symbols">The SDK's types.</param>
internal sealed record WrittenQuery(IReadOnlyList<QueryClause> Clauses, RunbookSymbols Symbols)
{
    /// <summary>What the last clause yields for each match, such as an action; null when it does not project.</summary>
    public IOperation? Result => Clauses[Clauses.Count - 1] switch
    {
        { Kind: ClauseKind.Select } clause => clause.Body,
        { Kind: ClauseKind.SelectMany, Lambdas.Count: 2 } clause => Operations.BodyOf(clause.Lambdas[1]),
        { Kind: ClauseKind.Join, Lambdas.Count: 3 } clause => Operations.BodyOf(clause.Lambdas[2]),
        _ => null,
    };

    /// <summary>The types of all facts that it matches or asks about anywhere inside.</summary>
    public IEnumerable<ITypeSymbol> FactTypes => Clauses
        .SelectMany(c => c.Call.DescendantsAndSelf())
        .Select(o => QueryClause.Read(o, Symbols)?.FactType)
        .OfType<ITypeSymbol>()
        .Distinct<ITypeSymbol>(SymbolEqualityComparer.Default);

    /// <summary>Reads a query; null for anything else. A variable of the same text is followed to what it was declared with.</summary>
    public static WrittenQuery? Read(IOperation? operation, RunbookSymbols symbols)
    {
        var clauses = new List<QueryClause>();
        var at = Operations.Unwrap(operation);
        // Bounded, for a variable may be declared with itself.
        for (var variables = 0; variables < 8;)
        {
            if (QueryClause.Read(at, symbols) is { } clause)
            {
                clauses.Add(clause);
                at = Operations.Unwrap(clause.Call.Instance);
            }
            else if (Operations.InitialValue(at) is { } value)
            {
                variables++;
                at = Operations.Unwrap(value);
            }
            else break;
        }

        clauses.Reverse();
        return clauses.Count == 0 ? null : new(clauses, symbols);
    }

    /// <summary>Reads a query at its last clause; null for anything else, and for a clause that another one follows.</summary>
    public static WrittenQuery? ReadWhole(IOperation operation, RunbookSymbols symbols)
    {
        if (QueryClause.Read(operation, symbols) is null) return null;
        var isFollowed = Operations.ParentOf(operation) is IInvocationOperation next
            && Operations.Unwrap(next.Instance) == operation && QueryClause.Read(next, symbols) is not null;
        return isFollowed ? null : Read(operation, symbols);
    }

    /// <summary>The queries that a further <c>from</c> or a <c>join</c> matches besides; null where the text does not show one.</summary>
    public WrittenQuery? OtherOf(QueryClause clause) => clause.Kind switch
    {
        ClauseKind.SelectMany => Read(clause.Body, Symbols),
        ClauseKind.Join => Read(Operations.ArgumentOf(clause.Call, "inner"), Symbols),
        _ => null,
    };
}
