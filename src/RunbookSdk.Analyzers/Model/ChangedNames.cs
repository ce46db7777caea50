using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunbookSdk.Analyzers.Model;

/// <summary>The names to which something is assigned anywhere in a compilation, found once. A variable whose name is not among them keeps its value.</summary>
internal static class ChangedNames
{
    private static readonly ConditionalWeakTable<Compilation, HashSet<string>> OfCompilations = new();

    public static HashSet<string> Of(Compilation compilation) => OfCompilations.GetValue(
        compilation,
        c => new(c.SyntaxTrees.SelectMany(t => t.GetRoot().DescendantNodes()).SelectMany(ChangedBy).Select(NameOf).OfType<string>(), StringComparer.Ordinal));

    /// <summary>What a node assigns to, steps, or gives away to be changed.</summary>
    public static IEnumerable<ExpressionSyntax> ChangedBy(SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax { Left: TupleExpressionSyntax tuple } => PartsOf(tuple),
        AssignmentExpressionSyntax assignment => [assignment.Left],
        PrefixUnaryExpressionSyntax prefix when prefix.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression => [prefix.Operand],
        PostfixUnaryExpressionSyntax postfix when postfix.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression => [postfix.Operand],
        ArgumentSyntax argument when argument.RefKindKeyword.Kind() is SyntaxKind.RefKeyword or SyntaxKind.OutKeyword => [argument.Expression],
        RefExpressionSyntax reference => [reference.Expression],
        _ => [],
    };

    private static IEnumerable<ExpressionSyntax> PartsOf(TupleExpressionSyntax tuple) =>
        tuple.Arguments.SelectMany(a => a.Expression is TupleExpressionSyntax inner ? PartsOf(inner) : [a.Expression]);

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        _ => null,
    };
}
