using RunbookSdk.Facts;

namespace RunbookSdk.Matching;

/// <summary>A fact in a memory, and what each consumer of the memory keeps about it.</summary>
internal sealed class Membership(AlphaMemory memory, KnownFact fact)
{
    private object? firstKept;
    private object?[] furtherKept = [];
    private KeyOption? joinedBy;
    private Bucket? joined;

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

    /// <summary>The facts that it was last found to join with in one way, while there are any; null when they have to be looked up.</summary>
    public Bucket? JoinedBy(KeyOption option) => joinedBy == option && joined!.Count > 0 ? joined : null;

    public void KeepJoined(KeyOption option, Bucket bucket) => (joinedBy, joined) = (option, bucket);

    public void ForgetJoined() => (joinedBy, joined) = (null, null);

    /// <summary>Forgets what it joins with when what that rests on has changed.</summary>
    public void ForgetJoined(ulong changed)
    {
        if (joinedBy is { } option && (option.OuterReads & changed) != 0) ForgetJoined();
    }

    /// <summary>What a consumer keeps of it. Most memories have one consumer.</summary>
    public object? Kept(int place) => place == 0 ? firstKept : place <= furtherKept.Length ? furtherKept[place - 1] : null;

    public void Keep(int place, object? value)
    {
        if (place == 0)
        {
            firstKept = value;
            return;
        }

        if (place > furtherKept.Length)
        {
            if (value is null) return;
            Array.Resize(ref furtherKept, place);
        }

        furtherKept[place - 1] = value;
    }

    public void Forget(int place) => Keep(place, null);
}
