using System.Runtime.CompilerServices;

namespace RunbookSdk.Lifecycles;

/// <summary>
/// Says what holds in one state. Several lines for one trigger are tried in order: the first whose guard holds wins, so the one without a
/// guard comes last. A trigger that none of them takes is offered to the state around this one; without a line there either, it is
/// refused. Not thread-safe.
/// </summary>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
/// <typeparam name="TTrigger">What moves it.</typeparam>
public sealed class StateBuilder<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly StateDeclaration<TState, TTrigger> state;

    internal StateBuilder(StateDeclaration<TState, TTrigger> state) => this.state = state;

    /// <summary>Puts the state inside another one: what that one takes holds here too, unless this one has a line of its own for it.</summary>
    /// <param name="outer">The state around this one; declared by itself.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public StateBuilder<TState, TTrigger> Within(TState outer, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        state.Outers.Add(new(outer, new(file, line)));
        return this;
    }

    /// <summary>Names the sub-state that is entered when this state is.</summary>
    /// <param name="inner">A state directly within this one.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public StateBuilder<TState, TTrigger> Initial(TState inner, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        state.Initials.Add(new(inner, new(file, line)));
        return this;
    }

    /// <summary>Begins a line: on this trigger. It ends with what the trigger does, such as <c>GoTo</c>.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public TransitionBuilder<TState, TTrigger> On(
        TTrigger trigger, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Begin(new(TransitionCause.Trigger, trigger, null, new(file, line)));

    /// <summary>Begins a line: on this trigger, whose guard and actions take what it brings.</summary>
    /// <inheritdoc cref="On(TTrigger, string, int)"/>
    /// <typeparam name="TPayload">What the trigger brings.</typeparam>
    public TransitionBuilder<TState, TTrigger, TPayload> On<TPayload>(
        Trigger<TTrigger, TPayload> trigger, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(Begin(new(TransitionCause.Trigger, trigger.Value, null, new(file, line)) { Payload = typeof(TPayload) }));

    /// <summary>
    /// Begins a line: when the state has been stood in for a time. Leaving the state takes it back; re-entry starts it anew. When it leads to
    /// a state within this one, it comes once until this one is left.
    /// </summary>
    /// <param name="time">How long; more than nothing.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public TimedTransitionBuilder<TState, TTrigger> After(
        TimeSpan time, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(Begin(new(TransitionCause.Time, default, time, new(file, line))));

    /// <summary>
    /// Begins a line that needs no trigger: a completion transition. With a guard it is asked when the state is entered and whenever the
    /// instance settles, wherever what is brought there is what the guard takes. Without one it is taken as soon as the state is entered.
    /// Of a state with final sub-states it holds when one of these is reached, and not before.
    /// </summary>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public TransitionBuilder<TState, TTrigger> Automatically([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Begin(new(TransitionCause.Completion, default, null, new(file, line)));

    /// <summary>The trigger leads to a state. To the same state, this is re-entry.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <param name="to">The state that it leads to.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public StateBuilder<TState, TTrigger> Permit(
        TTrigger trigger, TState to, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        On(trigger, file, line).GoTo(to);

    /// <summary>The trigger leaves the state and enters it again: it stands there since now.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public StateBuilder<TState, TTrigger> Reenter(
        TTrigger trigger, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => On(trigger, file, line).Reenter();

    /// <summary>The trigger is taken without leaving the state: it stands there since when it did.</summary>
    /// <inheritdoc cref="Reenter"/>
    public StateBuilder<TState, TTrigger> Stay(
        TTrigger trigger, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => On(trigger, file, line).Stay();

    /// <summary>The trigger has no effect here.</summary>
    /// <inheritdoc cref="Reenter"/>
    public StateBuilder<TState, TTrigger> Ignore(
        TTrigger trigger, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => On(trigger, file, line).Ignore();

    /// <summary>The trigger is refused with advice, where the list of what is possible would not be enough.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <param name="advice">What to do instead: <c>resolve it first</c>.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <exception cref="ArgumentException">The advice is blank.</exception>
    public StateBuilder<TState, TTrigger> Refuse(
        TTrigger trigger, string advice, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        On(trigger, file, line).Refuse(advice);

    /// <summary>Does something when the state is entered, after what the transition does and after outer states that are entered with it.</summary>
    /// <param name="description">What, in words.</param>
    /// <param name="act">Does it; what it throws reaches the caller of Fire, and nothing has moved.</param>
    /// <exception cref="ArgumentException">It is not put into words.</exception>
    public StateBuilder<TState, TTrigger> OnEntry(string description, Action<Turn<TState, TTrigger>> act) =>
        Add(state.Entry, LifecycleActions.Make(description, LifecycleActionKind.Entry, act));

    /// <summary>Does something when the state is entered by a trigger that brings a payload of this type; otherwise it is passed over.</summary>
    /// <typeparam name="TPayload">What the trigger brings.</typeparam>
    /// <inheritdoc cref="OnEntry(string, Action{Turn{TState, TTrigger}})"/>
    public StateBuilder<TState, TTrigger> OnEntry<TPayload>(string description, Action<TPayload, Turn<TState, TTrigger>> act) =>
        Add(state.Entry, LifecycleActions.Make(description, LifecycleActionKind.Entry, act));

    /// <inheritdoc cref="OnEntry(string, Action{Turn{TState, TTrigger}})"/>
    public StateBuilder<TState, TTrigger> OnEntryAsync(string description, Func<Turn<TState, TTrigger>, CancellationToken, ValueTask> act) =>
        Add(state.Entry, LifecycleActions.Make(description, LifecycleActionKind.Entry, act));

    /// <summary>Does something when the state is left, before outer states that are left with it and before what the transition does.</summary>
    /// <inheritdoc cref="OnEntry(string, Action{Turn{TState, TTrigger}})"/>
    public StateBuilder<TState, TTrigger> OnExit(string description, Action<Turn<TState, TTrigger>> act) =>
        Add(state.Exit, LifecycleActions.Make(description, LifecycleActionKind.Exit, act));

    /// <inheritdoc cref="OnExit(string, Action{Turn{TState, TTrigger}})"/>
    public StateBuilder<TState, TTrigger> OnExitAsync(string description, Func<Turn<TState, TTrigger>, CancellationToken, ValueTask> act) =>
        Add(state.Exit, LifecycleActions.Make(description, LifecycleActionKind.Exit, act));

    internal StateBuilder<TState, TTrigger> End(TransitionDraft<TState, TTrigger> draft, Transition<TState, TTrigger> transition)
    {
        state.Drafts.Remove(draft);
        state.Transitions.Add(transition);
        return this;
    }

    private TransitionBuilder<TState, TTrigger> Begin(TransitionDraft<TState, TTrigger> draft)
    {
        state.Drafts.Add(draft);
        return new(this, state.State, draft);
    }

    private StateBuilder<TState, TTrigger> Add(List<LifecycleAction<TState, TTrigger>> actions, LifecycleAction<TState, TTrigger> action)
    {
        actions.Add(action);
        return this;
    }
}
