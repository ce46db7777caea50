using RunbookSdk.Facts.Saving;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Time;

/// <content>What each node has seen, and in which order the nodes after each hear of changes.</content>
internal sealed partial class SourceNetwork : ISavedPart
{
    /// <summary>All sources, each after the one before it, in an order that is the same for rules that say the same.</summary>
    public IReadOnlyList<SourceModel> Order { get; set; } = [];

    /// <summary>The numbers that sources have, before they are loaded.</summary>
    public SourceList? Numbers { get; set; }

    public void Save(StateWriter writer)
    {
        writer.Write(Order.Count);
        foreach (var source in Order) nodes[source].Save(writer);
        var places = Order.Index().ToDictionary(s => nodes[s.Item], s => s.Index);
        foreach (var source in Order)
        {
            writer.Write(nodes[source].Next.Count);
            foreach (var node in nodes[source].Next) writer.Write(places[node]);
        }
    }

    public void Load(StateReader reader)
    {
        if (reader.ReadCount() != Order.Count) throw new SavingException("the rules have other sources");
        foreach (var source in Order) Load(reader, source);
        for (var number = 0; number < Numbers!.Count; number++)
        {
            numbered.Add(Numbers[number]);
            if (Numbers[number] is { } source) nodes[source].Number = number;
        }

        foreach (var source in Order)
        {
            var next = new SourceNode[reader.ReadCount()];
            for (var i = 0; i < next.Length; i++) next[i] = nodes[Order[reader.ReadCount()]];
            nodes[source].Reorder(next);
        }
    }

    private void Load(StateReader reader, SourceModel source)
    {
        var node = Make(source, context.Start);
        var before = Before(source) is { } model ? nodes[model] : null;
        node.Load(reader, before?.Facts ?? []);
        nodes.Add(source, node);
    }
}
