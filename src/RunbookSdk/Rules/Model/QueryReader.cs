using System.Linq.Expressions;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Rules.Model;

/// <summary>Reads the clauses of one query into slots, conditions and subqueries; nested groups have readers of their own.</summary>
internal sealed class QueryReader(List<Diagnostic> problems, ShapeCache shapes)
{
    private readonly List<SlotModel> slots = [];
    private readonly List<ConditionModel> conditions = [];
    private readonly List<SubqueryModel> subqueries = [];
    private readonly GroupQuestions groups = new(problems);

    public IReadOnlyList<SlotModel> Slots => slots;

    public ShapeCache Shapes => shapes;

    /// <summary>The query; what is still read of it, such as a question about a group, becomes part of it.</summary>
    public QueryModel ToModel() => new(slots, conditions, subqueries) { Shapes = shapes };

    /// <summary>Reads a clause and those inside it; gives what a match is made of, in terms of slots, or null after a problem.</summary>
    /// <param name="node">The clause.</param>
    /// <param name="use">The lambda that takes the result; its parameter tells what the author calls the fact.</param>
    /// <param name="parameter">Which of the lambda's parameters.</param>
    public Expression? Read(QueryNode node, LambdaExpression use, int parameter = 0) => node switch
    {
        QueryNode.Facts or QueryNode.Raised or QueryNode.History => AddSlot(node, use.Parameters[parameter].Name),
        QueryNode.Where where => ReadWhere(where),
        QueryNode.MaxAge age => ReadMaxAge(age, use, parameter),
        QueryNode.Select select => ReadSelect(select),
        QueryNode.SelectMany many => ReadSelectMany(many),
        QueryNode.Join join => ReadJoin(join),
        QueryNode.GroupBy group => ReadGroup(group),
        _ => throw new InvalidOperationException($"Unknown clause {node.GetType().Name}."),
    };

    /// <summary>Resolves questions, time and constants in an expression over slots; null after a problem.</summary>
    public Expression? Finish(Expression expression, SourceLocation location)
    {
        var before = problems.Count;
        try
        {
            var questions = new QuestionReader(this, problems, location);
            var finished = ConstantFolder.Fold(questions.Visit(groups.Answer(expression, location)));
            if (problems.Count == before && Strangers(finished) is { } stranger)
                problems.Add(RuleProblems.UsedAsAWhole(stranger.Name, location));
            return problems.Count > before ? null : finished;
        }
#pragma warning disable CA1031 // What an author's own code throws while a constant is computed can be anything.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            problems.Add(RuleProblems.Threw(exception, location));
            return null;
        }
    }

    /// <summary>Like <see cref="Finish"/>, for what cannot change by itself: the key of a group, and a question about one.</summary>
    public Expression? FinishWithoutNow(Expression expression, SourceLocation location)
    {
        var finished = Finish(expression, location);
        if (finished is null || !Reads.Of(finished).Contains(QueryModel.Now)) return finished;
        problems.Add(RuleProblems.NowInGroup(location));
        return null;
    }

    /// <summary>Takes a question into the query and gives what stands for its answer.</summary>
    public ParameterExpression Ask(Func<ParameterExpression, SubqueryModel> make, Type answerType, SourceLocation location)
    {
        if (subqueries.Count == 64)
            problems.Add(RuleProblems.TooManyFacts(location));
        var answer = Expression.Parameter(answerType, $"answer{subqueries.Count}");
        subqueries.Add(make(answer));
        return answer;
    }

    /// <summary>Which slots an expression reads, itself and through the subqueries whose answers it reads.</summary>
    public ulong SlotsOf(Expression expression)
    {
        var reads = Reads.Of(expression);
        var bits = 0UL;
        foreach (var slot in slots)
        {
            if (reads.Contains(slot.Parameter)) bits |= 1UL << slot.Index;
        }

        foreach (var subquery in subqueries)
        {
            if (reads.Contains(subquery.Answer)) bits |= subquery.Slots;
        }

        return bits;
    }

    private ParameterExpression? Strangers(Expression expression) => Reads.Of(expression).FirstOrDefault(p =>
        p != QueryModel.Now && !slots.Exists(s => s.Parameter == p) && !subqueries.Exists(s => s.Answer == p));

    private Expression? AddSlot(QueryNode node, string? name)
    {
        var source = new SourceReader(problems, shapes).Read(node);
        if (source is null) return null;
        if (slots.Count == 64)
        {
            problems.Add(RuleProblems.TooManyFacts(node.Location));
            return null;
        }

        var parameter = Expression.Parameter(
            source.ElementType, name is null || name.StartsWith('<') ? $"fact{slots.Count}" : name);
        slots.Add(new SlotModel(slots.Count, source, parameter) { MaxAge = SourceReader.MaxAgeOf(node) });
        return parameter;
    }

    private Expression? ReadSelect(QueryNode.Select select) =>
        Read(select.Source, select.Projection) is { } element ? Substitution.Apply(select.Projection, element) : null;

    private Expression? ReadWhere(QueryNode.Where where)
    {
        if (Read(where.Source, where.Predicate) is not { } element) return null;
        AddCondition(Substitution.Apply(where.Predicate, element), where.Location);
        return element;
    }

    /// <summary>The age that is said of facts holds for the slot that they just got.</summary>
    private Expression? ReadMaxAge(QueryNode.MaxAge age, LambdaExpression use, int parameter)
    {
        new SourceReader(problems, shapes).CheckMaxAge(age);
        if (Read(age.Source, use, parameter) is not { } element) return null;
        if (slots[^1].Source is not SourceModel.History) slots[^1] = slots[^1] with { MaxAge = age.Age };
        return element;
    }

    private Expression? ReadSelectMany(QueryNode.SelectMany many)
    {
        if (Read(many.Source, many.Collection) is not { } element) return null;
        var chain = SourceChain.Of(Substitution.Apply(many.Collection, element));
        if (chain.Evaluate(problems, many.Location) is not { } inner || Read(inner, many.Result, 1) is not { } other) return null;
        foreach (var predicate in chain.Conditions) AddCondition(Substitution.Apply(predicate, other), many.Location);
        return Substitution.Apply(many.Result, element, other);
    }

    private Expression? ReadJoin(QueryNode.Join join)
    {
        if (Read(join.Source, join.OuterKey) is not { } outer || Read(join.Inner, join.InnerKey) is not { } inner) return null;
        var outerKey = Substitution.Apply(join.OuterKey, outer);
        var innerKey = Substitution.Apply(join.InnerKey, inner);
        foreach (var (left, right) in KeyParts(outerKey, innerKey)) AddCondition(KeyEquality.Of(left, right), join.Location);
        return Substitution.Apply(join.Result, outer, inner);
    }

    private Expression? ReadGroup(QueryNode.GroupBy group)
    {
        var inner = new QueryReader(problems, shapes);
        if (inner.Read(group.Source, group.Key) is not { } element) return null;
        if (inner.FinishWithoutNow(Substitution.Apply(group.Key, element), group.Location) is not { } key) return null;
        var member = group.Element is null ? element : Substitution.Apply(group.Element, element);
        inner.MoveTimeUpstream(group.Location);
        inner.MoveAgeUpstream();
        var index = slots.Count;
        var value = Expression.Parameter(typeof(GroupValue), $"group{index}");
        var marker = Expression.Parameter(typeof(Group<,>).MakeGenericType(key.Type, member.Type), value.Name);
        var questions = groups.Add(marker, value, member, inner);
        slots.Add(new SlotModel(
            index, new SourceModel.Group(inner.ToModel(), key, questions.Aggregates) { Firsts = questions.Firsts }, value));
        return marker;
    }

    /// <summary>Composite keys (<c>new { a.X, a.Y } equals new { b.X, b.Y }</c>) are compared part by part.</summary>
    private static IEnumerable<(Expression Left, Expression Right)> KeyParts(Expression left, Expression right) =>
        left is NewExpression { Members: not null } l && right is NewExpression { Members: not null } r
            ? l.Arguments.Zip(r.Arguments)
            : [(left, right)];

    private void AddCondition(Expression condition, SourceLocation location)
    {
        if (condition is BinaryExpression { NodeType: ExpressionType.AndAlso } and)
        {
            AddCondition(and.Left, location);
            AddCondition(and.Right, location);
            return;
        }

        if (Finish(condition, location) is not { } finished || finished is ConstantExpression { Value: true }) return;
        var reads = Reads.Of(finished);
        var readsNow = reads.Contains(QueryModel.Now);
        if (readsNow && !TimeBounds.TryFind(finished, out var problem)) problems.Add(RuleProblems.NowNotCompared(problem, location));
        var asked = 0UL;
        for (var i = 0; i < subqueries.Count; i++)
        {
            if (reads.Contains(subqueries[i].Answer)) asked |= 1UL << i;
        }

        conditions.Add(new ConditionModel(finished, SlotsOf(finished), asked, readsNow, location));
    }

    /// <summary>
    /// Inside a group a condition on <c>Now</c> has to hold before the group is made, so it becomes a filter of the only fact it reads.
    /// </summary>
    private void MoveTimeUpstream(SourceLocation location)
    {
        foreach (var condition in conditions.Where(c => c.ReadsNow).ToList())
        {
            var bits = condition.Slots == 0 ? 1UL : condition.Slots;
            if (condition.Subqueries != 0 || System.Numerics.BitOperations.PopCount(bits) != 1)
            {
                problems.Add(RuleProblems.NowWithSeveralFacts("before 'group'", location));
                continue;
            }

            var index = System.Numerics.BitOperations.TrailingZeroCount(bits);
            var slot = slots[index];
            var filter = new ConditionOnFact(slot.Parameter, condition.Body, condition.Location, shapes);
            slots[index] = slot with { Source = new SourceModel.FilteredByTime(slot.Source, filter) };
            conditions.Remove(condition);
        }
    }

    /// <summary>A fact that is too old is in no group, so its age becomes a filter too.</summary>
    private void MoveAgeUpstream()
    {
        for (var i = 0; i < slots.Count; i++)
        {
            if (slots[i] is { MaxAge: { } age } slot)
                slots[i] = slot with { Source = new SourceModel.Fresh(slot.Source, age), MaxAge = null };
        }
    }
}
