using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Instances;
using RunbookSdk.Rules;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Testing.Scenarios.Reading;

/// <summary>The fact records that scenarios may name, and how each is read. Not thread-safe.</summary>
internal sealed class FactReaders
{
    private readonly FactCatalog catalog;
    private readonly Dictionary<Type, FactBinder> binders = [];
    private readonly ValueReaders values = new();
    private readonly FactTexts texts = new();

    /// <summary>The records of the SDK, those that rules read or derive, and further ones.</summary>
    /// <exception cref="RunbookException">RBK4022: two records have one name.</exception>
    public FactReaders(RuleSet rules, IEnumerable<Type> further) =>
        catalog = DomainFacts.CatalogWith(TypesOf(rules).Concat(further).Append(typeof(LifecycleStatus)).Where(t => !DomainFacts.Types.Contains(t)));

    /// <summary>How facts of a name are read; null, and a problem, when there is no such record.</summary>
    public FactBinder? Find(YamlField fact, List<Diagnostic> problems)
    {
        if (Find(fact.Name) is { } binder) return binder;
        problems.Add(ScenarioProblems.UnknownFact(fact.Name, catalog.Types.Select(t => t.Name), fact.Location));
        return null;
    }

    /// <summary>The names of all records.</summary>
    public IEnumerable<string> Names => catalog.Types.Select(t => t.Name);

    /// <summary>How facts of a name are read; null when there is no such record.</summary>
    public FactBinder? Find(string name) => catalog.Find(name) is { } type ? Of(type) : null;

    /// <summary>How facts of a record are read.</summary>
    public FactBinder Of(Type type)
    {
        if (!binders.TryGetValue(type, out var binder)) binders[type] = binder = new(FactType.Of(type), values, texts);
        return binder;
    }

    private static IEnumerable<Type> TypesOf(RuleSet rules) => rules.Rules
        .SelectMany(r => TypesOf(r.Model.Query).Append(r.Model.Projection.Type))
        .Where(t => t is { IsClass: true, IsAbstract: false, IsGenericType: false } && !t.IsSubclassOf(typeof(Actions.RunbookAction)) && t.Assembly != typeof(RuleSet).Assembly)
        .Distinct();

    private static IEnumerable<Type> TypesOf(QueryModel query) => query.Slots.Select(s => s.Source)
        .Concat(query.Subqueries.Select(s => s.Source))
        .SelectMany(s => s is SourceModel.Group group ? TypesOf(group.Query) : [s.ElementType]);
}
