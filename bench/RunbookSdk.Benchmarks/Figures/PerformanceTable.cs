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

    public static int Print(TextWriter output)
    {
        output.WriteLine("| workload | size | RunbookSdk | hand-written | over hand-written | NRules | NRules over RunbookSdk |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (name, sizes) in Updates)
        {
            foreach (var workload in sizes) Write(output, $"one update: {name}", workload.Size, OfUpdate(workload));
        }

        foreach (var rules in new[] { 100, 1_000, 10_000 }) Write(output, "load of rules", rules, OfLoad(new RuleLoadWorkload(rules)));
        foreach (var guests in new[] { 16, 32, 64, 128 }) Write(output, "Miss Manners, guests", guests, OfManners(guests));
        foreach (var drawings in new[] { 12, 25, 50 }) Write(output, "Waltz, drawings", drawings, OfWaltz(drawings));
        return 0;
    }

    private static Row OfUpdate(Workload workload)
    {
        var ours = Pace.OfOurs(workload);
        var pair = Pace.Compare(ours, Pace.OfHandWritten(workload));
        var row = new Row { Ours = pair.First, HandWritten = pair.Second, OverHandWritten = pair.Ratio };
        TakeNRules(workload, ours, row);
        return row;
    }

    private static Row OfLoad(RuleLoadWorkload workload)
    {
        var row = new Row { Ours = Timing.Pair(() => workload.Load(), () => { }, Pairs).First };
        TakeNRules(workload, row);
        return row;
    }

    private static Row OfManners(int guests)
    {
        var (rules, party) = (RuleSet.Create(new MannersRules()), MannersParty.Of(guests));
        return OfPuzzle(() => PuzzleRun.Of(rules, party.Facts), () => _ = new MannersSearch(party).Firings);
    }

    private static Row OfWaltz(int drawings)
    {
        var (rules, facts) = (RuleSet.Create(new WaltzRules()), WaltzDrawing.Facts(drawings).ToList());
        return OfPuzzle(() => PuzzleRun.Of(rules, facts), () =>
        {
            for (var i = 0; i < drawings; i++) _ = new WaltzSearch(i).Firings;
        });
    }

    private static Row OfPuzzle(Action ours, Action handWritten)
    {
        for (var i = 0; i < Pairs * 2; i++) ours();
        var pair = Timing.Pair(ours, handWritten, Pairs);
        return new() { Ours = pair.First, HandWritten = pair.Second, OverHandWritten = pair.Ratio };
    }

    static partial void TakeNRules(Workload workload, Pace ours, Row row);

    static partial void TakeNRules(RuleLoadWorkload workload, Row row);

    private static void Write(TextWriter output, string name, int size, Row row) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {size:N0} | {Time(row.Ours)} | {Time(row.HandWritten)} | {Ratio(row.OverHandWritten)} | {Time(row.NRules)} | {Ratio(row.NRulesOverOurs)} |"));

    private static string Time(double? seconds) => seconds switch
    {
        null => "",
        < 1e-6 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e9:0} ns"),
        < 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0.0} µs"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0.0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
    };

    private static string Ratio(double? ratio) => ratio switch
    {
        null => "",
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{ratio:0.0}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{ratio:N0}"),
    };

    /// <summary>What is known of one workload; seconds, and ratios.</summary>
    private sealed class Row
    {
        public double? Ours { get; set; }

        public double? HandWritten { get; set; }

        public double? OverHandWritten { get; set; }

        public double? NRules { get; set; }

        public double? NRulesOverOurs { get; set; }
    }
}
