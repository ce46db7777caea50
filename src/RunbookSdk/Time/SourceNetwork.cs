using RunbookSdk.Facts;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Time;

/// <summary>The sources of a session: takes changes of facts and lets time pass, gives changes of sources to the matcher.</summary>
internal sealed class SourceNetwork
{
    private readonly NodeContext context;
    private readonly Dictionary<FactType, TypeNode> types = [];
    private readonly Dictionary<SourceModel, SourceNode> nodes = [];

    public SourceNetwork(SourceList sources, NodeContext context)
    {
        this.context = context;
        for (var i = 0; i < sources.Count; i++) NodeOf(sources[i]!).Number = i;
    }

    /// <summary>What changed since it was last cleared.</summary>
    public List<SourceChange> Output => context.Output;

    public void Take(FactChange change, DateTimeOffset now)
    {
        if (types.TryGetValue(change.Fact.Type, out var node)) node.Take(change.Fact, change.Kind, now);
    }

    private SourceNode NodeOf(SourceModel source)
    {
        if (nodes.TryGetValue(source, out var known)) return known;
        var node = Make(source);
        nodes[source] = node;
        return node;
    }

    private SourceNode Make(SourceModel source) => source switch
    {
        SourceModel.All all => types[all.Type] = new TypeNode(context),
        SourceModel.Filtered filtered => After(filtered.Source, new FilterNode(context, filtered.Condition)),
        SourceModel.FilteredByTime filtered => After(filtered.Source, new TimeFilterNode(context, filtered.Condition)),
        SourceModel.Raised raised => After(raised.Source, new RaisedNode(context, raised)),
        SourceModel.Fresh fresh => After(fresh.Source, new FreshNode(context, fresh.MaxAge)),
        SourceModel.SinceStart since => new SinceStartNode(context, since.Time),
        SourceModel.History history => After(history.Source, new HistoryNode(context, history)),
        _ => throw new InvalidOperationException($"{source} is no source of single facts."),
    };

    private SourceNode After(SourceModel source, SourceNode node)
    {
        NodeOf(source).AddNext(node);
        return node;
    }
}
