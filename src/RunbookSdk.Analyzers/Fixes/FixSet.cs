using Microsoft.CodeAnalysis;

namespace RunbookSdk.Analyzers.Fixes;

/// <summary>All fixes.</summary>
internal static class FixSet
{
    public static IReadOnlyList<Fix> All { get; } = [new RuleIdFix(), new RuleSettingFix(), new EmptySelectionFix()];

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
