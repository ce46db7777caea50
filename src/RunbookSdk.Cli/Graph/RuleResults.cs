using System.Linq.Expressions;
using System.Text.Json;
using RunbookSdk.Actions;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Incidents;
using RunbookSdk.Instances;
using RunbookSdk.Lifecycles;

namespace RunbookSdk.Cli.Graph;

/// <summary>What a rule leads to.</summary>
internal abstract record RuleResult
{
    /// <summary>A fact that it derives, writes or takes back.</summary>
    internal sealed record OfFact(FactType Type, string How) : RuleResult;

    /// <summary>An action that it asks for, and the lifecycle that this moves; null for none.</summary>
    internal sealed record OfAction(string Name, string? Lifecycle) : RuleResult;
}

/// <summary>Finds in the projection of a rule what it leads to; where it chooses, all of it.</summary>
internal sealed class RuleResults : ExpressionVisitor
{
    /// <summary>Which actions of the domain move which of its lifecycles.</summary>
    private static readonly Dictionary<Type, string> Moves = new()
    {
        [typeof(Suspend)] = NameOf(ComponentLifecycle.Definition),
        [typeof(Degrade)] = NameOf(ComponentLifecycle.Definition),
        [typeof(OpenIncident)] = NameOf(IncidentLifecycle.Definition),
        [typeof(ChangeIncident)] = NameOf(IncidentLifecycle.Definition),
        [typeof(PostUpdate)] = NameOf(IncidentLifecycle.Definition),
        [typeof(RequireVersion)] = NameOf(ClientPolicyLifecycle.Definition),
        [typeof(ScheduleMaintenance)] = NameOf(MaintenanceLifecycle.Definition),
        [typeof(ChangeMaintenance)] = NameOf(MaintenanceLifecycle.Definition),
    };

    private readonly List<RuleResult> found = [];

    public static IReadOnlyList<RuleResult> In(Expression projection)
    {
        var results = new RuleResults();
        results.Visit(projection);
        return [.. results.found.Distinct()];
    }

    /// <summary>A lifecycle as it is called on the command line.</summary>
    public static string NameOf<TState, TTrigger>(Lifecycle<TState, TTrigger> lifecycle)
        where TState : notnull
        where TTrigger : notnull => lifecycle.Name.Replace(' ', '-');

    public override Expression? Visit(Expression? node)
    {
        if (node is UnaryExpression { NodeType: ExpressionType.Convert } conversion) return Visit(conversion.Operand);
        if (node is ConditionalExpression choice)
        {
            Visit(choice.IfTrue);
            Visit(choice.IfFalse);
        }
        else if (node is BinaryExpression { NodeType: ExpressionType.Coalesce } either)
        {
            Visit(either.Left);
            Visit(either.Right);
        }
        else if (node is not null)
        {
            Add(node is ConstantExpression { Value: { } value } ? value.GetType() : node.Type, node);
        }

        return node;
    }

    private void Add(Type type, Expression node)
    {
        if (type == typeof(AssertFact) || type == typeof(RetractFact)) AddFact(node, type == typeof(AssertFact) ? "asserts" : "retracts");
        else if (typeof(RunbookAction).IsAssignableFrom(type)) found.Add(Action(type, node));
        else found.Add(new RuleResult.OfFact(FactType.Of(type), ""));
    }

    /// <summary>A fact that is written or taken back, by the type that the expression has.</summary>
    private void AddFact(Expression node, string how)
    {
        var fact = node switch
        {
            ConstantExpression { Value: AssertFact assert } => assert.Fact.GetType(),
            ConstantExpression { Value: RetractFact retract } => retract.Fact.GetType(),
            MethodCallExpression call => Plain(call.Arguments[0]),
            NewExpression made => Plain(made.Arguments[0]),
            _ => null,
        };
        if (fact is not null && fact != typeof(object)) found.Add(new RuleResult.OfFact(FactType.Of(fact), how));
        else found.Add(new RuleResult.OfAction(how.TrimEnd('s'), null));
    }

    private static Type Plain(Expression fact) => fact switch
    {
        UnaryExpression { NodeType: ExpressionType.Convert } conversion => Plain(conversion.Operand),
        ConstantExpression { Value: { } value } => value.GetType(),
        _ => fact.Type,
    };

    private static RuleResult.OfAction Action(Type type, Expression node)
    {
        var name = node is ConstantExpression { Value: RunbookAction known } ? known.Name : JsonNamingPolicy.KebabCaseLower.ConvertName(type.Name);
        if (type != typeof(BeginLifecycle) && type != typeof(FireTrigger) && type != typeof(CompleteState)) return new(name, Moves.GetValueOrDefault(type));
        return OwnLifecycle(node) is { } own ? new($"{name} {own}", own) : new(name, null);
    }

    /// <summary>Which lifecycle of a runbook is meant: it is named first.</summary>
    private static string? OwnLifecycle(Expression node) => node switch
    {
        ConstantExpression { Value: BeginLifecycle begin } => begin.Lifecycle,
        ConstantExpression { Value: FireTrigger fire } => fire.Lifecycle,
        ConstantExpression { Value: CompleteState complete } => complete.Lifecycle,
        MethodCallExpression { Arguments: [ConstantExpression { Value: RunbookLifecycle lifecycle }, ..] } => lifecycle.Name,
        NewExpression { Arguments: [ConstantExpression { Value: string name }, ..] } => name,
        _ => null,
    };
}
