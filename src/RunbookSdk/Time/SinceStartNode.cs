using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Time;

/// <summary>Nothing, until the session has run for a time; then one fact that says so.</summary>
internal sealed class SinceStartNode : SourceNode
{
    private readonly KnownFact fact;
    private readonly Begin begin;
    private bool hasRun;

    public SinceStartNode(NodeContext context, TimeSpan time, DateTimeOffset now) : base(context)
    {
        var due = context.Start + time;
        fact = new KnownFact(FactType.Of(typeof(SessionHasRun)), 1) { Value = new SessionHasRun(time), ObservedAt = due };
        begin = new Begin(this);
        hasRun = due <= now;
        if (!hasRun) context.Timers.Set(begin, due);
    }

    public override IEnumerable<KnownFact> Facts => hasRun ? [fact] : [];

    public override void Stop() => Context.Timers.Set(begin, null);

    public override void Take(KnownFact fact, ChangeKind kind, DateTimeOffset now) =>
        throw new InvalidOperationException("The start of a session comes from no source.");

    public override void Save(StateWriter writer)
    {
        writer.Write(hasRun);
        writer.WriteAlarm(begin);
    }

    public override void Load(StateReader reader, IEnumerable<KnownFact> before)
    {
        hasRun = reader.ReadBoolean();
        Context.Timers.Load(reader, begin);
    }

    private sealed class Begin(SinceStartNode node) : Alarm
    {
        public override int Stratum => node.Context.Strata.OfStart;

        public override string What => "enough time has passed since the start to say that a fact is missing";

        public override void Ring(DateTimeOffset now)
        {
            node.hasRun = true;
            node.Context.Undo.Add(() => node.hasRun = false);
            node.Pass(node.fact, ChangeKind.Added, now);
        }
    }
}
