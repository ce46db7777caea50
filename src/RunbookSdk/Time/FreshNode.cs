using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;

namespace RunbookSdk.Time;

/// <summary>The facts of a source whose last observation is younger than an age: they leave by themselves, and an observation brings them back.</summary>
internal sealed class FreshNode(NodeContext context, TimeSpan maxAge) : SourceNode(context)
{
    private readonly HashSet<KnownFact> passing = [];
    private readonly Dictionary<KnownFact, End> ends = [];

    public override IEnumerable<KnownFact> Facts => InOrder(passing);

    public override void Stop()
    {
        foreach (var end in ends.Values) Context.Timers.Set(end, null);
    }

    public override void Take(KnownFact fact, ChangeKind kind, DateTimeOffset now)
    {
        if (kind == ChangeKind.Removed)
        {
            if (ends.Remove(fact, out var end)) Forget(end);
            PassThrough(passing, fact, false, kind, now);
            return;
        }

        var until = fact.ObservedAt + maxAge;
        Context.Timers.Set(ends.GetValueOrDefault(fact) ?? AddEnd(fact), until > now ? until : null);
        PassThrough(passing, fact, until > now, kind, now);
    }

    public override void Save(StateWriter writer)
    {
        writer.Write(ends.Count);
        foreach (var end in ends.Values.OrderBy(e => e.Fact.Sequence))
        {
            writer.Refer(end.Fact);
            writer.Write(passing.Contains(end.Fact));
            writer.WriteAlarm(end);
        }
    }

    public override void Load(StateReader reader, IEnumerable<KnownFact> before)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var end = new End(this, reader.Refer<KnownFact>());
            ends.Add(end.Fact, end);
            if (reader.ReadBoolean()) passing.Add(end.Fact);
            Context.Timers.Load(reader, end);
        }
    }

    private End AddEnd(KnownFact fact)
    {
        Context.Undo.Add(() => ends.Remove(fact));
        return ends[fact] = new End(this, fact);
    }

    private void Forget(End end)
    {
        Context.Undo.Add(() => ends[end.Fact] = end);
        Context.Timers.Set(end, null);
    }

    private sealed class End(FreshNode node, KnownFact fact) : Alarm
    {
        public KnownFact Fact { get; } = fact;

        public override string What => $"{Fact} becomes too old";

        public override int Stratum => node.Stratum;

        public override void Ring(DateTimeOffset now) => node.PassThrough(node.passing, Fact, false, ChangeKind.Removed, now);
    }
}
