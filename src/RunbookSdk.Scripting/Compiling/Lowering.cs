using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using RunbookSdk.Analyzers.Fixes;
using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Scripting.Compiling;

/// <summary>
/// Lets rules hold the short forms of C# that an expression tree refuses, such as <c>is &gt; 80</c> and <c>?.</c>: what is compiled has the longer
/// form that means the same, on the same lines. Everything that is told is about the text as its author wrote it.
/// </summary>
internal sealed class Lowering
{
    /// <summary>A form may stand inside another; each level needs a round.</summary>
    private const int MaxRounds = 8;

    private static readonly ImmutableHashSet<string> Limits = [.. FixSet.TreeLimits.SelectMany(f => f.Ids)];

    private IReadOnlyList<Diagnostic> remaining = [];

    private Lowering(CSharpCompilation compilation) => Compilation = compilation;

    /// <summary>What to compile.</summary>
    public CSharpCompilation Compilation { get; private set; }

    /// <summary>Lowers what can be lowered; null when there is nothing.</summary>
    /// <param name="original">The compilation of the texts as they are.</param>
    /// <param name="unit">The texts.</param>
    /// <param name="prepare">Makes a compilation of other texts.</param>
    public static Lowering? Of(CSharpCompilation original, ScriptUnit unit, Func<ScriptUnit, CSharpCompilation> prepare)
    {
        var errors = ErrorsOf(original);
        if (!errors.Exists(e => Limits.Contains(e.Id))) return null;
        var lowering = new Lowering(original);
        for (var round = 0; round < MaxRounds; round++)
        {
            var contents = lowering.Next(unit);
            if (contents.Count == 0) break;
            unit = unit.With(contents);
            lowering.Compilation = prepare(unit);
        }

        lowering.remaining = ErrorsOf(lowering.Compilation);
        // An error that was not there before would be of our making; the author gets to know those of the text instead.
        return lowering.remaining.All(r => errors.Exists(e => e.Id == r.Id)) ? lowering : null;
    }

    /// <summary>True for a short form that an expression tree refuses.</summary>
    public static bool IsLimit(Diagnostic found) => Limits.Contains(found.Id);

    /// <summary>True for a text in which they are lowered where that can be.</summary>
    public static bool Lowers(ScriptUnit unit, SyntaxTree tree) => TextOf(unit, tree) is not null;

    /// <summary>True for an error that is none any more. While one of its kind is left, all of that kind are told.</summary>
    public bool Settles(Diagnostic found) => found.Severity == DiagnosticSeverity.Error && remaining.All(r => r.Id != found.Id);

    private static List<Diagnostic> ErrorsOf(CSharpCompilation compilation) =>
        [.. CompilerDiagnostics.Of(compilation).Where(d => d.Severity == DiagnosticSeverity.Error)];

    private Dictionary<string, byte[]> Next(ScriptUnit unit)
    {
        var errors = ErrorsOf(Compilation).FindAll(e => Limits.Contains(e.Id));
        var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var tree in Compilation.SyntaxTrees)
        {
            if (TextOf(unit, tree) is not { } script) continue;
            var text = tree.GetText();
            var changes = FixSet.For(errors.Where(e => e.Location.SourceTree == tree), Compilation.GetSemanticModel(tree))
                .Select(f => OnSameLines(f.Mended.Changes[0], text))
                .OfType<TextChange>()
                .OrderBy(c => c.Span)
                .ToList();
            if (changes.Count > 0) contents.Add(script.Path, Encoding.UTF8.GetBytes(text.WithChanges(changes).ToString()));
        }

        return contents;
    }

    private static ScriptText? TextOf(ScriptUnit unit, SyntaxTree tree) =>
        unit.Texts.FirstOrDefault(t => t.Path == tree.FilePath) is { } text && !IsApp(text) ? text : null;

    /// <summary>An app of one file is compiled by others too, who know nothing of this.</summary>
    private static bool IsApp(ScriptText text) => text.Text.AsSpan().TrimStart('\uFEFF').StartsWith("#!", StringComparison.Ordinal);

    /// <summary>The change without a line more or less, so that every statement keeps its line; null when that cannot be.</summary>
    private static TextChange? OnSameLines(TextChange change, SourceText text)
    {
        var wanted = Lines(text.ToString(change.Span));
        var written = change.NewText ?? "";
        if (Lines(written) > 0) written = WithoutTrivia(written);
        return Lines(written) <= wanted ? new(change.Span, written + new string('\n', wanted - Lines(written))) : null;
    }

    private static int Lines(string text) => text.AsSpan().Count('\n');

    /// <summary>Tokens with one space between them; an interpolated string is left as it is, for its spaces are text.</summary>
    private static string WithoutTrivia(string expression)
    {
        var parsed = SyntaxFactory.ParseExpression(expression);
        return parsed.DescendantNodesAndSelf().Any(n => n is InterpolatedStringExpressionSyntax)
            ? expression
            : string.Join(' ', parsed.DescendantTokens().Select(t => t.Text));
    }
}
