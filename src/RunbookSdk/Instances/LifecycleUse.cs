using System.Linq.Expressions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Lifecycles;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Instances;

/// <summary>Reads what a rule says of a lifecycle, and finds the states and triggers that it does not have.</summary>
internal sealed class LifecycleUse : ExpressionVisitor
{
    private readonly RunbookLifecycle lifecycle;
    private readonly Lifecycle<string, string> definition;
    private readonly List<Diagnostic> problems = [];

    /// <summary>The facts that stand for instances of the lifecycle, with the state in which the rule wants them; null for any.</summary>
    private readonly Dictionary<ParameterExpression, string?> instances = [];
    private SourceLocation place = SourceLocation.None;

    private LifecycleUse(RunbookLifecycle lifecycle, Lifecycle<string, string> definition) =>
        (this.lifecycle, this.definition) = (lifecycle, definition);

    public static IReadOnlyList<Diagnostic> FindProblems(RunbookLifecycle lifecycle, Lifecycle<string, string> definition, RuleModel rule)
    {
        var use = new LifecycleUse(lifecycle, definition);
        use.Read(rule.Query);
        use.place = rule.ProjectionLocation;
        use.Visit(rule.Projection);
        return use.problems;
    }

    protected override Expression VisitBinary(BinaryExpression node)
    {
        if (node.NodeType is ExpressionType.Equal or ExpressionType.NotEqual && StateAsked(node.Left, node.Right) is { } state)
        {
            CheckState(state);
            if (definition.States.Contains(state) && definition.Describe(state).Inner.Count > 0)
                problems.Add(InstanceProblems.StandsInside(lifecycle, state, place));
        }

        return base.VisitBinary(node);
    }

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (node is { Method.Name: nameof(LifecycleStatus.IsIn), Object: ParameterExpression fact, Arguments: [ConstantExpression { Value: string state }] }
            && instances.ContainsKey(fact)) CheckState(state);
        if (node.Type == typeof(FireTrigger)) CheckFire([.. node.Method.GetParameters().Select(p => p.Name)], node.Arguments);
        return base.VisitMethodCall(node);
    }

    protected override Expression VisitNew(NewExpression node)
    {
        if (node.Type == typeof(FireTrigger)) CheckFire([.. node.Constructor!.GetParameters().Select(p => p.Name)], node.Arguments);
        return base.VisitNew(node);
    }

    protected override Expression VisitConstant(ConstantExpression node)
    {
        if (node.Value is FireTrigger fire && fire.Lifecycle == lifecycle.Name) CheckTrigger(fire.Trigger, null);
        return base.VisitConstant(node);
    }

    private void Read(QueryModel query)
    {
        foreach (var slot in query.Slots) Read(slot.Source, slot.Parameter);
        Read([.. query.Conditions.Select(c => (c.Body, c.Location))]);
        foreach (var asked in query.Subqueries)
        {
            Read(asked.Source, asked.Fact);
            Read([.. asked.Conditions.Select(c => (c, asked.Location))]);
        }
    }

    /// <summary>Conditions inside a source have a fact of their own; what they say holds for the fact outside as well.</summary>
    private void Read(SourceModel source, ParameterExpression fact)
    {
        switch (source)
        {
            case SourceModel.Filtered filtered:
                Read(filtered.Source, filtered.Condition.Fact);
                Read([(filtered.Condition.Body, filtered.Condition.Location)]);
                if (instances.TryGetValue(filtered.Condition.Fact, out var state)) instances[fact] = state;
                break;
            case SourceModel.Raised raised:
                Read(raised.Source, fact);
                break;
            case SourceModel.FilteredByTime filtered:
                Read(filtered.Source, fact);
                break;
            case SourceModel.Fresh fresh:
                Read(fresh.Source, fact);
                break;
            case SourceModel.Group group:
                Read(group.Query);
                break;
        }
    }

    /// <summary>First which lifecycle each fact is of, then which state is asked for: conditions come in any order.</summary>
    private void Read(IReadOnlyList<(Expression Body, SourceLocation Location)> conditions)
    {
        foreach (var (body, _) in conditions.SelectMany(Parts))
        {
            if (body is BinaryExpression { NodeType: ExpressionType.Equal } equal
                && Compared(equal.Left, equal.Right, nameof(LifecycleStatus.Lifecycle)) is var (fact, name) && name == lifecycle.Name)
                instances.TryAdd(fact, null);
        }

        foreach (var (body, location) in conditions.SelectMany(Parts))
        {
            place = location;
            Visit(body);
            if (body is BinaryExpression { NodeType: ExpressionType.Equal } equal
                && Compared(equal.Left, equal.Right, nameof(LifecycleStatus.State)) is var (fact, state) && instances.ContainsKey(fact))
                instances[fact] = state;
        }
    }

    private static IEnumerable<(Expression Body, SourceLocation Location)> Parts((Expression Body, SourceLocation Location) condition) =>
        condition.Body is BinaryExpression { NodeType: ExpressionType.AndAlso } and
            ? Parts((and.Left, condition.Location)).Concat(Parts((and.Right, condition.Location)))
            : [condition];

    /// <summary>The state with which an instance of the lifecycle is compared.</summary>
    private string? StateAsked(Expression left, Expression right) =>
        Compared(left, right, nameof(LifecycleStatus.State)) is var (fact, state) && instances.ContainsKey(fact) ? state : null;

    private static (ParameterExpression Fact, string Value)? Compared(Expression left, Expression right, string member)
    {
        if (left is ConstantExpression) (left, right) = (right, left);
        return left is MemberExpression { Expression: ParameterExpression fact } read && fact.Type == typeof(LifecycleStatus)
            && read.Member.Name == member && right is ConstantExpression { Value: string value } ? (fact, value) : null;
    }

    private void CheckState(string state)
    {
        if (definition.States.Contains(state)) return;
        problems.Add(InstanceProblems.NoSuchState(lifecycle, state, Nearest(state, definition.States), place));
    }

    private void CheckFire(IReadOnlyList<string?> names, IReadOnlyList<Expression> arguments)
    {
        var (of, id, trigger) = (Argument("lifecycle"), Argument("id"), Argument("trigger"));
        if (of is not ConstantExpression { Value: { } named } || named.ToString() != lifecycle.Name) return;
        if (trigger is not ConstantExpression { Value: string constant }) return;
        var state = id is MemberExpression { Expression: ParameterExpression fact, Member.Name: nameof(LifecycleStatus.Id) }
            ? instances.GetValueOrDefault(fact)
            : null;
        CheckTrigger(constant, state);

        Expression? Argument(string name)
        {
            for (var i = 0; i < names.Count; i++)
            {
                if (string.Equals(names[i], name, StringComparison.OrdinalIgnoreCase)) return arguments[i];
            }

            return null;
        }
    }

    private void CheckTrigger(string trigger, string? state)
    {
        var permitted = definition.Transitions.Where(t => t is { Cause: TransitionCause.Trigger, IsPermitted: true }).Select(t => t.Trigger!).Distinct().ToList();
        if (!permitted.Contains(trigger)) problems.Add(InstanceProblems.NoSuchTrigger(lifecycle, trigger, Nearest(trigger, permitted), place));
        else if (state is not null && definition.States.Contains(state) && definition.Describe(state).Inner.Count == 0
            && !definition.CanFire(definition.At(state, default), trigger, out var reason))
            problems.Add(InstanceProblems.NotThere(lifecycle, trigger, state, reason, place));
    }

    /// <summary>The name that looks most like another one; null when none looks like it.</summary>
    private static string? Nearest(string name, IEnumerable<string> known) => known
        .Select(k => (Name: k, Distance: Facts.Spelling.Distance(k, name)))
        .OrderBy(k => k.Distance)
        .ThenBy(k => k.Name, StringComparer.Ordinal)
        .FirstOrDefault(k => k.Distance <= Math.Max(2, name.Length / 3)).Name;
}
