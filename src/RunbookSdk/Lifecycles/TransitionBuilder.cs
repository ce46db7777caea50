namespace RunbookSdk.Lifecycles;

/// <summary>One line of a state that is being written: guard, actions, and at its end what it does. Not thread-safe.</summary>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
/// <typeparam name="TTrigger">What moves it.</typeparam>
public sealed class TransitionBuilder<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly StateBuilder<TState, TTrigger> state;
    private readonly TState from;
    private readonly TransitionDraft<TState, TTrigger> draft;

    internal TransitionBuilder(StateBuilder<TState, TTrigger> state, TState from, TransitionDraft<TState, TTrigger> draft)
    {
        this.state = state;
        this.from = from;
        this.draft = draft;
    }

    /// <summary>The line is taken only when a guard holds.</summary>
    /// <typeparam name="TPayload">What the trigger brings; all guards and actions of one trigger take the same type.</typeparam>
    /// <param name="description">The guard in words, to follow "when": <c>nothing stricter is in force</c>.</param>
    /// <param name="holds">The guard. It must be pure; what it throws reaches the caller of Fire, and nothing has moved.</param>
    /// <exception cref="ArgumentException">The guard is not put into words.</exception>
    /// <exception cref="InvalidOperationException">The line has a guard already; join the two with <c>&amp;&amp;</c>.</exception>
    public TransitionBuilder<TState, TTrigger> If<TPayload>(string description, Func<TPayload, bool> holds)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(description);
        ArgumentNullException.ThrowIfNull(holds);
        if (draft.Holds is not null) throw new InvalidOperationException("The line has a guard already; join the two with &&.");
        (draft.Guard, draft.Holds) = (description, holds);
        draft.Take(typeof(TPayload));
        return this;
    }

    /// <summary>Does something on the way, after the states are left and before any is entered.</summary>
    /// <param name="description">What, in words.</param>
    /// <param name="act">Does it; what it throws reaches the caller of Fire, and nothing has moved.</param>
    /// <exception cref="ArgumentException">It is not put into words.</exception>
    public TransitionBuilder<TState, TTrigger> Do(string description, Action<Turn<TState, TTrigger>> act) =>
        Add(LifecycleActions.Make(description, LifecycleActionKind.Transition, act));

    /// <summary>Does something on the way with what the trigger brings.</summary>
    /// <typeparam name="TPayload">What the trigger brings; all guards and actions of one trigger take the same type.</typeparam>
    /// <inheritdoc cref="Do(string, Action{Turn{TState, TTrigger}})"/>
    public TransitionBuilder<TState, TTrigger> Do<TPayload>(string description, Action<TPayload, Turn<TState, TTrigger>> act)
    {
        draft.Take(typeof(TPayload));
        return Add(LifecycleActions.Make(description, LifecycleActionKind.Transition, act));
    }

    /// <inheritdoc cref="Do(string, Action{Turn{TState, TTrigger}})"/>
    public TransitionBuilder<TState, TTrigger> DoAsync(string description, Func<Turn<TState, TTrigger>, CancellationToken, ValueTask> act) =>
        Add(LifecycleActions.Make(description, LifecycleActionKind.Transition, act));

    /// <inheritdoc cref="Do{TPayload}(string, Action{TPayload, Turn{TState, TTrigger}})"/>
    public TransitionBuilder<TState, TTrigger> DoAsync<TPayload>(
        string description, Func<TPayload, Turn<TState, TTrigger>, CancellationToken, ValueTask> act)
    {
        draft.Take(typeof(TPayload));
        return Add(LifecycleActions.Make(description, LifecycleActionKind.Transition, act));
    }

    /// <summary>
    /// It leads to a state, and there to its initial sub-state. What is left and entered: everything up to the innermost state that contains
    /// both, which is neither left nor entered. To the same state, this is re-entry.
    /// </summary>
    /// <param name="to">The state that it leads to.</param>
    public StateBuilder<TState, TTrigger> GoTo(TState to) => End(TransitionKind.Move, to);

    /// <summary>It leads to the direct sub-state in which the instance was when it last left the state; the first time, to the initial one.</summary>
    /// <param name="to">A state with sub-states.</param>
    public StateBuilder<TState, TTrigger> GoToHistory(TState to) => End(TransitionKind.Move, to, toHistory: true);

    /// <summary>It leaves the state and enters it again: it stands there since now.</summary>
    public StateBuilder<TState, TTrigger> Reenter() => End(TransitionKind.Move, from);

    /// <summary>It is taken, with its actions, without leaving the state: an internal transition.</summary>
    public StateBuilder<TState, TTrigger> Stay() => End(TransitionKind.Stay, from);

    /// <summary>It has no effect here.</summary>
    public StateBuilder<TState, TTrigger> Ignore() => End(TransitionKind.Ignore, from);

    /// <summary>It is refused with advice, where the list of what is possible would not be enough.</summary>
    /// <param name="advice">What to do instead: <c>resolve it first</c>.</param>
    /// <exception cref="ArgumentException">The advice is blank.</exception>
    public StateBuilder<TState, TTrigger> Refuse(string advice)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(advice);
        return End(TransitionKind.Refuse, from, advice: advice);
    }

    private TransitionBuilder<TState, TTrigger> Add(LifecycleAction<TState, TTrigger> action)
    {
        draft.Actions.Add(action);
        return this;
    }

    private StateBuilder<TState, TTrigger> End(TransitionKind kind, TState to, bool toHistory = false, string? advice = null) => state.End(
        draft,
        new(from, kind, to, draft.Location)
        {
            Cause = draft.Cause,
            Trigger = draft.Trigger,
            After = draft.After,
            Guard = draft.Guard,
            Holds = draft.Holds,
            Payload = draft.Payload,
            OtherPayload = draft.OtherPayload,
            Actions = [.. draft.Actions],
            ToHistory = toHistory,
            Advice = advice,
        });
}
