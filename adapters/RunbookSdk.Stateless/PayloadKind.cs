using RunbookSdk.Lifecycles;

namespace RunbookSdk.StatelessMachines;

/// <summary>A type that a trigger brings: a machine hands over objects, and guards take what they name.</summary>
internal abstract class PayloadKind<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    public static PayloadKind<TState, TTrigger> Of(Type payload) =>
        (PayloadKind<TState, TTrigger>)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(typeof(TState), typeof(TTrigger), payload))!;

    /// <summary>Nothing at all fits no type: a machine cannot tell null from what was never handed over.</summary>
    public abstract bool Fits(object? payload);

    /// <summary>Asks a guard about a payload that fits.</summary>
    public abstract bool Holds(Delegate guard, object payload);

    /// <summary>Why the lifecycle refuses a trigger that brings a payload that fits; null when it does not.</summary>
    public abstract string? Refusal(Lifecycle<TState, TTrigger> definition, in Snapshot<TState> snapshot, TTrigger trigger, object payload);

    private sealed class Typed<TPayload> : PayloadKind<TState, TTrigger>
    {
        public override bool Fits(object? payload) => payload is TPayload;

        public override bool Holds(Delegate guard, object payload) => ((Func<TPayload, bool>)guard)((TPayload)payload);

        public override string? Refusal(
            Lifecycle<TState, TTrigger> definition, in Snapshot<TState> snapshot, TTrigger trigger, object payload) =>
            definition.CanFire(snapshot, trigger, (TPayload)payload, out var reason) ? null : reason;
    }
}
