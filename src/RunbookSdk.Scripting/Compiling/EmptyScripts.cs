using Microsoft.CodeAnalysis.CSharp;
using RunbookSdk.Diagnostics;
using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Scripting.Compiling;

/// <summary>Finds texts that hold nothing, neither a statement nor a <c>#load</c>.</summary>
internal static class EmptyScripts
{
    public static IEnumerable<Diagnostic> Find(CSharpCompilation compilation, ScriptUnit unit)
    {
        var empty = compilation.SyntaxTrees
            .Where(t => t.GetCompilationUnitRoot() is { Members.Count: 0, ContainsDiagnostics: false })
            .Select(t => t.FilePath)
            .ToHashSet(StringComparer.Ordinal);
        return unit.Texts.Where(t => t.Loads.Count == 0 && empty.Contains(t.Path)).Select(t => ScriptProblems.Empty(t.Path));
    }
}
