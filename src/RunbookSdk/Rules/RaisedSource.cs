using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace RunbookSdk.Rules;

/// <summary>Facts that a lasting condition has raised.</summary>
/// <typeparam name="T">The fact record.</typeparam>
public sealed class RaisedSource<T> : Query<T>
{
    internal RaisedSource(QueryNode node) : base(node)
    {
    }

    /// <summary>A raised fact stays until another condition has held without a break for a time.</summary>
    /// <param name="condition">The condition that clears; pure, about this fact only.</param>
    /// <param name="lasting">How long it has to hold; default: not at all.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public Query<T> ClearedWhen(
        Expression<Func<T, bool>> condition,
        TimeSpan lasting = default,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) =>
        new((QueryNode.Raised)Node with { Clear = condition, ClearLasting = lasting, Location = new(file, line) });
}
