using RunbookSdk.Hosting.Dispatching;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Running;

/// <summary>
/// Takes what was decided from the journal into the outbox. What could not be taken is taken with the next call, also in a later process. For one
/// thread at a time.
/// </summary>
internal sealed class HandOver
{
    /// <summary>After how many entries without a decision the outbox remembers that it has seen them, so that the next start need not read them.</summary>
    private const int EntriesUntilRemembered = 1000;

    private readonly JournalStore store;
    private readonly IntentReader intents;
    private long taken;
    private bool isBehind = true;

    /// <summary>Makes one; in a new outbox, what is in the journal by now is nobody's to carry out.</summary>
    /// <exception cref="JournalException">The outbox cannot be read or written.</exception>
    public HandOver(JournalStore store, IntentReader intents)
    {
        (this.store, this.intents) = (store, intents);
        if (store.Outbox.Taken is null) store.Outbox.Take(store.Journal.Count, []);
        taken = store.Outbox.Taken!.Value;
    }

    /// <summary>True when there may be decisions that are not in the outbox.</summary>
    public bool IsBehind => isBehind;

    /// <summary>Says that entries were written which may hold decisions.</summary>
    public void HasDecisions() => isBehind = true;

    /// <summary>Takes what is new.</summary>
    /// <returns>The new deliveries, in their order.</returns>
    /// <exception cref="JournalException">The journal cannot be read, or the outbox cannot be written.</exception>
    public IReadOnlyList<Delivery> Take()
    {
        var count = store.Journal.Count;
        if (!isBehind && count - taken < EntriesUntilRemembered) return [];
        var added = isBehind ? store.Outbox.Take(count, intents.Read(store.Journal.Read(taken))) : store.Outbox.Take(count, []);
        (taken, isBehind) = (count, false);
        return added;
    }
}
