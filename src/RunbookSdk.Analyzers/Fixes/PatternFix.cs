using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunbookSdk.Analyzers.Fixes;

/// <summary>Writes a pattern as comparisons, and a switch expression as choices: CS8122, CS8514.</summary>
internal sealed class PatternFix : Fix
{
    public override IReadOnlyList<string> Ids { get; } = ["CS8122", "CS8514"];

    public override Mended? For(SyntaxNode node, Diagnostic diagnostic, SemanticModel model) => node.FirstAncestorOrSelf<ExpressionSyntax>() switch
    {
        IsPatternExpressionSyntax match when !IsComparable(match, model) => null,
        IsPatternExpressionSyntax match when ExpressionTrees.Match(match.Expression.ToString(), match.Pattern) is { } condition =>
            Write(ExpressionTrees.Closed(Dereferenced(condition, match, model), match), match),
        SwitchExpressionSyntax choice when Choose(choice) is { } text => Write(text, choice),
        _ => null,
    };

    /// <summary>
    /// What may be of any type cannot be compared with an operator, and members of a value that may be null cannot be asked by name.
    /// </summary>
    private static bool IsComparable(IsPatternExpressionSyntax match, SemanticModel model) => model.GetTypeInfo(match.Expression).Type switch
    {
        { SpecialType: SpecialType.System_Object } => false,
        { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => !match.Pattern.DescendantNodesAndSelf().OfType<RecursivePatternSyntax>().Any(),
        _ => true,
    };

    /// <summary>What is a value is never null, so C# would warn of the question.</summary>
    private static string Dereferenced(string condition, IsPatternExpressionSyntax match, SemanticModel model)
    {
        var question = $"{match.Expression} != null && ";
        var isValue = model.GetTypeInfo(match.Expression).Type is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T };
        return isValue && condition.StartsWith(question, StringComparison.Ordinal) ? condition.Substring(question.Length) : condition;
    }

    /// <summary>One choice after the other; the last arm has to take what is left.</summary>
    private static string? Choose(SwitchExpressionSyntax choice)
    {
        var arms = choice.Arms;
        if (arms.Count == 0 || arms[arms.Count - 1] is not { Pattern: DiscardPatternSyntax, WhenClause: null } last) return null;
        var text = last.Expression.ToString();
        foreach (var arm in arms.Take(arms.Count - 1).Reverse())
        {
            if (ExpressionTrees.Match(choice.GoverningExpression.ToString(), arm.Pattern) is not { } condition) return null;
            if (arm.WhenClause is { } when) condition = $"({condition}) && ({when.Condition})";
            text = $"{condition} ? {arm.Expression} : {text}";
        }

        return $"({text})";
    }

    private static Mended Write(string text, ExpressionSyntax replaced) => new($"Write '{text}'", replaced.Span, text);
}
