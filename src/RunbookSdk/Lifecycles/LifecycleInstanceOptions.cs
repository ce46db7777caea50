namespace RunbookSdk.Lifecycles;

/// <summary>Who may fire an instance.</summary>
public enum FiringMode
{
    /// <summary>One caller at a time; a second one that comes meanwhile is refused with an exception.</summary>
    Guarded,

    /// <summary>Any number of callers: each waits for its turn, and gets the answer to its own trigger.</summary>
    Serial,
}

/// <summary>How an instance behaves.</summary>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
public sealed record LifecycleInstanceOptions<TState>
    where TState : notnull
{
    /// <summary>Who may fire it. Default: <see cref="FiringMode.Guarded"/>.</summary>
    public FiringMode Mode { get; init; }

    /// <summary>How many triggers the actions of one run may raise; from 0. Default: 100.</summary>
    public int MaxRaised { get; init; } = 100;

    /// <summary>
    /// Stores the instance when a run is complete, before anybody sees the new state; when it throws, nothing has moved. With it the
    /// instance is fired by the methods that end in Async. Default: none, the instance lives in memory.
    /// </summary>
    public Func<Snapshot<TState>, CancellationToken, ValueTask>? Store { get; init; }
}
