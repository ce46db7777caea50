using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using RunbookSdk.Analyzers.Model;
using RunbookSdk.Analyzers.Reporting;

namespace RunbookSdk.Analyzers.Language;

/// <summary>Looks for queries that no rule uses, and for facts that a query matches without asking anything of them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class QueryUseAnalyzer : RunbookAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Ledger.QueryOfNobody, Ledger.FactNotUsed];

    protected override void Register(CompilationStartAnalysisContext context, RunbookSymbols symbols) => context.RegisterSemanticModelAction(found =>
    {
        foreach (var node in found.SemanticModel.SyntaxTree.GetRoot(found.CancellationToken).DescendantNodes())
        {
            switch (node)
            {
                case ExpressionStatementSyntax statement when symbols.IsQuery(found.SemanticModel.GetTypeInfo(statement.Expression).Type):
                    found.ReportDiagnostic(Diagnostic.Create(Ledger.QueryOfNobody, statement.Expression.GetLocation()));
                    break;
                case VariableDeclaratorSyntax { Initializer: not null } variable when IsUnusedQuery(variable, found.SemanticModel, symbols):
                    found.ReportDiagnostic(Diagnostic.Create(Ledger.QueryOfNobody, variable.Identifier.GetLocation()));
                    break;
                case FromClauseSyntax { Parent: QueryBodySyntax } from when IsUnused(from, found.SemanticModel, symbols):
                    found.ReportDiagnostic(Diagnostic.Create(Ledger.FactNotUsed, from.Identifier.GetLocation(), from.Identifier.Text, from.Expression.ToString()));
                    break;
                default:
                    break;
            }
        }
    });

    /// <summary>True for a variable of a script or a method that nothing in the compilation names again.</summary>
    private static bool IsUnusedQuery(VariableDeclaratorSyntax variable, SemanticModel model, RunbookSymbols symbols)
    {
        var type = model.GetDeclaredSymbol(variable) switch
        {
            ILocalSymbol local => local.Type,
            IFieldSymbol { ContainingType.IsScriptClass: true } field => field.Type,
            _ => null,
        };
        return symbols.IsQuery(type) && !model.Compilation.SyntaxTrees.Any(t => Names(t.GetRoot(), variable.Identifier.Text));
    }

    /// <summary>True when no clause names the fact, so that each fact of the kind makes one more match of the same.</summary>
    private static bool IsUnused(FromClauseSyntax from, SemanticModel model, RunbookSymbols symbols)
    {
        if (!symbols.IsQuery(model.GetTypeInfo(from.Expression).Type)) return false;
        var query = from.Ancestors().OfType<QueryExpressionSyntax>().First();
        return !Names(query, from.Identifier.Text) && !IsTied(from, model);
    }

    /// <summary>True when the source itself says by another fact of the match which facts it means.</summary>
    private static bool IsTied(FromClauseSyntax from, SemanticModel model) =>
        from.Expression.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => model.GetSymbolInfo(n).Symbol is IRangeVariableSymbol);

    private static bool Names(SyntaxNode node, string name) =>
        node.DescendantNodes().Any(n => n is IdentifierNameSyntax identifier && identifier.Identifier.Text == name);
}
