using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Time;

/// <summary>The facts of a source for which a condition holds.</summary>
internal sealed class FilterNode : SourceNode
{
    private readonly HashSet<KnownFact> passing = [];
    private readonly Func<KnownFact, bool> holds;
    private readonly ConditionOnFact condition;

    public FilterNode(NodeContext context, ConditionOnFact condition) : base(context)
    {
        this.condition = condition;
        holds = fact => condition.Holds(fact.Value);
    }

    public override IEnumerable<KnownFact> Facts => InOrder(passing);

    public override void Take(KnownFact fact, ChangeKind kind, DateTimeOffset now)
    {
        var passes = kind == ChangeKind.Repeated
            ? passing.Contains(fact)
            : kind != ChangeKind.Removed && Ask(holds, fact, condition);
        PassThrough(passing, fact, passes, kind, now);
    }

    public override void Load(StateReader reader, IEnumerable<KnownFact> before)
    {
        foreach (var fact in before)
        {
            if (Ask(holds, fact, condition)) passing.Add(fact);
        }
    }
}

/// <summary>The facts of a source for which a condition on now holds; changes by itself when its instant comes.</summary>
internal sealed class TimeFilterNode : SourceNode
{
    private readonly HashSet<KnownFact> passing = [];
    private readonly Dictionary<KnownFact, FactAlarm> alarms = [];
    private readonly TimeFilter filter;
    private readonly ConditionOnFact condition;

    public TimeFilterNode(NodeContext context, ConditionOnFact condition) : base(context) =>
        (this.condition, filter) = (condition, new TimeFilter(condition));

    public override IEnumerable<KnownFact> Facts => InOrder(passing);

    public override void Stop()
    {
        foreach (var alarm in alarms.Values) Context.Timers.Set(alarm, null);
    }

    public override void Take(KnownFact fact, ChangeKind kind, DateTimeOffset now)
    {
        if (kind == ChangeKind.Removed)
        {
            PassThrough(passing, fact, false, kind, now);
            if (alarms.Remove(fact, out var alarm)) Forget(alarm);
            return;
        }

        PassThrough(passing, fact, Look(fact, now), kind, now);
    }

    public override void Save(StateWriter writer)
    {
        writer.Write(alarms.Count);
        foreach (var alarm in alarms.Values.OrderBy(a => a.Fact.Sequence))
        {
            writer.Refer(alarm.Fact);
            writer.Write(passing.Contains(alarm.Fact));
            writer.WriteAlarm(alarm);
        }
    }

    public override void Load(StateReader reader, IEnumerable<KnownFact> before)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var alarm = new FactAlarm(this, reader.Refer<KnownFact>());
            alarms.Add(alarm.Fact, alarm);
            if (reader.ReadBoolean()) passing.Add(alarm.Fact);
            Context.Timers.Load(reader, alarm);
        }
    }

    private void Ring(KnownFact fact, DateTimeOffset now)
    {
        var passes = Look(fact, now);
        if (passes != passing.Contains(fact)) PassThrough(passing, fact, passes, ChangeKind.Added, now);
    }

    /// <summary>Whether the condition holds now; the alarm rings when that can change.</summary>
    private bool Look(KnownFact fact, DateTimeOffset now)
    {
        var passes = Holds(fact, now, out var next);
        Context.Timers.Set(alarms.GetValueOrDefault(fact) ?? AddAlarm(fact), next);
        return passes;
    }

    private FactAlarm AddAlarm(KnownFact fact)
    {
        Context.Undo.Add(() => alarms.Remove(fact));
        return alarms[fact] = new FactAlarm(this, fact);
    }

    private void Forget(FactAlarm alarm)
    {
        Context.Undo.Add(() => alarms[alarm.Fact] = alarm);
        Context.Timers.Set(alarm, null);
    }

    private bool Holds(KnownFact fact, DateTimeOffset now, out DateTimeOffset? next)
    {
        next = null;
        try
        {
            return filter.Holds(fact, now, ref next);
        }
#pragma warning disable CA1031 // A rule may throw anything; what throws does not hold.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Context.Faults.Fault(condition, exception, fact);
            return false;
        }
    }

    private sealed class FactAlarm(TimeFilterNode node, KnownFact fact) : Alarm
    {
        public KnownFact Fact { get; } = fact;

        public override string What => $"a condition of time on {Fact}";

        public override void Ring(DateTimeOffset now) => node.Ring(Fact, now);
    }
}
