using RunbookSdk.Actions;

namespace RunbookSdk.Cli.Against;

/// <summary>What came of one history in two versions.</summary>
/// <param name="Rules">What is otherwise in the rules.</param>
/// <param name="Differences">What is otherwise in the decisions, in the order of their instants.</param>
/// <param name="Same">How many decisions are the same.</param>
/// <param name="Reworded">How many of these give another reason in words.</param>
/// <param name="Here">How many decisions this version made.</param>
/// <param name="There">How many the other one made.</param>
internal sealed record Comparison(RuleDifferences Rules, IReadOnlyList<Difference> Differences, int Same, int Reworded, int Here, int There)
{
    /// <summary>How many facts were read.</summary>
    public int Facts { get; init; }

    /// <summary>Fact records that are declared otherwise.</summary>
    public IReadOnlyList<FactDifference> ChangedFacts { get; init; } = [];

    /// <summary>How many could not be read.</summary>
    public int Rejected { get; init; }

    public int Count(DifferenceKind kind) => Differences.Count(d => d.Kind == kind);

    public static Comparison Of(RuleDifferences rules, IReadOnlyList<Decision> here, IReadOnlyList<Decision> there, Func<Decision, Reason?> reason)
    {
        var (differences, same, reworded) = (new List<Difference>(), 0, 0);
        foreach (var pair in DecisionPairing.Pair(here, there))
        {
            if (Difference.Of(pair, reason) is { } difference) differences.Add(difference);
            else
            {
                same++;
                if (pair.Here!.Because != pair.There!.Because) reworded++;
            }
        }

        return new(rules, differences, same, reworded, here.Count, there.Count);
    }
}
