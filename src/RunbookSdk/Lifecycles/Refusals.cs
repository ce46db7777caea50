namespace RunbookSdk.Lifecycles;

/// <summary>The sentences with which a lifecycle says no: what it cannot do from here, and what it could do instead.</summary>
internal sealed class Refusals<TState, TTrigger>(string name)
    where TState : notnull
    where TTrigger : notnull
{
    private readonly string instance = (name[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an " : "a ") + name;

    // Where a trigger is the state asked for, one goes there; any other trigger is taken.
    private readonly (string Cannot, string Can) verbs =
        typeof(TState) == typeof(TTrigger) ? ("cannot go to", "it can go to") : ("does not take", "it takes");

    /// <summary>No line of the state takes the trigger.</summary>
    public string NotPermitted(StateDeclaration<TState, TTrigger> state, TTrigger trigger)
    {
        var lines = state.Transitions.Where(t => EqualityComparer<TTrigger>.Default.Equals(t.Trigger, trigger)).ToList();
        return $"{Cannot(state.State, trigger)}; {lines.FirstOrDefault(t => t.Advice is not null)?.Advice ?? Advice(state, lines)}";
    }

    /// <summary>A guard cannot be asked: nothing is decided without what it needs to know.</summary>
    public string NoContext(Transition<TState, TTrigger> transition) =>
        $"{Cannot(transition.From, transition.Trigger)} without a {transition.Context?.Name}, which tells whether {transition.Guard}";

    /// <summary>The instance follows another version of the definition.</summary>
    public string OtherVersion(int found, int expected) =>
        $"{instance} of version {found} does not follow version {expected} of its lifecycle; migrate it first";

    /// <summary>The instance stands nowhere in the definition.</summary>
    public string Unknown(TState state) => $"{instance} has no state '{Spelling.Of(state)}'";

    private string Cannot(TState state, TTrigger trigger) =>
        $"{instance} in {Spelling.Of(state)} {verbs.Cannot} {Spelling.Of(trigger)}";

    private string Advice(StateDeclaration<TState, TTrigger> state, List<Transition<TState, TTrigger>> lines)
    {
        if (lines.Count > 0) return $"only when {string.Join(", or when ", lines.Select(t => t.Guard))}";
        if (state.IsFinal) return "it ends there";
        return $"{verbs.Can} {Spelling.List(state.Transitions.Where(t => t.IsPermitted).Select(t => t.Trigger).Distinct())}";
    }
}
