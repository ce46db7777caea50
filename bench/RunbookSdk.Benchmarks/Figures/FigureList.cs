using System.Globalization;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>
/// The figures that the project promises, in about a minute: medians of runs that alternate within one process, so that a ratio means the
/// same on every machine. For causes, use the benchmarks.
/// </summary>
internal static partial class FigureList
{
    private static List<Figure> All()
    {
        List<Figure> figures =
        [
            .. UpdateFigures.All(), .. RuleLoadFigures.All(), .. MemoryFigures.All(), .. PuzzleFigures.All(),
            .. RunbookLoadingFigures.All(), .. ReplayFigures.All(), .. LifecycleFigures.All(), .. JournalFigures.All(), .. CheckFigures.All(),
        ];
        AddOtherEngines(figures);
        AddStateless(figures);
        return figures;
    }

    /// <summary>Prints each figure as soon as it is known.</summary>
    /// <param name="prefixes">Only figures whose names begin with one of these; none for all.</param>
    /// <param name="output">Where to.</param>
    public static int Print(IReadOnlyList<string> prefixes, TextWriter output)
    {
        foreach (var figure in All().Where(f => prefixes.Count == 0 || prefixes.Any(p => f.Name.StartsWith(p, StringComparison.Ordinal))))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figure.Name} {figure.Measure():0.###}"));
        return 0;
    }

    /// <summary>Adds those about other engines, where they are built in.</summary>
    static partial void AddOtherEngines(List<Figure> figures);

    /// <summary>Adds those about Stateless, where it is built in.</summary>
    static partial void AddStateless(List<Figure> figures);
}
