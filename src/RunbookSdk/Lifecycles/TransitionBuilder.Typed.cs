namespace RunbookSdk.Lifecycles;

/// <summary>One line of a state whose trigger brings something. Not thread-safe.</summary>
/// <inheritdoc cref="TransitionBuilder{TState, TTrigger}"/>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
/// <typeparam name="TTrigger">What moves it.</typeparam>
/// <typeparam name="TPayload">What the trigger brings.</typeparam>
public sealed class TransitionBuilder<TState, TTrigger, TPayload>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly TransitionBuilder<TState, TTrigger> line;

    internal TransitionBuilder(TransitionBuilder<TState, TTrigger> line) => this.line = line;

    /// <inheritdoc cref="TransitionBuilder{TState, TTrigger}.If{TPayload}"/>
    public TransitionBuilder<TState, TTrigger, TPayload> If(string description, Func<TPayload, bool> holds)
    {
        line.If(description, holds);
        return this;
    }

    /// <inheritdoc cref="TransitionBuilder{TState, TTrigger}.Do{TPayload}(string, Action{TPayload, Turn{TState, TTrigger}})"/>
    public TransitionBuilder<TState, TTrigger, TPayload> Do(string description, Action<TPayload, Turn<TState, TTrigger>> act)
    {
        line.Do(description, act);
        return this;
    }

    /// <inheritdoc cref="TransitionBuilder{TState, TTrigger}.Do{TPayload}(string, Action{TPayload, Turn{TState, TTrigger}})"/>
    public TransitionBuilder<TState, TTrigger, TPayload> DoAsync(
        string description, Func<TPayload, Turn<TState, TTrigger>, CancellationToken, ValueTask> act)
    {
        line.DoAsync(description, act);
        return this;
    }

    /// <inheritdoc cref="TransitionBuilder{TState, TTrigger}.GoTo"/>
    public StateBuilder<TState, TTrigger> GoTo(TState to) => line.GoTo(to);

    /// <inheritdoc cref="TransitionBuilder{TState, TTrigger}.GoToHistory"/>
    public StateBuilder<TState, TTrigger> GoToHistory(TState to) => line.GoToHistory(to);

    /// <inheritdoc cref="TransitionBuilder{TState, TTrigger}.Reenter"/>
    public StateBuilder<TState, TTrigger> Reenter() => line.Reenter();

    /// <inheritdoc cref="TransitionBuilder{TState, TTrigger}.Stay"/>
    public StateBuilder<TState, TTrigger> Stay() => line.Stay();

    /// <inheritdoc cref="TransitionBuilder{TState, TTrigger}.Ignore"/>
    public StateBuilder<TState, TTrigger> Ignore() => line.Ignore();

    /// <inheritdoc cref="TransitionBuilder{TState, TTrigger}.Refuse"/>
    public StateBuilder<TState, TTrigger> Refuse(string advice) => line.Refuse(advice);
}

/// <summary>One line of a state that time brings about. Not thread-safe.</summary>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
/// <typeparam name="TTrigger">What moves it.</typeparam>
public sealed class TimedTransitionBuilder<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly TransitionBuilder<TState, TTrigger> line;

    internal TimedTransitionBuilder(TransitionBuilder<TState, TTrigger> line) => this.line = line;

    /// <inheritdoc cref="TransitionBuilder{TState, TTrigger}.Do(string, Action{Turn{TState, TTrigger}})"/>
    public TimedTransitionBuilder<TState, TTrigger> Do(string description, Action<Turn<TState, TTrigger>> act)
    {
        line.Do(description, act);
        return this;
    }

    /// <inheritdoc cref="TransitionBuilder{TState, TTrigger}.Do(string, Action{Turn{TState, TTrigger}})"/>
    public TimedTransitionBuilder<TState, TTrigger> DoAsync(string description, Func<Turn<TState, TTrigger>, CancellationToken, ValueTask> act)
    {
        line.DoAsync(description, act);
        return this;
    }

    /// <inheritdoc cref="TransitionBuilder{TState, TTrigger}.GoTo"/>
    public StateBuilder<TState, TTrigger> GoTo(TState to) => line.GoTo(to);

    /// <inheritdoc cref="TransitionBuilder{TState, TTrigger}.GoToHistory"/>
    public StateBuilder<TState, TTrigger> GoToHistory(TState to) => line.GoToHistory(to);

    /// <inheritdoc cref="TransitionBuilder{TState, TTrigger}.Reenter"/>
    public StateBuilder<TState, TTrigger> Reenter() => line.Reenter();
}
