namespace RunbookSdk.Time;

/// <summary>Something that can change at an instant although no fact arrives.</summary>
internal abstract class Alarm
{
    /// <summary>When it rings; null when it does not. Set through the queue.</summary>
    public DateTimeOffset? Due { get; internal set; }

    /// <summary>The instant of its entry in the queue; the entry may be too early, then it is put off.</summary>
    internal long? QueuedTicks { get; set; }

    public abstract void Ring(DateTimeOffset now);
}

/// <summary>
/// The instants at which something can change, in one queue. An alarm has one valid entry; putting it off costs nothing until the old
/// instant comes, so a condition that is renewed each minute does not fill the queue.
/// </summary>
internal sealed class TimerQueue
{
    private readonly PriorityQueue<(Alarm Alarm, long Ticks), (long Ticks, long Order)> queue = new();
    private readonly List<(Alarm Alarm, DateTimeOffset? Due)> undo = [];
    private readonly List<(Alarm Alarm, DateTimeOffset Due)> ringing = [];
    private long order;

    /// <summary>The next instant at which an alarm rings.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            while (queue.TryPeek(out var entry, out _))
            {
                if (IsValid(entry) && entry.Alarm.Due is { } due && due.UtcTicks == entry.Ticks) return due;
                queue.Dequeue();
                PutOff(entry);
            }

            return null;
        }
    }

    public void Set(Alarm alarm, DateTimeOffset? due)
    {
        if (alarm.Due == due) return;
        undo.Add((alarm, alarm.Due));
        Restore(alarm, due);
    }

    /// <summary>Rings what is due at or before an instant; one that another alarm puts off or cancels meanwhile does not.</summary>
    /// <returns>True when something rang.</returns>
    public bool Ring(DateTimeOffset now)
    {
        ringing.Clear();
        while (NextDue is { } next && next <= now)
        {
            var alarm = queue.Dequeue().Alarm;
            alarm.QueuedTicks = null;
            ringing.Add((alarm, next));
        }

        foreach (var (alarm, due) in ringing)
        {
            if (alarm.Due != due) continue;
            undo.Add((alarm, due));
            alarm.Due = null;
            alarm.Ring(now);
        }

        return ringing.Count > 0;
    }

    public void Commit() => undo.Clear();

    public void Undo()
    {
        for (var i = undo.Count - 1; i >= 0; i--) Restore(undo[i].Alarm, undo[i].Due);
        undo.Clear();
    }

    private static bool IsValid((Alarm Alarm, long Ticks) entry) => entry.Alarm.QueuedTicks == entry.Ticks;

    private void Restore(Alarm alarm, DateTimeOffset? due)
    {
        alarm.Due = due;
        if (due is { } instant && (alarm.QueuedTicks is not { } queued || instant.UtcTicks < queued)) Enqueue(alarm, instant.UtcTicks);
    }

    private void PutOff((Alarm Alarm, long Ticks) entry)
    {
        if (!IsValid(entry)) return;
        entry.Alarm.QueuedTicks = null;
        if (entry.Alarm.Due is { } due) Enqueue(entry.Alarm, due.UtcTicks);
    }

    private void Enqueue(Alarm alarm, long ticks)
    {
        alarm.QueuedTicks = ticks;
        queue.Enqueue((alarm, ticks), (ticks, ++order));
    }
}
