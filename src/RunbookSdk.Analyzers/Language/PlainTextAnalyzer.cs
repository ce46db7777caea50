using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using RunbookSdk.Analyzers.Model;
using RunbookSdk.Analyzers.Reporting;

namespace RunbookSdk.Analyzers.Language;

/// <summary>Looks for texts that name a value in braces and have no <c>$</c> in front: people would be woken by "{load.Cluster} is high".</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class PlainTextAnalyzer : RunbookAnalyzer
{
    private static readonly Regex Hole = new(@"\{\s*(?<name>[A-Za-z_]\w*)[^{}]*\}", RegexOptions.CultureInvariant);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Ledger.BracesWithoutDollar];

    protected override void Register(CompilationStartAnalysisContext context, RunbookSymbols symbols) => OnOperations(
        context,
        found =>
        {
            if (found.Item is not { Syntax: LiteralExpressionSyntax literal, ConstantValue.Value: string text } || !RunbookScope.Contains(found, symbols)) return;
            if (Hole.Matches(text).Cast<Match>().FirstOrDefault(h => NamesValue(h.Groups["name"].Value, literal, found.Model)) is not { } hole) return;
            found.Report(Diagnostic.Create(Ledger.BracesWithoutDollar, literal.GetLocation(), hole.Value));
        },
        OperationKind.Literal);

    /// <summary>True when a <c>$</c> in front is all that the text lacks: with one, every brace in it has a meaning.</summary>
    public static bool LacksDollarOnly(LiteralExpressionSyntax literal) => Hole.Replace(literal.Token.Text, "").IndexOfAny(['{', '}']) < 0;

    private static bool NamesValue(string name, SyntaxNode place, SemanticModel model) =>
        model.LookupSymbols(place.SpanStart, name: name).Any(s => s is IRangeVariableSymbol or ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol);
}
