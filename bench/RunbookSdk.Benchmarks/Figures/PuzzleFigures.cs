using RunbookSdk.Benchmarks.Puzzles;
using RunbookSdk.Rules;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>How many times the rules of the puzzles fire: numbers that have one right value each, which the tests know.</summary>
internal static class PuzzleFigures
{
    public static IEnumerable<Figure> All()
    {
        yield return new("manners-16-firings", () => Manners(16));
        yield return new("manners-32-firings", () => Manners(32));
        yield return new("manners-64-firings", () => Manners(64));
        yield return new("waltz-12-firings", () => PuzzleRun.Of(RuleSet.Create(new WaltzRules()), WaltzDrawing.Facts(12)).Firings);
    }

    private static double Manners(int guests) => PuzzleRun.Of(RuleSet.Create(new MannersRules()), MannersParty.Of(guests).Facts).Firings;
}
