using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunbookSdk.Analyzers.Reporting;

namespace RunbookSdk.Analyzers.Fixes;

/// <summary>Compares texts by the operator, which facts are looked up by, instead of by a method.</summary>
internal sealed class EqualsFix : Fix
{
    public override IReadOnlyList<string> Ids { get; } = [Ledger.EachWithEach.Id, Ledger.SearchedQuestion.Id, Ledger.AskedOfEveryFact.Id];

    public override Mended? For(SyntaxNode node, Diagnostic diagnostic, SemanticModel model)
    {
        if (node is not InvocationExpressionSyntax call || !IsPlainEquals(model.GetSymbolInfo(call).Symbol)) return null;
        var arguments = call.ArgumentList.Arguments;
        var (left, right) = arguments.Count == 2 ? (arguments[0].Expression, arguments[1].Expression) : (((MemberAccessExpressionSyntax)call.Expression).Expression, arguments[0].Expression);
        return IsSimple(left) && IsSimple(right) ? new($"Write {left} == {right}", call.Span, $"{left} == {right}") : null;
    }

    /// <summary>Without a word of how texts are compared, they are compared as they are.</summary>
    private static bool IsPlainEquals(ISymbol? method) => method is IMethodSymbol { Name: "Equals", ContainingType.SpecialType: SpecialType.System_String } equals
        && equals.Parameters.All(p => p.Type.SpecialType == SpecialType.System_String);

    /// <summary>What binds no looser than a comparison.</summary>
    private static bool IsSimple(ExpressionSyntax expression) =>
        expression is MemberAccessExpressionSyntax or IdentifierNameSyntax or LiteralExpressionSyntax or InvocationExpressionSyntax or ParenthesizedExpressionSyntax;
}
