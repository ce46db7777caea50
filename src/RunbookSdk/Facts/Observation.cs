namespace RunbookSdk.Facts;

/// <summary>One thing that was seen: a fact, when, and the identity of its delivery.</summary>
/// <param name="Fact">The fact: an instance of a fact record.</param>
/// <param name="ObservedAt">When it was seen; with an offset, compared as an instant.</param>
/// <param name="Delivery">
/// Identity of the delivery (a CloudEvent's <c>source</c> and <c>id</c>, hashed); the same delivery twice counts once.
/// Null: every observation counts.
/// </param>
/// <param name="IsRetraction">True: the fact with this key is no longer so.</param>
public readonly record struct Observation(object Fact, DateTimeOffset ObservedAt, UInt128? Delivery = null, bool IsRetraction = false)
{
    /// <summary>Who delivered it, in words, for the journal; null when that is not known.</summary>
    public DeliveryOrigin? Origin { get; init; }
}

/// <summary>Who delivered an observation. Immutable.</summary>
/// <param name="Source">The CloudEvent's <c>source</c>.</param>
/// <param name="Id">The CloudEvent's <c>id</c>.</param>
public sealed record DeliveryOrigin(string Source, string Id);
