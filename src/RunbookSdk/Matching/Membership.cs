using RunbookSdk.Facts;

namespace RunbookSdk.Matching;

/// <summary>A fact in a memory, and what each consumer of the memory keeps about it.</summary>
internal sealed class Membership(AlphaMemory memory, KnownFact fact)
{
    private object?[] kept = [];

    public AlphaMemory Memory { get; } = memory;

    public KnownFact Fact { get; } = fact;

    public bool IsIn { get; set; } = true;

    /// <summary>What the source remembers of the fact.</summary>
    public FactEntry? Entry { get; set; }

    /// <summary>Neighbours among the memories that the fact is in.</summary>
    public Membership? Next { get; set; }

    public Membership? Previous { get; set; }

    /// <summary>Where each index of the memory has the fact.</summary>
    public IndexPlace[] Indexed { get; set; } = [];

    public object? Kept(int place) => place < kept.Length ? kept[place] : null;

    public void Keep(int place, object? value)
    {
        if (place >= kept.Length)
        {
            if (value is null) return;
            Array.Resize(ref kept, place + 1);
        }

        kept[place] = value;
    }

    public void Forget(int place) => Keep(place, null);
}
