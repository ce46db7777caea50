using RunbookSdk.Diagnostics;
using RunbookSdk.Lifecycles;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Instances;

/// <summary>What can be wrong with a runbook's own lifecycle, besides what can be wrong with every lifecycle, and with rules about it.</summary>
internal static class InstanceProblems
{
    /// <summary>What does not depend on rules.</summary>
    public static IReadOnlyList<Diagnostic> Of(LifecycleDeclaration<string, string> declaration, SourceLocation location)
    {
        var name = declaration.Name;
        List<Diagnostic> problems = RuleReader.IsKebabCase(name) ? [] : [NotKebabCase(name, location)];
        foreach (var state in declaration.States)
        {
            if (state.State.Contains('/', StringComparison.Ordinal)) problems.Add(Slash(name, state.State, state.Location));
            problems.AddRange(state.Entry.Concat(state.Exit).Select(a => Does(name, a.Description, state.Location)));
            foreach (var line in state.Transitions)
            {
                problems.AddRange(line.Actions.Select(a => Does(name, a.Description, line.Location)));
                if (line.Guard is { } guard && RunbookLifecycle.ConditionOf(line) is null) problems.Add(Guards(name, guard, line.Location));
            }
        }

        return problems;
    }

    public static Diagnostic NoSuchState(RunbookLifecycle lifecycle, string state, string? nearest, SourceLocation place) => Error(
        "RBK1035", $"lifecycle '{lifecycle.Name}' has no state '{state}'{Meant(nearest)}", place);

    /// <summary>A state with sub-states is none in which an instance stands, so the comparison is always false.</summary>
    public static Diagnostic StandsInside(RunbookLifecycle lifecycle, string state, SourceLocation place) => Error(
        "RBK1038", $"a {lifecycle.Name} never stands in '{state}' itself, but in a state within it; ask IsIn(\"{state}\")", place);

    public static Diagnostic NoSuchTrigger(RunbookLifecycle lifecycle, string trigger, string? nearest, SourceLocation place) => Error(
        "RBK1036", $"no state of lifecycle '{lifecycle.Name}' permits the trigger '{trigger}'{Meant(nearest)}", place);

    public static Diagnostic NotThere(RunbookLifecycle lifecycle, string trigger, string state, string reason, SourceLocation place) => Error(
        "RBK1037", $"the rule fires '{trigger}' of lifecycle '{lifecycle.Name}' in {state}, where it is refused: {reason}", place);

    private static Diagnostic NotKebabCase(string name, SourceLocation place) => Error(
        "RBK1031", $"lifecycle name '{name}' is not kebab-case; write lower-case words with hyphens, such as rolling-restart", place);

    private static Diagnostic Slash(string name, string state, SourceLocation place) => Error(
        "RBK1032", $"lifecycle '{name}': state '{state}' has a slash in its name, which stands between states; write another character", place);

    private static Diagnostic Does(string name, string action, SourceLocation place) => Error(
        "RBK1033", $"lifecycle '{name}': '{action}' would do something by itself; let a rule about the state decide it, so that it has a mode and a reason", place);

    private static Diagnostic Guards(string name, string guard, SourceLocation place) => Error(
        "RBK1034", $"lifecycle '{name}': the guard '{guard}' is code, which cannot see facts; ask in the rule that fires the trigger, or begin the line with When", place);

    private static string Meant(string? nearest) => nearest is null ? "" : $"; did you mean '{nearest}'?";

    private static Diagnostic Error(string code, string message, SourceLocation place) => new(code, Severity.Error, message, place);
}
