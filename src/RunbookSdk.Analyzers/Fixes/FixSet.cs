using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace RunbookSdk.Analyzers.Fixes;

/// <summary>All fixes.</summary>
internal static class FixSet
{
    /// <summary>Those for what C# refuses in a rule. Each makes one change, of an expression into another that means the same.</summary>
    public static IReadOnlyList<Fix> TreeLimits { get; } = [new PatternFix(), new ConditionalAccessFix(), new TreeLimitFix()];

    public static IReadOnlyList<Fix> All { get; } = [new RuleIdFix(), new ClockFix(), .. TreeLimits, new RuleSettingFix(), new EmptySelectionFix(), new EqualsFix(), new PlainTextFix()];

    /// <summary>How to mend as many of these as can be mended at once: a change that overlaps with an earlier one has to wait.</summary>
    public static IReadOnlyList<(Diagnostic Diagnostic, Mended Mended)> For(IEnumerable<Diagnostic> diagnostics, SemanticModel model)
    {
        var chosen = new List<(Diagnostic, Mended)>();
        var spans = new List<TextSpan>();
        foreach (var diagnostic in diagnostics.OrderBy(d => d.Location.SourceSpan.Start))
        {
            if (For(diagnostic, model) is not { } mended || mended.Changes.Any(c => spans.Exists(c.Span.IntersectsWith))) continue;
            chosen.Add((diagnostic, mended));
            spans.AddRange(mended.Changes.Select(c => c.Span));
        }

        return chosen;
    }

    /// <summary>How to mend a diagnostic; null when no fix knows.</summary>
    public static Mended? For(Diagnostic diagnostic, SemanticModel model)
    {
        if (diagnostic.Location.SourceTree != model.SyntaxTree) return null;
        var fixes = All.Where(f => f.Ids.Contains(diagnostic.Id)).ToList();
        if (fixes.Count == 0) return null;
        var node = model.SyntaxTree.GetRoot().FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        return fixes.Select(f => f.For(node, diagnostic, model)).FirstOrDefault(m => m is not null);
    }
}
