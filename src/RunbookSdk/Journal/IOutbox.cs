namespace RunbookSdk.Journal;

/// <summary>
/// Remembers which decisions have reached which handlers of a host. A decision in the journal is the intent; the outbox holds one
/// <see cref="Delivery"/> of it for each handler, until that is done. Safe to use from any thread.
/// </summary>
public interface IOutbox
{
    /// <summary>The number of the last journal entry whose decisions are here; null before the first call of <see cref="Take"/>.</summary>
    /// <exception cref="JournalException">It cannot be read.</exception>
    long? Taken { get; }

    /// <summary>
    /// Adds deliveries and remembers up to which journal entry the decisions are here, both or nothing. One that is here already, by handler and
    /// <see cref="Delivery.IdempotencyKey"/>, is not added again.
    /// </summary>
    /// <param name="entry">The number of the journal entry.</param>
    /// <param name="deliveries">New deliveries in the order of their decisions; <see cref="Delivery.Number"/> does not matter.</param>
    /// <returns>Those that were added, with their numbers.</returns>
    /// <exception cref="JournalException">It could not be written, and is not.</exception>
    IReadOnlyList<Delivery> Take(long entry, IReadOnlyList<Delivery> deliveries);

    /// <summary>The deliveries in some states, in their order.</summary>
    /// <param name="states">The states; none stands for all of them.</param>
    /// <exception cref="JournalException">It cannot be read.</exception>
    IReadOnlyList<Delivery> Read(params IReadOnlyList<DeliveryState> states);

    /// <summary>How many deliveries are in some states.</summary>
    /// <param name="states">The states; none stands for all of them.</param>
    /// <exception cref="JournalException">It cannot be read.</exception>
    int Count(params IReadOnlyList<DeliveryState> states);

    /// <summary>One delivery; null when there is none of that number.</summary>
    /// <param name="number">Its number.</param>
    /// <exception cref="JournalException">It cannot be read.</exception>
    Delivery? Find(long number);

    /// <summary>The deliveries of one decision to all its handlers, in their order.</summary>
    /// <param name="idempotencyKey">Their key.</param>
    /// <exception cref="JournalException">It cannot be read.</exception>
    IReadOnlyList<Delivery> Find(string idempotencyKey);

    /// <summary>
    /// True when a later decision about the same action and target is here for the same handler: doing this one now would undo that one.
    /// </summary>
    /// <param name="delivery">The delivery.</param>
    /// <exception cref="JournalException">It cannot be read.</exception>
    bool IsFollowed(Delivery delivery);

    /// <summary>Remembers how a delivery stands: its state, attempts, words, and whether that was told.</summary>
    /// <param name="delivery">The delivery; by its number.</param>
    /// <exception cref="JournalException">It could not be written, and is not.</exception>
    void Save(Delivery delivery);

    /// <summary>Remembers that the session knows what became of deliveries, where they still stand as they are given here.</summary>
    /// <param name="deliveries">The deliveries.</param>
    /// <exception cref="JournalException">It could not be written, and is not.</exception>
    void MarkTold(IReadOnlyList<Delivery> deliveries);

    /// <summary>
    /// Forgets what is done and told since before an instant. Dead letters stay, and what follows them (<see cref="IsFollowed"/>) does too.
    /// </summary>
    /// <param name="before">The instant.</param>
    /// <returns>How many were forgotten.</returns>
    /// <exception cref="JournalException">It could not be written, and is not.</exception>
    int Forget(DateTimeOffset before);
}
