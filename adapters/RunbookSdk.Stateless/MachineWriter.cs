using RunbookSdk.Lifecycles;
using Stateless;

namespace RunbookSdk.StatelessMachines;

/// <summary>Configures a machine as a lifecycle says.</summary>
internal sealed class MachineWriter<TState, TTrigger>(Lifecycle<TState, TTrigger> definition, MachineRun<TState, TTrigger> run)
    where TState : notnull
    where TTrigger : notnull
{
    private readonly List<StateNode<TState, TTrigger>> nodes = [.. definition.States.Select(definition.Node)];
    private readonly StateMachine<TState, TTrigger> machine = run.Machine;

    public void Write()
    {
        foreach (var node in nodes) machine.Configure(node.State); // in this order they are told in GetInfo
        foreach (var node in nodes) WriteState(node);
        for (var number = 0; number < definition.Triggers.Count; number++) WriteTrigger(number);
    }

    private void WriteState(StateNode<TState, TTrigger> node)
    {
        var state = machine.Configure(node.State);
        if (node.Outer is { } outer) state.SubstateOf(outer.State);
        if (node.Initial is { } initial) state.InitialTransition(initial.State);
        foreach (var action in node.Declaration.Entry) state.OnEntry(t => run.Run(action, t), action.Description);
        foreach (var action in node.Declaration.Exit) state.OnExit(t => run.Run(action, t), action.Description);
    }

    /// <summary>
    /// Lines stand at the state that declares them, unless a state within or around it has lines for the same trigger too. Then they all
    /// stand at the states without sub-states, in the order in which they are tried: FireAsync of Stateless asks the outermost state first.
    /// </summary>
    private void WriteTrigger(int number)
    {
        var trigger = definition.Triggers[number];
        var declaring = nodes.Where(n => n.Declaration.Transitions.Any(t => t.Cause == TransitionCause.Trigger && trigger.Equals(t.Trigger))).ToList();
        if (declaring.SelectMany(n => n.Declaration.Transitions).FirstOrDefault(t => trigger.Equals(t.Trigger) && t.Payload is not null) is { } taking)
            machine.SetTriggerParameters(trigger, taking.Payload!);
        var alone = declaring.Where(n => !declaring.Exists(m => m != n && (m.IsWithin(n) || n.IsWithin(m)))).ToList();
        var leaves = nodes.Where(n => n.IsLeaf && n.Candidates[number].Length > 0).ToList();
        foreach (var place in leaves.GroupBy(l => alone.Find(l.IsWithin) ?? l))
            new PlaceWriter<TState, TTrigger>(machine, run, place.Key, [.. place.Select(l => (l, l.Candidates[number]))]).Write();
    }
}
