namespace RunbookSdk.Facts;

/// <summary>
/// A fact that a session knows: one identity whose value changes over time. Matches and indexes refer to this object,
/// so that a new value keeps them; only the store that made it writes to it.
/// </summary>
internal class KnownFact(FactType type, long sequence)
{
    public FactType Type { get; } = type;

    /// <summary>Order in which facts became known; it decides the order of everything that follows from them.</summary>
    public long Sequence { get; } = sequence;

    public object Value { get; set; } = null!;

    /// <summary>When its value was observed; of a group, when a fact of a member last was.</summary>
    public virtual DateTimeOffset ObservedAt { get; set; }

    /// <summary>False once the fact is no longer known.</summary>
    public bool IsKnown { get; set; } = true;

    /// <summary>For the matcher: what it remembers of the fact.</summary>
    public object? Place { get; set; }

    /// <summary>For the matcher: those who ask for facts with its key, as they were found last.</summary>
    public object? AskedBy { get; set; }

    /// <summary>Facts are compared as objects; a hash of their own spares the runtime's slower one.</summary>
    public sealed override int GetHashCode() => unchecked((int)(Sequence * 0x9E3779B1));

    public sealed override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public sealed override string ToString() => $"{Type}({Type.KeyText(Value)})";
}
