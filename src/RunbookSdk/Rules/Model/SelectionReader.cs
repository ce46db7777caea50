using System.Linq.Expressions;
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
            var by = node.By is null ? null : ReadKey(node.By, node.Location, problems, shapes);
            if (of is null || (node.Available is not null && available is null) || (node.By is not null && by is null)) continue;
            var type = FactType.Of(of.ElementType);
            if (!IsOfNow(of) || (available is not null && !IsOfNow(available))) problems.Add(RuleProblems.SelectionOfTime(type.Name, node.Location));
            else if (type.IsEvent) problems.Add(RuleProblems.SelectionWithoutKey(type.Name, node.Location));
            else selections.Add(new(of, available, by, node.Least, node.Share, SourceReader.MaxAgeOf(node.Of), node.Location));
        }

        return selections;
    }

    private static KeyOnFact? ReadKey(LambdaExpression by, SourceLocation location, List<Diagnostic> problems, ShapeCache shapes)
    {
        var reader = new QueryReader(problems, shapes);
        var fact = (ParameterExpression)reader.Read(new QueryNode.Facts(by.Parameters[0].Type, location), by)!;
        if (reader.Finish(Substitution.Apply(by, fact), location) is not { } body) return null;
        if (reader.ToModel().Subqueries.Count == 0 && !Reads.Of(body).Contains(QueryModel.Now)) return new(fact, body, shapes);
        problems.Add(RuleProblems.SelectionOfTime(fact.Type.Name, location));
        return null;
    }

    private static bool IsOfNow(SourceModel source) => source switch
    {
        SourceModel.All => true,
        SourceModel.Filtered filtered => IsOfNow(filtered.Source),
        _ => false,
    };
}
