namespace RunbookSdk.Lifecycles;

/// <summary>
/// What the guards and actions of a lifecycle do that is read from JSON, by their words: a text says that there is a guard, and code
/// what it asks. Fill it from one thread; then any number of threads may read with it.
/// </summary>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
/// <typeparam name="TTrigger">What moves it.</typeparam>
public sealed class LifecycleBehaviours<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly Dictionary<string, (Delegate Holds, Type Payload)> guards = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<LifecycleActionKind, LifecycleAction<TState, TTrigger>>> actions = new(StringComparer.Ordinal);

    internal List<TState> KnownStates { get; } = [];

    internal List<TTrigger> KnownTriggers { get; } = [];

    internal IEnumerable<string> GuardWords => guards.Keys.Order(StringComparer.Ordinal);

    internal IEnumerable<string> ActionWords => actions.Keys.Order(StringComparer.Ordinal);

    /// <summary>Says which states there can be; needed when they are neither texts nor an enum.</summary>
    /// <param name="states">The states.</param>
    public LifecycleBehaviours<TState, TTrigger> States(params IEnumerable<TState> states)
    {
        KnownStates.AddRange(states);
        return this;
    }

    /// <summary>Says which triggers there can be; needed when they are neither texts nor an enum.</summary>
    /// <param name="triggers">The triggers.</param>
    public LifecycleBehaviours<TState, TTrigger> Triggers(params IEnumerable<TTrigger> triggers)
    {
        KnownTriggers.AddRange(triggers);
        return this;
    }

    /// <summary>Says what a guard asks.</summary>
    /// <typeparam name="TPayload">What the trigger brings.</typeparam>
    /// <param name="description">The guard in words, as the definition has it.</param>
    /// <param name="holds">The guard. It must be pure; what it throws reaches the caller of Fire, and nothing has moved.</param>
    /// <exception cref="ArgumentException">The guard is not put into words, or is known already.</exception>
    public LifecycleBehaviours<TState, TTrigger> Guard<TPayload>(string description, Func<TPayload, bool> holds)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(description);
        ArgumentNullException.ThrowIfNull(holds);
        if (!guards.TryAdd(description, (holds, typeof(TPayload)))) throw Known(description, nameof(description));
        return this;
    }

    /// <summary>Says what an action does, wherever it stands: on the way, on entering or on leaving a state.</summary>
    /// <param name="description">The action in words, as the definition has it.</param>
    /// <param name="act">Does it; what it throws reaches the caller of Fire, and nothing has moved.</param>
    /// <exception cref="ArgumentException">The action is not put into words, or is known already.</exception>
    public LifecycleBehaviours<TState, TTrigger> Action(string description, Action<Turn<TState, TTrigger>> act) =>
        Add(description, act, kind => LifecycleActions.Make(description, kind, act));

    /// <summary>Says what an action does with what the trigger brings; on entering or leaving by another payload it is passed over.</summary>
    /// <typeparam name="TPayload">What the trigger brings.</typeparam>
    /// <inheritdoc cref="Action(string, Action{Turn{TState, TTrigger}})"/>
    public LifecycleBehaviours<TState, TTrigger> Action<TPayload>(string description, Action<TPayload, Turn<TState, TTrigger>> act) =>
        Add(description, act, kind => LifecycleActions.Make(description, kind, act));

    /// <inheritdoc cref="Action(string, Action{Turn{TState, TTrigger}})"/>
    public LifecycleBehaviours<TState, TTrigger> ActionAsync(string description, Func<Turn<TState, TTrigger>, CancellationToken, ValueTask> act) =>
        Add(description, act, kind => LifecycleActions.Make(description, kind, act));

    /// <inheritdoc cref="Action{TPayload}(string, Action{TPayload, Turn{TState, TTrigger}})"/>
    public LifecycleBehaviours<TState, TTrigger> ActionAsync<TPayload>(
        string description, Func<TPayload, Turn<TState, TTrigger>, CancellationToken, ValueTask> act) =>
        Add(description, act, kind => LifecycleActions.Make(description, kind, act));

    internal (Delegate Holds, Type Payload)? FindGuard(string description) =>
        guards.TryGetValue(description, out var guard) ? guard : null;

    internal LifecycleAction<TState, TTrigger>? FindAction(string description, LifecycleActionKind kind) =>
        actions.TryGetValue(description, out var make) ? make(kind) : null;

    private LifecycleBehaviours<TState, TTrigger> Add(
        string description, Delegate act, Func<LifecycleActionKind, LifecycleAction<TState, TTrigger>> make)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(description);
        ArgumentNullException.ThrowIfNull(act);
        if (!actions.TryAdd(description, make)) throw Known(description, nameof(description));
        return this;
    }

    private static ArgumentException Known(string description, string parameter) =>
        new($"'{description}' is known already; give each its own words.", parameter);
}
