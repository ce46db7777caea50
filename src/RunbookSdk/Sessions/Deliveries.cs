using RunbookSdk.Facts.Saving;

namespace RunbookSdk.Sessions;

/// <summary>The identities of what was delivered lately, so that the same delivery counts once.</summary>
internal sealed class Deliveries(TimeSpan memory) : ISavedPart
{
    private readonly HashSet<UInt128> known = [];
    private readonly Queue<(UInt128 Delivery, DateTimeOffset At)> order = new();
    private readonly List<(UInt128 Delivery, DateTimeOffset At)> taken = [];

    /// <summary>How many deliveries are remembered.</summary>
    public int Count => known.Count + order.Count;

    /// <summary>True when the delivery is new.</summary>
    public bool Take(UInt128 delivery, DateTimeOffset now)
    {
        while (order.TryPeek(out var oldest) && oldest.At + memory <= now) known.Remove(order.Dequeue().Delivery);
        if (!known.Add(delivery)) return false;
        taken.Add((delivery, now));
        return true;
    }

    /// <summary>Those that are over now are forgotten by the next delivery.</summary>
    public void Save(StateWriter writer)
    {
        var kept = order.Where(o => o.At + memory > writer.Now).ToList();
        writer.Write(kept.Count);
        foreach (var (delivery, at) in kept)
        {
            writer.WriteBits(unchecked((long)(ulong)(delivery >> 64)));
            writer.WriteBits(unchecked((long)(ulong)delivery));
            writer.Write(at);
        }
    }

    public void Load(StateReader reader)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var delivery = new UInt128(unchecked((ulong)reader.ReadBits()), unchecked((ulong)reader.ReadBits()));
            known.Add(delivery);
            order.Enqueue((delivery, reader.ReadInstant()));
        }
    }

    public void Commit()
    {
        if (taken.Count > 0) Remember();
    }

    private void Remember()
    {
        foreach (var delivery in taken) order.Enqueue(delivery);
        taken.Clear();
    }

    /// <summary>What a refused evaluation took may come again.</summary>
    public void Undo()
    {
        foreach (var (delivery, _) in taken) known.Remove(delivery);
        taken.Clear();
    }
}
