namespace RunbookSdk.Lifecycles;

/// <content>Instances that are fired in place.</content>
public sealed partial class Lifecycle<TState, TTrigger>
{
    /// <summary>Begins an instance that is fired in place: it stands in the initial state, whose entry actions have run.</summary>
    /// <param name="time">The clock that it reads.</param>
    /// <param name="options">How it behaves; default: see <see cref="LifecycleInstanceOptions{TState}"/>.</param>
    /// <exception cref="InvalidOperationException">The definition has asynchronous actions, or the options have a store.</exception>
    public LifecycleInstance<TState, TTrigger> Begin(TimeProvider time, LifecycleInstanceOptions<TState>? options = null)
    {
        var instance = new LifecycleInstance<TState, TTrigger>(this, time, options);
        instance.Begin();
        return instance;
    }

    /// <inheritdoc cref="Begin"/>
    /// <param name="time">The clock that it reads.</param>
    /// <param name="options">How it behaves; default: see <see cref="LifecycleInstanceOptions{TState}"/>.</param>
    /// <param name="cancellationToken">Ends the run before its next action; then there is no instance.</param>
    public async ValueTask<LifecycleInstance<TState, TTrigger>> BeginAsync(
        TimeProvider time, LifecycleInstanceOptions<TState>? options = null, CancellationToken cancellationToken = default)
    {
        var instance = new LifecycleInstance<TState, TTrigger>(this, time, options);
        await instance.BeginAsync(cancellationToken).ConfigureAwait(false);
        return instance;
    }
}
