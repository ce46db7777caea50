using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Analyzers.Fixes;

/// <summary>Writes the id of a rule in kebab-case.</summary>
internal sealed class RuleIdFix : Fix
{
    public override IReadOnlyList<string> Ids { get; } = [RuleCodes.IdNotKebabCase];

    public override Mended? For(SyntaxNode node, Diagnostic diagnostic, SemanticModel model)
    {
        if (node is not LiteralExpressionSyntax { Token.Value: string id }) return null;
        var better = KebabCaseOf(id);
        return better.Length == 0 ? null : new($"Write '{better}'", node.Span, SymbolDisplay.FormatLiteral(better, quote: true));
    }

    /// <summary>Words in lower case with hyphens; dots stay where a version may have them, which is behind the first word.</summary>
    internal static string KebabCaseOf(string id)
    {
        var words = Regex.Replace(id, "(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", RegexOptions.CultureInvariant)
            .ToLower(CultureInfo.InvariantCulture);
        var parts = Regex.Split(words, "[^a-z0-9.]+", RegexOptions.CultureInvariant).Select(p => p.Trim('.')).Where(p => p.Length > 0).ToList();
        if (parts.Count > 0) parts[0] = parts[0].Replace('.', '-');
        return Regex.Replace(string.Join("-", parts), "-+", "-");
    }
}
