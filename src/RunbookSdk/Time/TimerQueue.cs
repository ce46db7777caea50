using System.Runtime.CompilerServices;
using RunbookSdk.Facts.Saving;

namespace RunbookSdk.Time;

/// <summary>Something that can change at an instant although no fact arrives.</summary>
internal abstract class Alarm
{
    /// <summary>When it rings; null when it does not. Set through the queue.</summary>
    public DateTimeOffset? Due { get; internal set; }

    /// <summary>What it is for, for people who ask what is due.</summary>
    public virtual string What => "";

    /// <summary>The stratum of the facts that it is about; it rings when what lies below has come to rest. See <see cref="Strata"/>.</summary>
    public virtual int Stratum => 0;

    /// <summary>True when it changes facts by itself: that comes before others say what has lasted until the same instant.</summary>
    public virtual bool ChangesFacts => false;

    /// <summary>True when nothing would come of its ringing any more; such an alarm may be forgotten.</summary>
    public virtual bool IsMoot => false;

    /// <summary>The instant of its entry in the queue; the entry may be too early, then it is put off.</summary>
    internal long? QueuedTicks { get; set; }

    /// <summary>When it was set, before or after others: alarms of one instant ring in this order, those that change facts first.</summary>
    internal long Order { get; set; }

    public abstract void Ring(DateTimeOffset now);
}

/// <summary>
/// The instants at which something can change, in one queue. An alarm has one valid entry; putting it off costs nothing until the old
/// instant comes, so a condition that is renewed each minute does not fill the queue.
/// </summary>
internal sealed class TimerQueue : ISavedPart
{
    /// <summary>A queue this short is not worth sweeping.</summary>
    private const int Few = 64;

    private readonly PriorityQueue<(Alarm Alarm, long Ticks), (long Ticks, long Order)> queue = new();
    private readonly List<(Alarm Alarm, DateTimeOffset? Due, long Order)> undo = [];
    private readonly List<(Alarm Alarm, DateTimeOffset Due)> ringing = [];
    private readonly List<(Alarm Alarm, DateTimeOffset Due)> above = [];
    private readonly List<((Alarm Alarm, long Ticks) Entry, (long Ticks, long Order) Priority)> kept = [];
    private long order;

    /// <summary>What <see cref="order"/> was when the evaluation began.</summary>
    private long committed;
    private int set;
    private bool isLookedUp;
    private DateTimeOffset? nextDue;
    private long nextTicks;

    /// <summary>How many entries the queue has; some of them may be of alarms that do not ring any more.</summary>
    public int Count => queue.Count;

    /// <summary>The next instant at which an alarm rings.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            if (!isLookedUp) LookUp();
            return nextDue;
        }
    }

    /// <summary>True when an alarm rings at or before an instant; asked several times with each update.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsDue(DateTimeOffset now)
    {
        if (!isLookedUp) LookUp();
        return nextTicks <= now.UtcTicks;
    }

    public void Set(Alarm alarm, DateTimeOffset? due)
    {
        if (alarm.Due == due) return;
        undo.Add((alarm, alarm.Due, alarm.Order));
        Put(alarm, due, ++order);
    }

    /// <summary>The alarms that are set, in no order.</summary>
    public IEnumerable<Alarm> Alarms =>
        queue.UnorderedItems.Where(i => IsValid(i.Element) && i.Element.Alarm.Due is not null).Select(i => i.Element.Alarm);

    /// <summary>When each alarm was set before others is all that is not said by their owners.</summary>
    public void Save(StateWriter writer) => writer.Write(order);

    public void Load(StateReader reader) => committed = order = reader.ReadNumber();

    /// <summary>Reads when an alarm rings.</summary>
    public void Load(StateReader reader, Alarm alarm)
    {
        var due = reader.ReadInstantOrNull();
        Put(alarm, due, reader.ReadNumber());
    }

    /// <summary>
    /// Rings what is due at or before an instant, up to a stratum; what is above waits and stays due. One that another alarm puts off or cancels
    /// meanwhile does not ring.
    /// </summary>
    /// <returns>True when something rang.</returns>
    public bool Ring(DateTimeOffset now, int stratum = 0)
    {
        if (!IsDue(now)) return false;
        Collect(now, stratum);
        var rings = ringing.Count > 0;
        RingAll(now);
        return rings;
    }

    private void Collect(DateTimeOffset now, int stratum)
    {
        while (NextDue is { } next && next <= now)
        {
            isLookedUp = false;
            var alarm = queue.Dequeue().Alarm;
            alarm.QueuedTicks = null;
            (alarm.Stratum <= stratum ? ringing : above).Add((alarm, next));
        }

        foreach (var (alarm, due) in above) Put(alarm, due, alarm.Order);
        above.Clear();
    }

    private void RingAll(DateTimeOffset now)
    {
        // The queue knows when entries were made; what counts is when alarms were set, however often the queue was looked at since.
        ringing.Sort(static (left, right) =>
            (!left.Alarm.ChangesFacts, left.Due, left.Alarm.Order).CompareTo((!right.Alarm.ChangesFacts, right.Due, right.Alarm.Order)));
        foreach (var (alarm, due) in ringing)
        {
            if (alarm.Due != due) continue;
            undo.Add((alarm, due, alarm.Order));
            Put(alarm, null, alarm.Order);
            alarm.Ring(now);
        }

        ringing.Clear();
    }

    public void Commit()
    {
        if (undo.Count > 0) undo.Clear();
        committed = order;
        if (queue.Count > Few && queue.Count > 2 * set) Sweep();
    }

    public void Undo()
    {
        foreach (var (alarm, _) in ringing) Put(alarm, alarm.Due, alarm.Order);
        ringing.Clear();
        for (var i = undo.Count - 1; i >= 0; i--) Put(undo[i].Alarm, undo[i].Due, undo[i].Order);
        undo.Clear();
        order = committed;
    }

    /// <summary>Forgets the entries of alarms that do not ring any more; they would stay until their old instants come.</summary>
    public void Sweep()
    {
        foreach (var (entry, priority) in queue.UnorderedItems)
        {
            if (!IsValid(entry)) continue;
            if (entry.Alarm.IsMoot) Put(entry.Alarm, null, entry.Alarm.Order);
            if (entry.Alarm.Due is null) entry.Alarm.QueuedTicks = null;
            else kept.Add((entry, priority));
        }

        isLookedUp = false;
        queue.Clear();
        queue.EnqueueRange(kept);
        kept.Clear();
    }

    private void LookUp()
    {
        (isLookedUp, nextDue, nextTicks) = (true, null, long.MaxValue);
        while (queue.TryPeek(out var entry, out _))
        {
            if (IsValid(entry) && entry.Alarm.Due is { } due && due.UtcTicks == entry.Ticks)
            {
                (nextDue, nextTicks) = (due, entry.Ticks);
                return;
            }

            queue.Dequeue();
            PutOff(entry);
        }
    }

    private static bool IsValid((Alarm Alarm, long Ticks) entry) => entry.Alarm.QueuedTicks == entry.Ticks;

    private void Put(Alarm alarm, DateTimeOffset? due, long placed)
    {
        isLookedUp = false;
        if (alarm.Due is null != due is null) set += due is null ? -1 : 1;
        (alarm.Due, alarm.Order) = (due, placed);
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
        queue.Enqueue((alarm, ticks), (ticks, alarm.Order));
    }
}
