namespace RunbookSdk.Lifecycles;

/// <summary>Where lifecycles begin: <c>Lifecycle.Define&lt;State, Trigger&gt;("door")</c>.</summary>
public static partial class Lifecycle
{
    /// <summary>Begins the definition of a lifecycle.</summary>
    /// <typeparam name="TState">Where an instance can stand: an enum, a string, or another value with equality.</typeparam>
    /// <typeparam name="TTrigger">What moves it; <typeparamref name="TState"/> itself when a trigger is the state asked for.</typeparam>
    /// <param name="name">What an instance is called in texts, in the singular: <c>incident</c>, <c>client policy</c>.</param>
    /// <param name="version">From 1; raise it when instances of the older definition may no longer fit.</param>
    /// <exception cref="ArgumentException">The name is blank, or the version is below 1.</exception>
    public static LifecycleBuilder<TState, TTrigger> Define<TState, TTrigger>(string name, int version = 1)
        where TState : notnull
        where TTrigger : notnull
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        return new LifecycleBuilder<TState, TTrigger>(name, version);
    }
}
