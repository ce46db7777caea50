using RunbookSdk.Benchmarks.OtherEngines;
using RunbookSdk.Benchmarks.Puzzles;
using RunbookSdk.Benchmarks.Workloads;
using RunbookSdk.Rules;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>The columns about NRules.</summary>
internal static partial class PerformanceTable
{
    static partial void TakeNRules(Workload workload, Pace ours, TableRow row)
    {
        if (!NRulesWorkloads.CanRun(workload)) return;
        var pair = Pace.Compare(NRulesWorkloads.PaceOf(workload), ours);
        (row.NRules, row.NRulesOverOurs) = (pair.First, pair.Ratio);
    }

    static partial void TakeNRules(Func<BytesKept, double> bytes, ref double? result) => result = bytes(NRulesBytes.Of(Kept));

    static partial void TakeNRules(RuleLoadWorkload workload, TableRow row)
    {
        if (workload.Rules > NRulesWorkloads.MostRules) return;
        var pair = Timing.Pair(() => NRulesWorkloads.Load(workload), () => workload.Load(), Pairs);
        (row.NRules, row.NRulesOverOurs) = (pair.First, pair.Ratio);
    }

    static partial void TakeNRules(MannersParty party, TableRow row)
    {
        if (party.Seats > NRulesWorkloads.MostGuests) return;
        var (ours, other) = (RuleSet.Create(new MannersRules()), NRulesManners.Compile());
        if (NRulesManners.Run(other, party) != NRulesManners.PublishedFirings(party.Seats)) throw new InvalidOperationException("NRules seats otherwise.");
        var pair = Timing.Pair(() => NRulesManners.Run(other, party), () => PuzzleRun.Of(ours, party.Facts), 3);
        (row.NRules, row.NRulesOverOurs) = (pair.First, pair.Ratio);
    }

    static partial void TakeNRules(int drawings, IReadOnlyList<object> facts, TableRow row)
    {
        if (drawings > NRulesWorkloads.MostDrawings) return;
        var (ours, other) = (RuleSet.Create(new WaltzRules()), NRulesWaltz.Compile());
        var left = Enumerable.Range(0, drawings).Sum(d => new WaltzSearch(d).Junctions.Count);
        if (NRulesWaltz.Run(other, facts) != left) throw new InvalidOperationException("NRules labels otherwise.");
        var pair = Timing.Pair(() => NRulesWaltz.Run(other, facts), () => PuzzleRun.Of(ours, facts), 3);
        (row.NRules, row.NRulesOverOurs) = (pair.First, pair.Ratio);
    }
}
