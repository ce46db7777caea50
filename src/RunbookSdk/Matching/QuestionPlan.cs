using System.Linq.Expressions;
using System.Numerics;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>
/// How a question is answered: which facts count, the key that ties them to one slot of the match, and what no key can express, which
/// is searched. Made once for a rule.
/// </summary>
internal sealed class QuestionPlan
{
    private readonly CompiledWithFact<bool>? ties;

    public QuestionPlan(QueryModel query, SubqueryModel model)
    {
        Model = model;
        var single = model.Conditions.Where(c => JoinTie.SlotsOf(c, query) == 0).ToList();
        Pattern = new AlphaPattern(
            [.. single.Select(c => new FactCondition(c, model.Fact, model.Location, query.Shapes))], model.Fact, query.Shapes);
        var parts = KeyOf(model.Conditions.Except(single), query, model.Fact);
        if (parts.Count > 0)
        {
            Slot = parts[0].Slot;
            Inner = PatternOf(parts, p => p.Inner, model.Fact, query);
            Outer = PatternOf(parts, p => p.Outer, query.Slots[parts[0].Slot].Parameter, query);
            HashOfMatch = Compilation.Compile<int>(IndexPattern.HashOf(parts.Select(p => p.Outer)), query);
            ties = Compilation.CompileWithFact<bool>(parts.Select(p => (Expression)p.Condition).Aggregate(Expression.AndAlso), query, model.Fact);
        }

        var residual = model.Conditions.Except(single).Except(parts.Select(p => p.Condition)).ToList();
        Searched = [.. residual.Select(c => Compilation.CompileWithFact<bool>(c, query, model.Fact))];
        Reads = residual.Append(model.Selector ?? Expression.Empty()).Aggregate(Inner?.Reads ?? 0, (bits, e) => bits | FactMembers.ReadBy(e, model.Fact));
        if (model.Selector is not null) SetNumber(model.Selector, query);
        Key = KeyOfAnswers();
    }

    public SubqueryModel Model { get; }

    /// <summary>Conditions about the other fact alone.</summary>
    public AlphaPattern Pattern { get; }

    /// <summary>The slot whose facts the key ties to; null when every match asks the same.</summary>
    public int? Slot { get; }

    /// <summary>The key on the side of the other facts.</summary>
    public IndexPattern? Inner { get; }

    /// <summary>The key on the side of the slot.</summary>
    public IndexPattern? Outer { get; }

    public Compiled<int>? HashOfMatch { get; }

    /// <summary>Conditions that are asked for each match and each other fact.</summary>
    public IReadOnlyList<CompiledWithFact<bool>> Searched { get; }

    /// <summary>The number that another fact gives; null for counts.</summary>
    public Func<object, double>? Number { get; private set; }

    /// <summary>The number that another fact gives to a match, when it depends on both.</summary>
    public CompiledWithFact<double>? NumberForMatch { get; private set; }

    /// <summary>Members of the other fact that matter to the answer.</summary>
    public ulong Reads { get; }

    public bool IsSearched => Searched.Count > 0 || NumberForMatch is not null;

    /// <summary>Questions with equal keys over one memory share their answers.</summary>
    public object Key { get; }

    /// <summary>True when a match asks for the key of a fact.</summary>
    public bool Ties(object?[] facts, object fact) => ties!(facts, fact);

    private static List<(BinaryExpression Condition, Expression Inner, Expression Outer, int Slot)> KeyOf(
        IEnumerable<Expression> conditions, QueryModel query, ParameterExpression fact) =>
        conditions.Select(c => PartOf(c, query, fact)).OfType<(BinaryExpression Condition, Expression Inner, Expression Outer, int Slot)>()
            .GroupBy(p => p.Slot).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).FirstOrDefault()?.ToList() ?? [];

    private static (BinaryExpression Condition, Expression Inner, Expression Outer, int Slot)? PartOf(
        Expression condition, QueryModel query, ParameterExpression fact)
    {
        if (condition is not BinaryExpression { NodeType: ExpressionType.Equal } equal || equal.Left.Type != equal.Right.Type) return null;
        var leftIsInner = Rules.Model.Reads.Of(equal.Left).Contains(fact);
        var (inner, outer) = leftIsInner ? (equal.Left, equal.Right) : (equal.Right, equal.Left);
        var slots = JoinTie.SlotsOf(outer, query);
        return JoinTie.SlotsOf(inner, query) == 0 && !Rules.Model.Reads.Of(outer).Contains(fact) && BitOperations.PopCount(slots) == 1
            ? (equal, inner, outer, BitOperations.TrailingZeroCount(slots))
            : null;
    }

    private static IndexPattern PatternOf(
        List<(BinaryExpression Condition, Expression Inner, Expression Outer, int Slot)> parts,
        Func<(BinaryExpression Condition, Expression Inner, Expression Outer, int Slot), Expression> side,
        ParameterExpression fact,
        QueryModel query) =>
        IndexPattern.Equal([.. parts.Select(side)], [.. parts.Select(p => p.Condition.Method)], fact, query.Shapes);

    private void SetNumber(Expression selector, QueryModel query)
    {
        if (JoinTie.SlotsOf(selector, query) == 0) Number = Compilation.CompileOnFact<double>(selector, Model.Fact, query.Shapes);
        else NumberForMatch = Compilation.CompileWithFact<double>(selector, query, Model.Fact);
    }

    /// <summary>Where facts are searched they are kept with the number that each gives, so those who ask for other numbers keep their own.</summary>
    private object KeyOfAnswers()
    {
        var number = Number is null ? null : ExpressionTokens.Of(Model.Selector, Model.Fact);
        return IsSearched
            ? (Inner?.Key, IsSearched, default(AggregateKind), 0d, number, Reads)
            : (Inner?.Key, IsSearched, Model.Kind, Model.Parameter, number, Reads);
    }
}
