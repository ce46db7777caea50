using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Diagnostic = RunbookSdk.Diagnostics.Diagnostic;

namespace RunbookSdk.Scripting.Compiling;

/// <summary>
/// Finds variables of a script that change after a rule has used them. A rule reads a variable once, so the author who changes it later
/// believes something that does not happen.
/// </summary>
internal sealed class ReassignedVariables
{
    /// <summary>Where rules first use a variable; statements are counted through all texts in the order in which they run.</summary>
    private readonly Dictionary<ISymbol, (int Tree, SyntaxNode Node)> uses = new(SymbolEqualityComparer.Default);

    private readonly CSharpCompilation compilation;

    private ReassignedVariables(CSharpCompilation compilation) => this.compilation = compilation;

    public static List<Diagnostic> Find(CSharpCompilation compilation)
    {
        var finder = new ReassignedVariables(compilation);
        // The compiler lists trees in the order in which their statements run: what is loaded comes first.
        for (var i = 0; i < compilation.SyntaxTrees.Length; i++) finder.CollectUses(i);
        var found = new List<Diagnostic>();
        if (finder.uses.Count == 0) return found;
        for (var i = 0; i < compilation.SyntaxTrees.Length; i++) found.AddRange(finder.FindChanges(i));
        return found;
    }

    private void CollectUses(int treeIndex)
    {
        var tree = compilation.SyntaxTrees[treeIndex];
        var model = compilation.GetSemanticModel(tree);
        foreach (var expression in tree.GetRoot().DescendantNodes().Where(n => IsReadAsRule(n, model)))
        {
            foreach (var name in expression.DescendantNodes().OfType<IdentifierNameSyntax>())
                if (VariableOf(name, model) is { } variable && IsOutside(variable, expression)) uses.TryAdd(variable, (treeIndex, name));
        }
    }

    private IEnumerable<Diagnostic> FindChanges(int treeIndex)
    {
        var tree = compilation.SyntaxTrees[treeIndex];
        var model = compilation.GetSemanticModel(tree);
        foreach (var target in tree.GetRoot().DescendantNodes().SelectMany(ChangedBy))
        {
            if (VariableOf(target, model) is not { } variable || !uses.TryGetValue(variable, out var use)) continue;
            if (!MayRunAfter(target, treeIndex, use, variable)) continue;
            yield return ScriptProblems.Reassigned(
                CompilerDiagnostics.PlaceOf(target.GetLocation()),
                variable.Name,
                CompilerDiagnostics.PlaceOf(use.Node.GetLocation()));
        }
    }

    /// <summary>A query over facts, or a lambda that is kept as an expression.</summary>
    private static bool IsReadAsRule(SyntaxNode node, SemanticModel model) => node switch
    {
        QueryExpressionSyntax query => IsOfRules(model.GetTypeInfo(query).Type),
        LambdaExpressionSyntax lambda => model.GetTypeInfo(lambda).ConvertedType is { Name: "Expression" } type
            && type.ContainingNamespace.ToDisplayString() == "System.Linq.Expressions",
        _ => false,
    };

    private static bool IsOfRules(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
            if (type.Name == "Query" && type.ContainingNamespace?.ToDisplayString() == "RunbookSdk.Rules") return true;
        return false;
    }

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

    private static IEnumerable<ExpressionSyntax> ChangedBy(SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax { Left: TupleExpressionSyntax tuple } => tuple.Arguments.Select(a => a.Expression),
        AssignmentExpressionSyntax assignment => [assignment.Left],
        PrefixUnaryExpressionSyntax prefix when IsStep(prefix) => [prefix.Operand],
        PostfixUnaryExpressionSyntax postfix when IsStep(postfix) => [postfix.Operand],
        ArgumentSyntax argument when argument.RefKindKeyword.IsKind(SyntaxKind.RefKeyword) => [argument.Expression],
        ArgumentSyntax argument when argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword) => [argument.Expression],
        _ => [],
    };

    private static bool IsStep(ExpressionSyntax expression) => expression.Kind()
        is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression
        or SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression;

    /// <summary>True behind the use, in a loop around both, and in a method, which may be called at any time.</summary>
    private static bool MayRunAfter(SyntaxNode change, int treeIndex, (int Tree, SyntaxNode Node) use, ISymbol variable)
    {
        if (treeIndex != use.Tree) return treeIndex > use.Tree || IsInFunction(change);
        if (change.SpanStart > use.Node.SpanStart || (IsInFunction(change) && !SharesFunction(change, use.Node))) return true;
        return change.Ancestors().Any(a => BodyOfLoop(a) is { } body && a.Span.Contains(use.Node.Span) && IsOutside(variable, body));
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
}
