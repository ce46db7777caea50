using System.Diagnostics.CodeAnalysis;

namespace RunbookSdk.Lifecycles;

/// <summary>
/// A snapshot as it is stored: plain values that any serializer writes and reads, with states as texts, so that a definition that has
/// changed can still read it. Made by <see cref="Lifecycle{TState, TTrigger}.Save"/>. Immutable.
/// </summary>
public sealed record SavedSnapshot
{
    /// <summary>What the instance is called.</summary>
    public required string Lifecycle { get; init; }

    /// <summary>Version of the definition that it follows.</summary>
    public required int Version { get; init; }

    /// <summary>Hash of the definition that it follows; see <see cref="LifecycleId"/>.</summary>
    public required string Hash { get; init; }

    /// <summary>Where it stands.</summary>
    public required string State { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Since when it stands in the states around that which time leads out of.</summary>
    public IReadOnlyList<SavedEntry> Entered { get; init; } = [];

    /// <summary>Where it last was in the states with a history.</summary>
    public IReadOnlyList<SavedHistory> History { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(SavedSnapshot? other) =>
        other is not null
        && (Lifecycle, Version, Hash, State, Since) == (other.Lifecycle, other.Version, other.Hash, other.State, other.Since)
        && Entered.SequenceEqual(other.Entered)
        && History.SequenceEqual(other.History);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Lifecycle, Version, Hash, State, Since);
}

/// <summary>Since when an instance stands in an outer state.</summary>
/// <param name="State">The state.</param>
/// <param name="At">Since when; the last instant there is when its time has come already, and led to a state within it.</param>
public sealed record SavedEntry(string State, DateTimeOffset At);

/// <summary>Where an instance last was in an outer state.</summary>
/// <param name="State">The outer state.</param>
/// <param name="Last">The sub-state directly within it.</param>
public sealed record SavedHistory(string State, string Last);

/// <summary>What became of a stored instance. Immutable.</summary>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
/// <param name="Snapshot">The instance; without meaning when it is refused.</param>
/// <param name="Reason">Why it cannot go on in this definition, and what to do; null when it can.</param>
public readonly record struct RestoreResult<TState>(Snapshot<TState> Snapshot, string? Reason)
    where TState : notnull
{
    /// <summary>True when the instance cannot go on in this definition.</summary>
    [MemberNotNullWhen(true, nameof(Reason))]
    public bool IsRefused => Reason is not null;
}
