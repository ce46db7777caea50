using RunbookSdk.Facts;

namespace RunbookSdk.Matching;

internal enum AlphaChange
{
    Entered,
    Left,
    Changed,
}

/// <summary>Takes what happens in a memory.</summary>
internal abstract class AlphaConsumer
{
    public AlphaMemory? Memory { get; set; }

    /// <summary>Its number in the memory; what it keeps of a fact is kept under it.</summary>
    public int Place { get; set; }

    /// <summary>Members of a fact whose change it wants to hear of.</summary>
    public abstract ulong Interest { get; }

    public abstract void Take(Membership member, AlphaChange change, ulong changed);

    /// <summary>One of the pattern's conditions threw.</summary>
    public abstract void Fault(int condition, Exception exception, KnownFact fact);
}
