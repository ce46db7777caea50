using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Time;

/// <summary>Nothing, until the session has run for a time; then one fact that says so.</summary>
internal sealed class SinceStartNode : SourceNode
{
    public SinceStartNode(NodeContext context, TimeSpan time) : base(context) =>
        context.Timers.Set(new Begin(this, new SessionHasRun(time)), context.Start + time);

    public override void Take(KnownFact fact, ChangeKind kind, DateTimeOffset now) =>
        throw new InvalidOperationException("The start of a session comes from no source.");

    private sealed class Begin(SinceStartNode node, SessionHasRun value) : Alarm
    {
        public override void Ring(DateTimeOffset now) =>
            node.Pass(new KnownFact(FactType.Of(typeof(SessionHasRun)), 1) { Value = value, ObservedAt = now }, ChangeKind.Added, now);
    }
}
