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
/// <param name="lets">What <c>let</c> has given a name.</param>
internal sealed class FormulaReader(RunbookSymbols symbols, IReadOnlyDictionary<string, string> names, IReadOnlyDictionary<string, IOperation> lets)
{
    /// <param name="condition">The condition; a truth value.</param>
    public Formula Read(IOperation condition)
    {
        var operation = Operations.Unwrap(condition) ?? condition;
        if (IsSwitch(operation)) return new Formula.Unknown(operation.Syntax);
        if (operation.ConstantValue is { HasValue: true, Value: bool truth }) return new Formula.Constant(operation.Syntax, truth);
        return operation switch
        {
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => Read(not.Operand).Negate() with { Syntax = not.Syntax },
            IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And } both when IsTruth(both) =>
                new Formula.Both(both.Syntax, [Read(both.LeftOperand), Read(both.RightOperand)]),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or } either when IsTruth(either) =>
                new Formula.Either(either.Syntax, [Read(either.LeftOperand), Read(either.RightOperand)]),
            IBinaryOperation comparison when IsComparison(comparison.OperatorKind) => Compare(comparison),
            IInvocationOperation { TargetMethod: { Name: "Equals", ContainingType.SpecialType: SpecialType.System_String }, Instance: { } text, Arguments.Length: 1 } equals
                when ValueOf(equals.Arguments[0].Value) is { } value => WithConstant(equals.Syntax, Implicit(text), BinaryOperatorKind.Equals, value),
            _ when LetOf(operation) is { } given => Read(given),
            IIsPatternOperation match => Match(match, match.Pattern) with { Syntax = match.Syntax },
            _ => new Formula.Comparison(operation.Syntax, Spell(operation), BinaryOperatorKind.Equals, Value.True),
        };
    }

    /// <summary>A pattern is comparisons of one thing.</summary>
    private Formula Match(IIsPatternOperation match, IPatternOperation pattern)
    {
        var subject = Implicit(match.Value);
        Formula Compared(BinaryOperatorKind kind, IOperation with) => Value.Of(with, symbols) is { } value
            ? WithConstant(pattern.Syntax, subject, kind, value)
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
        if (ValueOf(operation.LeftOperand) is not null) (left, right, kind) = (Implicit(right), operation.LeftOperand, Mirrored(kind));
        if (ValueOf(right) is { } value) return WithConstant(operation.Syntax, left, kind, value);
        right = Implicit(right);
        var (one, other) = (Spell(left), Spell(right));
        if (one == other) return new Formula.Unknown(operation.Syntax);
        // Two things compared with one another: their difference is above zero, below it, or zero.
        var isSwapped = string.CompareOrdinal(one, other) > 0;
        var difference = isSwapped ? $"{other} - {one}" : $"{one} - {other}";
        return new Formula.Comparison(operation.Syntax, difference, isSwapped ? Mirrored(kind) : kind, Value.Zero)
        {
            IsDifference = true,
            IsMeasure = IsMeasure(left.Type),
            CanBeNull = CanBeNull(left) || CanBeNull(right),
        };
    }

    /// <summary>Instants of two zones have no order that the text shows, so that each zone's are about something of their own.</summary>
    private Formula.Comparison WithConstant(SyntaxNode syntax, IOperation subject, BinaryOperatorKind kind, Value value) =>
        new(syntax, value.Kind == ValueKind.Instant ? $"{Spell(subject)} @ {value.Text}" : Spell(subject), kind, value)
        {
            IsWhole = IsWhole(subject.Type),
            IsMeasure = IsMeasure(subject.Type),
            IsCount = IsCount(subject),
            CanBeNull = CanBeNull(subject),
        };

    /// <summary>A constant that has a name is switched by hand, on purpose.</summary>
    private static bool IsSwitch(IOperation operation)
    {
        while (operation is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not) operation = Operations.Unwrap(not.Operand) ?? not.Operand;
        return operation is IFieldReferenceOperation or ILocalReferenceOperation && operation.ConstantValue.HasValue;
    }

    /// <summary>The constant that something is compared with: one that is written there, or given a name by <c>let</c>.</summary>
    private Value? ValueOf(IOperation operation) => Value.Of(LetOf(operation) ?? operation, symbols);

    private IOperation? LetOf(IOperation operation) =>
        operation.Syntax is IdentifierNameSyntax name && lets.TryGetValue(name.Identifier.ValueText, out var given) ? given : null;

    /// <summary>Tokens without their spaces, and names as what they stand for.</summary>
    public string Spell(IOperation operation) => string.Join(
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

    private static bool IsMeasure(ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable) type = nullable.TypeArguments[0];
        return type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double || type is { Name: "TimeSpan", ContainingNamespace.Name: "System" };
    }

    private static bool IsCount(IOperation operation) => operation.Type?.SpecialType == SpecialType.System_Int32
        && operation is IInvocationOperation { TargetMethod.Name: "Count" } or IPropertyReferenceOperation { Property.Name: "Length" or "Count" } && IsOfMany(operation);

    /// <summary>Something that holds several: a text, a list, facts, a group; a fact may have a member called so that means something else.</summary>
    private static bool IsOfMany(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod.ContainingType is { Name: "FactSource" or "Group" or "Enumerable" },
        IPropertyReferenceOperation { Instance.Type: { } owner } => owner.TypeKind == TypeKind.Array || owner.SpecialType == SpecialType.System_String
            || owner.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable),
        _ => false,
    };

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
