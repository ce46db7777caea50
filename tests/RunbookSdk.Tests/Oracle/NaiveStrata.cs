using RunbookSdk.Actions;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Tests.Oracle;

/// <summary>How many rules stand, one upon the other, below what rules write; raised one by one until nothing is too low any more.</summary>
/// <param name="OfTypes">For each type that is written; the others are of stratum 0.</param>
/// <param name="OfStart">The highest of what may be missing since the start.</param>
/// <param name="HighestTimed">The highest in which anything waits for time.</param>
internal sealed record NaiveStrata(IReadOnlyDictionary<Type, int> OfTypes, int OfStart, int HighestTimed)
{
    public static NaiveStrata Of(IReadOnlyList<RuleModel> rules)
    {
        var strata = new Dictionary<Type, int>();
        int Highest(IEnumerable<SourceModel> sources) => sources.Select(s => strata.GetValueOrDefault(s.ElementType)).DefaultIfEmpty(0).Max();
        for (var isRaised = true; isRaised;)
        {
            isRaised = false;
            foreach (var rule in rules)
            {
                if (WrittenBy(rule) is not { } written) continue;
                var stratum = Highest(SourcesOf(rule.Query).Where(s => s.ElementType != written)) + 1;
                if (strata.GetValueOrDefault(written) >= stratum) continue;
                (strata[written], isRaised) = (stratum, true);
            }
        }

        var all = rules.Select(r => SourcesOf(r.Query).ToList()).ToList();
        var ofStart = all.Where(sources => sources.Exists(s => s is SourceModel.SinceStart)).Select(Highest).DefaultIfEmpty(0).Max();
        return new(strata, ofStart, Math.Max(ofStart, Highest(all.SelectMany(sources => sources).Where(WaitsForTime))));
    }

    /// <summary>In this small world notes are all that is asserted and taken back.</summary>
    private static Type? WrittenBy(RuleModel rule)
    {
        var type = rule.Projection.Type;
        if (type == typeof(AssertFact) || type == typeof(RetractFact)) return typeof(Note);
        return type.IsAssignableTo(typeof(RunbookAction)) ? null : type;
    }

    private static bool WaitsForTime(SourceModel source) => source switch
    {
        SourceModel.Raised or SourceModel.History or SourceModel.Fresh => true,
        SourceModel.Filtered filtered => WaitsForTime(filtered.Source),
        SourceModel.FilteredByTime filtered => WaitsForTime(filtered.Source),
        _ => false,
    };

    private static IEnumerable<SourceModel> SourcesOf(QueryModel query) => query.Slots.Select(s => s.Source)
        .Concat(query.Subqueries.Select(s => s.Source))
        .SelectMany(s => s is SourceModel.Group group ? SourcesOf(group.Query) : [s]);
}
