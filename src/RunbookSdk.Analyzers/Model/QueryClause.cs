using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RunbookSdk.Analyzers.Model;

/// <summary>One step of a query, as it is written.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Call">The call that it is, or becomes.</param>
/// <param name="Lambdas">Its conditions, keys and projections, in the order of its parameters.</param>
internal sealed record QueryClause(ClauseKind Kind, IInvocationOperation Call, IReadOnlyList<IAnonymousFunctionOperation> Lambdas)
{
    /// <summary>The facts that it is about: the type of what it yields, or of <c>Facts&lt;T&gt;()</c>.</summary>
    public ITypeSymbol? FactType => Kind switch
    {
        ClauseKind.Facts or ClauseKind.Instances or ClauseKind.Over => (Call.Type as INamedTypeSymbol)?.TypeArguments.FirstOrDefault(),
        _ => null,
    };

    /// <summary>Its condition, key or projection; null when it has none that is one expression.</summary>
    public IOperation? Body => Lambdas.Count > 0 ? Operations.BodyOf(Lambdas[0]) : null;

    public static QueryClause? Read(IOperation? operation, RunbookSymbols symbols) =>
        operation is IInvocationOperation call && KindOf(call.TargetMethod, symbols) is { } kind ? new(kind, call, LambdasOf(call)) : null;

    private static IAnonymousFunctionOperation[] LambdasOf(IInvocationOperation call) =>
        [.. call.Arguments.Select(a => Operations.Unwrap(a.Value)).OfType<IAnonymousFunctionOperation>()];

    private static ClauseKind? KindOf(IMethodSymbol method, RunbookSymbols symbols)
    {
        var type = method.ContainingType?.OriginalDefinition;
        if (Same(type, symbols.RuleBook) || Same(type, symbols.Runbook))
        {
            return method.Name switch
            {
                "Facts" => ClauseKind.Facts,
                "InstancesOf" => ClauseKind.Instances,
                "Over" => ClauseKind.Over,
                _ => null,
            };
        }

        if (!Same(type, symbols.Query) && !Same(type, symbols.FactSource) && !Same(type, symbols.RaisedSource)) return null;
        return method.Name switch
        {
            "Where" => ClauseKind.Where,
            "RaisedWhen" => ClauseKind.RaisedWhen,
            "ClearedWhen" => ClauseKind.ClearedWhen,
            "Over" => ClauseKind.Over,
            "MaxAge" => ClauseKind.MaxAge,
            "Select" => ClauseKind.Select,
            "SelectMany" => ClauseKind.SelectMany,
            "Join" => ClauseKind.Join,
            "GroupBy" => ClauseKind.GroupBy,
            _ => method.MethodKind == MethodKind.Ordinary && Same(type, symbols.FactSource) ? ClauseKind.Question : null,
        };
    }

    private static bool Same(ISymbol? one, ISymbol? other) => other is not null && SymbolEqualityComparer.Default.Equals(one, other);
}
