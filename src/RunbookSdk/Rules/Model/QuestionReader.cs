using System.Linq.Expressions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Rules.Model;

/// <summary>Finds the questions about other facts, and <c>Now</c>, in an expression, and puts parameters in their place.</summary>
internal sealed class QuestionReader(QueryReader query, List<Diagnostic> problems, SourceLocation location) : ExpressionVisitor
{
    protected override Expression VisitMember(MemberExpression node) =>
        node.Expression is null && node.Member.Name == nameof(RuleBook.Now) && node.Member.DeclaringType == typeof(RuleBook)
            ? QueryModel.Now
            : base.VisitMember(node);

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (node.Object is { } source && SourceChain.IsSource(source.Type)) return Ask(node, source);
        if (IsMissing(node)) return Missing(node);
        if (!SourceChain.IsSource(node.Type)) return base.VisitMethodCall(node);
        problems.Add(RuleProblems.NotAQuestion(node.Method.Name, location));
        return node;
    }

    private Expression Ask(MethodCallExpression node, Expression source)
    {
        var name = node.Method.Name;
        var lambda = node.Arguments.Count == 0 ? null : SourceChain.LambdaOrNull(node.Arguments[^1]);
        if (name == nameof(FactSource<>.All) && SourceOf(source) is not null) return Expression.Not(Ask(AggregateKind.Any, source, Negate(lambda!), null));
        if (!Enum.TryParse<AggregateKind>(name, out var kind) || SourceOf(source) is null)
        {
            problems.Add(RuleProblems.NotAQuestion(name, location));
            return Expression.Default(node.Type);
        }

        return kind switch
        {
            AggregateKind.Any or AggregateKind.Count => Ask(kind, source, lambda, null),
            AggregateKind.Quantile => Ask(kind, source, null, lambda, ShareOf(node.Arguments[0], problems, location)),
            _ => Ask(kind, source, null, lambda),
        };
    }

    /// <summary>Which quantile is asked for.</summary>
    public static double ShareOf(Expression q, List<Diagnostic> problems, SourceLocation location)
    {
        if (ConstantFolder.Fold(q) is ConstantExpression { Value: double share and >= 0 and <= 1 }) return share;
        problems.Add(RuleProblems.NoQuantile(q, location));
        return 0;
    }

    private static Type? SourceOf(Expression source) =>
        source.Type.IsGenericType && source.Type.GetGenericTypeDefinition() == typeof(FactSource<>) ? source.Type.GetGenericArguments()[0] : null;

    private static LambdaExpression Negate(LambdaExpression lambda) => Expression.Lambda(Expression.Not(lambda.Body), lambda.Parameters);

    private Expression Ask(
        AggregateKind kind, Expression source, LambdaExpression? predicate, LambdaExpression? selector, double parameter = 0)
    {
        var chain = SourceChain.Of(source);
        var fact = Expression.Parameter(SourceOf(source)!, NameOf(predicate ?? selector ?? chain.Conditions.FirstOrDefault()));
        var conditions = new List<Expression>();
        var model = chain.OverFact is { } over ? Over(over, fact, conditions) : ReadSource(chain);
        if (model is null) return Expression.Default(AnswerType(kind));
        if (kind == AggregateKind.Rate) CheckRate(model);
        IEnumerable<LambdaExpression> predicates = predicate is null ? chain.Conditions : chain.Conditions.Append(predicate);
        return Ask(kind, model, fact, conditions, predicates, selector, parameter);
    }

    private ParameterExpression Ask(
        AggregateKind kind, SourceModel model, ParameterExpression fact, List<Expression> conditions,
        IEnumerable<LambdaExpression> predicates, LambdaExpression? selector = null, double parameter = 0)
    {
        foreach (var lambda in predicates) model = Add(Resolve(lambda, fact), fact, model, conditions);
        var number = selector is null ? null : Resolve(selector, fact);
        var slots = conditions.Append(number ?? Expression.Empty()).Aggregate(0UL, (bits, e) => bits | query.SlotsOf(e));
        return query.Ask(
            answer => new(kind, model, fact, conditions, number, answer, slots, location) { Parameter = parameter }, AnswerType(kind), location);
    }

    private void CheckRate(SourceModel model)
    {
        var type = FactType.Of(model.ElementType);
        while (model is SourceModel.Filtered or SourceModel.FilteredByTime)
            model = model is SourceModel.Filtered filtered ? filtered.Source : ((SourceModel.FilteredByTime)model).Source;
        if (model is not SourceModel.History)
            problems.Add(RuleProblems.RateOfNoWindow(location));
        else if (type.IsEvent)
            problems.Add(RuleProblems.RateWithoutKey(type.Name, location));
    }

    private static bool IsMissing(MethodCallExpression node) =>
        node.Object is null && node.Method.Name == nameof(RuleBook.Missing) && node.Method.DeclaringType == typeof(RuleBook);

    /// <summary>
    /// <c>Missing</c> with a time: no such observation in that time, and the session has run for as long, so that it would have seen one.
    /// </summary>
    private Expression Missing(MethodCallExpression node)
    {
        var all = All(node.Method.GetGenericArguments()[0]);
        var predicate = node.Arguments.Select(SourceChain.LambdaOrNull).FirstOrDefault(l => l is not null);
        var fact = Expression.Parameter(all.ElementType, NameOf(predicate));
        IEnumerable<LambdaExpression> predicates = predicate is null ? [] : [predicate];
        if (node.Arguments.FirstOrDefault(a => a.Type == typeof(TimeSpan)) is not { } forAtLeast)
            return Expression.Not(Ask(AggregateKind.Any, FreshOnly(all, FactType.Of(all.ElementType).MaxAge), fact, [], predicates));
        if (ConstantFolder.Fold(forAtLeast) is not ConstantExpression { Value: TimeSpan time })
        {
            problems.Add(RuleProblems.SourceDependsOnFact(node, location));
            return Expression.Default(typeof(bool));
        }

        if (time <= TimeSpan.Zero)
            problems.Add(RuleProblems.MissingForNoTime(time, location));
        var seen = Ask(AggregateKind.Any, new SourceModel.History(all, time), fact, [], predicates);
        var ran = Ask(AggregateKind.Any, new SourceModel.SinceStart(time), Expression.Parameter(typeof(SessionHasRun), "run"), [], []);
        return Expression.AndAlso(Expression.Not(seen), ran);
    }

    private SourceModel All(Type type) => new SourceReader(problems, query.Shapes).Read(new QueryNode.Facts(type, location))!;

    private static SourceModel FreshOnly(SourceModel source, TimeSpan? age) =>
        age is { } limit ? new SourceModel.Fresh(source, limit) : source;

    /// <summary>Adds a condition, or what its parts are; one on <c>Now</c> becomes part of the source.</summary>
    private SourceModel Add(Expression condition, ParameterExpression fact, SourceModel model, List<Expression> conditions)
    {
        var reads = Reads.Of(condition);
        // A guard before a comparison, as in o.Until != null && Now < o.Until, has to stay before it.
        var isFilterByTime = reads.Contains(QueryModel.Now) && reads.All(r => r == QueryModel.Now || r == fact);
        if (!isFilterByTime && condition is BinaryExpression { NodeType: ExpressionType.AndAlso } and)
            return Add(and.Right, fact, Add(and.Left, fact, model, conditions), conditions);
        if (!reads.Contains(QueryModel.Now))
        {
            conditions.Add(condition);
            return model;
        }

        if (!isFilterByTime)
            problems.Add(RuleProblems.NowWithSeveralFacts("inside a question", location));
        else if (!TimeBounds.TryFind(condition, out _, out var problem))
            problems.Add(RuleProblems.NowNotCompared(problem, location));
        return new SourceModel.FilteredByTime(model, new ConditionOnFact(fact, condition, location, query.Shapes));
    }

    private SourceModel? ReadSource(SourceChain chain) =>
        chain.Evaluate(problems, location) is { } node && new SourceReader(problems, query.Shapes).Read(node) is { } source
            ? FreshOnly(source, SourceReader.MaxAgeOf(node))
            : null;

    /// <summary><c>Over(fact, window)</c>: the observations of the very fact that the rule matches.</summary>
    private SourceModel.History? Over(MethodCallExpression over, ParameterExpression fact, List<Expression> conditions)
    {
        var keys = FactType.Of(fact.Type).Keys;
        if (over.Arguments[0] is not ParameterExpression || keys.Count == 0)
        {
            problems.Add(RuleProblems.OverWithoutKey(location));
            return null;
        }

        foreach (var key in keys) conditions.Add(KeyEquality.Of(Expression.Property(fact, key), Expression.Property(over.Arguments[0], key)));
        if (ConstantFolder.Fold(over.Arguments[1]) is not ConstantExpression { Value: TimeSpan window })
        {
            problems.Add(RuleProblems.SourceDependsOnFact(over, location));
            return null;
        }

        if (window <= TimeSpan.Zero)
            problems.Add(RuleProblems.EmptyWindow(window, location));
        return new SourceModel.History(All(fact.Type), window);
    }

    private Expression Resolve(LambdaExpression lambda, ParameterExpression fact)
    {
        var body = Substitution.Apply(lambda, fact);
        var nested = new NestedQuestions();
        nested.Visit(body);
        if (!nested.Found) return ConstantFolder.Fold(Visit(body));
        problems.Add(RuleProblems.QuestionInQuestion(location));
        return Expression.Default(lambda.ReturnType);
    }

    private static string NameOf(LambdaExpression? lambda) => lambda?.Parameters[0].Name ?? "other";

    private static Type AnswerType(AggregateKind kind) => kind switch
    {
        AggregateKind.Any => typeof(bool),
        AggregateKind.Count => typeof(int),
        _ => typeof(double),
    };

    private sealed class NestedQuestions : ExpressionVisitor
    {
        public bool Found { get; private set; }

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            Found |= (node.Object is { } source && SourceChain.IsSource(source.Type)) || IsMissing(node);
            return base.VisitMethodCall(node);
        }
    }
}
