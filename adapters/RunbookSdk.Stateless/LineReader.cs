using RunbookSdk.Diagnostics;
using RunbookSdk.Lifecycles;
using Stateless.Reflection;

namespace RunbookSdk.StatelessMachines;

/// <summary>Reads the transitions of a state.</summary>
internal sealed class LineReader<TState, TTrigger>(MachineReading<TState, TTrigger> reading, List<Diagnostic> problems)
    where TState : notnull
    where TTrigger : notnull
{
    public void Read(StateBuilder<TState, TTrigger> builder, StateInfo state, TransitionInfo line)
    {
        if (line is FixedTransitionInfo way) Read(builder, state, way);
        else Begin(builder, state, line).Ignore();
    }

    private void Read(StateBuilder<TState, TTrigger> builder, StateInfo state, FixedTransitionInfo line)
    {
        if (!line.IsInternalTransition && state != line.DestinationState && IsWithin(line.DestinationState, state))
        {
            Report("RBK6024", $"{line.Trigger} leads from {state} to {line.DestinationState} within it: a machine does nothing, or enters less than a lifecycle, where it stands in or near that state; let the sub-states permit it, each by itself");
            return;
        }

        if (NotEnteredAgain(state, line) is { } passedOver)
            Report("RBK6025", $"{line.Trigger} leads from {state} to {line.DestinationState} around it: a machine leaves {passedOver} and does not do what is done on entry there, which a lifecycle does; lead to a state within {passedOver}, or read with WithoutActions()");
        var draft = Begin(builder, state, line);
        if (line.IsInternalTransition) Stay(draft, state, line);
        else if (line.DestinationState == state) draft.Reenter();
        else draft.GoTo((TState)line.DestinationState.UnderlyingState);
    }

    private TransitionBuilder<TState, TTrigger> Begin(StateBuilder<TState, TTrigger> builder, StateInfo state, TransitionInfo line)
    {
        var draft = builder.On(TriggerOf(line), file: "", line: 0);
        if (LineReader.IsGuarded(line)) GuardOf(state, line)?.Put(draft);
        return draft;
    }

    private void Stay(TransitionBuilder<TState, TTrigger> draft, StateInfo state, FixedTransitionInfo line)
    {
        if (reading.IsWithoutActions) draft.Stay();
        else if (reading.InternalActions.TryGetValue(((TState)state.UnderlyingState, TriggerOf(line)), out var action))
        {
            action.Put(draft);
            draft.Stay();
        }
        else
        {
            draft.Stay();
            Report("RBK6022", $"{line.Trigger} is an internal transition of {state}, and a machine does not tell what it does; say it with Internal({state}, {line.Trigger}, ...), or read with WithoutActions()");
        }
    }

    /// <summary>All guards of the line at once; null when something is missing, which is then reported.</summary>
    private SuppliedGuard? GuardOf(StateInfo state, TransitionInfo line)
    {
        SuppliedGuard? all = null;
        foreach (var guard in line.GuardConditionsMethodDescriptions)
        {
            if (!LineReader.IsDescribed(guard))
                Report("RBK6021", $"a guard of {line.Trigger} in {state} has no description; describe it where the machine is configured");
            else if (!reading.Guards.TryGetValue(guard.Description, out var supplied))
                Report("RBK6021", $"the guard '{guard.Description}' of {line.Trigger} in {state} is only described by the machine; say what it is with Guard(\"{guard.Description}\", ...)");
            else if (all is null)
                all = supplied;
            else if (all.And(supplied) is { } both)
                all = both;
            else
                Report("RBK6021", $"the guards '{all.Description}' and '{guard.Description}' of {line.Trigger} in {state} take different payloads; let them take one type");
        }

        return all;
    }

    /// <summary>
    /// Of the states that are entered first within an outer state, Stateless passes over those around the state that it came from, though it
    /// has left them.
    /// </summary>
    private StateInfo? NotEnteredAgain(StateInfo state, FixedTransitionInfo line)
    {
        if (reading.IsWithoutActions || line.IsInternalTransition || !IsWithin(state, line.DestinationState)) return null;
        var inner = InitialOf(line.DestinationState);
        while (inner is not null)
        {
            var isAround = inner == state || IsWithin(state, inner) || IsWithin(inner, state);
            if (isAround && inner.Substates.Any() && inner.EntryActions.Any()) return inner;
            inner = InitialOf(inner);
        }

        return null;
    }

    private StateInfo? InitialOf(StateInfo state) => reading.Initials.TryGetValue((TState)state.UnderlyingState, out var initial)
        ? state.Substates.FirstOrDefault(s => initial.Equals(s.UnderlyingState))
        : null;

    private static TTrigger TriggerOf(TransitionInfo line) => (TTrigger)line.Trigger.UnderlyingTrigger;

    private static bool IsWithin(StateInfo state, StateInfo outer)
    {
        for (var around = state.Superstate; around is not null; around = around.Superstate)
        {
            if (around == outer) return true;
        }

        return false;
    }

    private void Report(string code, string message) => problems.Add(new(code, Severity.Error, message, SourceLocation.None));
}

/// <summary>What holds of transitions of any machine.</summary>
internal static class LineReader
{
    /// <summary>Stateless gives an internal transition without a guard one of its own that always holds.</summary>
    public static bool IsGuarded(TransitionInfo line) => line.GuardConditionsMethodDescriptions.Any(g => !IsAlways(line, g));

    /// <summary>Functions without words and without a name share one description.</summary>
    public static bool IsDescribed(InvocationInfo function) =>
        function.Description != InvocationInfo.DefaultFunctionDescription && !string.IsNullOrWhiteSpace(function.Description);

    private static bool IsAlways(TransitionInfo line, InvocationInfo guard) =>
        line.IsInternalTransition && !IsDescribed(guard) && guard.MethodName.StartsWith("<InternalTransition>", StringComparison.Ordinal);
}
