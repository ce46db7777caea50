using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>
/// The answer to one question about a changing set of numbers; what is taken out leaves nothing behind. A change costs O(log n) at most.
/// </summary>
/// <param name="kind">The question.</param>
/// <param name="parameter">Which quantile; of no other question.</param>
internal sealed class Aggregate(AggregateKind kind, double parameter = 0)
{
    private readonly ExactSum? sum = kind is AggregateKind.Sum or AggregateKind.Average ? new() : null;
    private readonly Rates? rates = kind is AggregateKind.Rate ? new() : null;
    private readonly OrderedBag<double, ByValue>? ordered =
        kind is AggregateKind.Min or AggregateKind.Max or AggregateKind.Quantile ? new(default) : null;

    /// <summary>Numbers that are none or have no bound; with one of them no sum or order means anything.</summary>
    private int notFinite;

    public int Count { get; private set; }

    /// <summary>The answer; whether there are any is 1 or 0, what else is asked of nothing but its sum is not a number.</summary>
    public double Value => kind switch
    {
        AggregateKind.Any => Count > 0 ? 1 : 0,
        AggregateKind.Count => Count,
        _ when notFinite > 0 => double.NaN,
        AggregateKind.Sum => sum!.Value,
        AggregateKind.Rate => rates!.Value,
        _ when Count == 0 => double.NaN,
        AggregateKind.Average => sum!.Value / Count,
        AggregateKind.Min => ordered![0],
        AggregateKind.Max => ordered![Count - 1],
        AggregateKind.Quantile => Quantile(),
        _ => throw new InvalidOperationException($"{kind} is no question about numbers."),
    };

    /// <summary>Adds what a fact gives. Whoever asks for a rate says which fact; its time and its key have to stay what they are.</summary>
    public void Add(double number, KnownFact? fact = null)
    {
        Count++;
        if (!double.IsFinite(number)) notFinite++;
        else if (rates is not null) rates.Add(number, Sample(fact));
        else if (ordered is not null) ordered.Add(Unsigned(number));
        else sum?.Add(number);
    }

    /// <summary>Takes out what was added, with the same number and the same fact.</summary>
    public void Remove(double number, KnownFact? fact = null)
    {
        Count--;
        if (!double.IsFinite(number)) notFinite--;
        else if (rates is not null) rates.Remove(number, Sample(fact));
        else if (ordered is not null) ordered.Remove(Unsigned(number));
        else sum?.Remove(number);
    }

    private static KnownFact Sample(KnownFact? fact) =>
        fact ?? throw new InvalidOperationException("A rate needs to know when a number was observed, and of whom.");

    /// <summary>The two zeros are equal; one of them stands for both, so that no answer depends on which came first.</summary>
    private static double Unsigned(double number) => number == 0 ? 0 : number;

    /// <summary>Between the two numbers nearest to its place, in proportion.</summary>
    private double Quantile()
    {
        var place = parameter * (Count - 1);
        var below = (int)Math.Floor(place);
        var weight = place - below;
        return weight == 0 ? ordered![below] : (ordered![below] * (1 - weight)) + (ordered[below + 1] * weight);
    }

    private readonly struct ByValue : IComparer<double>
    {
        public int Compare(double x, double y) => x.CompareTo(y);
    }
}
