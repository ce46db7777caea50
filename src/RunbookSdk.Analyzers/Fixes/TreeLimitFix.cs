using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunbookSdk.Analyzers.Fixes;

/// <summary>
/// Writes the other forms that an expression tree refuses: tuples that are compared (CS8382), collection expressions (CS9175), <c>with</c> (CS8849),
/// indexes and ranges (CS8790, CS8792), and a block that only returns (CS0834).
/// </summary>
internal sealed class TreeLimitFix : Fix
{
    public override IReadOnlyList<string> Ids { get; } = ["CS8382", "CS9175", "CS8849", "CS8790", "CS8792", "CS0834"];

    public override Mended? For(SyntaxNode node, Diagnostic diagnostic, SemanticModel model) => diagnostic.Id switch
    {
        "CS8382" => Mend(node.FirstAncestorOrSelf<BinaryExpressionSyntax>(), OfTuples),
        "CS9175" => Mend(node.FirstAncestorOrSelf<CollectionExpressionSyntax>(), c => OfCollection(c, model)),
        "CS8849" => Mend(node.FirstAncestorOrSelf<WithExpressionSyntax>(), w => OfWith(w, model)),
        "CS8790" or "CS8792" => Mend(node.FirstAncestorOrSelf<ElementAccessExpressionSyntax>(), e => OfIndex(e, model)),
        _ => Mend(node.FirstAncestorOrSelf<LambdaExpressionSyntax>()?.Block, OfBlock),
    };

    private static Mended? Mend<T>(T? replaced, Func<T, string?> write)
        where T : SyntaxNode =>
        replaced is not null && write(replaced) is { } text ? new($"Write '{text}'", replaced.Span, text) : null;

    private static string? OfTuples(BinaryExpressionSyntax comparison)
    {
        if (comparison is not { Left: TupleExpressionSyntax left, Right: TupleExpressionSyntax right } || left.Arguments.Count != right.Arguments.Count) return null;
        var isEqual = comparison.IsKind(SyntaxKind.EqualsExpression);
        var parts = left.Arguments.Zip(right.Arguments, (one, other) => $"{one.Expression} {comparison.OperatorToken} {other.Expression}");
        return ExpressionTrees.Closed(string.Join(isEqual ? " && " : " || ", parts), comparison);
    }

    private static string? OfCollection(CollectionExpressionSyntax collection, SemanticModel model)
    {
        if (collection.Elements.Count == 0 || collection.Elements.Any(e => e is not ExpressionElementSyntax)) return null;
        var elements = string.Join(", ", collection.Elements);
        var type = collection.Parent is CastExpressionSyntax cast ? model.GetTypeInfo(cast.Type).Type : model.GetTypeInfo(collection).ConvertedType;
        if (type is IArrayTypeSymbol array) return $"new {Name(array.ElementType, collection, model)}[] {{ {elements} }}";
        if (type is not INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } named) return null;
        var element = Name(arguments[0], collection, model);
        if (named.TypeKind == TypeKind.Interface) return $"new {element}[] {{ {elements} }}";
        return named.Name == "List" ? $"new List<{element}> {{ {elements} }}" : null;
    }

    /// <summary>The record made anew, when all of it is said by its constructor.</summary>
    private static string? OfWith(WithExpressionSyntax with, SemanticModel model)
    {
        if (model.GetTypeInfo(with).Type is not INamedTypeSymbol { IsRecord: true } record || with.Expression is not (IdentifierNameSyntax or MemberAccessExpressionSyntax)) return null;
        var changes = with.Initializer.Expressions.OfType<AssignmentExpressionSyntax>().ToDictionary(a => a.Left.ToString(), a => a.Right.ToString());
        var parameters = record.InstanceConstructors.OrderByDescending(c => c.Parameters.Length).First().Parameters;
        var properties = record.GetMembers().OfType<IPropertySymbol>().Where(p => p is { IsStatic: false, SetMethod: not null }).Select(p => p.Name).ToList();
        if (!properties.All(p => parameters.Any(a => a.Name == p)) || !parameters.All(p => properties.Contains(p.Name))) return null;
        var arguments = parameters.Select(p => changes.TryGetValue(p.Name, out var value) ? value : $"{with.Expression}.{p.Name}");
        return $"new {Name(record, with, model)}({string.Join(", ", arguments)})";
    }

    private static string? OfIndex(ElementAccessExpressionSyntax access, SemanticModel model)
    {
        if (access.ArgumentList.Arguments.Count != 1 || model.GetTypeInfo(access.Expression).Type is not { } type) return null;
        var owner = access.Expression.ToString();
        var length = $"{owner}.{(type is IArrayTypeSymbol || type.SpecialType == SpecialType.System_String ? "Length" : "Count")}";
        string FromFront(ExpressionSyntax? index, string missing) => index switch
        {
            null => missing,
            PrefixUnaryExpressionSyntax { Operand: var back } prefix when prefix.IsKind(SyntaxKind.IndexExpression) => $"{length} - {back}",
            _ => index.ToString(),
        };
        return access.ArgumentList.Arguments[0].Expression switch
        {
            RangeExpressionSyntax range when type.SpecialType == SpecialType.System_String => OfRange(owner, FromFront(range.LeftOperand, "0"), range, FromFront(range.RightOperand, length)),
            PrefixUnaryExpressionSyntax back => $"{owner}[{FromFront(back, "")}]",
            _ => null,
        };
    }

    private static string OfRange(string owner, string begin, RangeExpressionSyntax range, string end) => range switch
    {
        { RightOperand: null } => $"{owner}.Substring({begin})",
        { LeftOperand: null } => $"{owner}.Substring(0, {end})",
        _ => $"{owner}.Substring({begin}, {end} - {(begin.Contains(' ') ? $"({begin})" : begin)})",
    };

    private static string? OfBlock(BlockSyntax block) =>
        block.Statements.Count == 1 && block.Statements[0] is ReturnStatementSyntax { Expression: { } value } ? value.ToString() : null;

    private static string Name(ITypeSymbol type, SyntaxNode place, SemanticModel model) => type.ToMinimalDisplayString(model, place.SpanStart);
}
