using System.Linq.Expressions;
using RunbookSdk.Facts;

namespace RunbookSdk.NRules;

/// <summary>
/// A fact as it stands in the working memory of NRules, which knows facts as objects of a type. Nothing but identity tells two of them
/// apart, so no comparer of NRules ever looks into a value.
/// </summary>
/// <param name="feed">Number of the <see cref="Feed"/> that brought it.</param>
/// <param name="fact">The fact; its value is read when a condition is asked.</param>
internal abstract class SourceFact(int feed, KnownFact fact)
{
    public int Feed { get; } = feed;

    public KnownFact Fact { get; } = fact;

    /// <summary>The value that NRules was last told of.</summary>
    public object Told { get; set; } = fact.Value;

    /// <summary>How to wrap the facts of one feed.</summary>
    public static Func<KnownFact, SourceFact> Wrapper(Type wrapped, int feed)
    {
        var fact = Expression.Parameter(typeof(KnownFact));
        var made = Expression.New(wrapped.GetConstructors()[0], Expression.Constant(feed), fact);
        return Expression.Lambda<Func<KnownFact, SourceFact>>(made, fact).Compile();
    }
}

/// <summary>A fact of one record type: NRules finds the patterns for a fact by its type first.</summary>
internal sealed class SourceFact<T>(int feed, KnownFact fact) : SourceFact(feed, fact);
