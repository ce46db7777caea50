using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using RunbookSdk.Analyzers.Model;
using RunbookSdk.Analyzers.Reporting;

namespace RunbookSdk.Analyzers.Language;

/// <summary>
/// Finds variables that change after a rule has used them. A rule reads a variable once, so the author who changes it later believes
/// something that does not happen.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ReassignedVariableAnalyzer : RunbookAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Ledger.Reassigned];

    protected override void Register(CompilationStartAnalysisContext context, RunbookSymbols symbols)
    {
        var uses = new ConcurrentBag<Mention>();
        var changes = new ConcurrentBag<Mention>();
        context.RegisterSemanticModelAction(found =>
        {
            var root = found.SemanticModel.SyntaxTree.GetRoot(found.CancellationToken);
            var own = UsesIn(root, found.SemanticModel, symbols).ToList();
            foreach (var use in own) uses.Add(use);
            // Only scripts share variables between texts.
            if (own.Count == 0 && root.SyntaxTree.Options.Kind != SourceCodeKind.Script) return;
            foreach (var change in ChangesIn(root, found.SemanticModel)) changes.Add(change);
        });
        context.RegisterCompilationEndAction(end => Report([.. uses], [.. changes], end));
    }

    private static void Report(IReadOnlyList<Mention> uses, IReadOnlyList<Mention> changes, CompilationAnalysisContext end)
    {
        // The compiler lists trees in the order in which their statements run: what is loaded comes first.
        var trees = end.Compilation.SyntaxTrees.ToImmutableArray();
        int OrderOf(Mention mention) => trees.IndexOf(mention.Node.SyntaxTree);
        var firsts = uses.OrderBy(OrderOf).ThenBy(u => u.Node.SpanStart)
            .GroupBy<Mention, ISymbol>(u => u.Variable, SymbolEqualityComparer.Default)
            .ToDictionary(g => g.Key, g => g.First(), SymbolEqualityComparer.Default);
        foreach (var change in changes)
        {
            if (!firsts.TryGetValue(change.Variable, out var use)) continue;
            if (!MayRunAfter(change, OrderOf(change), use, OrderOf(use))) continue;
            end.ReportDiagnostic(Diagnostic.Create(
                Ledger.Reassigned, change.Node.GetLocation(), change.Variable.Name, Places.TextOf(use.Node.GetLocation())));
        }
    }

    private static IEnumerable<Mention> UsesIn(SyntaxNode root, SemanticModel model, RunbookSymbols symbols) =>
        from expression in root.DescendantNodes().Where(n => IsReadAsRule(n, model, symbols))
        from name in expression.DescendantNodes().OfType<IdentifierNameSyntax>()
        let variable = VariableOf(name, model)
        where variable is not null && IsOutside(variable, expression)
        select new Mention(variable, name);

    private static IEnumerable<Mention> ChangesIn(SyntaxNode root, SemanticModel model) =>
        from target in root.DescendantNodes().SelectMany(ChangedNames.ChangedBy)
        let variable = VariableOf(target, model)
        where variable is not null
        select new Mention(variable, target);

    /// <summary>A query over facts, or a lambda that is kept as an expression.</summary>
    private static bool IsReadAsRule(SyntaxNode node, SemanticModel model, RunbookSymbols symbols) => node switch
    {
        QueryExpressionSyntax query => symbols.IsQuery(model.GetTypeInfo(query).Type),
        LambdaExpressionSyntax lambda => model.GetTypeInfo(lambda).ConvertedType is { Name: "Expression" } type
            && type.ContainingNamespace.ToDisplayString() == "System.Linq.Expressions",
        _ => false,
    };

    /// <summary>A top-level variable is a field of the script; one inside a block is a local that the rule captures.</summary>
    private static ISymbol? VariableOf(ExpressionSyntax expression, SemanticModel model) => model.GetSymbolInfo(expression).Symbol switch
    {
        IFieldSymbol { IsConst: false, IsReadOnly: false } field when field.ContainingType.IsScriptClass => field,
        ILocalSymbol { IsConst: false } local => local,
        IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } } parameter => parameter,
        _ => null,
    };

    private static bool IsOutside(ISymbol variable, SyntaxNode expression) =>
        !variable.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == expression.SyntaxTree && expression.Span.Contains(r.Span));

    /// <summary>True behind the use, in a loop around both, and in a method, which may be called at any time.</summary>
    private static bool MayRunAfter(Mention change, int order, Mention use, int useOrder)
    {
        if (order != useOrder) return order > useOrder || IsInFunction(change.Node);
        if (change.Node.SpanStart > use.Node.SpanStart || (IsInFunction(change.Node) && !SharesFunction(change.Node, use.Node))) return true;
        return change.Node.Ancestors().Any(
            a => BodyOfLoop(a) is { } body && a.Span.Contains(use.Node.Span) && IsOutside(change.Variable, body));
    }

    private static bool IsInFunction(SyntaxNode node) => FunctionOf(node) is not null;

    private static bool SharesFunction(SyntaxNode one, SyntaxNode other) =>
        FunctionOf(one) is { } function && function.Span.Contains(other.Span);

    private static SyntaxNode? FunctionOf(SyntaxNode node) => node.Ancestors().FirstOrDefault(
        a => a is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax
            or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax);

    /// <summary>What is declared in it is a new variable each time.</summary>
    private static StatementSyntax? BodyOfLoop(SyntaxNode node) => node switch
    {
        ForStatementSyntax loop => loop.Statement,
        CommonForEachStatementSyntax loop => loop.Statement,
        WhileStatementSyntax loop => loop.Statement,
        DoStatementSyntax loop => loop.Statement,
        _ => null,
    };

    private sealed record Mention(ISymbol Variable, ExpressionSyntax Node);
}
