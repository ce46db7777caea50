using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Time;

/// <summary>Every observation of a window before now, each an event of its own that holds the value it had then.</summary>
internal sealed class HistoryNode(NodeContext context, SourceModel.History model) : SourceNode(context)
{
    private long sequence;

    public override void Take(KnownFact fact, ChangeKind kind, DateTimeOffset now)
    {
        var until = fact.ObservedAt + model.Window;
        if (kind == ChangeKind.Removed || until <= now) return;
        var observed = new KnownFact(fact.Type, ++sequence) { Value = fact.Value, ObservedAt = fact.ObservedAt };
        Context.Timers.Set(new End(this, observed), until);
        Pass(observed, ChangeKind.Added, now);
    }

    private sealed class End(HistoryNode node, KnownFact observed) : Alarm
    {
        public override void Ring(DateTimeOffset now) => node.Pass(observed, ChangeKind.Removed, now);
    }
}
