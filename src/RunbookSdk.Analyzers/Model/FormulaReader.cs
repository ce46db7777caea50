using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RunbookSdk.Analyzers.Model;

/// <summary>Reads conditions as formulas.</summary>
/// <param name="symbols">The SDK's types.</param>
/// <param name="names">
/// What the names of facts stand for, so that the same fact has one spelling in all clauses: <c>l</c> in <c>.Where(l => ...)</c> and <c>load</c>
/// in <c>from load in</c>.
/// </param>
internal sealed class FormulaReader(RunbookSymbols symbols, IReadOnlyDictionary<string, string> names)
{
    /// <param name="condition">The condition; a truth value.</param>
    public Formula Read(IOperation condition)
    {
        var operation = Operations.Unwrap(condition) ?? condition;
        if (operation.ConstantValue is { HasValue: true, Value: bool truth }) return new Formula.Constant(operation.Syntax, truth);
        return operation switch
        {
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => Read(not.Operand).Negate() with { Syntax = not.Syntax },
            IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And } both when IsTruth(both) =>
                new Formula.Both(both.Syntax, [Read(both.LeftOperand), Read(both.RightOperand)]),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or } either when IsTruth(either) =>
                new Formula.Either(either.Syntax, [Read(either.LeftOperand), Read(either.RightOperand)]),
            IBinaryOperation comparison when IsComparison(comparison.OperatorKind) => Compare(comparison),
            IIsPatternOperation match => Match(match, match.Pattern) with { Syntax = match.Syntax },
            _ => new Formula.Comparison(operation.Syntax, Spell(operation), BinaryOperatorKind.Equals, Value.True),
        };
    }

    /// <summary>A pattern is comparisons of one thing.</summary>
    private Formula Match(IIsPatternOperation match, IPatternOperation pattern)
    {
        var subject = Implicit(match.Value);
        Formula Compared(BinaryOperatorKind kind, IOperation with) => Value.Of(with, symbols) is { } value
            ? new Formula.Comparison(pattern.Syntax, Spell(subject), kind, value) { IsWhole = IsWhole(subject.Type), CanBeNull = CanBeNull(subject) }
            : new Formula.Unknown(pattern.Syntax);
        return pattern switch
        {
            IConstantPatternOperation constant => Compared(BinaryOperatorKind.Equals, constant.Value),
            IRelationalPatternOperation relational => Compared(relational.OperatorKind, relational.Value),
            INegatedPatternOperation not => Match(match, not.Pattern).Negate(),
            IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both =>
                new Formula.Both(both.Syntax, [Match(match, both.LeftPattern), Match(match, both.RightPattern)]),
            IBinaryPatternOperation either => new Formula.Either(either.Syntax, [Match(match, either.LeftPattern), Match(match, either.RightPattern)]),
            _ => new Formula.Unknown(pattern.Syntax),
        };
    }

    private Formula Compare(IBinaryOperation operation)
    {
        var kind = operation.OperatorKind;
        var (left, right) = (Implicit(operation.LeftOperand), operation.RightOperand);
        if (Value.Of(operation.LeftOperand, symbols) is not null) (left, right, kind) = (Implicit(right), operation.LeftOperand, Mirrored(kind));
        if (Value.Of(right, symbols) is { } value)
            return new Formula.Comparison(operation.Syntax, Spell(left), kind, value) { IsWhole = IsWhole(left.Type), CanBeNull = CanBeNull(left) };
        right = Implicit(right);
        var (one, other) = (Spell(left), Spell(right));
        if (one == other) return new Formula.Unknown(operation.Syntax);
        // Two things compared with one another: their difference is above zero, below it, or zero.
        var isSwapped = string.CompareOrdinal(one, other) > 0;
        var difference = isSwapped ? $"{other} - {one}" : $"{one} - {other}";
        return new Formula.Comparison(operation.Syntax, difference, isSwapped ? Mirrored(kind) : kind, Value.Zero)
        {
            IsDifference = true,
            CanBeNull = CanBeNull(left) || CanBeNull(right),
        };
    }

    /// <summary>Tokens without their spaces, and names as what they stand for.</summary>
    private string Spell(IOperation operation) => string.Join(
        " ", operation.Syntax.DescendantTokens().Select(Spell));

    private string Spell(SyntaxToken token) =>
        token.Parent is IdentifierNameSyntax name && StandsAlone(name) && names.TryGetValue(token.Text, out var meant) ? meant : token.Text;

    private static bool StandsAlone(IdentifierNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == name,
        NameColonSyntax or NameEqualsSyntax => false,
        _ => true,
    };

    private static IOperation Implicit(IOperation operation)
    {
        while (operation is IConversionOperation { IsImplicit: true } conversion) operation = conversion.Operand;
        return operation;
    }

    private static bool IsTruth(IOperation operation) => operation.Type?.SpecialType == SpecialType.System_Boolean;

    private static bool IsWhole(ITypeSymbol? type) => type?.TypeKind == TypeKind.Enum
        || type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;

    private static bool CanBeNull(IOperation operation) => operation.Type is { IsReferenceType: true } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };

    private static bool IsComparison(BinaryOperatorKind kind) =>
        kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals || Mirrored(kind) != kind;

    private static BinaryOperatorKind Mirrored(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        _ => kind,
    };
}
