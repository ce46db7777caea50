using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Time;

/// <summary>What the nodes of one session share.</summary>
/// <param name="Timers">Where they set alarms.</param>
/// <param name="Undo">Where they leave their way back.</param>
/// <param name="Faults">Is told of conditions that threw.</param>
/// <param name="Strata">How far facts are from what is observed.</param>
/// <param name="Start">The instant at which the session began.</param>
internal sealed record NodeContext(
    TimerQueue Timers, UndoLog Undo, ISourceFaults Faults, Strata Strata, DateTimeOffset Start)
{
    /// <summary>What they give to the matcher.</summary>
    public Buffer<SourceChange> Output { get; set; } = new();
}

/// <summary>Is told of conditions of sources that threw.</summary>
internal interface ISourceFaults
{
    void Fault(ConditionOnFact condition, Exception exception, KnownFact fact);
}

/// <summary>A source of facts that time or a filter stands before; passes on what changes to further nodes and to the matcher.</summary>
internal abstract class SourceNode(NodeContext context)
{
    private readonly List<SourceNode> next = [];

    /// <summary>Its number, when the matcher wants it.</summary>
    public int? Number { get; set; }

    /// <summary>The type of its facts.</summary>
    public required Type Element { get; init; }

    /// <summary>The stratum of its facts.</summary>
    protected int Stratum => Context.Strata.Of(Element);

    /// <summary>The facts that it has now, in the order in which they became known.</summary>
    public abstract IEnumerable<KnownFact> Facts { get; }

    /// <summary>True while the matcher or another node wants it.</summary>
    public bool IsUsed => Number is not null || next.Count > 0;

    protected NodeContext Context { get; } = context;

    public void AddNext(SourceNode node) => next.Add(node);

    public void RemoveNext(SourceNode node) => next.Remove(node);

    /// <summary>The nodes after it, in the order in which they hear of changes.</summary>
    public IReadOnlyList<SourceNode> Next => next;

    /// <summary>Lets the nodes after it hear of changes in another order.</summary>
    public void Reorder(IEnumerable<SourceNode> order)
    {
        next.Clear();
        next.AddRange(order);
    }

    /// <summary>Writes what does not follow from the facts of the source before it.</summary>
    public virtual void Save(StateWriter writer)
    {
    }

    /// <summary>Makes it what it was.</summary>
    /// <param name="reader">Has what was saved.</param>
    /// <param name="before">The facts of the source before it.</param>
    public virtual void Load(StateReader reader, IEnumerable<KnownFact> before)
    {
    }

    public abstract void Take(KnownFact fact, ChangeKind kind, DateTimeOffset now);

    /// <summary>Lets nothing of it ring any more.</summary>
    public virtual void Stop()
    {
    }

    protected static IEnumerable<KnownFact> InOrder(IEnumerable<KnownFact> facts) => facts.OrderBy(f => f.Sequence);

    protected void Pass(KnownFact fact, ChangeKind kind, DateTimeOffset now)
    {
        if (Number is { } number && kind != ChangeKind.Repeated) Context.Output.Add(new(number, fact, kind));
        for (var i = 0; i < next.Count; i++) next[i].Take(fact, kind, now);
    }

    /// <summary>Passes a change through a filter: what begins to pass is added, what no longer passes is removed.</summary>
    protected void PassThrough(HashSet<KnownFact> passing, KnownFact fact, bool passes, ChangeKind kind, DateTimeOffset now)
    {
        if (passes == passing.Contains(fact))
        {
            if (passes) Pass(fact, kind, now);
            return;
        }

        Turn(passing, fact, passes);
        Pass(fact, passes ? ChangeKind.Added : ChangeKind.Removed, now);
    }

    /// <summary>Apart from its caller, which runs for every update, because the way back costs an object.</summary>
    private void Turn(HashSet<KnownFact> passing, KnownFact fact, bool passes)
    {
        if (passes) passing.Add(fact);
        else passing.Remove(fact);
        Context.Undo.Add(() =>
        {
            if (passes) passing.Remove(fact);
            else passing.Add(fact);
        });
    }

    protected bool Ask(Func<KnownFact, bool> holds, KnownFact fact, ConditionOnFact condition)
    {
        try
        {
            return holds(fact);
        }
#pragma warning disable CA1031 // A rule may throw anything; what throws does not hold.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Context.Faults.Fault(condition, exception, fact);
            return false;
        }
    }
}

/// <summary>All facts of a type.</summary>
internal sealed class TypeNode(NodeContext context, FactStore store, FactType type) : SourceNode(context)
{
    public override IEnumerable<KnownFact> Facts => store.FactsOf(type);

    public override void Take(KnownFact fact, ChangeKind kind, DateTimeOffset now) => Pass(fact, kind, now);
}
