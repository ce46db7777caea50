using BenchmarkDotNet.Attributes;
using RunbookSdk.Benchmarks.Puzzles;
using RunbookSdk.Rules;

namespace RunbookSdk.Benchmarks.Benchmarks;

/// <summary>Miss Manners from its facts to rest, and the same search in plain code.</summary>
[MemoryDiagnoser]
public partial class MannersBenchmarks
{
    private readonly RuleSet rules = RuleSet.Create(new MannersRules());
    private MannersParty party = null!;

    [Params(16, 32, 64, 128)]
    public int Guests { get; set; }

    [GlobalSetup]
    public void Invite() => party = MannersParty.Of(Guests);

    [Benchmark(Baseline = true)]
    public int HandWritten() => new MannersSearch(party).Firings;

    [Benchmark]
    public int Session() => PuzzleRun.Of(rules, party.Facts).Firings;
}

/// <summary>Waltz from its facts to rest, and a search in plain code.</summary>
[MemoryDiagnoser]
public class WaltzBenchmarks
{
    private readonly RuleSet rules = RuleSet.Create(new WaltzRules());

    [Params(12, 25, 50)]
    public int Drawings { get; set; }

    [Benchmark(Baseline = true)]
    public int HandWritten() => Enumerable.Range(0, Drawings).Sum(d => new WaltzSearch(d).Firings);

    [Benchmark]
    public int Session() => PuzzleRun.Of(rules, WaltzDrawing.Facts(Drawings)).Firings;
}
