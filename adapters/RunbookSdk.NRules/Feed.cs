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
    private readonly FactMembers members;
    private readonly Dictionary<KnownFact, SourceFact> facts = [];
    private readonly Dictionary<KnownFact, bool> pending = [];

    public Feed(int number, int stratum, Type elementType)
    {
        (Number, Stratum) = (number, stratum);
        FactType = typeof(SourceFact<>).MakeGenericType(elementType);
        members = FactMembers.Of(elementType);
        wrap = SourceFact.Wrapper(FactType, number);
    }

    public int Number { get; }

    public int Stratum { get; }

    /// <summary>The type of its facts in the working memory.</summary>
    public Type FactType { get; }

    /// <summary>Takes a change; of several for one fact the last one counts.</summary>
    public void Take(KnownFact fact, ChangeKind kind) => pending[fact] = kind != ChangeKind.Removed;

    /// <summary>Takes a fact that is no news to rules which stood before.</summary>
    public void Know(KnownFact fact) => Add(fact);

    /// <summary>Says what has to leave the working memory and what has to come in, and which members of which facts changed.</summary>
    public void Flush(List<object> leaving, List<object> coming, Dictionary<KnownFact, ulong> changed)
    {
        foreach (var (fact, isThere) in pending)
        {
            if (facts.TryGetValue(fact, out var known))
            {
                if (isThere && !Tell(known, changed)) continue;
                leaving.Add(known);
                if (!isThere) facts.Remove(fact);
            }

            if (isThere) coming.Add(known ?? Add(fact));
        }

        pending.Clear();
    }

    /// <summary>Says what has to come into a working memory that is still empty.</summary>
    public void FlushAll(List<object> coming, Dictionary<KnownFact, ulong> changed)
    {
        foreach (var (fact, isThere) in pending)
        {
            if (!isThere) facts.Remove(fact);
            else if (facts.TryGetValue(fact, out var known)) Tell(known, changed);
            else Add(fact);
        }

        pending.Clear();
        coming.AddRange(facts.Values);
    }

    /// <summary>Notes what changed of a fact; false when nothing did.</summary>
    private bool Tell(SourceFact known, Dictionary<KnownFact, ulong> changed)
    {
        var differs = members.Changed(known.Told, known.Fact.Value);
        known.Told = known.Fact.Value;
        changed[known.Fact] = changed.GetValueOrDefault(known.Fact) | differs;
        return differs != 0;
    }

    private SourceFact Add(KnownFact fact) => facts[fact] = wrap(fact);
}
