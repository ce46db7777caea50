using System.Linq.Expressions;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Rules;

/// <summary>One clause of a query as its author wrote it; the first clause is innermost.</summary>
internal abstract record QueryNode(SourceLocation Location)
{
    internal sealed record Facts(Type FactType, SourceLocation Location) : QueryNode(Location);

    internal sealed record Where(QueryNode Source, LambdaExpression Predicate, SourceLocation Location) : QueryNode(Location);

    internal sealed record Raised(
        QueryNode Source,
        LambdaExpression Raise,
        TimeSpan RaiseLasting,
        LambdaExpression? Clear,
        TimeSpan ClearLasting,
        SourceLocation Location) : QueryNode(Location);

    internal sealed record History(QueryNode Source, TimeSpan Window, SourceLocation Location) : QueryNode(Location);

    internal sealed record MaxAge(QueryNode Source, TimeSpan Age, SourceLocation Location) : QueryNode(Location);

    internal sealed record Select(QueryNode Source, LambdaExpression Projection, SourceLocation Location) : QueryNode(Location);

    internal sealed record SelectMany(
        QueryNode Source, LambdaExpression Collection, LambdaExpression Result, SourceLocation Location) : QueryNode(Location);

    internal sealed record Join(
        QueryNode Source,
        QueryNode Inner,
        LambdaExpression OuterKey,
        LambdaExpression InnerKey,
        LambdaExpression Result,
        SourceLocation Location) : QueryNode(Location);

    internal sealed record GroupBy(
        QueryNode Source, LambdaExpression Key, LambdaExpression? Element, SourceLocation Location) : QueryNode(Location);
}
