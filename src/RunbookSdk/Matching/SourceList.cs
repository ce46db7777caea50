using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>Numbers the sources of single facts that some rules need, each once; the number of one that nobody needs is given again.</summary>
internal sealed class SourceList
{
    private readonly List<SourceModel?> sources = [];
    private readonly Dictionary<SourceModel, (int Number, int Users)> numbers = [];
    private readonly SortedSet<int> free = [];

    /// <summary>How many numbers there are, free ones included.</summary>
    public int Count => sources.Count;

    /// <summary>The source of a number; null when the number is free.</summary>
    public SourceModel? this[int number] => sources[number];

    public int NumberOf(SourceModel source) => numbers[source].Number;

    public void Add(RuleModel rule)
    {
        foreach (var source in SourcesOf(rule.Query)) Add(source);
    }

    public void Remove(RuleModel rule)
    {
        foreach (var source in SourcesOf(rule.Query)) Remove(source);
    }

    /// <summary>The sources of single facts that a query asks, those within its groups too.</summary>
    public static IEnumerable<SourceModel> SourcesOf(QueryModel query) => query.Slots.Select(s => s.Source)
        .Concat(query.Subqueries.Select(s => s.Source))
        .SelectMany(s => s is SourceModel.Group group ? SourcesOf(group.Query) : [s]);

    private void Add(SourceModel source)
    {
        if (!numbers.TryGetValue(source, out var known)) known = (Take(source), 0);
        numbers[source] = known with { Users = known.Users + 1 };
    }

    private int Take(SourceModel source)
    {
        if (free.Count == 0)
        {
            sources.Add(source);
            return sources.Count - 1;
        }

        var number = free.Min;
        free.Remove(number);
        sources[number] = source;
        return number;
    }

    private void Remove(SourceModel source)
    {
        var known = numbers[source];
        if (known.Users > 1)
        {
            numbers[source] = known with { Users = known.Users - 1 };
            return;
        }

        numbers.Remove(source);
        sources[known.Number] = null;
        free.Add(known.Number);
    }
}
