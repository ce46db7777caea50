using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RunbookSdk.Diagnostics;
using RunbookSdk.Scripting.Reading;
using Diagnostic = RunbookSdk.Diagnostics.Diagnostic;

namespace RunbookSdk.Scripting.Compiling;

/// <summary>The compiler's findings in the SDK's own form, with hints for what a runbook's author meets most.</summary>
internal static class CompilerDiagnostics
{
    /// <summary>Texts that cannot be read or may not be loaded: the SDK has said so itself, with the reason.</summary>
    private const string LoadFailed = "CS1504";

    private const string EndlessText = "CS1010";

    /// <summary>
    /// CS1701 and CS1702: references of assemblies to other versions of the runtime, which is no author's business.
    /// CS8981: a warning for names in lower case, which the class of a script has.
    /// </summary>
    public static readonly ImmutableDictionary<string, ReportDiagnostic> Options = new[] { "CS1701", "CS1702", "CS8981" }
        .ToImmutableDictionary(id => id, _ => ReportDiagnostic.Suppress);

    /// <summary>True when a text is not C# at all: a bracket, a keyword, an end is missing.</summary>
    public static bool IsMalformed(CSharpCompilation compilation) =>
        compilation.SyntaxTrees.Any(t => t.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error));

    /// <summary>
    /// All that the compiler finds. It fails itself over some malformed queries, such as one without an end: their calls ask for the line that
    /// they stand in (<c>[CallerLineNumber]</c>) and have none. What is wrong with the form is all that can be told then.
    /// </summary>
    public static ImmutableArray<Microsoft.CodeAnalysis.Diagnostic> Of(CSharpCompilation compilation)
    {
        try
        {
            return compilation.GetDiagnostics();
        }
        catch (NullReferenceException) when (IsMalformed(compilation))
        {
            return [.. compilation.SyntaxTrees.SelectMany(t => t.GetDiagnostics())];
        }
    }

    /// <summary>A text without an end takes the rest of its line along, so nothing else that is told of the line is worth reading.</summary>
    public static ImmutableArray<Microsoft.CodeAnalysis.Diagnostic> WithoutEchoes(ImmutableArray<Microsoft.CodeAnalysis.Diagnostic> found)
    {
        (SyntaxTree?, int) LineOf(Microsoft.CodeAnalysis.Diagnostic d) => (d.Location.SourceTree, d.Location.GetLineSpan().StartLinePosition.Line);
        var endless = found.Where(d => d.Id == EndlessText).Select(LineOf).ToHashSet();
        return endless.Count == 0 ? found : found.RemoveAll(d => d.Id != EndlessText && endless.Contains(LineOf(d)));
    }

    /// <param name="found">What was found.</param>
    /// <param name="unit">The texts.</param>
    /// <param name="compilation">Knows the names that could have been meant.</param>
    public static IEnumerable<Diagnostic> Translate(IEnumerable<Microsoft.CodeAnalysis.Diagnostic> found, ScriptUnit unit, CSharpCompilation compilation)
    {
        var order = unit.Texts.Select((text, index) => (text.Path, index)).ToDictionary(p => p.Path, p => p.index);
        return found
            .Where(d => IsTold(d) && !Analysis.IsSilenced(d))
            .Select(d => Translate(d, unit, compilation))
            .Where(d => d.Code != LoadFailed || !IsRefused(d.Location, unit))
            .OrderBy(d => order.GetValueOrDefault(d.Location.File, -1))
            .ThenBy(d => d.Location.Line)
            .ThenBy(d => d.Location.Column);
    }

    public static SourceLocation PlaceOf(Location location)
    {
        if (location.SourceTree is null) return SourceLocation.None;
        var span = location.GetLineSpan();
        return new(span.Path, span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1);
    }

    /// <summary>The compiler's own suggestions are about style; the SDK's are about runbooks.</summary>
    private static bool IsTold(Microsoft.CodeAnalysis.Diagnostic found) => found.Severity
        >= (found.Id.StartsWith("RBK", StringComparison.Ordinal) ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning);

    private static bool IsRefused(SourceLocation place, ScriptUnit unit) =>
        unit.Texts.Any(t => t.Path == place.File && t.RefusedLines.Contains(place.Line));

    private static Diagnostic Translate(Microsoft.CodeAnalysis.Diagnostic found, ScriptUnit unit, CSharpCompilation compilation)
    {
        var place = PlaceOf(found.Location);
        var message = Hints.WithoutProjects(found.GetMessage(CultureInfo.InvariantCulture));
        var hint = Hints.For(found, unit) ?? SimilarNames.Hint(found, compilation);
        return new(
            found.Id,
            found.Severity switch
            {
                DiagnosticSeverity.Error => Severity.Error,
                DiagnosticSeverity.Warning => Severity.Warning,
                _ => Severity.Info,
            },
            hint is null ? message : $"{message.TrimEnd('.')}. {hint}",
            place.File.Length == 0 ? new(unit.Path, 0) : place);
    }
}
