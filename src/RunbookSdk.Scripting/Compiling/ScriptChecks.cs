using Microsoft.CodeAnalysis.CSharp;
using RunbookSdk.Diagnostics;
using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Scripting.Compiling;

/// <summary>Texts that say less than their authors believe.</summary>
internal static class ScriptChecks
{
    public static IEnumerable<Diagnostic> Find(CSharpCompilation compilation, ScriptUnit unit)
    {
        var trees = compilation.SyntaxTrees.ToLookup(t => t.FilePath);
        foreach (var text in unit.Texts)
        {
            foreach (var load in text.Loads.Where(l => !trees.Contains(l.Text.Path)))
                yield return ScriptProblems.LoadLeftOut(load.Place, load.Target);
            if (text.Loads.Count == 0 && trees[text.Path].Any(t => t.GetCompilationUnitRoot() is { Members.Count: 0, ContainsDiagnostics: false }))
                yield return ScriptProblems.Empty(text.Path);
        }
    }
}
