using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace RunbookSdk.Lifecycles;

/// <summary>
/// A lifecycle: which states there are and what each trigger does in them. It holds no instance: an instance is a
/// <see cref="Snapshot{TState}"/>, and firing makes a new one from an old one. Frozen; share it among threads.
/// </summary>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
/// <typeparam name="TTrigger">What moves it.</typeparam>
public sealed class Lifecycle<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly Refusals<TState, TTrigger> refusals;
    private readonly FrozenDictionary<TState, StateNode<TState, TTrigger>> nodes;

    internal Lifecycle(string name, int version, TState initial, IReadOnlyList<StateDeclaration<TState, TTrigger>> states)
    {
        Name = name;
        Version = version;
        Initial = initial;
        States = [.. states.Select(s => s.State)];
        Transitions = [.. states.SelectMany(s => s.Transitions)];
        refusals = new(name);
        var triggers = Transitions.Select(t => t.Trigger).Distinct().ToList();
        nodes = states.ToFrozenDictionary(s => s.State, s => new StateNode<TState, TTrigger>(s, triggers, refusals));
    }

    /// <summary>What an instance is called, in the singular.</summary>
    public string Name { get; }

    /// <summary>Version of this definition, from 1.</summary>
    public int Version { get; }

    /// <summary>The state in which an instance begins.</summary>
    public TState Initial { get; }

    /// <summary>All states, in order of declaration.</summary>
    public IReadOnlyList<TState> States { get; }

    /// <summary>All that is declared, in order of declaration.</summary>
    public IReadOnlyList<Transition<TState, TTrigger>> Transitions { get; }

    /// <summary>True when an instance ends in this state.</summary>
    /// <param name="state">The state.</param>
    /// <exception cref="ArgumentException">The lifecycle has no such state.</exception>
    public bool IsFinal(TState state) => Node(state).IsFinal;

    /// <summary>A new instance, in the initial state.</summary>
    /// <param name="instant">When it begins.</param>
    public Snapshot<TState> Start(DateTimeOffset instant) => new(Initial, instant, Version);

    /// <summary>An instance that is known to stand somewhere.</summary>
    /// <param name="state">Where it stands.</param>
    /// <param name="since">Since when.</param>
    /// <exception cref="ArgumentException">The lifecycle has no such state.</exception>
    public Snapshot<TState> At(TState state, DateTimeOffset since) => new(Node(state).State, since, Version);

    /// <summary>Fires a trigger. Pure: the same arguments give the same result, and nothing else happens.</summary>
    /// <remarks>Allocates nothing unless it refuses a trigger or a snapshot that this lifecycle does not know.</remarks>
    /// <param name="snapshot">The instance as it is.</param>
    /// <param name="trigger">The trigger.</param>
    /// <param name="instant">When it fires.</param>
    /// <returns>Refused, with a reason, when the trigger is not possible; also when a guard would have to be asked.</returns>
    public FireResult<TState> Fire(Snapshot<TState> snapshot, TTrigger trigger, DateTimeOffset instant) =>
        Fire(snapshot, trigger, default(Nothing), instant);

    /// <summary>Fires a trigger with what its guards need to know.</summary>
    /// <inheritdoc cref="Fire(Snapshot{TState}, TTrigger, DateTimeOffset)"/>
    /// <typeparam name="TContext">The type that the guards of the trigger take.</typeparam>
    /// <param name="snapshot">The instance as it is.</param>
    /// <param name="trigger">The trigger.</param>
    /// <param name="context">What the guards are asked with.</param>
    /// <param name="instant">When it fires.</param>
    /// <returns>Refused, with a reason, when the trigger is not possible; also when a guard takes another type of context.</returns>
    public FireResult<TState> Fire<TContext>(
        Snapshot<TState> snapshot, TTrigger trigger, TContext context, DateTimeOffset instant)
    {
        if (snapshot.Version != Version)
            return FireResult<TState>.Refused(snapshot, refusals.OtherVersion(snapshot.Version, Version));
        if (!nodes.TryGetValue(snapshot.State, out var node))
            return FireResult<TState>.Refused(snapshot, refusals.Unknown(snapshot.State));
        if (!node.Responses.TryGetValue(trigger, out var response))
            return FireResult<TState>.Refused(snapshot, refusals.NotPermitted(node.Declaration, trigger));
        foreach (var transition in response.Transitions)
        {
            if (transition.Holds is Func<TContext, bool> holds)
            {
                if (!holds(context)) continue;
            }
            else if (transition.Holds is not null)
            {
                return FireResult<TState>.Refused(snapshot, refusals.NoContext(transition));
            }

            return Take(transition, response, snapshot, instant);
        }

        return FireResult<TState>.Refused(snapshot, response.Refusal);
    }

    /// <summary>Whether a trigger would be taken or ignored now.</summary>
    /// <param name="snapshot">The instance as it is.</param>
    /// <param name="trigger">The trigger.</param>
    /// <param name="reason">Why not; null when it can.</param>
    public bool CanFire(Snapshot<TState> snapshot, TTrigger trigger, [NotNullWhen(false)] out string? reason) =>
        CanFire(snapshot, trigger, default(Nothing), out reason);

    /// <inheritdoc cref="CanFire(Snapshot{TState}, TTrigger, out string?)"/>
    /// <typeparam name="TContext">The type that the guards of the trigger take.</typeparam>
    /// <param name="snapshot">The instance as it is.</param>
    /// <param name="trigger">The trigger.</param>
    /// <param name="context">What the guards are asked with.</param>
    /// <param name="reason">Why not; null when it can.</param>
    public bool CanFire<TContext>(
        Snapshot<TState> snapshot, TTrigger trigger, TContext context, [NotNullWhen(false)] out string? reason)
    {
        var result = Fire(snapshot, trigger, context, snapshot.Since);
        reason = result.Reason;
        return !result.IsRefused;
    }

    /// <summary>What can be fired from here and where it leads, in order of declaration, guarded ones included; none is asked.</summary>
    /// <param name="snapshot">The instance as it is.</param>
    /// <exception cref="ArgumentException">The instance stands in no state of this lifecycle.</exception>
    public IReadOnlyList<Transition<TState, TTrigger>> Permitted(Snapshot<TState> snapshot) => Node(snapshot.State).Permitted;

    /// <summary>Draws the lifecycle as a Mermaid <c>stateDiagram-v2</c>: always the same text for the same definition.</summary>
    public string ToMermaid() => Mermaid.Draw(this);

    private static FireResult<TState> Take(
        Transition<TState, TTrigger> transition,
        Response<TState, TTrigger> response,
        Snapshot<TState> snapshot,
        DateTimeOffset instant) => transition.Kind switch
        {
            TransitionKind.Move => FireResult<TState>.Moved(snapshot, snapshot with { State = transition.To, Since = instant }),
            TransitionKind.Stay => FireResult<TState>.Moved(snapshot, snapshot),
            TransitionKind.Ignore => FireResult<TState>.Ignored(snapshot),
            _ => FireResult<TState>.Refused(snapshot, response.Refusal),
        };

    private StateNode<TState, TTrigger> Node(TState state) =>
        nodes.TryGetValue(state, out var node) ? node : throw new ArgumentException(refusals.Unknown(state), nameof(state));

    /// <summary>The context of those who have none; no guard can ask for it, for nobody else can name it.</summary>
    private readonly struct Nothing;
}
