using System.Linq.Expressions;
using RunbookSdk.Actions;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Incidents;
using RunbookSdk.Instances;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

/// <summary>
/// Which types of facts a rule writes: what it derives, asserts or takes back, and the states that its actions move. It is read from the text of
/// the result; what a function of a script returns as some action is not seen.
/// </summary>
internal sealed class WrittenFacts : ExpressionVisitor
{
    /// <summary>The facts that actions of the SDK move.</summary>
    private static readonly Dictionary<Type, Type[]> Moved = new()
    {
        [typeof(Suspend)] = [typeof(Component)],
        [typeof(Degrade)] = [typeof(Component)],
        [typeof(RequireVersion)] = [typeof(ClientPolicy)],
        [typeof(OpenIncident)] = [typeof(Incident)],
        [typeof(ChangeIncident)] = [typeof(Incident)],
        [typeof(PostUpdate)] = [typeof(Incident)],
        [typeof(ScheduleMaintenance)] = [typeof(Maintenance), typeof(Component)],
        [typeof(ChangeMaintenance)] = [typeof(Maintenance), typeof(Component)],
        [typeof(BeginLifecycle)] = [typeof(LifecycleStatus)],
        [typeof(FireTrigger)] = [typeof(LifecycleStatus)],
        [typeof(CompleteState)] = [typeof(LifecycleStatus)],
        [typeof(Proven)] = [typeof(Verification)],
    };

    private readonly HashSet<Type> written = [];

    /// <summary>What a rule rests on and what it writes.</summary>
    public static FactFlow Of(RuleModel rule)
    {
        var finder = new WrittenFacts();
        finder.Visit(rule.Projection);
        if (rule.Verification is not null) finder.written.Add(typeof(Verification));
        return new([.. SourceList.SourcesOf(rule.Query).Select(s => s.ElementType).Distinct()], [.. finder.written]);
    }

    protected override Expression VisitParameter(ParameterExpression node) => node;

    protected override Expression VisitConditional(ConditionalExpression node)
    {
        Visit(node.IfTrue);
        Visit(node.IfFalse);
        return node;
    }

    protected override Expression VisitConstant(ConstantExpression node)
    {
        if (node.Value is AssertFact assert) written.Add(assert.Fact.GetType());
        else if (node.Value is RetractFact retract) written.Add(retract.Fact.GetType());
        else if (node.Value is not null) Add(node.Value.GetType());
        return node;
    }

    protected override Expression VisitNew(NewExpression node)
    {
        Add(node.Type, node.Arguments);
        return node;
    }

    protected override Expression VisitMemberInit(MemberInitExpression node) => Visit(node.NewExpression);

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        Add(node.Type, node.Arguments);
        return node;
    }

    private void Add(Type type, IReadOnlyList<Expression> arguments)
    {
        if (type == typeof(AssertFact) || type == typeof(RetractFact)) written.Add(TypeOf(arguments[0]));
        else Add(type);
    }

    private void Add(Type type)
    {
        if (Moved.TryGetValue(type, out var moved)) written.UnionWith(moved);
        else if (!type.IsAssignableTo(typeof(RunbookAction))) written.Add(type);
    }

    /// <summary>The type of a fact that is given as any object.</summary>
    private static Type TypeOf(Expression fact) => fact switch
    {
        UnaryExpression { NodeType: ExpressionType.Convert } convert => TypeOf(convert.Operand),
        ConstantExpression { Value: { } value } => value.GetType(),
        _ => fact.Type,
    };
}
