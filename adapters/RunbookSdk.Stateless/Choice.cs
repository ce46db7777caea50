using RunbookSdk.Lifecycles;

namespace RunbookSdk.StatelessMachines;

/// <summary>Which line takes a trigger: asked of the core's own order of lines, for in Stateless no two guards may hold at once.</summary>
internal sealed class Choice<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly Lifecycle<TState, TTrigger> definition;
    private readonly Dictionary<TTrigger, int> numbers;
    private readonly Dictionary<Type, PayloadKind<TState, TTrigger>> kinds;

    public Choice(Lifecycle<TState, TTrigger> definition)
    {
        this.definition = definition;
        numbers = definition.Triggers.Index().ToDictionary(t => t.Item, t => t.Index);
        kinds = definition.Transitions.Select(t => t.Payload).OfType<Type>().Distinct().ToDictionary(t => t, PayloadKind<TState, TTrigger>.Of);
    }

    /// <summary>The line that is taken where the machine stands; null when the trigger is refused.</summary>
    public Candidate<TState, TTrigger>? Of(StateNode<TState, TTrigger> leaf, TTrigger trigger, object? payload)
    {
        var candidates = Candidates(leaf, trigger);
        for (var i = 0; i < candidates.Length; i++)
        {
            var line = candidates[i].Transition;
            if (line.Payload is { } type && !kinds[type].Fits(payload)) return null;
            if (!Holds(line, payload)) continue;
            if (line.Kind == TransitionKind.Refuse || (definition.HasExclusiveGuards && AnotherHolds(candidates, i, payload))) return null;
            return candidates[i];
        }

        return null;
    }

    /// <summary>Why the trigger is refused; a sentence in any case, should a guard answer otherwise when it is asked again.</summary>
    public string Refusal(StateNode<TState, TTrigger> leaf, TTrigger trigger, object? payload, DateTimeOffset instant)
    {
        var snapshot = definition.At(leaf.State, instant);
        var type = Candidates(leaf, trigger).Select(c => c.Transition.Payload).FirstOrDefault(t => t is not null && kinds[t].Fits(payload));
        var reason = type is null
            ? definition.CanFire(snapshot, trigger, out var plain) ? null : plain
            : kinds[type].Refusal(definition, snapshot, trigger, payload!);
        return reason ?? $"{definition.Name} in {Spelling.Of(leaf.State)} did not take {Spelling.Of(trigger)} when it was fired";
    }

    private Candidate<TState, TTrigger>[] Candidates(StateNode<TState, TTrigger> leaf, TTrigger trigger) =>
        leaf.IsLeaf && numbers.TryGetValue(trigger, out var number) && number < leaf.Candidates.Length ? leaf.Candidates[number] : [];

    private bool AnotherHolds(Candidate<TState, TTrigger>[] candidates, int taken, object? payload) => candidates
        .Skip(taken + 1)
        .TakeWhile(c => c.Declaring == candidates[taken].Declaring)
        .Any(c => c.Transition.Holds is not null && Holds(c.Transition, payload));

    private bool Holds(Transition<TState, TTrigger> line, object? payload) =>
        line.Holds is not { } guard || kinds[line.Payload!].Holds(guard, payload!);
}
