using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>Numbers the sources of single facts that some rules need, each once.</summary>
internal sealed class SourceList
{
    private readonly List<SourceModel> sources = [];
    private readonly Dictionary<SourceModel, int> numbers = [];

    public SourceList(IEnumerable<RuleModel> rules)
    {
        foreach (var rule in rules) Add(rule.Query);
    }

    public IReadOnlyList<SourceModel> Sources => sources;

    public int NumberOf(SourceModel source) => numbers[source];

    private void Add(QueryModel query)
    {
        foreach (var slot in query.Slots) Add(slot.Source);
        foreach (var subquery in query.Subqueries) Add(subquery.Source);
    }

    private void Add(SourceModel source)
    {
        if (source is SourceModel.Group group) Add(group.Query);
        else if (numbers.TryAdd(source, sources.Count)) sources.Add(source);
    }
}
