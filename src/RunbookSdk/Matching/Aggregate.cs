using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>The answer to one question about a changing set of numbers; what is taken out leaves nothing behind.</summary>
internal sealed class Aggregate(AggregateKind kind)
{
    private readonly ExactSum? sum = kind is AggregateKind.Sum or AggregateKind.Average ? new() : null;
    private readonly SortedDictionary<double, int>? ordered = kind is AggregateKind.Min or AggregateKind.Max ? [] : null;

    /// <summary>Numbers that are none or have no bound; with one of them no sum or order means anything.</summary>
    private int notFinite;

    public int Count { get; private set; }

    /// <summary>The answer; whether there are any is 1 or 0, the mean, least and greatest of nothing are not a number.</summary>
    public double Value => kind switch
    {
        AggregateKind.Any => Count > 0 ? 1 : 0,
        AggregateKind.Count => Count,
        _ when notFinite > 0 => double.NaN,
        AggregateKind.Sum => sum!.Value,
        AggregateKind.Average => Count == 0 ? double.NaN : sum!.Value / Count,
        AggregateKind.Min => Count == 0 ? double.NaN : ordered!.Keys.First(),
        _ => Count == 0 ? double.NaN : ordered!.Keys.Last(),
    };

    public void Add(double number)
    {
        Count++;
        if (!double.IsFinite(number)) notFinite++;
        else if (ordered is not null) ordered[number] = ordered.GetValueOrDefault(number) + 1;
        else sum?.Add(number);
    }

    public void Remove(double number)
    {
        Count--;
        if (!double.IsFinite(number)) notFinite--;
        else if (ordered is null) sum?.Remove(number);
        else if (ordered[number] == 1) ordered.Remove(number);
        else ordered[number]--;
    }
}
