using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using RunbookSdk.Analyzers.Fixes;
using RunbookSdk.Scripting.Compiling;
using RunbookSdk.Scripting.Reading;
using Diagnostic = RunbookSdk.Diagnostics.Diagnostic;

namespace RunbookSdk.Scripting.Fixing;

/// <summary>
/// Mends what can be mended in scripts: all of a text at once, and again until nothing is left that a fix knows. Writes nothing to the disk.
/// </summary>
internal static class ScriptFixer
{
    /// <summary>A fix that makes room for another one needs a round more; one that makes its own complaint again would never end.</summary>
    private const int MaxRounds = 10;

    /// <summary>The texts that would change, with what was mended in each.</summary>
    /// <param name="paths">Files and folders, as for <see cref="ScriptLoader.Load"/>; problems with them are told by loading.</param>
    /// <param name="options">How scripts are loaded.</param>
    public static IReadOnlyList<FixedScript> Fix(IReadOnlyList<string> paths, ScriptLoaderOptions options)
    {
        options.Validate();
        var settings = CompilerSettings.Of(options, analyzes: true) with { AssemblyName = "runbook-fix" };
        return [.. new ScriptReader([]).Read(paths).SelectMany(unit => Fix(unit, settings))];
    }

    private static IEnumerable<FixedScript> Fix(ScriptUnit unit, CompilerSettings settings)
    {
        var before = unit;
        var mended = new List<MendedDiagnostic>();
        for (var round = 0; round < MaxRounds; round++)
        {
            var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            FixOnce(unit, settings, contents, mended);
            if (contents.Count == 0) break;
            unit = unit.With(contents);
        }

        foreach (var (old, current) in before.Texts.Zip(unit.Texts))
        {
            if (old.Content.AsSpan().SequenceEqual(current.Content) || old.FullPath is null) continue;
            yield return new(old.Path, old.FullPath, old.Content, current.Content, mended.FindAll(m => m.Diagnostic.Location.File == old.Path));
        }
    }

    private static void FixOnce(ScriptUnit unit, CompilerSettings settings, Dictionary<string, byte[]> contents, List<MendedDiagnostic> mended)
    {
        var configs = EditorConfigOptions.Of(unit);
        var compilation = ScriptCompiler.Prepare(unit, settings, configs);
        CSharpCompilation Prepare(ScriptUnit texts) => ScriptCompiler.Prepare(texts, settings, configs);
        if (CompilerDiagnostics.IsMalformed(compilation) && MendSlips(compilation, Slips.Of(compilation, unit, Prepare), unit, contents, mended)) return;
        var lowering = Lowering.Of(compilation, unit, Prepare);
        var told = CompilerDiagnostics.Of(compilation).Where(d => lowering is null || !lowering.Settles(d));
        var found = told.Concat(Analysis.Run(compilation, configs)).Where(d => !Analysis.IsSilenced(d)).ToList();
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (unit.Texts.FirstOrDefault(t => t.Path == tree.FilePath) is not { } text || !IsExact(tree.GetText(), text)) continue;
            var changes = Changes(compilation, tree, found, unit, mended);
            if (changes.Count > 0) contents.Add(text.Path, Encode(tree.GetText().WithChanges(changes), text));
        }
    }

    /// <summary>Words of other languages come first: without them the compiler finds what else there is.</summary>
    private static bool MendSlips(
        CSharpCompilation compilation, Slips? slips, ScriptUnit unit, Dictionary<string, byte[]> contents, List<MendedDiagnostic> mended)
    {
        foreach (var found in slips?.Found.Where(s => s.IsExact).GroupBy(s => s.File) ?? [])
        {
            var tree = compilation.SyntaxTrees.First(t => t.FilePath == found.Key);
            var text = unit.Texts.First(t => t.Path == found.Key);
            if (!IsExact(tree.GetText(), text)) continue;
            mended.AddRange(found.OrderBy(s => s.Span).Select(s => new MendedDiagnostic(s.Told(tree), $"Write {s.Meant}")));
            contents.Add(text.Path, Encode(tree.GetText().WithChanges(found.OrderBy(s => s.Span).Select(s => new TextChange(s.Span, s.Meant))), text));
        }

        return contents.Count > 0;
    }

    private static List<TextChange> Changes(
        CSharpCompilation compilation, SyntaxTree tree, IEnumerable<Microsoft.CodeAnalysis.Diagnostic> found, ScriptUnit unit, List<MendedDiagnostic> mended)
    {
        var fixes = FixSet.For(found, compilation.GetSemanticModel(tree));
        mended.AddRange(fixes.SelectMany(f => CompilerDiagnostics.Translate([f.Diagnostic], unit, compilation).Select(d => new MendedDiagnostic(d, f.Mended.Title))));
        return [.. fixes.SelectMany(f => f.Mended.Changes).OrderBy(c => c.Span)];
    }

    /// <summary>False for bytes that are no text in this encoding: they could not be written back as they were.</summary>
    private static bool IsExact(SourceText text, ScriptText old) => Encode(text, old).AsSpan().SequenceEqual(old.Content);

    private static byte[] Encode(SourceText text, ScriptText old)
    {
        var encoding = text.Encoding!;
        var mark = encoding.Preamble;
        var bytes = encoding.GetBytes(text.ToString());
        return old.Content.AsSpan().StartsWith(mark) ? [.. mark, .. bytes] : bytes;
    }
}

/// <summary>A script that was mended.</summary>
/// <param name="Path">Its path as a person gave it.</param>
/// <param name="FullPath">Where it lies.</param>
/// <param name="Before">What it held when it was read.</param>
/// <param name="Content">What it should hold.</param>
/// <param name="Mended">What was wrong and what was done about it.</param>
internal sealed record FixedScript(string Path, string FullPath, byte[] Before, byte[] Content, IReadOnlyList<MendedDiagnostic> Mended);

/// <summary>A diagnostic and what mended it.</summary>
/// <param name="Diagnostic">What was wrong; after the first round its place is that in the text as mended so far.</param>
/// <param name="Fix">What was done, as an editor would offer it.</param>
internal sealed record MendedDiagnostic(Diagnostic Diagnostic, string Fix);
