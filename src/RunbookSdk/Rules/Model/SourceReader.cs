using System.Linq.Expressions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Rules.Model;

/// <summary>Reads sources of single facts: a type, filtered, raised, or its history.</summary>
internal sealed class SourceReader(List<Diagnostic> problems, ShapeCache shapes)
{
    public SourceModel? Read(QueryNode node)
    {
        switch (node)
        {
            case QueryNode.Facts facts:
                return ReadFacts(facts);
            case QueryNode.MaxAge age:
                CheckMaxAge(age);
                return Read(age.Source);
            case QueryNode.Where where:
                return Read(where.Source) is { } filtered && Condition(where.Predicate, where.Location) is { } condition
                    ? Filter(filtered, condition)
                    : null;
            case QueryNode.Raised raised:
                return ReadRaised(raised);
            case QueryNode.History history:
                if (history.Window <= TimeSpan.Zero)
                    problems.Add(RuleProblems.EmptyWindow(history.Window, history.Location));
                if (Clauses(history.Source).Any(c => c is QueryNode.MaxAge))
                    problems.Add(RuleProblems.MaxAgeOfWindow(history.Location));
                return Read(history.Source) is { } observed ? new SourceModel.History(observed, history.Window) : null;
            default:
                throw new InvalidOperationException($"{node.GetType().Name} cannot be a source of single facts.");
        }
    }

    public static SourceModel Filter(SourceModel source, ConditionOnFact condition) =>
        Reads.Of(condition.Body).Contains(QueryModel.Now)
            ? new SourceModel.FilteredByTime(source, condition)
            : new SourceModel.Filtered(source, condition);

    /// <summary>
    /// How old the facts of a source may be: what its author says last, or else what their record says; null when that does not matter.
    /// Observations of a window are as old as the window says.
    /// </summary>
    public static TimeSpan? MaxAgeOf(QueryNode node)
    {
        foreach (var clause in Clauses(node))
        {
            if (clause is QueryNode.MaxAge age) return age.Age;
            if (clause is QueryNode.History) return null;
            if (clause is QueryNode.Facts facts) return FactType.Of(facts.FactType).MaxAge;
        }

        return null;
    }

    /// <summary>Says what is wrong with the age that an author gives.</summary>
    public void CheckMaxAge(QueryNode.MaxAge age)
    {
        if (age.Age <= TimeSpan.Zero)
            problems.Add(RuleProblems.MaxAgeNotPositive(age.Age, age.Location));
        if (Clauses(age.Source).Any(c => c is QueryNode.History))
            problems.Add(RuleProblems.MaxAgeOfWindow(age.Location));
    }

    /// <summary>The clauses of a source from the last to the first.</summary>
    private static IEnumerable<QueryNode> Clauses(QueryNode? node)
    {
        for (; node is not null; node = Before(node)) yield return node;
    }

    private static QueryNode? Before(QueryNode node) => node switch
    {
        QueryNode.Where where => where.Source,
        QueryNode.MaxAge age => age.Source,
        QueryNode.Raised raised => raised.Source,
        QueryNode.History history => history.Source,
        _ => null,
    };

    private SourceModel.All ReadFacts(QueryNode.Facts facts)
    {
        var type = FactType.Of(facts.FactType);
        if (type.MaxAgeProblem is { } written)
            problems.Add(RuleProblems.NoTimeOf("MaxAge", type.Name, written, facts.Location));
        if (type.RetentionProblem is { } retention)
            problems.Add(RuleProblems.NoTimeOf("Retention", type.Name, retention, facts.Location));
        return new SourceModel.All(type);
    }

    private SourceModel.Raised? ReadRaised(QueryNode.Raised raised)
    {
        var source = Read(raised.Source);
        var raise = Condition(raised.Raise, raised.Location);
        var clear = raised.Clear is null ? null : Condition(raised.Clear, raised.Location);
        foreach (var condition in new[] { raise, clear })
        {
            if (condition is not null && Reads.Of(condition.Body).Contains(QueryModel.Now))
                problems.Add(RuleProblems.NowInLasting(raised.Location));
        }

        foreach (var lasting in new[] { raised.RaiseLasting, raised.ClearLasting }.Where(l => l < TimeSpan.Zero))
            problems.Add(RuleProblems.NegativeLasting(lasting, raised.Location));

        return source is null || raise is null || (raised.Clear is not null && clear is null)
            ? null
            : new SourceModel.Raised(source, raise, raised.RaiseLasting, clear, raised.ClearLasting) { MaxAge = MaxAgeOf(raised) };
    }

    private ConditionOnFact? Condition(LambdaExpression predicate, SourceLocation location)
    {
        var reader = new QueryReader(problems, shapes);
        var parameter = predicate.Parameters[0];
        var node = new QueryNode.Facts(parameter.Type, location);
        var element = (ParameterExpression)reader.Read(node, predicate)!;
        if (reader.Finish(Substitution.Apply(predicate, element), location) is not { } body) return null;
        if (reader.ToModel().Subqueries.Count > 0)
        {
            problems.Add(RuleProblems.QuestionInSource(location));
            return null;
        }

        if (Reads.Of(body).Contains(QueryModel.Now) && !TimeBounds.TryFind(body, out _, out var problem))
            problems.Add(RuleProblems.NowNotCompared(problem, location));
        return new ConditionOnFact(element, body, location, shapes);
    }
}
