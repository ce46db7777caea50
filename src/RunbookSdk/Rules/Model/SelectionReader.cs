using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Rules.Model;

/// <summary>Reads the selections of which a rule may touch a part only.</summary>
internal static class SelectionReader
{
    public static List<SelectionModel> Read(IEnumerable<SelectionNode> nodes, List<Diagnostic> problems, ShapeCache shapes)
    {
        var reader = new SourceReader(problems, shapes);
        var selections = new List<SelectionModel>();
        foreach (var node in nodes)
        {
            var of = reader.Read(node.Of);
            var available = node.Available is null ? null : reader.Read(new QueryNode.Where(node.Of, node.Available, node.Location));
            if (of is null || (node.Available is not null && available is null)) continue;
            var type = FactType.Of(of.ElementType);
            if (!IsOfNow(of) || (available is not null && !IsOfNow(available))) problems.Add(RuleProblems.SelectionOfTime(type.Name, node.Location));
            else if (type.IsEvent) problems.Add(RuleProblems.SelectionWithoutKey(type.Name, node.Location));
            else selections.Add(new(of, available, node.Least, node.Share, SourceReader.MaxAgeOf(node.Of), node.Location));
        }

        return selections;
    }

    private static bool IsOfNow(SourceModel source) => source switch
    {
        SourceModel.All => true,
        SourceModel.Filtered filtered => IsOfNow(filtered.Source),
        _ => false,
    };
}
