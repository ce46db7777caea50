using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RunbookSdk.Analyzers.Model;

namespace RunbookSdk.Analyzers.Safety;

/// <summary>
/// Finds a condition that measured values make true and false again and again: a number of a fact with a key that is compared with a level, or
/// a yes or no of one. What is raised and cleared, or has to last, has its own protection.
/// </summary>
internal static class Crossing
{
    public static IOperation? Find(WrittenQuery query)
    {
        if (query.Clauses.Any(c => c.Kind is ClauseKind.RaisedWhen or ClauseKind.GroupBy)) return null;
        foreach (var clause in query.Clauses)
        {
            if (clause.Kind == ClauseKind.Where && Find(clause.Body, query) is { } own) return own;
            if (query.OtherOf(clause) is { } other && Find(other) is { } found) return found;
        }

        return null;
    }

    /// <summary>A matched fact with a key that has something else than the key to be measured anew; null when there is none.</summary>
    public static ITypeSymbol? MeasuredFact(WrittenQuery query) => query.Clauses.Select(c => c.FactType).OfType<ITypeSymbol>().FirstOrDefault(t => IsMeasured(t, query.Symbols))
        ?? query.Clauses.Select(query.OtherOf).OfType<WrittenQuery>().Select(MeasuredFact).FirstOrDefault(t => t is not null);

    private static bool IsMeasured(ITypeSymbol fact, RunbookSymbols symbols)
    {
        var keys = symbols.KeysOf(fact).Select(k => k.Name).ToImmutableHashSet();
        return !keys.IsEmpty && fact.GetMembers().OfType<IPropertySymbol>()
            .Any(p => !p.IsStatic && !keys.Contains(p.Name) && (IsNumber(p.Type) || p.Type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Decimal || p.Type.Name == nameof(DateTimeOffset)));
    }

    private static IOperation? Find(IOperation? condition, WrittenQuery query) => Operations.Unwrap(condition) switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both =>
            Find(both.LeftOperand, query) ?? Find(both.RightOperand, query),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not when IsMeasured(not.Operand, query, isNumber: false) => not,
        IBinaryOperation
        {
            OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan
            or BinaryOperatorKind.GreaterThanOrEqual
        } order
            when IsMeasured(order.LeftOperand, query, isNumber: true) || IsMeasured(order.RightOperand, query, isNumber: true) => order,
        { } simple when IsMeasured(simple, query, isNumber: false) => simple,
        _ => null,
    };

    /// <summary>A member of a fact with a key that is not of the key.</summary>
    private static bool IsMeasured(IOperation operation, WrittenQuery query, bool isNumber)
    {
        if (Operations.Unwrap(operation) is not IPropertyReferenceOperation { Property: { } property, Instance: { } fact }) return false;
        if (LetOf(property, query) is { } given) return isNumber ? IsMeasured(given, query, isNumber) : Find(given, query) is not null;
        if (isNumber ? !IsNumber(property.Type) : property.Type.SpecialType != SpecialType.System_Boolean) return false;
        if (fact.Type is null || property.ContainingType.IsAnonymousType) return false;
        var keys = query.Symbols.KeysOf(fact.Type);
        return keys.Count > 0 && keys.All(k => k.Name != property.Name);
    }

    /// <summary>What <c>let</c> has given a name; null for a member of anything else.</summary>
    private static IOperation? LetOf(IPropertySymbol property, WrittenQuery query) => property.ContainingType.IsAnonymousType
        ? query.Clauses.Where(c => c.Kind == ClauseKind.Select).Select(c => Operations.Unwrap(c.Body)).OfType<IAnonymousObjectCreationOperation>()
            .Select(c => c.Initializers.LastOrDefault()).OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(a => a.Target is IPropertyReferenceOperation let && let.Property.Name == property.Name)?.Value
        : null;

    private static bool IsNumber(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable) type = nullable.TypeArguments[0];
        return type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;
    }
}
