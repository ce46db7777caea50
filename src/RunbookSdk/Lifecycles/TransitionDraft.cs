using RunbookSdk.Diagnostics;

namespace RunbookSdk.Lifecycles;

/// <summary>A line as far as it is written.</summary>
internal sealed class TransitionDraft<TState, TTrigger>(TransitionCause cause, TTrigger? trigger, TimeSpan? after, SourceLocation location)
    where TState : notnull
    where TTrigger : notnull
{
    public TransitionCause Cause { get; } = cause;

    public TTrigger? Trigger { get; } = trigger;

    public TimeSpan? After { get; } = after;

    public SourceLocation Location { get; } = location;

    public string? Guard { get; set; }

    public Delegate? Holds { get; set; }

    public Type? Payload { get; set; }

    /// <summary>A second type that the line takes, which is one too many.</summary>
    public Type? OtherPayload { get; private set; }

    public List<LifecycleAction<TState, TTrigger>> Actions { get; } = [];

    public void Take(Type payload)
    {
        if (Payload is null) Payload = payload;
        else if (Payload != payload) OtherPayload ??= payload;
    }
}
