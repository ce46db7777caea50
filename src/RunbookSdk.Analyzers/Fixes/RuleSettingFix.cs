using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunbookSdk.Analyzers.Reporting;

namespace RunbookSdk.Analyzers.Fixes;

/// <summary>Says of a rule what it lacks, behind all that is said of it already and laid out alike.</summary>
internal sealed class RuleSettingFix : Fix
{
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        [Ledger.IrreversibleWithoutApproval.Id] = ".RequireApproval(1, within: Hours(24))",
        [Ledger.StandingWithoutLease.Id] = ".Lease(Hours(24))",
        [Ledger.AgainAtEveryCrossing.Id] = ".Cooldown(Minutes(30))",
        [Ledger.AgainAtEveryChange.Id] = ".Cooldown(Minutes(30))",
    };

    public override IReadOnlyList<string> Ids { get; } = [.. Settings.Keys];

    public override Mended? For(SyntaxNode node, Diagnostic diagnostic, SemanticModel model)
    {
        var rule = node.AncestorsAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault(c => c.Expression is IdentifierNameSyntax { Identifier.ValueText: "Rule" });
        if (rule is null) return null;
        ExpressionSyntax whole = rule;
        while (whole.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call }) whole = call;
        var setting = Settings[diagnostic.Id];
        return new($"Add {setting}", new(whole.Span.End, 0), Space(whole, rule, model) + setting);
    }

    /// <summary>What stands between one setting and the next: nothing, or an end of line and an indent.</summary>
    private static string Space(ExpressionSyntax whole, InvocationExpressionSyntax rule, SemanticModel model)
    {
        if (whole is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax last }) return Before(last.OperatorToken);
        var text = model.SyntaxTree.GetText();
        var (first, end) = (text.Lines.GetLineFromPosition(rule.SpanStart), text.Lines.GetLineFromPosition(rule.Span.End));
        if (first.LineNumber == end.LineNumber) return "";
        var lineEnd = text.ToString(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(first.End, first.EndIncludingLineBreak));
        var line = first.ToString();
        return $"{lineEnd}{line.Substring(0, line.Length - line.TrimStart().Length)}  ";
    }

    private static string Before(SyntaxToken dot)
    {
        var between = dot.GetPreviousToken().TrailingTrivia.Concat(dot.LeadingTrivia);
        return string.Concat(between.Where(t => t.IsKind(SyntaxKind.EndOfLineTrivia) || t.IsKind(SyntaxKind.WhitespaceTrivia)).SkipWhile(t => !t.IsKind(SyntaxKind.EndOfLineTrivia)));
    }
}
