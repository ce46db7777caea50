using RunbookSdk.Diagnostics;

namespace RunbookSdk.Lifecycles;

/// <content>Taking transitions: the one that is asked for, those that time asks for, those that follow by themselves.</content>
public sealed partial class Lifecycle<TState, TTrigger>
{
    /// <summary>How many transitions may follow one another without a trigger before the definition is said to go round.</summary>
    private const int MaxSteps = 100_000;

    private FireResult<TState, TTrigger> Take<TPayload>(
        Candidate<TState, TTrigger> candidate,
        StateNode<TState, TTrigger> node,
        in Snapshot<TState> snapshot,
        TPayload payload,
        DateTimeOffset instant)
    {
        switch (candidate.Kind)
        {
            case TransitionKind.Move:
                var route = RouteOf(candidate, snapshot);
                // From here on it carries the name of this definition, though it may come from one that was built elsewhere and is equal.
                var moved = route.ChangesMemory || !ReferenceEquals(snapshot.Definition, Id)
                    ? FireResult<TState, TTrigger>.Moved(snapshot, Follow(route, snapshot, instant), new(route, instant))
                    : new(snapshot, route, instant);
                return route.To.Completions.Length == 0 ? moved : Complete(moved, route.To, payload, instant);
            case TransitionKind.Stay:
                return FireResult<TState, TTrigger>.Stayed(snapshot, candidate.Route, instant);
            case TransitionKind.Ignore:
                return FireResult<TState, TTrigger>.Ignored(snapshot);
            default:
                return FireResult<TState, TTrigger>.Refused(snapshot, candidate.Refusal ??= refusals.Advised(node, candidate.Transition));
        }
    }

    /// <summary>Takes what was due, each at its own instant.</summary>
    private FireResult<TState, TTrigger> Elapse<TPayload>(
        StateNode<TState, TTrigger> node, in Snapshot<TState> snapshot, TPayload payload, DateTimeOffset until)
    {
        if (FirstDue(node, snapshot) is not { } first || first.Due > until) return FireResult<TState, TTrigger>.Ignored(snapshot);
        var steps = new List<LifecycleStep<TState, TTrigger>>();
        var after = snapshot;
        for (var due = FirstDue(node, after); due is { } next && next.Due <= until; due = FirstDue(node, after))
        {
            if (steps.Count > MaxSteps) throw GoesRound(steps);
            var fired = Take(next.Candidate, node, after, payload, next.Due);
            steps.AddRange(fired.Steps);
            after = fired.After;
            node = nodes[stateNumbers.Of(after.State)];
        }

        return FireResult<TState, TTrigger>.Moved(snapshot, after, new([.. steps]));
    }

    /// <summary>Goes on without a trigger for as long as a completion holds.</summary>
    private FireResult<TState, TTrigger> Complete<TPayload>(
        in FireResult<TState, TTrigger> result, StateNode<TState, TTrigger> node, TPayload payload, DateTimeOffset instant)
    {
        if (FirstCompletion(node, payload) is not { } first) return result;
        var steps = new List<LifecycleStep<TState, TTrigger>>(result.Steps);
        var after = result.After;
        for (var next = first; next is not null; next = FirstCompletion(node, payload))
        {
            if (steps.Count > MaxSteps) throw GoesRound(steps);
            var route = RouteOf(next, after);
            after = Follow(route, after, instant);
            steps.Add(new(route, instant));
            node = route.To;
        }

        return FireResult<TState, TTrigger>.Moved(result.Before, after, new([.. steps]));
    }

    private static Candidate<TState, TTrigger>? FirstCompletion<TPayload>(StateNode<TState, TTrigger> node, TPayload payload)
    {
        foreach (var completion in node.Completions)
        {
            if (completion.Transition.Holds is null) return completion;
            if (completion.Transition.Holds is Func<TPayload, bool> holds && holds(payload)) return completion;
        }

        return null;
    }

    private static RunbookException GoesRound(List<LifecycleStep<TState, TTrigger>> steps) => new(new Diagnostic(
        "RBK5050",
        Severity.Error,
        $"more than {MaxSteps} transitions followed one another without a trigger, the last ones through {string.Join(", ", steps.TakeLast(10).Select(s => Spelling.Of(s.To)).Distinct())}; let one of them wait for a trigger, or for more time",
        SourceLocation.None));
}
