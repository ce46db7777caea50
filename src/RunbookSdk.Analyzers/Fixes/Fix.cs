using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace RunbookSdk.Analyzers.Fixes;

/// <summary>
/// Knows how to mend what some diagnostics complain of. It says so as changes of text, so that an editor's code fix and
/// <c>runbook check --fix</c>, which has no editor's workspace, are the same.
/// </summary>
internal abstract class Fix
{
    /// <summary>The diagnostics that it may mend: the SDK's own and the compiler's.</summary>
    public abstract IReadOnlyList<string> Ids { get; }

    /// <summary>How to mend one; null when that cannot be said.</summary>
    /// <param name="node">The innermost node at the place of the diagnostic.</param>
    /// <param name="diagnostic">What is wrong.</param>
    /// <param name="model">Answers questions about the text.</param>
    public abstract Mended? For(SyntaxNode node, Diagnostic diagnostic, SemanticModel model);
}

/// <summary>What to change.</summary>
/// <param name="Title">What it does, for a person who is asked.</param>
/// <param name="Changes">The changes, none of which overlap.</param>
internal sealed record Mended(string Title, IReadOnlyList<TextChange> Changes)
{
    public Mended(string title, TextSpan span, string text) : this(title, [new TextChange(span, text)])
    {
    }
}
