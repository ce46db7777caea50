namespace RunbookSdk.Lifecycles;

/// <summary>What every picture of a lifecycle says, whatever language it is drawn in.</summary>
/// <param name="lifecycle">The lifecycle.</param>
/// <param name="escape">Writes a text of the user so that the language of the picture takes it as text.</param>
internal sealed class Picture<TState, TTrigger>(Lifecycle<TState, TTrigger> lifecycle, Func<string, string> escape)
    where TState : notnull
    where TTrigger : notnull
{
    /// <summary>The states that are in no other.</summary>
    public IEnumerable<LifecycleState<TState, TTrigger>> Top => lifecycle.StateDetails.Where(s => s.Outers.Count == 0);

    /// <summary>What leads from state to state, in order of declaration.</summary>
    public IEnumerable<Transition<TState, TTrigger>> Arrows => lifecycle.Transitions.Where(t => t.IsPermitted && !IsInside(t));

    public IEnumerable<LifecycleState<TState, TTrigger>> Within(LifecycleState<TState, TTrigger> outer) => outer.Inner.Select(lifecycle.Describe);

    /// <summary>What a state says of itself: what is done on entering and on leaving it, and what is taken without leaving it.</summary>
    public IEnumerable<string> Inside(LifecycleState<TState, TTrigger> state) =>
    [
        .. state.Entry.Select(a => $"entry / {escape(a.Description)}"),
        .. state.Exit.Select(a => $"exit / {escape(a.Description)}"),
        .. state.Transitions.Where(t => t.IsPermitted && IsInside(t)).Select(t => Words(t, namesCause: true)),
    ];

    /// <summary>What an arrow says: its cause, its guard in brackets, what is done on the way; empty when the target says it all.</summary>
    public string Label(Transition<TState, TTrigger> arrow) =>
        Words(arrow, arrow.Cause != TransitionCause.Trigger || arrow.ToHistory || Spelling.Of(arrow.Trigger!) != Spelling.Of(arrow.To));

    public bool IsComposite(TState state) => lifecycle.Describe(state).Inner.Count > 0;

    /// <summary>True when a state is another one, or somewhere within it.</summary>
    public bool IsIn(TState state, TState outer) =>
        EqualityComparer<TState>.Default.Equals(state, outer) || lifecycle.Describe(state).Outers.Contains(outer);

    /// <summary>An internal transition that does something is written into its state; one that does nothing is an arrow from it to itself.</summary>
    private bool IsInside(Transition<TState, TTrigger> transition) =>
        transition.Kind == TransitionKind.Stay && (transition.Actions.Count > 0 || IsComposite(transition.From));

    private string Words(Transition<TState, TTrigger> transition, bool namesCause)
    {
        var parts = new List<string>(3);
        if (namesCause) parts.Add(Cause(transition));
        if (transition.Guard is { } guard) parts.Add($"[{escape(guard)}]");
        if (transition.Actions.Count > 0) parts.Add($"/ {string.Join(", ", transition.Actions.Select(a => escape(a.Description)))}");
        return string.Join(' ', parts);
    }

    private string Cause(Transition<TState, TTrigger> transition) => transition.Cause switch
    {
        TransitionCause.Trigger => escape(Spelling.Of(transition.Trigger!)),
        TransitionCause.Time => $"after {TimeWords.Of(transition.After!.Value)}",
        _ => "automatically",
    };
}
