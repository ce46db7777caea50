using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Dispatching;

/// <summary>What a person can do about deliveries that were given up. The handler itself is not needed for it.</summary>
internal static class DeadLetters
{
    /// <summary>Finds one.</summary>
    /// <returns>Null when it is one; otherwise why not, in words.</returns>
    public static string? Find(IOutbox outbox, long number, out Delivery? delivery)
    {
        delivery = outbox.Find(number);
        if (delivery is null) return $"there is no delivery {number}.";
        return delivery.State == DeliveryState.Dead ? null : $"delivery {number} is {delivery.State.ToString().ToLowerInvariant()}, and no dead letter.";
    }

    /// <summary>Lets one wait for its handler again, with the same key and all attempts.</summary>
    /// <returns>Null when it does; otherwise why not, in words.</returns>
    public static string? Retry(IOutbox outbox, Delivery delivery, DateTimeOffset now)
    {
        if (delivery.IsStanding && outbox.IsFollowed(delivery))
            return $"a later decision about {delivery.Action} {delivery.Target} went to '{delivery.Handler}'; trying this one now would undo that. Discard it.";
        outbox.Save(delivery with { State = DeliveryState.Pending, Attempts = 0, ChangedAt = now, IsTold = false });
        return null;
    }

    /// <summary>Lets one be; it is not carried out.</summary>
    public static void Discard(IOutbox outbox, Delivery delivery, string by, string because, DateTimeOffset now) => outbox.Save(delivery with
    {
        State = DeliveryState.Discarded,
        Said = $"{delivery.Said} Discarded by {by}: {because}".TrimStart(),
        ChangedAt = now,
        IsTold = true,
    });
}
