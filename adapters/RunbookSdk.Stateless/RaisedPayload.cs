using RunbookSdk.Lifecycles;

namespace RunbookSdk.StatelessMachines;

/// <summary>Reads what a raised trigger brings, whose type only that trigger knows: it is run as an action that keeps what it is given.</summary>
internal sealed class RaisedPayload<TState, TTrigger>() : LifecycleAction<TState, TTrigger>("payload", LifecycleActionKind.Transition, isAsync: false)
    where TState : notnull
    where TTrigger : notnull
{
    private object? payload;

    public override Type? Payload => null;

    /// <summary>Null when it brings nothing.</summary>
    public static object? Of(RaisedTriggers<TState, TTrigger>.Raised raised)
    {
        var reader = new RaisedPayload<TState, TTrigger>();
        raised.RunAsync(reader, default, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return reader.payload;
    }

    internal override ValueTask RunAsync<TBrought>(Turn<TState, TTrigger> turn, TBrought brought, CancellationToken cancellationToken)
    {
        payload = brought is Nothing ? null : brought;
        return ValueTask.CompletedTask;
    }
}
