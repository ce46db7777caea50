using RunbookSdk.Facts;
using RunbookSdk.Matching;

namespace RunbookSdk.NRules;

/// <summary>Facts that go together; a match when the conditions on the answers hold too.</summary>
internal sealed class Combination(KnownFact[] facts)
{
    public KnownFact[] Facts { get; } = facts;

    public Answer[] Answers { get; set; } = [];

    /// <summary>How many activations NRules has for them; between two changes it may be more than one.</summary>
    public int Activations { get; set; }

    public bool IsTouched { get; set; }

    public Match? Match { get; set; }
}

/// <summary>Tells tuples of facts apart by the facts, not by their values.</summary>
internal sealed class SameFacts : IEqualityComparer<KnownFact[]>
{
    public static SameFacts Instance { get; } = new();

    public bool Equals(KnownFact[]? x, KnownFact[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(KnownFact[] tuple)
    {
        var hash = default(HashCode);
        foreach (var fact in tuple) hash.Add(fact.GetHashCode());
        return hash.ToHashCode();
    }
}
