using RunbookSdk.Lifecycles;
using Stateless;
using Stateless.Reflection;

namespace RunbookSdk.StatelessMachines;

/// <summary>Writes the lines for one trigger to one state of a machine.</summary>
/// <param name="machine">The machine.</param>
/// <param name="run">Knows which line is taken.</param>
/// <param name="place">The state.</param>
/// <param name="leaves">It, or the states without sub-states within it, with what is tried in each; the same lines in all of them.</param>
internal sealed class PlaceWriter<TState, TTrigger>(
    StateMachine<TState, TTrigger> machine,
    MachineRun<TState, TTrigger> run,
    StateNode<TState, TTrigger> place,
    IReadOnlyList<(StateNode<TState, TTrigger> Leaf, Candidate<TState, TTrigger>[] Candidates)> leaves)
    where TState : notnull
    where TTrigger : notnull
{
    private readonly StateMachine<TState, TTrigger>.StateConfiguration state = machine.Configure(place.State);
    private readonly List<Transition<TState, TTrigger>> lines = [.. leaves[0].Candidates.Select(c => c.Transition)];

    public void Write()
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.Kind == TransitionKind.Refuse) continue; // what is not permitted is refused
            if (i == 0 && line.Guard is null && line.Payload is null) WriteOpen(line);
            else WriteGuarded(line, Describe(i), new(line.Trigger!));
        }

        if (lines.TrueForAll(l => l.Kind == TransitionKind.Refuse)) WriteRefused([.. lines.Where(l => l.Guard is not null)]);
    }

    private void WriteOpen(Transition<TState, TTrigger> line)
    {
        var trigger = line.Trigger!;
        if (line.Kind == TransitionKind.Ignore) state.Ignore(trigger);
        else if (line.Kind == TransitionKind.Stay) state.InternalTransition(trigger, run.Stay);
        else if (!IsNative(line)) state.PermitDynamic(trigger, () => line.To, possibleDestinationStates: Destinations(line, ""));
        else if (IsReentry(line)) state.PermitReentry(trigger);
        else state.Permit(trigger, line.To);
    }

    private void WriteGuarded(
        Transition<TState, TTrigger> line, string description, StateMachine<TState, TTrigger>.TriggerWithParameters<object?> trigger)
    {
        bool Takes(object? payload) => run.Takes(line, payload);
        if (line.Kind == TransitionKind.Ignore) state.IgnoreIf(trigger, Takes, description);
        else if (line.Kind == TransitionKind.Stay) state.InternalTransitionIf(trigger, Takes, (_, t) => run.Stay(t), description);
        else if (!IsNative(line)) state.PermitDynamicIf(trigger, _ => line.To, Takes, description, Destinations(line, description));
        else if (IsReentry(line)) state.PermitReentryIf(trigger, Takes, description);
        else state.PermitIf(trigger, line.To, Takes, description);
    }

    /// <summary>Where nothing but refusals depends on what the trigger brings, it has to be seen all the same, to say why.</summary>
    private void WriteRefused(List<Transition<TState, TTrigger>> refusals)
    {
        if (refusals.Count == 0) return;
        var trigger = new StateMachine<TState, TTrigger>.TriggerWithParameters<object?>(refusals[0].Trigger!);
        var words = string.Join("; ", refusals.Select(l => $"when {l.Guard}, {l.Advice}"));
        state.IgnoreIf(trigger, payload => run.Takes(refusals[0], payload), $"never: {words}");
    }

    /// <summary>Stateless does it by itself. A dynamic transition to a fixed state differs in that it may lead to where the machine stands.</summary>
    private bool IsNative(Transition<TState, TTrigger> line) => line.Actions.Count == 0
        && (IsReentry(line) || (!SameState(line.To, place.State) && leaves.All(l => IsNative(line, l.Leaf, l.Candidates))));

    private static bool IsNative(
        Transition<TState, TTrigger> line, StateNode<TState, TTrigger> leaf, Candidate<TState, TTrigger>[] candidates)
    {
        var route = Array.Find(candidates, c => c.Transition == line)!.Route;
        var target = Array.Find(route.To.Chain, n => SameState(n.State, line.To))!;
        return leaf != target && NativeWay.IsWhole(leaf, target, route);
    }

    private bool IsReentry(Transition<TState, TTrigger> line) => SameState(line.From, place.State) && SameState(line.To, place.State);

    /// <summary>When the line is taken, in words: its guard holds, and none before it does.</summary>
    private string Describe(int index)
    {
        var line = lines[index];
        var earlier = lines.Take(index).Select(l => l.Guard!).Distinct().ToList();
        var others = earlier.Count > 1 ? $"neither {string.Join(" nor ", earlier)}" : earlier.Count > 0 ? $"not {earlier[0]}" : "";
        if (line.Guard is null) return others.Length > 0 ? others : $"it brings a {line.Payload!.Name}";
        return others.Length > 0 ? $"{line.Guard}, and {others}" : line.Guard;
    }

    private static DynamicStateInfos Destinations(Transition<TState, TTrigger> line, string criterion) =>
        new() { new DynamicStateInfo(line.To.ToString(), criterion) };

    private static bool SameState(TState left, TState right) => EqualityComparer<TState>.Default.Equals(left, right);
}
