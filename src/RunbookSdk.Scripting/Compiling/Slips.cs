using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Scripting.Compiling;

/// <summary>
/// Words and signs of other languages in texts that C# cannot read: <c>and</c>, <c>or</c>, <c>not</c>, <c>&lt;&gt;</c>, <c>=&gt;</c> for <c>&gt;=</c>, texts in single quotes. The compiler, which expects
/// none of them, complains of what stands around. With what was meant in their places it tells of what else is wrong.
/// </summary>
internal sealed class Slips
{
    private static readonly Func<SyntaxToken, Slip?>[] Kinds = [Word, Unequal, Reversed, Quoted, Formatted];

    private Slips(CSharpCompilation meant, IReadOnlyList<Slip> found) => (Meant, Found) = (meant, found);

    /// <summary>What was meant. Everything in it stands where it stands in the texts of the author.</summary>
    public CSharpCompilation Meant { get; }

    public IReadOnlyList<Slip> Found { get; }

    /// <summary>What is told of them.</summary>
    /// <param name="malformed">The texts as they are.</param>
    public IEnumerable<RunbookSdk.Diagnostics.Diagnostic> Told(CSharpCompilation malformed) =>
        from slip in Found
        let tree = malformed.SyntaxTrees.First(t => t.FilePath == slip.File)
        select slip.Told(tree);

    /// <summary>Finds them; null when there are none, or when the texts cannot be read any better without.</summary>
    /// <param name="malformed">The compilation of the texts as they are.</param>
    /// <param name="unit">The texts.</param>
    /// <param name="prepare">Makes a compilation of other texts.</param>
    public static Slips? Of(CSharpCompilation malformed, ScriptUnit unit, Func<ScriptUnit, CSharpCompilation> prepare)
    {
        var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var found = new List<Slip>();
        foreach (var tree in malformed.SyntaxTrees.Where(t => ErrorsOf(t) > 0 && unit.Texts.Any(text => text.Path == t.FilePath)))
        {
            var text = Replace(tree, found);
            if (text is not null) contents.Add(tree.FilePath, Encoding.UTF8.GetBytes(text));
        }

        return contents.Count == 0 ? null : new(prepare(unit.With(contents)), found);
    }

    /// <summary>The text as it was meant; null when nothing better is known than what stands there. A kind counts when the compiler finds less wrong without it.</summary>
    private static string? Replace(SyntaxTree tree, List<Slip> found)
    {
        var (current, text) = (tree, tree.GetText());
        foreach (var kind in Kinds)
        {
            var slips = current.GetRoot().DescendantTokens(descendIntoTrivia: true).Select(kind).OfType<Slip>().ToList();
            var meant = text.WithChanges(slips.Select(s => new TextChange(s.Span, s.Meant.PadRight(s.Span.Length))));
            var next = current.WithChangedText(meant);
            if (slips.Count == 0 || ErrorsOf(next) >= ErrorsOf(current)) continue;
            found.AddRange(slips);
            (current, text) = (next, meant);
        }

        return current == tree ? null : text.ToString();
    }

    private static int ErrorsOf(SyntaxTree tree) => tree.GetDiagnostics().Count(d => d.Severity == DiagnosticSeverity.Error);

    private static Slip? Word(SyntaxToken token) => token.Parent is PatternSyntax ? null : token.Text.ToUpperInvariant() switch
    {
        "AND" => Of(token, "&&"),
        "OR" => Of(token, "||"),
        "NOT" => Of(token, "!") with { IsExact = false }, // What it denies ends elsewhere than with '!'.
        _ => null,
    };

    private static Slip? Unequal(SyntaxToken token) =>
        token.IsKind(SyntaxKind.LessThanToken) && Touches(token, SyntaxKind.GreaterThanToken) is { } more ? Of(token, more.Span.End, "!=") : null;

    /// <summary>An arrow is in its place wherever the compiler can read it.</summary>
    private static Slip? Reversed(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.EqualsGreaterThanToken when token.Parent is SkippedTokensTriviaSyntax => Of(token, ">="),
        SyntaxKind.EqualsToken when Touches(token, SyntaxKind.LessThanToken) is { } less => Of(token, less.Span.End, "<="),
        _ => null,
    };

    /// <summary>A text with values, as Python begins it.</summary>
    private static Slip? Formatted(SyntaxToken token) =>
        token.Text == "f" && Touches(token, SyntaxKind.StringLiteralToken) is { } text ? Of(token, text.SpanStart + 1, "$\"") : null;

    private static Slip? Quoted(SyntaxToken token) =>
        token.IsKind(SyntaxKind.CharacterLiteralToken) && token.ContainsDiagnostics && token.Text is ['\'', .. { Length: > 1 } text, '\''] && text.AsSpan().IndexOfAny('"', '\\') < 0
            ? Of(token, $"\"{text}\"")
            : null;

    /// <summary>The token that follows without a space, if it is of a kind.</summary>
    private static SyntaxToken? Touches(SyntaxToken token, SyntaxKind kind) =>
        token.GetNextToken(includeSkipped: true) is var next && next.IsKind(kind) && next.SpanStart == token.Span.End ? next : null;

    private static Slip Of(SyntaxToken token, string meant) => Of(token, token.Span.End, meant);

    private static Slip Of(SyntaxToken token, int end, string meant)
    {
        var span = TextSpan.FromBounds(token.SpanStart, end);
        return new(token.SyntaxTree!.FilePath, span, token.SyntaxTree.GetText().ToString(span), meant);
    }
}

/// <summary>Something that C# does not know, and what stands for it there.</summary>
/// <param name="File">The text.</param>
/// <param name="Span">Where it stands there.</param>
/// <param name="Written">What the author wrote.</param>
/// <param name="Meant">What C# has instead, at most as long.</param>
internal sealed record Slip(string File, TextSpan Span, string Written, string Meant)
{
    /// <summary>True when to write what was meant is all there is to do.</summary>
    public bool IsExact { get; init; } = true;

    public RunbookSdk.Diagnostics.Diagnostic Told(SyntaxTree tree) =>
        ScriptProblems.OtherLanguage(CompilerDiagnostics.PlaceOf(Location.Create(tree, Span)), Written, IsExact ? Meant : $"{Meant}(...)");
}
