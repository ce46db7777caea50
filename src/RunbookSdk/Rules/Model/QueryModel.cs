using System.Globalization;
using System.Linq.Expressions;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Rules.Model;

/// <summary>
/// What a rule asks: facts for its slots, and conditions that they have to meet together. A match is one fact for each slot.
/// Conditions refer to facts, to answers of subqueries and to <see cref="Now"/> by parameter expressions.
/// </summary>
internal sealed record QueryModel(
    IReadOnlyList<SlotModel> Slots, IReadOnlyList<ConditionModel> Conditions, IReadOnlyList<SubqueryModel> Subqueries)
{
    /// <summary>Compiled parts, shared with the other rules of the set.</summary>
    public ShapeCache Shapes { get; init; } = new();

    /// <summary>Stands for the instant of the evaluation in every expression of every model.</summary>
    public static ParameterExpression Now { get; } = Expression.Parameter(typeof(DateTimeOffset), "Now");

    public override string ToString()
    {
        var clauses = Slots.Select(s => s.ToString())
            .Concat(Conditions.Select(c => $"where {ExpressionText.Of(c.Body, this)}"));
        return string.Join(" ", clauses);
    }
}

/// <summary>A place in a match.</summary>
internal sealed record SlotModel(int Index, SourceModel Source, ParameterExpression Parameter)
{
    /// <summary>
    /// How old the last observation of the fact may be when a match begins; null when that does not matter. Whoever opens matches minds
    /// it: the source holds older facts too, for they end no match.
    /// </summary>
    public TimeSpan? MaxAge { get; init; }

    public override string ToString() =>
        MaxAge is { } age ? $"from {Parameter.Name} in {Source}.MaxAge({age:c})" : $"from {Parameter.Name} in {Source}";
}

/// <summary>A condition of a query.</summary>
/// <param name="Body">Boolean expression.</param>
/// <param name="Slots">Bit set of the slots that it reads itself or through its subqueries.</param>
/// <param name="Subqueries">Bit set of the subqueries whose answers it reads.</param>
/// <param name="ReadsNow">True when it compares with now.</param>
/// <param name="Location">The clause.</param>
internal sealed record ConditionModel(Expression Body, ulong Slots, ulong Subqueries, bool ReadsNow, SourceLocation Location);

/// <summary>A question about other facts, asked for each match: its answer is a number, or whether there are any.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Source">The other facts.</param>
/// <param name="Fact">Stands for one of them in the conditions and in the selector.</param>
/// <param name="Conditions">Which of them count; they may refer to the slots of the query.</param>
/// <param name="Selector">The number that each gives; null for <see cref="AggregateKind.Any"/> and <see cref="AggregateKind.Count"/>.</param>
/// <param name="Answer">Stands for the answer in the conditions of the query.</param>
/// <param name="Slots">Bit set of the slots that the conditions and the selector read.</param>
/// <param name="Location">The clause.</param>
internal sealed record SubqueryModel(
    AggregateKind Kind,
    SourceModel Source,
    ParameterExpression Fact,
    IReadOnlyList<Expression> Conditions,
    Expression? Selector,
    ParameterExpression Answer,
    ulong Slots,
    SourceLocation Location)
{
    /// <summary>Which quantile, 0 to 1; 0 for any other question.</summary>
    public double Parameter { get; init; }

    public override string ToString()
    {
        var conditions = string.Concat(Conditions.Select(c => $".Where({Fact.Name} => {ExpressionText.Of(c)})"));
        return Selector is null
            ? $"{Source}{conditions}.{Kind}()"
            : $"{Source}{conditions}.{Kind}({ParameterText()}{Fact.Name} => {ExpressionText.Of(Selector)})";
    }

    private string ParameterText() => Kind == AggregateKind.Quantile ? string.Create(CultureInfo.InvariantCulture, $"{Parameter}, ") : "";
}

/// <summary>A question about the members of a group.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Condition">Which members count, in terms of the inner query's slots; null: all.</param>
/// <param name="Selector">The number that each gives; null for counts.</param>
/// <param name="Location">The clause.</param>
internal sealed record AggregateModel(AggregateKind Kind, Expression? Condition, Expression? Selector, SourceLocation Location)
{
    /// <summary>Which quantile, 0 to 1; 0 for any other question.</summary>
    public double Parameter { get; init; }
}

/// <summary>
/// Which member of a group is the first in an order. Members whose key is null or not a number come last, whatever the order; of equal
/// keys the one whose facts became known first.
/// </summary>
/// <param name="Key">What they are ordered by, in terms of the inner query's slots.</param>
/// <param name="IsDescending">True when the greatest key comes first.</param>
/// <param name="Element">What the group holds of the member, in the same terms.</param>
/// <param name="Location">The clause.</param>
internal sealed record FirstModel(Expression Key, bool IsDescending, Expression Element, SourceLocation Location);

internal enum AggregateKind
{
    Any,
    Count,
    Sum,
    Average,
    Min,
    Max,

    /// <summary>The value at a share of the way from the least to the greatest, between neighbours in proportion.</summary>
    Quantile,

    /// <summary>The sum, over the keys of the observed facts, of what a counter rose by in each second.</summary>
    Rate,
}
