using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunbookSdk.Analyzers.Fixes;

/// <summary>
/// Spells what a rule cannot hold with what it can. A rule is kept as an expression tree, and C# refuses some of its shorter forms there; each
/// of them has a longer one that means the same. Null where there is none.
/// </summary>
internal static class ExpressionTrees
{
    /// <summary><c>value is pattern</c> as a condition.</summary>
    public static string? Match(string value, PatternSyntax pattern) => pattern switch
    {
        ConstantPatternSyntax constant => $"{value} == {constant.Expression}",
        RelationalPatternSyntax relational => $"{value} {relational.OperatorToken.Text} {relational.Expression}",
        ParenthesizedPatternSyntax inner => Match(value, inner.Pattern),
        UnaryPatternSyntax { Pattern: ConstantPatternSyntax constant } => $"{value} != {constant.Expression}",
        UnaryPatternSyntax not => Match(value, not.Pattern) is { } condition ? $"!({condition})" : null,
        BinaryPatternSyntax binary => Join(value, binary),
        TypePatternSyntax type => $"{value} is {type.Type}",
        DiscardPatternSyntax => "true",
        RecursivePatternSyntax { Type: null, PositionalPatternClause: null, Designation: null, PropertyPatternClause: { } members } => Members(value, members),
        _ => null,
    };

    /// <summary>A condition, in brackets when what stands around it would tear it apart.</summary>
    public static string Closed(string condition, ExpressionSyntax replaced) =>
        replaced.Parent is BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or ConditionalExpressionSyntax or MemberAccessExpressionSyntax or CastExpressionSyntax
            ? $"({condition})" : condition;

    private static string? Join(string value, BinaryPatternSyntax binary)
    {
        if (Match(value, binary.Left) is not { } left || Match(value, binary.Right) is not { } right) return null;
        if (binary.IsKind(SyntaxKind.OrPattern)) return $"{left} || {right}";
        return $"{Closed(left, binary.Left)} && {Closed(right, binary.Right)}";
    }

    /// <summary>Inside an <c>and</c>, an <c>or</c> needs brackets.</summary>
    private static string Closed(string condition, PatternSyntax pattern)
    {
        while (pattern is ParenthesizedPatternSyntax inner) pattern = inner.Pattern;
        return pattern.IsKind(SyntaxKind.OrPattern) ? $"({condition})" : condition;
    }

    /// <summary>What stands before the last dot of <c>{ Owner.Team.Name: "ops" }</c>: none of it matches when it is null.</summary>
    private static IEnumerable<ExpressionSyntax> OwnersOf(ExpressionSyntax member)
    {
        for (var at = member as MemberAccessExpressionSyntax; at is not null; at = at.Expression as MemberAccessExpressionSyntax) yield return at.Expression;
    }

    private static string? Members(string value, PropertyPatternClauseSyntax members)
    {
        var conditions = new List<string> { $"{value} != null" };
        foreach (var member in members.Subpatterns)
        {
            if (member.ExpressionColon is not { Expression: { } name } || Match($"{value}.{name}", member.Pattern) is not { } condition) return null;
            conditions.AddRange(OwnersOf(name).Reverse().Select(o => $"{value}.{o} != null"));
            conditions.Add(Closed(condition, member.Pattern));
        }

        return string.Join(" && ", conditions);
    }
}
