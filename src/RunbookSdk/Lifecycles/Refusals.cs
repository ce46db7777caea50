namespace RunbookSdk.Lifecycles;

/// <summary>The sentences with which a lifecycle says no: what it cannot do from here, and what it could do instead.</summary>
internal sealed class Refusals<TState, TTrigger>(
    string name, Numbering<TTrigger> triggers, int triggerCount, int stateCount, IEnumerable<Transition<TState, TTrigger>> transitions)
    where TState : notnull
    where TTrigger : notnull
{
    private readonly string instance = (name[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an " : "a ") + name;

    /// <summary>Made when first needed; whoever makes one makes the same.</summary>
    private readonly string?[,] notPermitted = new string?[stateCount, triggerCount];

    // Where a trigger is the state asked for, one goes there; any other trigger is taken.
    private readonly (string Cannot, string Can) verbs =
        transitions.All(AsksForState) ? ("cannot go to", "it can go to") : ("does not take", "it takes");

    /// <summary>No line of the state takes the trigger.</summary>
    public string NotPermitted(StateNode<TState, TTrigger> state, TTrigger trigger)
    {
        var number = triggers.Of(trigger);
        if (number < 0) return $"{Cannot(state.State, trigger)}; {Advice(state, [])}";
        return notPermitted[state.Index, number] ??=
            $"{Cannot(state.State, trigger)}; {Advice(state, [.. state.Candidates[number].Select(c => c.Transition)])}";
    }

    /// <summary>A line of the state refuses the trigger, with advice.</summary>
    public string Advised(StateNode<TState, TTrigger> state, Transition<TState, TTrigger> line) =>
        $"{Cannot(state.State, line.Trigger!)}; {line.Advice}";

    /// <summary>A guard or an action cannot be given what it needs: nothing is decided without.</summary>
    public string NoPayload(StateNode<TState, TTrigger> state, Transition<TState, TTrigger> transition) =>
        $"{Cannot(state.State, transition.Trigger!)} without a {transition.Payload?.Name}, which {(transition.Guard is null ? "it brings" : $"tells whether {transition.Guard}")}";

    /// <summary>Guards that must exclude each other do not.</summary>
    public string Overlap(StateNode<TState, TTrigger> state, Transition<TState, TTrigger> one, Transition<TState, TTrigger> other) =>
        $"{Cannot(state.State, one.Trigger!)}; both '{one.Guard}' and '{other.Guard}' hold, and its guards are to exclude each other";

    /// <summary>The instance follows another definition.</summary>
    public string OtherDefinition(LifecycleId? found, LifecycleId expected)
    {
        if (found is null) return $"{instance} is made by Start, At or Restore; this one follows no lifecycle";
        if (found.Name != expected.Name) return $"this follows the lifecycle '{found.Name}', and is not {instance}";
        return found.Version == expected.Version
            ? $"{instance} of version {found.Version} follows a definition with the hash {found.Hash}, not {expected.Hash}; restore it with this one"
            : $"{instance} of version {found.Version} does not follow version {expected.Version} of its lifecycle; migrate it first";
    }

    /// <summary>The instance stands nowhere in the definition.</summary>
    public string Unknown(TState state) => $"{instance} has no state '{Spelling.Of(state)}'";

    private static bool AsksForState(Transition<TState, TTrigger> transition) =>
        typeof(TState) == typeof(TTrigger)
        && (transition.Cause != TransitionCause.Trigger || transition.Kind != TransitionKind.Move || transition.To.Equals(transition.Trigger));

    private string Cannot(TState state, TTrigger trigger) =>
        $"{instance} in {Spelling.Of(state)} {verbs.Cannot} {Spelling.Of(trigger)}";

    private string Advice(StateNode<TState, TTrigger> state, List<Transition<TState, TTrigger>> lines)
    {
        if (lines.Count > 0) return $"only when {string.Join(", or when ", lines.Select(t => t.Guard))}";
        if (state is { Declaration.IsFinal: true, Outer: null }) return "it ends there";
        var taken = state.Permitted.Select(t => t.Trigger!).Distinct().ToList();
        return taken.Count == 0 ? "it waits for something else than a trigger" : $"{verbs.Can} {Spelling.List(taken)}";
    }
}
