using RunbookSdk.Actions;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Handlers;

/// <summary>One attempt to hand a decision to a handler. Immutable.</summary>
/// <typeparam name="TAction">The record of the action that the handler takes.</typeparam>
/// <param name="Action">What is to be done or undone; every member is as the rule said it.</param>
/// <param name="Decision">The decision: which rule, why, since when.</param>
public sealed record ActionDelivery<TAction>(TAction Action, RecordedDecision Decision)
    where TAction : RunbookAction
{
    /// <summary>What the handler is asked for.</summary>
    public DeliveryKind Kind { get; init; }

    /// <summary>
    /// The same for every attempt to hand over this decision, also after a restart; no other decision has it. It is made of the rule, the target,
    /// the beginning of the match and the action (<see cref="Actions.Decision.IdempotencyKey"/>), and holds no secret.
    /// </summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>Which attempt this is, from 1; it goes on counting after a restart.</summary>
    public int Attempt { get; init; } = 1;
}
