using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RunbookSdk.Analyzers.Model;

namespace RunbookSdk.Analyzers.Performance;

/// <summary>A question about other facts that is asked for each match: <c>Facts&lt;T&gt;().Any(...)</c>, <c>Missing&lt;T&gt;(...)</c>.</summary>
/// <param name="Call">The question.</param>
/// <param name="Searched">The first of its conditions that no key expresses, so that facts are asked one by one; null when it has none.</param>
/// <param name="HasKey">True when at least something leads to the facts that are asked.</param>
internal sealed record WrittenQuestion(IInvocationOperation Call, IOperation? Searched, bool HasKey)
{
    /// <summary>Stands for the other fact; the matches of a rule have fewer.</summary>
    private const int Other = 63;

    public static bool IsOne(IOperation operation, RunbookSymbols symbols) =>
        operation is IInvocationOperation call && (IsMissing(call, symbols) || QueryClause.Read(call, symbols) is { Kind: ClauseKind.Question });

    public static bool IsNow(IOperation operation, RunbookSymbols symbols) => operation is IPropertyReferenceOperation { Property: { IsStatic: true, Name: "Now" } property }
        && SymbolEqualityComparer.Default.Equals(property.ContainingType, symbols.RuleBook);

    public static WrittenQuestion? Read(IOperation operation, Shapes shapes, RunbookSymbols symbols)
    {
        if (!IsOne(operation, symbols)) return null;
        var call = (IInvocationOperation)operation;
        var parts = new Dictionary<int, List<IOperation>>();
        var searched = new List<IOperation>();
        var lambdas = IsMissing(call, symbols) ? LambdasOf(call) : WrittenQuery.Read(call, symbols)!.Clauses.SelectMany(c => KeysOfOver(c, shapes, symbols, parts));
        foreach (var lambda in lambdas)
        {
            shapes.Set(lambda, 0, new Shape.Fact(Other));
            if (Operations.BodyOf(lambda) is not { } body) continue;
            var isCondition = body.Type?.SpecialType == SpecialType.System_Boolean;
            if (isCondition) Sort(body, isWhole: IsOfAll(lambda, call), shapes, symbols, parts, searched);
            else if ((shapes.FactsOf(body) & ~(1UL << Other)) != 0) searched.Add(body);
        }

        // The key is of one fact of the match: the one that most of it is about.
        var key = parts.OrderByDescending(p => p.Value.Count).ThenBy(p => p.Key).Select(p => (int?)p.Key).FirstOrDefault();
        searched.AddRange(parts.Where(p => p.Key != key).SelectMany(p => p.Value));
        return new(call, searched.OrderBy(s => s.Syntax.SpanStart).FirstOrDefault(), key is not null);
    }

    /// <summary>The lambdas of a clause; <c>Over(fact, window)</c> says besides that the keys are those of the fact.</summary>
    private static IEnumerable<IAnonymousFunctionOperation> KeysOfOver(
        QueryClause clause, Shapes shapes, RunbookSymbols symbols, Dictionary<int, List<IOperation>> parts)
    {
        if (clause.Kind == ClauseKind.Over && clause.Call.Instance is null && shapes.Of(clause.Call.Arguments[0].Value) is Shape.Fact fact)
            foreach (var _ in symbols.KeysOf(clause.Call.Arguments[0].Value.Type!)) PartsOf(parts, fact.Number).Add(clause.Call);
        return clause.Lambdas;
    }

    private static IEnumerable<IAnonymousFunctionOperation> LambdasOf(IInvocationOperation call) =>
        call.Arguments.Select(a => Operations.Unwrap(a.Value)).OfType<IAnonymousFunctionOperation>();

    private static void Sort(
        IOperation condition, bool isWhole, Shapes shapes, RunbookSymbols symbols, Dictionary<int, List<IOperation>> parts, List<IOperation> searched)
    {
        var meant = Operations.Unwrap(condition);
        if (!isWhole && meant is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both)
        {
            Sort(both.LeftOperand, isWhole, shapes, symbols, parts, searched);
            Sort(both.RightOperand, isWhole, shapes, symbols, parts, searched);
            return;
        }

        if (Comparison.IsShortForm(condition) || condition.DescendantsAndSelf().Any(o => IsNow(o, symbols)) || (shapes.FactsOf(condition) & ~(1UL << Other)) == 0) return;
        if (!isWhole && meant is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equal && FactOfMatch(equal, shapes) is { } fact)
            PartsOf(parts, fact).Add(condition);
        else searched.Add(condition);
    }

    /// <summary>The fact of the match that the other fact has to have the key of; null when more than that is said.</summary>
    private static int? FactOfMatch(IBinaryOperation equal, Shapes shapes)
    {
        const ulong OtherBit = 1UL << Other;
        var (left, right) = (shapes.FactsOf(equal.LeftOperand), shapes.FactsOf(equal.RightOperand));
        var (inner, outer) = (left & OtherBit) != 0 ? (left, right) : (right, left);
        return (inner & ~OtherBit) == 0 && (outer & OtherBit) == 0 && Bits.Count(outer) == 1 ? Bits.First(outer) : null;
    }

    private static List<IOperation> PartsOf(Dictionary<int, List<IOperation>> parts, int fact) =>
        parts.TryGetValue(fact, out var known) ? known : parts[fact] = [];

    /// <summary><c>All</c> asks whether there is one for which its condition does not hold: nothing of a denied condition can be looked up.</summary>
    private static bool IsOfAll(IAnonymousFunctionOperation lambda, IInvocationOperation call) =>
        call.TargetMethod.Name == "All" && call.Arguments.Any(a => Operations.Unwrap(a.Value) == lambda);

    private static bool IsMissing(IInvocationOperation call, RunbookSymbols symbols) => RunbookSymbols.IsMember(call.TargetMethod, symbols.RuleBook, "Missing");
}
