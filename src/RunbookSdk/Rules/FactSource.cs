using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace RunbookSdk.Rules;

/// <summary>
/// The facts of one type. As a source of a query it gives one match for each fact; inside a condition
/// (<c>where !Facts&lt;Maintenance&gt;().Any(m => ...)</c>) it answers a question about all of them.
/// </summary>
/// <typeparam name="T">The fact record.</typeparam>
public sealed class FactSource<T> : Query<T>
{
    internal FactSource(QueryNode node) : base(node)
    {
    }

    /// <summary>The facts for which the condition holds.</summary>
    /// <param name="predicate">The condition; pure.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public new FactSource<T> Where(
        Expression<Func<T, bool>> predicate, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(new QueryNode.Where(Node, predicate, new(file, line)));

    /// <summary>
    /// The facts for which the condition has held without a break for a time. Without <see cref="RaisedSource{T}.ClearedWhen"/>
    /// a fact leaves again as soon as the condition no longer holds.
    /// </summary>
    /// <param name="condition">The condition; pure, about this fact only.</param>
    /// <param name="lasting">How long it has to hold; default: not at all.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public RaisedSource<T> RaisedWhen(
        Expression<Func<T, bool>> condition,
        TimeSpan lasting = default,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) =>
        new(new QueryNode.Raised(Node, condition, lasting, null, default, new(file, line)));

    /// <summary>
    /// What was observed in the time before now: every observation counts, also one that repeats a value. An observation at instant
    /// t is in the window from t until t + <paramref name="window"/>, which is excluded.
    /// </summary>
    /// <param name="window">Length of the window.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public FactSource<T> Over(TimeSpan window, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(new QueryNode.History(Node, window, new(file, line)));

    /// <summary>
    /// The same facts with another limit of their age than <see cref="RunbookSdk.Facts.MaxAgeAttribute"/> gives them: an older one begins
    /// no match, neither raises nor clears, and does not count in questions and groups, until it is observed again.
    /// </summary>
    /// <param name="age">How old the last observation may be; positive.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public FactSource<T> MaxAge(TimeSpan age, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(new QueryNode.MaxAge(Node, age, new(file, line)));

    /// <summary>In a condition: true when there is such a fact.</summary>
    public bool Any() => throw OnlyInRules();

    /// <summary>In a condition: true when there is a fact for which the condition holds.</summary>
    public bool Any(Expression<Func<T, bool>> predicate) => throw OnlyInRules(predicate);

    /// <summary>In a condition: true when the condition holds for every fact; also when there is none.</summary>
    public bool All(Expression<Func<T, bool>> predicate) => throw OnlyInRules(predicate);

    /// <summary>In a condition: how many facts there are.</summary>
    public int Count() => throw OnlyInRules();

    /// <summary>In a condition: for how many facts the condition holds.</summary>
    public int Count(Expression<Func<T, bool>> predicate) => throw OnlyInRules(predicate);

    /// <summary>In a condition: the sum; 0 when there is no fact.</summary>
    public double Sum(Expression<Func<T, double>> selector) => throw OnlyInRules(selector);

    /// <summary>In a condition: the arithmetic mean; not a number when there is no fact, so that no comparison with it holds.</summary>
    public double Average(Expression<Func<T, double>> selector) => throw OnlyInRules(selector);

    /// <summary>In a condition: the smallest value; not a number when there is no fact.</summary>
    public double Min(Expression<Func<T, double>> selector) => throw OnlyInRules(selector);

    /// <summary>In a condition: the largest value; not a number when there is no fact.</summary>
    public double Max(Expression<Func<T, double>> selector) => throw OnlyInRules(selector);

    /// <summary>
    /// In a condition: the value below which a share of the values lies, as Prometheus' <c>quantile</c> defines it: the values in order,
    /// the first at 0 and the last at 1, and in between in proportion to the two neighbours. Not a number when there is no fact.
    /// </summary>
    /// <param name="q">The share, 0 to 1; 0.5 is the median. A constant.</param>
    /// <param name="selector">The value of a fact.</param>
    public double Quantile(double q, Expression<Func<T, double>> selector) => throw OnlyInRules((q, selector));

    /// <summary>
    /// In a condition, of a window (<see cref="Over"/>) over facts with a key: how fast a counter rises, per second. What it rose by from
    /// the first to the last observation in the window, divided by the time between these two. A value below the one before it means that
    /// the counter was set back to zero and has risen to that value since, as in Prometheus' <c>rate</c>; unlike there, nothing is
    /// extrapolated to the bounds of the window. Of facts with several keys it is the sum of the rates of each. Not a number when no key
    /// was observed at two instants of the window.
    /// </summary>
    /// <param name="selector">The value of the counter.</param>
    public double Rate(Expression<Func<T, double>> selector) => throw OnlyInRules(selector);

    private static InvalidOperationException OnlyInRules(object? unused = null)
    {
        _ = unused;
        return new("Facts can only be asked inside a rule, where the question is read and not run.");
    }
}
