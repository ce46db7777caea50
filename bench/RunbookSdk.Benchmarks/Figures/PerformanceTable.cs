using System.Globalization;
using RunbookSdk.Benchmarks.Puzzles;
using RunbookSdk.Benchmarks.Workloads;
using RunbookSdk.Rules;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>
/// The table of docs/performance.md, in some minutes: each workload with the same work in hand-written code, and in NRules where it is
/// built in; all in one process, in runs that alternate.
/// </summary>
internal static partial class PerformanceTable
{
    private const int Pairs = 5;
    private const int Kept = 5_000;

    private static readonly int[] RuleCounts = [100, 1_000, 10_000];
    private static readonly int[] GuestCounts = [16, 32, 64, 128];
    private static readonly int[] DrawingCounts = [12, 25, 50];

    private static readonly (string Name, Workload[] Sizes)[] Updates =
    [
        ("join, 10 rules", [new JoinWorkload(1_000, 10), new JoinWorkload(10_000, 10), new JoinWorkload(100_000, 10)]),
        ("join, 100 rules", [new JoinWorkload(1_000, 100), new JoinWorkload(10_000, 100), new JoinWorkload(100_000, 100)]),
        ("`Key == constant`", [new DispatchWorkload(100), new DispatchWorkload(1_000), new DispatchWorkload(10_000)]),
        ("`Value > constant`", [new ThresholdWorkload(100), new ThresholdWorkload(1_000), new ThresholdWorkload(10_000)]),
        ("average over a window", [new WindowWorkload(1_000), new WindowWorkload(100_000)]),
        ("average of groups", [new GroupWorkload(1_000), new GroupWorkload(100_000)]),
        ("negation and existence", [new AbsenceWorkload(1_000), new AbsenceWorkload(10_000), new AbsenceWorkload(100_000)]),
    ];

    /// <summary>Prints each row as soon as it is known.</summary>
    /// <param name="names">Only rows whose names hold one of these; none for all.</param>
    /// <param name="output">Where to.</param>
    public static int Print(IReadOnlyList<string> names, TextWriter output)
    {
        output.WriteLine("| workload | size | RunbookSdk | hand-written | over hand-written | NRules | NRules over RunbookSdk |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (name, size, cells) in Rows().Where(r => names.Count == 0 || names.Any(n => r.Name.Contains(n, StringComparison.Ordinal))))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {size:N0} | {cells()} |"));
        return 0;
    }

    private static IEnumerable<(string Name, int Size, Func<string> Cells)> Rows() =>
    [
        .. from update in Updates from size in update.Sizes select ($"one update: {update.Name}", size.Size, Lazily(() => OfUpdate(size))),
        .. from rules in RuleCounts select ("load of rules", rules, Lazily(() => OfLoad(new RuleLoadWorkload(rules)))),
        .. from guests in GuestCounts select ("Miss Manners, guests", guests, Lazily(() => OfManners(guests))),
        .. from drawings in DrawingCounts select ("Waltz, drawings", drawings, Lazily(() => OfWaltz(drawings))),
        ("bytes of a fact that no rule asks for", Kept, () => OfBytes(kept => kept.Unmatched)),
        ("bytes of a fact that satisfies no rule", Kept, () => OfBytes(kept => kept.LookedAt)),
        ("bytes of a fact that satisfies one", Kept, () => OfBytes(kept => kept.Matched)),
        ("bytes of a pair that stands", Kept, () => OfBytes(kept => kept.Pair)),
    ];

    private static Func<string> Lazily(Func<TableRow> measure) => () => measure().Cells;

    private static TableRow OfUpdate(Workload workload)
    {
        var ours = Pace.OfOurs(workload);
        var pair = Pace.Compare(ours, Pace.OfHandWritten(workload));
        var row = new TableRow { Ours = pair.First, HandWritten = pair.Second, OverHandWritten = pair.Ratio };
        TakeNRules(workload, ours, row);
        return row;
    }

    private static TableRow OfLoad(RuleLoadWorkload workload)
    {
        var row = new TableRow { Ours = Timing.Pair(() => workload.Load(), () => { }, Pairs).First };
        TakeNRules(workload, row);
        return row;
    }

    private static TableRow OfManners(int guests)
    {
        var (rules, party) = (RuleSet.Create(new MannersRules()), MannersParty.Of(guests));
        var row = OfPuzzle(() => PuzzleRun.Of(rules, party.Facts), () => _ = new MannersSearch(party).Firings);
        TakeNRules(party, row);
        return row;
    }

    private static TableRow OfWaltz(int drawings)
    {
        var (rules, facts) = (RuleSet.Create(new WaltzRules()), WaltzDrawing.Facts(drawings).ToList());
        var row = OfPuzzle(() => PuzzleRun.Of(rules, facts), () =>
        {
            for (var i = 0; i < drawings; i++) _ = new WaltzSearch(i).Firings;
        });
        TakeNRules(drawings, facts, row);
        return row;
    }

    private static TableRow OfPuzzle(Action ours, Action handWritten)
    {
        for (var i = 0; i < Pairs * 2; i++) ours();
        var pair = Timing.Pair(ours, handWritten, Pairs);
        return new() { Ours = pair.First, HandWritten = pair.Second, OverHandWritten = pair.Ratio };
    }

    private static string OfBytes(Func<BytesKept, double> bytes)
    {
        var (ours, handWritten) = (bytes(BytesKept.BySession(Kept)), bytes(BytesKept.ByHand(Kept)));
        double? other = null;
        TakeNRules(bytes, ref other);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{ours:0} | {handWritten:0} | {TableRow.Ratio(handWritten > 1 ? ours / handWritten : null)} | {other:0} | {TableRow.Ratio(other / ours)}");
    }

    static partial void TakeNRules(Func<BytesKept, double> bytes, ref double? result);

    static partial void TakeNRules(Workload workload, Pace ours, TableRow row);

    static partial void TakeNRules(RuleLoadWorkload workload, TableRow row);

    static partial void TakeNRules(MannersParty party, TableRow row);

    static partial void TakeNRules(int drawings, IReadOnlyList<object> facts, TableRow row);
}
