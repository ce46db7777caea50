using System.Linq.Expressions;
using NRules.Aggregators;
using NRules.RuleModel;
using RunbookSdk.Facts;
using RunbookSdk.Matching;

namespace RunbookSdk.NRules;

/// <summary>The answer to a question, as a fact of NRules: one for each match that asks, or one for all when they ask the same.</summary>
internal sealed class Answer(Aggregate aggregate)
{
    public double Value => aggregate.Value;

    /// <summary>Facts that could not be asked, and why; they do not count.</summary>
    public Dictionary<KnownFact, Exception> Thrown { get; } = [];
}

/// <summary>Keeps one answer up to date. The numbers are added up by the core, so they are the same with every matcher.</summary>
internal sealed class AnswerAggregator : IAggregator
{
    private readonly IAggregateExpression number;
    private readonly bool isSearched;
    private readonly Aggregate aggregate;
    private readonly Answer answer;
    private readonly Dictionary<KnownFact, double> members = [];
    private bool isMade;

    public AnswerAggregator(IAggregateExpression number, TranslatedQuestion question)
    {
        (this.number, isSearched, aggregate) = (number, question.IsSearched, question.NewAggregate());
        answer = new Answer(aggregate);
    }

    public IReadOnlyCollection<AggregationResult> Add(AggregationContext context, ITuple tuple, IReadOnlyCollection<IFact> facts)
    {
        var before = answer.Value;
        foreach (var fact in facts) Put(context, tuple, fact);
        if (isMade) return Changed(before);
        isMade = true;
        return [AggregationResult.Added(answer, [])];
    }

    /// <summary>
    /// Says that the answer was modified even when it is the same: NRules asks also when something else about the match was modified,
    /// such as the answer to another question, and passes that on only in this way.
    /// </summary>
    public IReadOnlyCollection<AggregationResult> Modify(AggregationContext context, ITuple tuple, IReadOnlyCollection<IFact> facts)
    {
        foreach (var fact in facts)
        {
            Drop(fact);
            Put(context, tuple, fact);
        }

        return [AggregationResult.Modified(answer, answer, [])];
    }

    public IReadOnlyCollection<AggregationResult> Remove(AggregationContext context, ITuple tuple, IReadOnlyCollection<IFact> facts)
    {
        var before = answer.Value;
        foreach (var fact in facts) Drop(fact);
        return Changed(before);
    }

    /// <summary>Whoever searches looks at everything again when something changed, and meets again what throws.</summary>
    private AggregationResult[] Changed(double before) =>
        !isSearched && answer.Value.Equals(before) ? [] : [AggregationResult.Modified(answer, answer, [])];

    private void Put(AggregationContext context, ITuple tuple, IFact fact)
    {
        var known = ((SourceFact)fact.Value!).Fact;
        switch (number.Invoke(context, tuple, fact))
        {
            case double counted:
                members[known] = counted;
                aggregate.Add(counted, known);
                break;
            case Exception exception:
                answer.Thrown[known] = exception;
                break;
        }
    }

    private void Drop(IFact fact)
    {
        var known = ((SourceFact)fact.Value!).Fact;
        answer.Thrown.Remove(known);
        if (members.Remove(known, out var counted)) aggregate.Remove(counted, known);
    }
}

/// <summary>Makes the aggregators of one question; NRules makes the factory itself and hands it the question's expression.</summary>
internal sealed class AnswerAggregatorFactory : IAggregatorFactory
{
    /// <summary>The name of the expression that gives the number of a fact.</summary>
    public const string Number = "Number";

    private IAggregateExpression number = null!;
    private TranslatedQuestion question = null!;

    public void Compile(AggregateElement element, IReadOnlyCollection<IAggregateExpression> compiledExpressions)
    {
        number = compiledExpressions.Single(e => e.Name == Number);
        var call = (MethodCallExpression)element.Expressions[Number].Expression.Body;
        question = (TranslatedQuestion)((ConstantExpression)call.Object!).Value!;
    }

    public IAggregator Create(AggregationContext context) => new AnswerAggregator(number, question);
}
