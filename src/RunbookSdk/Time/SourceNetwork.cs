using RunbookSdk.Facts;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Time;

/// <summary>
/// The sources of a session: takes changes of facts and lets time pass, gives changes of sources to the matcher. Equal sources are one
/// node; a node lives while a numbered source needs it.
/// </summary>
internal sealed partial class SourceNetwork(NodeContext context, FactStore store)
{
    private readonly Dictionary<FactType, TypeNode> types = [];
    private readonly Dictionary<SourceModel, SourceNode> nodes = [];
    private readonly List<SourceModel?> numbered = [];

    /// <summary>The type that changed last; changes of one type often come one after the other.</summary>
    private FactType? lastType;
    private TypeNode? last;

    /// <summary>What changed since it was last cleared.</summary>
    public Buffer<SourceChange> Output => context.Output;

    /// <summary>Gives what changed away, and an empty buffer for what changes next.</summary>
    public Buffer<SourceChange> TakeOutput(Buffer<SourceChange> empty)
    {
        var output = context.Output;
        context.Output = empty;
        return output;
    }

    /// <summary>How many nodes there are.</summary>
    public int Count => nodes.Count;

    /// <summary>The facts that a numbered source has now.</summary>
    public IEnumerable<KnownFact> Known(int number) => numbered[number] is { } source ? nodes[source].Facts : [];

    /// <summary>The node of a source; null when no rule needs it.</summary>
    public SourceNode? Find(SourceModel source) => nodes.GetValueOrDefault(source);

    /// <summary>How many facts all sources together keep.</summary>
    public int CountKept() => nodes.Values.Where(n => n is not TypeNode).Sum(n => n.Facts.Count());

    public void Take(FactChange change, DateTimeOffset now)
    {
        var type = change.Fact.Type;
        if (type != lastType) (lastType, last) = (type, types.GetValueOrDefault(type));
        last?.Take(change.Fact, change.Kind, now);
    }

    /// <summary>Makes the nodes that sources of the list lack. Each begins with what the source before it has now.</summary>
    public void Add(SourceList sources, DateTimeOffset now)
    {
        for (var number = 0; number < sources.Count; number++)
        {
            if (number == numbered.Count) numbered.Add(null);
            if (sources[number] is not { } source || numbered[number] is not null) continue;
            NodeOf(source, now).Number = number;
            numbered[number] = source;
        }
    }

    /// <summary>Drops the nodes that no source of the list needs any more.</summary>
    public void Trim(SourceList sources)
    {
        for (var number = 0; number < numbered.Count; number++)
        {
            if (numbered[number] is not { } source || sources[number] is not null) continue;
            numbered[number] = null;
            nodes[source].Number = null;
            Trim(source);
        }
    }

    private void Trim(SourceModel source)
    {
        for (var unused = source; unused is not null && !nodes[unused].IsUsed;)
        {
            nodes.Remove(unused, out var node);
            node!.Stop();
            if (unused is SourceModel.All all)
            {
                types.Remove(all.Type);
                lastType = null;
            }

            unused = Before(unused);
            if (unused is not null) nodes[unused].RemoveNext(node);
        }
    }

    private SourceNode NodeOf(SourceModel source, DateTimeOffset now)
    {
        if (nodes.TryGetValue(source, out var known)) return known;
        var before = Before(source) is { } model ? NodeOf(model, now) : null;
        var node = Make(source, now);
        if (before is not null)
        {
            // It has no number and nobody after it yet, so that nobody hears what it begins with.
            foreach (var fact in before.Facts) node.Take(fact, ChangeKind.Added, now);
            before.AddNext(node);
        }

        return nodes[source] = node;
    }

    private SourceNode Make(SourceModel source, DateTimeOffset now)
    {
        var element = source.ElementType;
        return source switch
        {
            SourceModel.All all => Make(all.Type),
            SourceModel.Filtered filtered => new FilterNode(context, filtered.Condition) { Element = element },
            SourceModel.FilteredByTime filtered => new TimeFilterNode(context, filtered.Condition) { Element = element },
            SourceModel.Raised raised => new RaisedNode(context, raised) { Element = element },
            SourceModel.Fresh fresh => new FreshNode(context, fresh.MaxAge) { Element = element },
            SourceModel.SinceStart since => new SinceStartNode(context, since.Time, now) { Element = element },
            SourceModel.History history => new HistoryNode(context, history) { Element = element },
            _ => throw new InvalidOperationException($"{source} is no source of single facts."),
        };
    }

    private TypeNode Make(FactType type)
    {
        lastType = null;
        return types[type] = new TypeNode(context, store, type) { Element = type.ClrType };
    }

    /// <summary>The source that another one comes from; null for the first.</summary>
    public static SourceModel? Before(SourceModel source) => source switch
    {
        SourceModel.Filtered filtered => filtered.Source,
        SourceModel.FilteredByTime filtered => filtered.Source,
        SourceModel.Raised raised => raised.Source,
        SourceModel.Fresh fresh => fresh.Source,
        SourceModel.History history => history.Source,
        _ => null,
    };
}
