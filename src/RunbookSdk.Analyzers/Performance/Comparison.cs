using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RunbookSdk.Analyzers.Model;

namespace RunbookSdk.Analyzers.Performance;

/// <summary>What the matcher's indexes can serve.</summary>
internal static class Comparison
{
    /// <summary>An equality, or an order between values that the matcher knows an order of.</summary>
    public static bool IsIndexed(IBinaryOperation comparison) => comparison.OperatorKind switch
    {
        BinaryOperatorKind.Equals => true,
        BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual =>
            IsOrdered(comparison.LeftOperand.Type),
        _ => false,
    };

    /// <summary>
    /// True when a condition is written in a form that an expression tree cannot hold: the loader writes it out before the matcher sees it, so
    /// nothing can be said of indexes here.
    /// </summary>
    public static bool IsShortForm(IOperation condition) => condition.DescendantsAndSelf().Any(o => o is IIsPatternOperation or IConditionalAccessOperation
        or ISwitchExpressionOperation or ITupleBinaryOperation or ITupleOperation or IWithOperation or ICollectionExpressionOperation);

    /// <summary>"Not equal" keeps nearly every pair, so nothing could be looked up.</summary>
    public static bool IsDenial(IOperation condition) => Operations.Unwrap(condition) switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } => true,
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => Operations.Unwrap(not.Operand) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } or IInvocationOperation { TargetMethod.Name: "Equals" },
        _ => false,
    };

    /// <summary>Numbers, instants and times; enumerations are compared as numbers.</summary>
    public static bool IsOrdered(ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable) type = nullable.TypeArguments[0];
        if (type is INamedTypeSymbol { EnumUnderlyingType: { } underlying }) type = underlying;
        return type?.SpecialType switch
        {
            SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Int32
                or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_Char or SpecialType.System_Single
                or SpecialType.System_Double or SpecialType.System_DateTime => true,
            _ => type is { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true }, Name: "DateTimeOffset" or "TimeSpan" },
        };
    }

    /// <summary>What makes a condition between facts one that an index serves.</summary>
    public static string Remedy(IOperation condition) => Operations.Unwrap(condition) switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } => "'||' is looked up nowhere: write a rule for each side",
        IInvocationOperation { TargetMethod.Name: "Equals" } => "write '==' instead of Equals; to leave upper and lower case out, give both sides the same one: a.ToLowerInvariant() == b.ToLowerInvariant()",
        IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual } order
            when !IsOrdered(order.LeftOperand.Type) => "only numbers (not decimal), instants and times are looked up by their order: compare those, or join by '==' as well",
        IBinaryOperation => "bring each fact to a side of its own, as in 'a.Value > b.Value + 5' instead of 'a.Value - b.Value > 5'",
        _ => "join the facts by '==' between a member of each as well, so that this is asked of few",
    };
}
