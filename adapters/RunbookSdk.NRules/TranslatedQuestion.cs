using System.Linq.Expressions;
using RunbookSdk.Facts;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.NRules;

/// <summary>One question of a query as NRules asks it: which facts count for which match, and with which number.</summary>
internal sealed class TranslatedQuestion
{
    private readonly RuleContext context;
    private readonly QuestionPlan plan;
    private readonly LimitWatch.Meter meter;

    public TranslatedQuestion(RuleContext context, QueryModel query, QuestionPlan plan, LimitWatch.Meter meter)
    {
        (this.context, this.plan, this.meter) = (context, plan, meter);
        Binding = new SlotBinding(query.Slots.Count, [.. query.Slots.Select(s => s.Index).Where(i => (Model.Slots & (1UL << i)) != 0)]);
        var tied = Model.Conditions.Where(c => JoinTie.SlotsOf(c, query) != 0);
        IsExistence = Model.Kind == AggregateKind.Any && !plan.IsSearched && tied.All(c => IsTiedToMember(c, query));
    }

    public SubqueryModel Model => plan.Model;

    public SlotBinding Binding { get; }

    /// <summary>
    /// True when the <c>not</c> and <c>exists</c> of NRules mean the same as the question: whether there are any, tied to the match by
    /// nothing but members that cannot throw.
    /// </summary>
    public bool IsExistence { get; }

    /// <summary>True when facts are asked for each match anew, because no key says which of them count.</summary>
    public bool IsSearched => plan.IsSearched;

    public Aggregate NewAggregate() => new(Model.Kind, Model.Parameter);

    /// <summary>Whether a fact counts for anybody.</summary>
    public bool Counts(SourceFact fact)
    {
        var location = Model.Location;
        try
        {
            foreach (var condition in plan.Pattern.Conditions)
            {
                location = condition.Location;
                if (!condition.Holds(fact.Fact.Value)) return false;
            }

            location = Model.Location;
            plan.Inner?.Hash(fact.Fact.Value);
            plan.Number?.Invoke(fact.Fact.Value);
            return true;
        }
#pragma warning disable CA1031 // A rule may throw anything; what cannot be asked does not count.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            context.Fault(location, exception, fact.Fact);
            return false;
        }
    }

    /// <summary>Whether a fact that counts does so for these facts of a match.</summary>
    public bool CountsFor(SourceFact[] slots, SourceFact fact) => NumberFor(slots, fact) is double;

    /// <summary>
    /// The number of a fact that counts, a <see cref="double"/>; null when it does not count for these facts of a match; what was thrown,
    /// when that could not be asked.
    /// </summary>
    public object? NumberFor(SourceFact[] slots, SourceFact fact)
    {
        Binding.Bind(slots);
        if (!IsTied(fact.Fact.Value) || (IsSearched && !meter.Count())) return null;
        try
        {
            if (!plan.Searched.All(condition => condition(Binding.Values, fact.Fact.Value))) return null;
            return plan.NumberForMatch?.Invoke(Binding.Values, fact.Fact.Value) ?? plan.Number?.Invoke(fact.Fact.Value) ?? 0d;
        }
#pragma warning disable CA1031 // A rule may throw anything; what cannot be asked does not count.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception;
        }
    }

    /// <summary>The answer for a match.</summary>
    /// <param name="facts">The facts of the match.</param>
    /// <param name="values">Their values.</param>
    /// <param name="found">What NRules found.</param>
    /// <param name="unasked">Why the question cannot be asked; null when it can.</param>
    public double AnswerFor(KnownFact[] facts, object?[] values, Answer found, out Exception? unasked)
    {
        unasked = Unasked(values);
        if (unasked is not null) return Unanswered.Answer;
        foreach (var (fact, exception) in found.Thrown) context.Fault(Model.Location, exception, [.. facts, fact]);
        return found.Value;
    }

    /// <summary>Why the question cannot be asked for a match; null when it can.</summary>
    private Exception? Unasked(object?[] values)
    {
        try
        {
            plan.HashOfMatch?.Invoke(values, [], default);
            return null;
        }
#pragma warning disable CA1031 // A rule may throw anything; it is told when a condition reads the answer.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception;
        }
    }

    /// <summary>A match whose own side of the key throws asks for nothing; <see cref="Unasked"/> says so.</summary>
    private bool IsTied(object fact)
    {
        if (plan.Slot is null) return true;
        try
        {
            return plan.Ties(Binding.Values, fact);
        }
#pragma warning disable CA1031 // A rule may throw anything.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private static bool IsTiedToMember(Expression condition, QueryModel query) =>
        condition is BinaryExpression equal && (IsStoredMember(equal.Left, query) || IsStoredMember(equal.Right, query));

    private static bool IsStoredMember(Expression part, QueryModel query) =>
        part is MemberExpression { Expression: ParameterExpression } member && JoinTie.SlotsOf(part, query) != 0 && FactMembers.IsStored(member.Member);
}
