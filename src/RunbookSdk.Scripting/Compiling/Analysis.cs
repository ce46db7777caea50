using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using RunbookSdk.Analyzers;

namespace RunbookSdk.Scripting.Compiling;

/// <summary>Runs the analyzers of the SDK over a compilation.</summary>
internal static class Analysis
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = AnalyzerSet.Create();

    /// <summary>
    /// What they find, without what <c>#pragma warning disable</c>, an attribute or <c>.editorconfig</c> silences, unless nothing may. A text that C# cannot read is not
    /// analyzed: what would be found there is about what the author did not write.
    /// </summary>
    public static ImmutableArray<Diagnostic> Run(CSharpCompilation compilation, EditorConfigOptions? configs)
    {
        if (CompilerDiagnostics.IsMalformed(compilation)) return [];
        var options = configs is null ? new AnalyzerOptions([]) : new AnalyzerOptions([], configs.Values);
        var analyzed = compilation.WithAnalyzers(
            Analyzers,
            new CompilationWithAnalyzersOptions(
                options, onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true));
        return [.. analyzed.GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult().Where(d => !IsSilenced(d))];
    }

    /// <summary>The compiler lets an attribute silence what neither a pragma nor a setting may.</summary>
    public static bool IsSilenced(Diagnostic found) => found.IsSuppressed && !found.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable);
}
