using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Lifecycles;

/// <content>Firing: pure functions from one snapshot to the next.</content>
public sealed partial class Lifecycle<TState, TTrigger>
{
    /// <summary>A new instance, in the initial state, with what is to be done on entering it.</summary>
    /// <param name="instant">When it begins.</param>
    /// <returns>Moved; the instance is <see cref="FireResult{TState, TTrigger}.After"/>.</returns>
    public FireResult<TState, TTrigger> Start(DateTimeOffset instant)
    {
        var snapshot = At(Initial, instant);
        var begun = FireResult<TState, TTrigger>.Stayed(snapshot, beginning, instant);
        return beginning.To.Completions.Length == 0 ? begun : Complete(begun, beginning.To, default(Nothing), instant);
    }

    /// <summary>Fires a trigger. Pure: the same arguments give the same result, and nothing else happens.</summary>
    /// <remarks>
    /// What time has done by then comes first: timed transitions that were due are taken at their own instants. A plain fire allocates
    /// nothing; one that refuses, completes, elapses, or changes what a snapshot remembers of outer states may.
    /// </remarks>
    /// <param name="snapshot">The instance as it is.</param>
    /// <param name="trigger">The trigger.</param>
    /// <param name="instant">When it fires.</param>
    /// <returns>Refused, with a reason, when the trigger is not possible; also when a guard would have to be asked.</returns>
    /// <exception cref="RunbookException">RBK5050: completions follow one another without end.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FireResult<TState, TTrigger> Fire(in Snapshot<TState> snapshot, TTrigger trigger, DateTimeOffset instant) =>
        Fire(snapshot, trigger, default(Nothing), instant);

    /// <summary>Fires a trigger with what it brings.</summary>
    /// <inheritdoc cref="Fire(in Snapshot{TState}, TTrigger, DateTimeOffset)"/>
    /// <typeparam name="TPayload">The type that the guards and actions of the trigger take.</typeparam>
    /// <param name="snapshot">The instance as it is.</param>
    /// <param name="trigger">The trigger.</param>
    /// <param name="payload">What it brings.</param>
    /// <param name="instant">When it fires.</param>
    /// <returns>Refused, with a reason, when the trigger is not possible; also when a guard or an action takes another type of payload.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FireResult<TState, TTrigger> Fire<TPayload>(
        in Snapshot<TState> snapshot, TTrigger trigger, TPayload payload, DateTimeOffset instant) =>
        PlainRoute(snapshot, trigger, payload, out var asked) is { } route
            ? new(snapshot, route, instant)
            : FireCarefully(snapshot, trigger, payload, instant, asked);

    /// <summary>
    /// The way of a trigger that moves and does nothing else that needs care; null where it may be otherwise. Most fires are such, and take
    /// half the time for it: large results are slow to pass on, so this hands over one reference.
    /// </summary>
    /// <param name="snapshot">The instance as it is.</param>
    /// <param name="trigger">The trigger.</param>
    /// <param name="payload">What it brings.</param>
    /// <param name="asked">How many lines did not hold; each guard is asked once.</param>
    private Route<TState, TTrigger>? PlainRoute<TPayload>(in Snapshot<TState> snapshot, TTrigger trigger, TPayload payload, out int asked)
    {
        asked = 0;
        var number = triggerNumbers.Of(trigger);
        var state = stateNumbers.Of(snapshot.State);
        if (!ReferenceEquals(snapshot.Definition, Id) || (number | state) < 0) return null;
        foreach (var candidate in plain[(state * Triggers.Count) + number])
        {
            if (candidate.Holds is null) return candidate.Route;
            if (candidate.Holds is not Func<TPayload, bool> holds) return null;
            if (holds(payload)) return candidate.Route;
            asked++;
        }

        return null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private FireResult<TState, TTrigger> FireCarefully<TPayload>(
        in Snapshot<TState> snapshot, TTrigger trigger, TPayload payload, DateTimeOffset instant, int asked)
    {
        if (Misfit(snapshot) is { } reason) return FireResult<TState, TTrigger>.Refused(snapshot, reason);
        var node = nodes[stateNumbers.Of(snapshot.State)];
        return node.Timers.Length > 0 && FirstDue(node, snapshot) is { } first && first.Due <= instant
            ? FireLate(node, snapshot, trigger, payload, instant)
            : FireNow(node, snapshot, trigger, payload, instant, asked);
    }

    /// <inheritdoc cref="Fire{TPayload}(in Snapshot{TState}, TTrigger, TPayload, DateTimeOffset)"/>
    public FireResult<TState, TTrigger> Fire<TPayload>(
        in Snapshot<TState> snapshot, Trigger<TTrigger, TPayload> trigger, TPayload payload, DateTimeOffset instant) =>
        Fire(snapshot, trigger.Value, payload, instant);

    /// <summary>Lets time pass: timed transitions that were due are taken, each at its own instant, with the completions that follow.</summary>
    /// <param name="snapshot">The instance as it is.</param>
    /// <param name="instant">Until when.</param>
    /// <returns>Ignored when nothing moves.</returns>
    /// <exception cref="RunbookException">RBK5050: more transitions follow one another than can be meant.</exception>
    public FireResult<TState, TTrigger> Settle(in Snapshot<TState> snapshot, DateTimeOffset instant) =>
        Settle(snapshot, default(Nothing), instant);

    /// <summary>Lets time pass, and asks completions whether they hold of something that is known.</summary>
    /// <inheritdoc cref="Settle(in Snapshot{TState}, DateTimeOffset)"/>
    /// <typeparam name="TFacts">The type that the guards of completions take.</typeparam>
    /// <param name="snapshot">The instance as it is.</param>
    /// <param name="facts">What is known.</param>
    /// <param name="instant">Until when.</param>
    public FireResult<TState, TTrigger> Settle<TFacts>(in Snapshot<TState> snapshot, TFacts facts, DateTimeOffset instant)
    {
        if (Misfit(snapshot) is { } reason) return FireResult<TState, TTrigger>.Refused(snapshot, reason);
        var node = nodes[stateNumbers.Of(snapshot.State)];
        var settled = Elapse(node, snapshot, facts, instant);
        node = nodes[stateNumbers.Of(settled.After.State)];
        return node.Completions.Length == 0 ? settled : Complete(settled, node, facts, instant);
    }

    /// <summary>Whether a trigger would be taken or ignored now.</summary>
    /// <param name="snapshot">The instance as it is.</param>
    /// <param name="trigger">The trigger.</param>
    /// <param name="reason">Why not; null when it can.</param>
    public bool CanFire(in Snapshot<TState> snapshot, TTrigger trigger, [NotNullWhen(false)] out string? reason) =>
        CanFire(snapshot, trigger, default(Nothing), out reason);

    /// <inheritdoc cref="CanFire(in Snapshot{TState}, TTrigger, out string?)"/>
    /// <typeparam name="TPayload">The type that the guards and actions of the trigger take.</typeparam>
    /// <param name="snapshot">The instance as it is.</param>
    /// <param name="trigger">The trigger.</param>
    /// <param name="payload">What it brings.</param>
    /// <param name="reason">Why not; null when it can.</param>
    public bool CanFire<TPayload>(
        in Snapshot<TState> snapshot, TTrigger trigger, TPayload payload, [NotNullWhen(false)] out string? reason)
    {
        var result = Misfit(snapshot) is { } misfit
            ? FireResult<TState, TTrigger>.Refused(snapshot, misfit)
            : FireNow(nodes[stateNumbers.Of(snapshot.State)], snapshot, trigger, payload, snapshot.Since);
        reason = result.Reason;
        return !result.IsRefused;
    }

    private FireResult<TState, TTrigger> FireNow<TPayload>(
        StateNode<TState, TTrigger> node, in Snapshot<TState> snapshot, TTrigger trigger, TPayload payload, DateTimeOffset instant, int asked = 0)
    {
        var number = triggerNumbers.Of(trigger);
        var candidates = number < 0 ? [] : node.Candidates[number];
        for (var i = asked; i < candidates.Length; i++)
        {
            var candidate = candidates[i];
            if (candidate.Transition.Holds is Func<TPayload, bool> holds)
            {
                if (!holds(payload)) continue;
            }
            else if (!Takes<TPayload>(candidate.Transition))
            {
                return FireResult<TState, TTrigger>.Refused(snapshot, refusals.NoPayload(node, candidate.Transition));
            }

            if (isExclusive && OtherThatHolds(candidates, i, payload) is { } other)
                return FireResult<TState, TTrigger>.Refused(snapshot, refusals.Overlap(node, candidate.Transition, other));
            return Take(candidate, node, snapshot, payload, instant);
        }

        return FireResult<TState, TTrigger>.Refused(snapshot, refusals.NotPermitted(node, trigger));
    }

    private FireResult<TState, TTrigger> FireLate<TPayload>(
        StateNode<TState, TTrigger> node, in Snapshot<TState> snapshot, TTrigger trigger, TPayload payload, DateTimeOffset instant)
    {
        var elapsed = Elapse(node, snapshot, payload, instant);
        var fired = FireNow(nodes[stateNumbers.Of(elapsed.After.State)], elapsed.After, trigger, payload, instant);
        return fired.Outcome switch
        {
            FireOutcome.Moved => FireResult<TState, TTrigger>.Moved(snapshot, fired.After, elapsed.Steps.Then(fired.Steps)),
            FireOutcome.Ignored => FireResult<TState, TTrigger>.Ignored(snapshot),
            _ => FireResult<TState, TTrigger>.Refused(snapshot, fired.Reason!),
        };
    }

    /// <summary>Another line of the same state whose guard holds as well.</summary>
    private static Transition<TState, TTrigger>? OtherThatHolds<TPayload>(
        Candidate<TState, TTrigger>[] candidates, int taken, TPayload payload)
    {
        for (var i = taken + 1; i < candidates.Length && candidates[i].Declaring == candidates[taken].Declaring; i++)
        {
            if (candidates[i].Transition.Holds is Func<TPayload, bool> holds && holds(payload)) return candidates[i].Transition;
        }

        return null;
    }

    /// <summary>Without a guard that asks for it, a payload matters to the actions only.</summary>
    private static bool Takes<TPayload>(Transition<TState, TTrigger> transition) =>
        transition.Payload is not { } type || (transition.Holds is null && type.IsAssignableFrom(typeof(TPayload)));

    internal string? Misfit(in Snapshot<TState> snapshot)
    {
        if (!ReferenceEquals(snapshot.Definition, Id) && snapshot.Definition != Id) return refusals.OtherDefinition(snapshot.Definition, Id);
        return stateNumbers.Of(snapshot.State) is var number && number >= 0 && nodes[number].IsLeaf ? null : refusals.Unknown(snapshot.State);
    }
}
