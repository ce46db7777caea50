using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RunbookSdk.Analyzers.Model;

namespace RunbookSdk.Analyzers.Performance;

/// <summary>Conditions about one fact by which a changed fact finds the rules that it concerns: a member that keeps its value, against a constant.</summary>
internal static class Lookup
{
    public static bool IsOne(IOperation condition, Shapes shapes) => Parenthesized(condition) switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => IsStored(not.Operand, shapes),
        IBinaryOperation comparison => IsByValue(comparison) && (
            (IsStored(comparison.LeftOperand, shapes) && shapes.FactsOf(comparison.RightOperand) == 0)
            || (IsStored(comparison.RightOperand, shapes) && shapes.FactsOf(comparison.LeftOperand) == 0)),
        IInvocationOperation call => IsPrefix(call, shapes),
        { } member => IsStored(member, shapes),
        _ => false,
    };

    /// <summary>What makes a condition one that facts are looked up by.</summary>
    public static string Remedy(IOperation condition) => Operations.Unwrap(condition) switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } => "'||' is looked up nowhere: write a rule for each side, or add a condition with '&&' that holds for both",
        IBinaryOperation comparison when !IsByValue(comparison) => "values of this type are not looked up: compare a text, a number (for an order not decimal), a truth, an instant or a time with a constant as well",
        IBinaryOperation => "leave the member alone on its side, as in 'l.Percent > 80 * 1.5' instead of 'l.Percent / 1.5 > 80'",
        _ => "compare a member itself with a constant as well: by '==', '<', '>=', or StartsWith",
    };

    private static bool IsByValue(IBinaryOperation comparison) => comparison.OperatorKind switch
    {
        BinaryOperatorKind.Equals => IsComparedByValue(comparison.LeftOperand.Type),
        _ => Comparison.IsIndexed(comparison),
    };

    private static bool IsComparedByValue(ITypeSymbol? type)
    {
        type = Underlying(type);
        return type is { TypeKind: TypeKind.Enum }
            || type?.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_String or SpecialType.System_DateTime
            || type is { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true }, Name: "DateTimeOffset" or "TimeSpan" or "Guid" };
    }

    /// <summary>A text that begins with a constant one; in a rule that is always a matter of characters, not of a culture.</summary>
    private static bool IsPrefix(IInvocationOperation call, Shapes shapes) =>
        call is { TargetMethod: { Name: "StartsWith", ContainingType.SpecialType: SpecialType.System_String }, Instance: { } text } && IsStored(text, shapes)
        && call.Arguments[0].Value is { Type.SpecialType: SpecialType.System_String } prefix && shapes.FactsOf(prefix) == 0
        && prefix.ConstantValue is not { HasValue: true, Value: "" }
        && (call.Arguments.Length == 1 || call.Arguments[1].Value.ConstantValue is { HasValue: true, Value: (int)StringComparison.Ordinal });

    /// <summary>A member that keeps its value, or a conversion of one that cannot fail.</summary>
    private static bool IsStored(IOperation operation, Shapes shapes) => Parenthesized(operation) switch
    {
        IConversionOperation { OperatorMethod: null } conversion => IsStored(conversion.Operand, shapes) && CannotFail(conversion.Operand.Type, conversion.Type),
        IPropertyReferenceOperation { Instance: { } fact } reference => shapes.Of(reference) is Shape.Value && shapes.Of(fact) is Shape.Fact && KeepsItsValue(reference.Property),
        _ => false,
    };

    private static bool CannotFail(ITypeSymbol? from, ITypeSymbol? to)
    {
        if (SymbolEqualityComparer.Default.Equals(from, to)) return true;
        return (!IsNullable(from) || IsNullable(to)) && IsNumber(Underlying(from)) && IsNumber(Underlying(to));
    }

    private static bool IsNumber(ITypeSymbol? type) => type is { TypeKind: TypeKind.Enum }
        || type?.SpecialType is >= SpecialType.System_Char and <= SpecialType.System_UInt64 or SpecialType.System_Single or SpecialType.System_Double
        || type is { Name: "DateTimeOffset" or "TimeSpan", ContainingNamespace.Name: "System" };

    private static bool IsNullable(ITypeSymbol? type) => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };

    private static ITypeSymbol? Underlying(ITypeSymbol? type) => IsNullable(type) ? ((INamedTypeSymbol)type!).TypeArguments[0] : type;

    /// <summary>The compiler made its getter: a parameter of a record, or a property without code of its own.</summary>
    private static bool KeepsItsValue(IPropertySymbol property)
    {
        if (property.IsVirtual && !property.ContainingType.IsSealed) return false;
        return property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
        {
            ParameterSyntax => true,
            PropertyDeclarationSyntax { ExpressionBody: null, AccessorList: { } accessors } => accessors.Accessors.All(a => a.Body is null && a.ExpressionBody is null),
            null => property.GetMethod?.GetAttributes().Any(a => a.AttributeClass?.Name == "CompilerGeneratedAttribute") == true,
            _ => false,
        };
    }

    private static IOperation Parenthesized(IOperation operation)
    {
        while (operation is IParenthesizedOperation inner) operation = inner.Operand;
        return operation;
    }
}
