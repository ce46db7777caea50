using RunbookSdk.Diagnostics;
using RunbookSdk.Lifecycles;

namespace RunbookSdk.StatelessMachines;

/// <summary>Refuses lifecycles that a machine would not follow.</summary>
internal static class MachineRefusals
{
    /// <exception cref="RunbookException">There is something that Stateless cannot do; it names all of it.</exception>
    public static void Check<TState, TTrigger>(Lifecycle<TState, TTrigger> definition)
        where TState : notnull
        where TTrigger : notnull
    {
        var problems = definition.States.Select(definition.Node).SelectMany(Problems).ToList();
        if (problems.Count > 0) throw new RunbookException(problems);
    }

    private static IEnumerable<Diagnostic> Problems<TState, TTrigger>(StateNode<TState, TTrigger> node)
        where TState : notnull
        where TTrigger : notnull
    {
        var name = Spelling.Of(node.State);
        foreach (var line in node.Declaration.Transitions)
        {
            if (line.Cause == TransitionCause.Time)
                yield return Problem("RBK6010", line.Location, $"{name} is left after {line.After}, and a Stateless machine has no clock; fire a trigger when the time has come, or use LifecycleInstance");
            if (line.Cause == TransitionCause.Completion)
                yield return Problem("RBK6011", line.Location, $"{name} is left without a trigger, which a Stateless machine never does; fire a trigger, or use LifecycleInstance");
            if (line.ToHistory)
                yield return Problem("RBK6012", line.Location, $"{name} leads to where {Spelling.Of(line.To)} was left, which a Stateless machine does not remember; lead to a state, or use LifecycleInstance");
            foreach (var action in line.Actions.Where(a => a.IsAsync)) yield return Asynchronous(action, line.Location);
        }

        foreach (var action in node.Declaration.Entry.Concat(node.Declaration.Exit).Where(a => a.IsAsync))
            yield return Asynchronous(action, node.Declaration.Location);
    }

    private static Diagnostic Asynchronous<TState, TTrigger>(LifecycleAction<TState, TTrigger> action, SourceLocation location)
        where TState : notnull
        where TTrigger : notnull =>
        Problem("RBK6013", location, $"the action '{action.Description}' is asynchronous, and Fire of a Stateless machine would stop halfway; make it synchronous, or use LifecycleInstance");

    private static Diagnostic Problem(string code, SourceLocation location, string message) => new(code, Severity.Error, message, location);
}
