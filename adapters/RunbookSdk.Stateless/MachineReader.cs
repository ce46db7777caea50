using RunbookSdk.Diagnostics;
using RunbookSdk.Lifecycles;
using Stateless.Reflection;

namespace RunbookSdk.StatelessMachines;

/// <summary>Reads a lifecycle from what a machine tells of itself, and from what is said beside it.</summary>
internal sealed class MachineReader<TState, TTrigger>(StateMachineInfo info, MachineReading<TState, TTrigger> reading)
    where TState : notnull
    where TTrigger : notnull
{
    private readonly List<Diagnostic> problems = [];

    /// <exception cref="RunbookException">Something of the machine cannot be read; carries all of it.</exception>
    public Lifecycle<TState, TTrigger> Read(string name, int version)
    {
        var builder = Lifecycle.Define<TState, TTrigger>(name, version).Initial(StateOf(info.InitialState), file: "", line: 0);
        foreach (var state in info.States)
        {
            if (Ends(state)) builder.Final(StateOf(state), s => ReadState(s, state), file: "", line: 0);
            else builder.State(StateOf(state), s => ReadState(s, state), file: "", line: 0);
        }

        return problems.Count > 0 ? throw new RunbookException(problems) : builder.Build();
    }

    private void ReadState(StateBuilder<TState, TTrigger> builder, StateInfo state)
    {
        if (state.Superstate is { } outer) builder.Within(StateOf(outer), file: "", line: 0);
        ReadInitial(builder, state);
        ReadActions(builder, state);
        var lines = new LineReader<TState, TTrigger>(reading, problems);
        // A line without a guard comes last: in Stateless it stands for what no guard takes.
        foreach (var line in state.FixedTransitions.Concat<TransitionInfo>(state.IgnoredTriggers).OrderBy(t => !LineReader.IsGuarded(t)))
            lines.Read(builder, state, line);
        foreach (var line in state.DynamicTransitions)
            Report("RBK6020", $"{line.Trigger} leads out of {state} to a state that is computed when it is fired; permit a fixed state under each guard instead");
    }

    private void ReadInitial(StateBuilder<TState, TTrigger> builder, StateInfo state)
    {
        if (reading.Initials.TryGetValue(StateOf(state), out var inner)) builder.Initial(inner, file: "", line: 0);
        else if (state.Substates.Any())
            Report("RBK6023", $"{state} has sub-states, and a machine does not tell which is entered first; name it with Initial({state}, ...): {string.Join(", ", state.Substates)}");
    }

    private void ReadActions(StateBuilder<TState, TTrigger> builder, StateInfo state)
    {
        if (reading.IsWithoutActions) return;
        foreach (var entry in state.EntryActions) Supplied(entry.Method, "on entry of", state)?.PutOnEntry(builder, entry.FromTrigger);
        foreach (var exit in state.ExitActions)
        {
            if (Supplied(exit, "on exit of", state) is { } supplied && !supplied.TryPutOnExit(builder))
                Report("RBK6022", $"the action '{exit.Description}' runs on exit of {state}, and is said to take what the trigger brings, which exits do not; say it without");
        }

        foreach (var action in state.ActivateActions.Concat(state.DeactivateActions))
            Report("RBK6022", $"the action '{action.Description}' runs when {state} is activated or deactivated, which instances of a lifecycle are not; take it away, or read with WithoutActions()");
    }

    private SuppliedAction<TState, TTrigger>? Supplied(InvocationInfo action, string when, StateInfo state)
    {
        if (LineReader.IsDescribed(action) && reading.Actions.TryGetValue(action.Description, out var supplied)) return supplied;
        Report("RBK6022", LineReader.IsDescribed(action)
            ? $"the action '{action.Description}' {when} {state} is only described by the machine; say what it is with Action(\"{action.Description}\", ...), or read with WithoutActions()"
            : $"an action {when} {state} has no description; describe it where the machine is configured, or read with WithoutActions()");
        return null;
    }

    private static bool Ends(StateInfo state)
    {
        if (state.Substates.Any()) return false;
        for (var around = state; around is not null; around = around.Superstate)
        {
            if (around.DynamicTransitions.Any() || around.FixedTransitions.Any(t => !t.IsInternalTransition)) return false;
        }

        return true;
    }

    private void Report(string code, string message) => problems.Add(new(code, Severity.Error, message, SourceLocation.None));

    private static TState StateOf(StateInfo state) => (TState)state.UnderlyingState;
}
