using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Sessions;

namespace RunbookSdk.Hosting;

/// <summary>The runbooks of a running host. Safe to use from any thread.</summary>
public interface IRunbookHost
{
    /// <summary>All that was known, matched and in force after the last evaluation; null before the host has started.</summary>
    SessionSnapshot? Snapshot { get; }

    /// <summary>
    /// The fact records that the runbooks know, those of scripts included, for reading facts that come as text
    /// (<see cref="CloudEventReader"/>); null before the host has started.
    /// </summary>
    FactCatalog? Catalog { get; }

    /// <summary>Takes facts into one evaluation, now.</summary>
    /// <param name="observations">The facts. One without a time counts as seen now.</param>
    /// <param name="cancellationToken">Gives up waiting; the facts may be evaluated all the same.</param>
    /// <returns>
    /// What came of the evaluation, when that is in the journal; it may have taken facts of others as well. So who gets an answer need not send
    /// the facts again.
    /// </returns>
    /// <exception cref="RunbookException">The evaluation was refused, and the facts are dropped.</exception>
    /// <exception cref="JournalException">The journal could not be written; nothing has happened, so send them again.</exception>
    /// <exception cref="InvalidOperationException">The host has not started, or has stopped.</exception>
    Task<Evaluation> ObserveAsync(IReadOnlyList<Observation> observations, CancellationToken cancellationToken);

    /// <summary>The deliveries of decisions to handlers, in their order.</summary>
    /// <param name="states">In which states; none stands for all that are remembered.</param>
    /// <exception cref="JournalException">The outbox cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The host has not started, or has stopped.</exception>
    IReadOnlyList<Delivery> Deliveries(params IReadOnlyList<DeliveryState> states);

    /// <summary>Has a dead letter tried again, with the same key and all attempts.</summary>
    /// <param name="delivery">Its <see cref="Delivery.Number"/>.</param>
    /// <returns>
    /// Null when it is; otherwise why not, in words: it is no dead letter, or a later decision about the same was carried out meanwhile.
    /// </returns>
    /// <exception cref="JournalException">The outbox cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The host has not started, or has stopped.</exception>
    string? Retry(long delivery);

    /// <summary>Lets a dead letter be; it is not carried out.</summary>
    /// <param name="delivery">Its <see cref="Delivery.Number"/>.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="because">Why.</param>
    /// <returns>Null when it is; otherwise why not, in words.</returns>
    /// <exception cref="JournalException">The outbox cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The host has not started, or has stopped.</exception>
    string? Discard(long delivery, string by, string because);
}
