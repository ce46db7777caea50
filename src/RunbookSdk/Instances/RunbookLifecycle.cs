using System.Linq.Expressions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Lifecycles;
using RunbookSdk.Rules;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Instances;

/// <summary>
/// A lifecycle that a runbook declares. Rules move its instances; where each one stands is a <see cref="LifecycleStatus"/>. Two of one name
/// are equal, whatever they say. Immutable and safe to share.
/// </summary>
public sealed class RunbookLifecycle : IDeclaration, IEquatable<RunbookLifecycle>
{
    private readonly IReadOnlyList<Diagnostic> problems;

    private RunbookLifecycle(
        string name, Lifecycle<string, string>? definition, IReadOnlyList<Diagnostic> problems, TimeSpan keepEnded, SourceLocation location)
    {
        (Name, Definition, this.problems, KeepEnded, Location) = (name, definition, problems, keepEnded, location);
        Rules = definition is null ? [] : [.. definition.StateDetails.SelectMany(RulesOf)];
    }

    /// <summary>Its name, unique in the set of rules.</summary>
    public string Name { get; }

    /// <summary>What it says; null when something is wrong with it, which the rule set tells.</summary>
    public Lifecycle<string, string>? Definition { get; }

    /// <summary>How long an instance that has ended is still known.</summary>
    public TimeSpan KeepEnded { get; }

    /// <summary>Where it is declared.</summary>
    public SourceLocation Location { get; }

    string IDeclaration.Kind => "lifecycle";

    string IDeclaration.Fingerprint => FormattableString.Invariant($"{Definition?.Id.Hash} {Definition?.Version} {KeepEnded:c}");

    IReadOnlyList<RuleDeclaration> IDeclaration.Rules => Rules;

    private IReadOnlyList<RuleDeclaration> Rules { get; }

    /// <inheritdoc/>
    public bool Equals(RunbookLifecycle? other) => other is not null && other.Name == Name;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RunbookLifecycle);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    IEnumerable<Diagnostic> IDeclaration.FindProblems(IReadOnlyList<RuleModel> rules) =>
        Definition is null ? problems : problems.Concat(rules.SelectMany(r => LifecycleUse.FindProblems(this, Definition, r)));

    internal static RunbookLifecycle Declare(
        string name, Action<LifecycleBuilder<string, string>> define, int version, TimeSpan keepEnded, SourceLocation location)
    {
        var builder = Lifecycle.Define<string, string>(name, version);
        define(builder);
        var problems = InstanceProblems.Of(builder.Declaration, location);
        try
        {
            return new(name, builder.Build(), problems, keepEnded, location);
        }
        catch (RunbookException wrong)
        {
            return new(name, null, [.. problems, .. wrong.Diagnostics], keepEnded, location);
        }
    }

    /// <summary>The condition of a state in these words; null when the state has none.</summary>
    internal FactCondition? ConditionOf(string state, string words) =>
        Definition!.Describe(state).Transitions.Select(ConditionOf).FirstOrDefault(c => c?.Words == words);

    /// <summary>The condition over facts of a line; null for any other line.</summary>
    internal static FactCondition? ConditionOf(Transition<string, string> transition) => transition.Holds?.Target as FactCondition;

    private IEnumerable<RuleDeclaration> RulesOf(LifecycleState<string, string> state)
    {
        var number = 0;
        foreach (var transition in state.Transitions)
        {
            if (ConditionOf(transition) is { } condition) yield return RuleOf(state, condition, ++number);
        }
    }

    /// <summary>The rule that finds out when a condition holds.</summary>
    private RuleDeclaration RuleOf(LifecycleState<string, string> state, FactCondition condition, int number)
    {
        var (name, place, words) = (state.State, condition.Location, condition.Words);
        Expression<Func<LifecycleStatus, bool>> stands = state.Inner.Count == 0
            ? i => i.Lifecycle == Name && i.State == name
            : i => i.Lifecycle == Name && i.IsIn(name);
        Expression<Func<LifecycleStatus, CompleteState>> complete = i => new CompleteState(Name, i.Id, name, words);
        QueryNode query = new QueryNode.Where(new QueryNode.Facts(typeof(LifecycleStatus), place), stands, place);
        query = new QueryNode.Select(new QueryNode.Where(query, condition.Holds, place), complete, place);
        return new(FormattableString.Invariant($"lifecycle/{Name}/{name}/{number}"), query, place)
        {
            IsImplied = true,
            Settings = new() { Mode = Mode.Act, Description = $"A {Name} leaves {name} when {words}." },
        };
    }
}
