using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Time;

/// <summary>Every observation of a window before now, each an event of its own that holds the value it had then.</summary>
internal sealed class HistoryNode(NodeContext context, SourceModel.History model) : SourceNode(context)
{
    private End? first;
    private End? last;
    private long sequence;

    public override IEnumerable<KnownFact> Facts
    {
        get
        {
            for (var end = first; end is not null; end = end.Next) yield return end.Observed;
        }
    }

    public override void Stop()
    {
        for (var end = first; end is not null; end = end.Next) Context.Timers.Set(end, null);
    }

    public override void Take(KnownFact fact, ChangeKind kind, DateTimeOffset now)
    {
        var until = fact.ObservedAt + model.Window;
        if (kind == ChangeKind.Removed || until <= now) return;
        if (Stratum > 0 && Context.Timers.IsDue(now)) LeaveUntil(now);
        var observed = new KnownFact(fact.Type, ++sequence) { Value = fact.Value, ObservedAt = fact.ObservedAt };
        var end = new End(this, observed) { Previous = last };
        Link(end);
        Context.Undo.Add(() => Unlink(end));
        Context.Timers.Set(end, until);
        Pass(observed, ChangeKind.Added, now);
    }

    public override void Save(StateWriter writer)
    {
        writer.Write(sequence);
        var count = 0;
        for (var end = first; end is not null; end = end.Next) count++;
        writer.Write(count);
        for (var end = first; end is not null; end = end.Next)
        {
            writer.Write(end.Observed.Sequence);
            writer.Write(end.Observed.ObservedAt);
            writer.WriteValue(end.Observed.Value);
            writer.WriteAlarm(end);
            writer.Add(end.Observed);
        }
    }

    public override void Load(StateReader reader, IEnumerable<KnownFact> before)
    {
        sequence = reader.ReadNumber();
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var (number, observedAt, value) = (reader.ReadNumber(), reader.ReadInstant(), reader.ReadValue());
            var observed = new KnownFact(FactType.Of(value.GetType()), number) { Value = value, ObservedAt = observedAt };
            var end = new End(this, observed) { Previous = last };
            Link(end);
            Context.Timers.Load(reader, end);
            reader.Add(observed);
        }
    }

    /// <summary>What a window loses at an instant it loses before it gets anything, though its alarm waits for what lies below.</summary>
    private void LeaveUntil(DateTimeOffset now)
    {
        for (var end = first; end is not null; end = end.Next)
        {
            if (!(end.Due <= now)) continue;
            Context.Timers.Set(end, null);
            Leave(end, now);
        }
    }

    private void Leave(End end, DateTimeOffset now)
    {
        Unlink(end);
        Context.Undo.Add(() => Link(end));
        Pass(end.Observed, ChangeKind.Removed, now);
    }

    /// <summary>Puts an observation between its neighbours; one that was taken out knows them, and comes back in the opposite order.</summary>
    private void Link(End end)
    {
        if (end.Previous is null) first = end;
        else end.Previous.Next = end;
        if (end.Next is null) last = end;
        else end.Next.Previous = end;
    }

    private void Unlink(End end)
    {
        if (end.Previous is null) first = end.Next;
        else end.Previous.Next = end.Next;
        if (end.Next is null) last = end.Previous;
        else end.Next.Previous = end.Previous;
    }

    /// <summary>An observation of the window, and the alarm for when it leaves.</summary>
    private sealed class End(HistoryNode node, KnownFact observed) : Alarm
    {
        public KnownFact Observed { get; } = observed;

        public End? Previous { get; set; }

        public End? Next { get; set; }

        public override string What => $"a value of {Observed} leaves its window";

        public override int Stratum => node.Stratum;

        public override void Ring(DateTimeOffset now) => node.Leave(this, now);
    }
}
