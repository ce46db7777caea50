using RunbookSdk.Facts;
using RunbookSdk.Matching;

namespace RunbookSdk.NRules;

/// <summary>
/// Brings the facts of one source to the patterns of one stratum. A fact that changed is taken out and put in again, never updated: so
/// no condition is ever asked about some facts as they are and others as they were.
/// </summary>
internal sealed class Feed : IFeed
{
    private readonly Func<KnownFact, SourceFact> wrap;
    private readonly Dictionary<KnownFact, SourceFact> facts = [];
    private readonly Dictionary<KnownFact, bool> pending = [];

    public Feed(int number, int stratum, Type elementType)
    {
        (Number, Stratum) = (number, stratum);
        FactType = typeof(SourceFact<>).MakeGenericType(elementType);
        wrap = SourceFact.Wrapper(FactType, number);
    }

    public int Number { get; }

    public int Stratum { get; }

    /// <summary>The type of its facts in the working memory.</summary>
    public Type FactType { get; }

    /// <summary>Takes a change; of several for one fact the last one counts.</summary>
    public void Take(KnownFact fact, ChangeKind kind) => pending[fact] = kind != ChangeKind.Removed;

    /// <summary>Takes a fact that is no news to rules which stood before.</summary>
    public void Know(KnownFact fact) => facts[fact] = wrap(fact);

    /// <summary>Says what has to leave the working memory and what has to come in.</summary>
    public void Flush(List<object> leaving, List<object> coming, HashSet<KnownFact> changed)
    {
        foreach (var (fact, isThere) in pending)
        {
            changed.Add(fact);
            if (facts.Remove(fact, out var wrapped)) leaving.Add(wrapped);
            if (!isThere) continue;
            facts[fact] = wrapped ??= wrap(fact);
            coming.Add(wrapped);
        }

        pending.Clear();
    }

    /// <summary>Says what has to come into a working memory that is still empty.</summary>
    public void FlushAll(List<object> coming, HashSet<KnownFact> changed)
    {
        foreach (var (fact, isThere) in pending)
        {
            changed.Add(fact);
            if (!isThere) facts.Remove(fact);
            else if (!facts.ContainsKey(fact)) facts[fact] = wrap(fact);
        }

        pending.Clear();
        coming.AddRange(facts.Values);
    }
}
