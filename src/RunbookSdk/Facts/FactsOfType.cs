namespace RunbookSdk.Facts;

/// <summary>The facts of one type that a session knows.</summary>
internal sealed class FactsOfType(FactType type)
{
    public FactType Type { get; } = type;

    /// <summary>Those of a type that has a key.</summary>
    public KeyTable Keyed { get; } = KeyTable.For(type);

    public HashSet<KnownFact> Events { get; } = [];

    /// <summary>When facts that are no longer known were last retracted; an older observation does not bring them back.</summary>
    public Dictionary<object, DateTimeOffset> RetractedAt { get; } = new(type.KeyComparer);

    /// <summary>What was taken back in the round that runs.</summary>
    public Dictionary<object, KnownFact> Removed { get; } = new(type.KeyComparer);

    /// <summary>The fact with the key of a value; null when there is none, as of every event.</summary>
    public KnownFact? Find(object value) => Type.IsEvent ? null : Keyed.Find(value);
}
