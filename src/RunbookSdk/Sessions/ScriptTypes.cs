using System.Linq.Expressions;
using System.Reflection;
using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Sessions;

/// <summary>
/// The records that scripts declare. They go with their scripts: once no rule comes from there, no rule can ask for such a fact, and
/// one that stayed would keep the whole script in memory.
/// </summary>
internal static class ScriptTypes
{
    public static void Forget(FactStore store, IEnumerable<RuleModel> rules, SnapshotKeeper? snapshots)
    {
        var unloadable = store.Types.Where(t => t.ClrType.IsCollectible).ToList();
        if (unloadable.Count == 0) return;
        var used = new Assemblies();
        foreach (var rule in rules) used.Add(rule);
        foreach (var type in unloadable.Where(t => !used.Found.Contains(t.ClrType.Assembly)))
        {
            foreach (var fact in store.FactsOf(type)) snapshots?.Touch(fact);
            store.Forget(type);
        }
    }

    /// <summary>The assemblies whose types some rules use.</summary>
    public static IEnumerable<Assembly> AssembliesOf(IEnumerable<RuleModel> rules)
    {
        var used = new Assemblies();
        foreach (var rule in rules) used.Add(rule);
        return used.Found;
    }

    /// <summary>Finds the assemblies whose types some rules use.</summary>
    private sealed class Assemblies : ExpressionVisitor
    {
        public HashSet<Assembly> Found { get; } = [];

        public void Add(RuleModel rule)
        {
            Add(rule.Query);
            Visit(rule.Projection);
            foreach (var selection in rule.Selections) Found.Add(selection.Of.ElementType.Assembly);
        }

        public override Expression? Visit(Expression? node)
        {
            if (node is not null) Found.Add(node.Type.Assembly);
            return base.Visit(node);
        }

        private void Add(QueryModel query)
        {
            foreach (var source in query.Slots.Select(s => s.Source).Concat(query.Subqueries.Select(s => s.Source)))
            {
                Found.Add(source.ElementType.Assembly);
                if (source is SourceModel.Group group) Add(group.Query);
            }
        }
    }
}
