using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace RunbookSdk.Rules;

/// <summary>
/// A query over live facts, written with C#'s <c>from ... where ... join ... select</c>. It is read, never run:
/// its clauses become a rule. Immutable and safe to share.
/// </summary>
/// <typeparam name="T">What each match of the query is made of.</typeparam>
public class Query<T> : IQuery
{
    internal Query(QueryNode node) => Node = node;

    internal QueryNode Node { get; }

    QueryNode IQuery.Node => Node;

    /// <summary>Keeps the matches for which the condition holds.</summary>
    /// <param name="predicate">The condition; pure.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public Query<T> Where(
        Expression<Func<T, bool>> predicate, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(new QueryNode.Where(Node, predicate, new(file, line)));

    /// <summary>Says what a match results in: an action, or a fact.</summary>
    /// <param name="projection">What to make of a match; pure.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public Query<TResult> Select<TResult>(
        Expression<Func<T, TResult>> projection, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(new QueryNode.Select(Node, projection, new(file, line)));

    /// <summary>A further <c>from</c>: each match with each fact of another source.</summary>
    /// <param name="collection">The other source.</param>
    /// <param name="result">What the pair is called from here on.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public Query<TResult> SelectMany<TOther, TResult>(
        Expression<Func<T, Query<TOther>>> collection,
        Expression<Func<T, TOther, TResult>> result,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) =>
        new(new QueryNode.SelectMany(Node, collection, result, new(file, line)));

    /// <summary>Each match with the facts of another source that have an equal key.</summary>
    /// <param name="inner">The other source.</param>
    /// <param name="outerKey">Key of what is matched so far.</param>
    /// <param name="innerKey">Key of the other fact.</param>
    /// <param name="result">What the pair is called from here on.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public Query<TResult> Join<TOther, TKey, TResult>(
        Query<TOther> inner,
        Expression<Func<T, TKey>> outerKey,
        Expression<Func<TOther, TKey>> innerKey,
        Expression<Func<T, TOther, TResult>> result,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(new QueryNode.Join(Node, inner.Node, outerKey, innerKey, result, new(file, line)));
    }

    /// <summary>One match for each value of the key, with everything that has it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public Query<Group<TKey, T>> GroupBy<TKey>(
        Expression<Func<T, TKey>> key, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(new QueryNode.GroupBy(Node, key, null, new(file, line)));

    /// <summary>One match for each value of the key, with an element for everything that has it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="element">The element.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public Query<Group<TKey, TElement>> GroupBy<TKey, TElement>(
        Expression<Func<T, TKey>> key,
        Expression<Func<T, TElement>> element,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) =>
        new(new QueryNode.GroupBy(Node, key, element, new(file, line)));
}
