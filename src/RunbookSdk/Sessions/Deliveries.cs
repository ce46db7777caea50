namespace RunbookSdk.Sessions;

/// <summary>The identities of what was delivered lately, so that the same delivery counts once.</summary>
internal sealed class Deliveries(TimeSpan memory)
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
