using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Tests.Running;

/// <summary>Counts what is written to a journal and its outbox, and lets nothing be written after some of it: as a kill does, at any place between two writes.</summary>
internal sealed class KilledStore(IJournal journal, IOutbox outbox, int writes) : IJournal, IOutbox
{
    private int left = writes;

    /// <summary>True once something was not written.</summary>
    public bool IsKilled => Volatile.Read(ref left) < 0;

    public long Count => journal.Count;

    public long? Taken => outbox.Taken;

    public long DroppedUpTo => journal.DroppedUpTo;

    public void Append(DateTimeOffset instant, IReadOnlyList<JournalRecord> records)
    {
        Write();
        journal.Append(instant, records);
    }

    public IEnumerable<JournalEntry> Read(long after = 0) => journal.Read(after);

    public IEnumerable<JournalSnapshot> ReadSnapshots() => journal.ReadSnapshots();

    public void Keep(JournalSnapshot snapshot)
    {
        Write();
        journal.Keep(snapshot);
    }

    public IReadOnlyList<Delivery> Take(long entry, IReadOnlyList<Delivery> deliveries)
    {
        Write();
        return outbox.Take(entry, deliveries);
    }

    public IReadOnlyList<Delivery> Read(params IReadOnlyList<DeliveryState> states) => outbox.Read(states);

    int IOutbox.Count(params IReadOnlyList<DeliveryState> states) => outbox.Count(states);

    public Delivery? Find(long number) => IsKilled ? null : outbox.Find(number);

    public IReadOnlyList<Delivery> Find(string idempotencyKey) => outbox.Find(idempotencyKey);

    public bool IsFollowed(Delivery delivery) => outbox.IsFollowed(delivery);

    public void Save(Delivery delivery)
    {
        Write();
        outbox.Save(delivery);
    }

    public void MarkTold(IReadOnlyList<Delivery> deliveries)
    {
        if (deliveries.Count == 0) return;
        Write();
        outbox.MarkTold(deliveries);
    }

    public int Forget(DateTimeOffset before) => 0;

    private void Write()
    {
        if (Interlocked.Decrement(ref left) < 0) throw new KilledException();
    }
}

/// <summary>What a process is told that is not there any more.</summary>
internal sealed class KilledException : Exception;
