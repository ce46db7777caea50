namespace RunbookSdk.Facts;

/// <summary>
/// A fact that a session knows: one identity whose value changes over time. Matches and indexes refer to this object,
/// so that a new value keeps them; only the store that made it writes to it.
/// </summary>
internal class KnownFact(FactType type, long sequence)
{
    private DateTimeOffset observedAt;

    public FactType Type { get; } = type;

    /// <summary>Order in which facts became known; it decides the order of everything that follows from them.</summary>
    public long Sequence { get; } = sequence;

    public object Value { get; set; } = null!;

    /// <summary>When its value was observed; of a group, when a fact of a member last was.</summary>
    public DateTimeOffset ObservedAt { get => HasMembers ? MembersObservedAt : observedAt; set => observedAt = value; }

    /// <summary>False once the fact is no longer known.</summary>
    public bool IsKnown { get; set; } = true;

    /// <summary>True for a group, whose members may be observed again although nothing about the group changes.</summary>
    protected bool HasMembers { get; init; }

    /// <summary>When a fact of a member was last observed.</summary>
    protected virtual DateTimeOffset MembersObservedAt => observedAt;

    /// <summary>For the matcher: what it remembers of the fact.</summary>
    public object? Place { get; set; }

    /// <summary>For the matcher: those who ask for facts with its key, as they were found last.</summary>
    public object? AskedBy { get; set; }

    /// <summary>Facts are compared as objects; a hash of their own spares the runtime's slower one.</summary>
    public sealed override int GetHashCode() => unchecked((int)(Sequence * 0x9E3779B1));

    public sealed override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public sealed override string ToString() => $"{Type}({Type.KeyText(Value)})";
}
