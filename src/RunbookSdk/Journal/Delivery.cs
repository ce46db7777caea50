namespace RunbookSdk.Journal;

/// <summary>What a handler is asked for.</summary>
public enum DeliveryKind
{
    /// <summary>Do it: a one-shot action, or a standing one that comes into force.</summary>
    Do,

    /// <summary>A standing action goes on for another term of its lease.</summary>
    Renew,

    /// <summary>A standing action is no longer in force: undo it.</summary>
    Release,
}

/// <summary>How far a delivery has come.</summary>
public enum DeliveryState
{
    /// <summary>No attempt has begun.</summary>
    Pending,

    /// <summary>An attempt has begun; whether it worked is not known yet, or another one waits. After a kill it is attempted again.</summary>
    Attempted,

    /// <summary>The handler says that it is done.</summary>
    Succeeded,

    /// <summary>Given up: a dead letter. A person may have it tried again, or discard it.</summary>
    Dead,

    /// <summary>A person has decided that it is not to be done.</summary>
    Discarded,
}

/// <summary>One decision on its way to one handler. Immutable; a change is another record (<see cref="IOutbox.Save"/>).</summary>
public sealed record Delivery
{
    /// <summary>Its place in the outbox: deliveries of one target to one handler are done in this order. 0 before it is in one.</summary>
    public long Number { get; init; }

    /// <summary>The number of the journal entry that holds the decision.</summary>
    public required long Entry { get; init; }

    /// <summary>Name of the handler.</summary>
    public required string Handler { get; init; }

    /// <summary>What the handler is asked for.</summary>
    public required DeliveryKind Kind { get; init; }

    /// <summary>The action's target as text: <c>component/online1/webtools</c>.</summary>
    public required string Target { get; init; }

    /// <summary>The action's name, also where it is released: <c>suspend</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Full name of the action's record.</summary>
    public required string ActionType { get; init; }

    /// <summary>True when the action stays in force until it is released.</summary>
    public required bool IsStanding { get; init; }

    /// <summary>The action's members, as a JSON object.</summary>
    public required string Arguments { get; init; }

    /// <summary>The decision as the journal holds it: a CloudEvent in JSON.</summary>
    public required string Decision { get; init; }

    /// <summary>The same for every attempt, and different for each decision.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>How far it has come.</summary>
    public DeliveryState State { get; init; }

    /// <summary>How many attempts have begun.</summary>
    public int Attempts { get; init; }

    /// <summary>What the handler said last; empty before it has said anything.</summary>
    public string Said { get; init; } = "";

    /// <summary>When it came to this state; null before the first attempt.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>True when the session knows what became of it.</summary>
    public bool IsTold { get; init; }

    /// <summary>True while it still has to be done.</summary>
    public bool IsOpen => State is DeliveryState.Pending or DeliveryState.Attempted;
}
