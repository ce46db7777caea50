using System.Runtime.CompilerServices;

namespace RunbookSdk.Lifecycles;

/// <summary>
/// Says what each trigger does in one state. Several lines for one trigger are tried in order: the first whose guard holds
/// wins, so the one without a guard comes last. A trigger without a line is refused. Not thread-safe.
/// </summary>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
/// <typeparam name="TTrigger">What moves it.</typeparam>
public sealed class StateBuilder<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly TState state;
    private readonly List<Transition<TState, TTrigger>> transitions = [];

    internal StateBuilder(TState state) => this.state = state;

    internal IReadOnlyList<Transition<TState, TTrigger>> Transitions => transitions;

    /// <summary>The trigger leads to a state. To the same state, this is re-entry.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <param name="to">The state that it leads to.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public StateBuilder<TState, TTrigger> Permit(
        TTrigger trigger, TState to, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Add(new(state, trigger, TransitionKind.Move, to, new(file, line)));

    /// <summary>The trigger leads to a state when a guard holds.</summary>
    /// <typeparam name="TContext">What the guard is asked with; all guards of one trigger take the same type.</typeparam>
    /// <param name="trigger">The trigger.</param>
    /// <param name="to">The state that it leads to.</param>
    /// <param name="when">The guard in words, to follow "when": <c>nothing stricter is in force</c>.</param>
    /// <param name="holds">The guard. It must be pure; what it throws reaches the caller of Fire, and nothing has moved.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <exception cref="ArgumentException">The guard is not put into words.</exception>
    public StateBuilder<TState, TTrigger> Permit<TContext>(
        TTrigger trigger,
        TState to,
        string when,
        Func<TContext, bool> holds,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(when);
        ArgumentNullException.ThrowIfNull(holds);
        return Add(new(state, trigger, TransitionKind.Move, to, new(file, line))
        {
            Guard = when,
            Context = typeof(TContext),
            Holds = holds,
        });
    }

    /// <summary>The trigger leaves the state and enters it again: it stands there since now.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public StateBuilder<TState, TTrigger> Reenter(
        TTrigger trigger, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Permit(trigger, state, file, line);

    /// <summary>The trigger is taken without leaving the state: it stands there since when it did.</summary>
    /// <inheritdoc cref="Reenter"/>
    public StateBuilder<TState, TTrigger> Stay(
        TTrigger trigger, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Add(new(state, trigger, TransitionKind.Stay, state, new(file, line)));

    /// <summary>The trigger has no effect here.</summary>
    /// <inheritdoc cref="Reenter"/>
    public StateBuilder<TState, TTrigger> Ignore(
        TTrigger trigger, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Add(new(state, trigger, TransitionKind.Ignore, state, new(file, line)));

    /// <summary>The trigger is refused with advice, where the list of what is possible would not be enough.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <param name="advice">What to do instead: <c>resolve it first</c>.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <exception cref="ArgumentException">The advice is blank.</exception>
    public StateBuilder<TState, TTrigger> Refuse(
        TTrigger trigger, string advice, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(advice);
        return Add(new(state, trigger, TransitionKind.Refuse, state, new(file, line)) { Advice = advice });
    }

    private StateBuilder<TState, TTrigger> Add(Transition<TState, TTrigger> transition)
    {
        transitions.Add(transition);
        return this;
    }
}
