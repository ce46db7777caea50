using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Cli.Against;

/// <summary>What only the other version could not read: it would be missed there, and differences that follow from it could not be understood.</summary>
internal sealed class RejectedThere(TextWriter errors)
{
    private const int Shown = 10;
    private readonly HashSet<SourceLocation> here = [];
    private readonly List<Diagnostic> there = [];

    public void AddHere(RejectedFact fact) => here.UnionWith(fact.Diagnostics.Select(d => Line(d.Location)));

    public void AddThere(RejectedFact fact) => there.AddRange(fact.Diagnostics);

    public void Close()
    {
        var only = there.Where(d => !here.Contains(Line(d.Location))).ToList();
        foreach (var problem in only.Take(Shown)) errors.WriteLine($"there: {problem}");
        if (only.Count > Shown) errors.WriteLine(FormattableString.Invariant($"there: {only.Count - Shown:N0} more problems of facts"));
    }

    private static SourceLocation Line(SourceLocation location) => location with { Column = 0 };
}
