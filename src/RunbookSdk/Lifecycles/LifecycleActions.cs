namespace RunbookSdk.Lifecycles;

/// <summary>Makes actions of what users write.</summary>
internal static class LifecycleActions
{
    public static LifecycleAction<TState, TTrigger> Make<TState, TTrigger>(
        string description, LifecycleActionKind kind, Action<Turn<TState, TTrigger>> act)
        where TState : notnull
        where TTrigger : notnull
    {
        Check(description, act);
        return new PlainAction<TState, TTrigger>(description, kind, act, null);
    }

    public static LifecycleAction<TState, TTrigger> Make<TState, TTrigger>(
        string description, LifecycleActionKind kind, Func<Turn<TState, TTrigger>, CancellationToken, ValueTask> act)
        where TState : notnull
        where TTrigger : notnull
    {
        Check(description, act);
        return new PlainAction<TState, TTrigger>(description, kind, null, act);
    }

    public static LifecycleAction<TState, TTrigger> Make<TState, TTrigger, TPayload>(
        string description, LifecycleActionKind kind, Action<TPayload, Turn<TState, TTrigger>> act)
        where TState : notnull
        where TTrigger : notnull
    {
        Check(description, act);
        return new PayloadAction<TState, TTrigger, TPayload>(description, kind, act, null);
    }

    public static LifecycleAction<TState, TTrigger> Make<TState, TTrigger, TPayload>(
        string description, LifecycleActionKind kind, Func<TPayload, Turn<TState, TTrigger>, CancellationToken, ValueTask> act)
        where TState : notnull
        where TTrigger : notnull
    {
        Check(description, act);
        return new PayloadAction<TState, TTrigger, TPayload>(description, kind, null, act);
    }

    private static void Check(string description, Delegate act)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(description);
        ArgumentNullException.ThrowIfNull(act);
    }
}
