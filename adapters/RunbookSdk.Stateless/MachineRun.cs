using RunbookSdk.Diagnostics;
using RunbookSdk.Lifecycles;
using Stateless;

namespace RunbookSdk.StatelessMachines;

/// <summary>
/// What a machine is told while it fires. Stateless says which states it leaves and enters; this runs the actions of the lifecycle for them,
/// and those that Stateless does not know of: of the line itself, and of states that Stateless passes over. It fires what actions raise,
/// one after the other, and when something goes wrong it puts the machine back to where the run began. As thread-safe as a machine: not.
/// </summary>
internal sealed class MachineRun<TState, TTrigger>(
    Lifecycle<TState, TTrigger> definition, TimeProvider time, Func<TState> read, Action<TState> write)
    where TState : notnull
    where TTrigger : notnull
{
    private const int MaxRaised = 100;

    private readonly RaisedTriggers<TState, TTrigger> raised = new(MaxRaised);
    private readonly Choice<TState, TTrigger> choice = new(definition);
    private readonly Dictionary<TState, StateNode<TState, TTrigger>> nodes = definition.States.ToDictionary(s => s, definition.Node);

    /// <summary>What the machine was last asked about; Stateless does not say so when it refuses a trigger.</summary>
    private object? asked;

    // One firing has one array of parameters, and all that Stateless says of it names that array.
    private object[]? parameters;
    private object[]? continuing;
    private Route<TState, TTrigger>? route;
    private DateTimeOffset instant;
    private bool isBetween;
    private TState began = definition.Initial;
    private int run;

    /// <summary>Makes the machine, without lines yet.</summary>
    public StateMachine<TState, TTrigger> Machine => field ??= Connect(new(read, write));

    /// <summary>Whether a line is the one that takes the trigger now.</summary>
    public bool Takes(Transition<TState, TTrigger> line, object? payload)
    {
        asked = payload;
        return choice.Of(NodeOf(read()), line.Trigger!, payload)?.Transition == line;
    }

    /// <summary>Enters the state in which the instance begins.</summary>
    public void Begin()
    {
        var start = definition.Start(time.GetUtcNow());
        (route, instant, began, run) = (null, start.After.Since, start.After.State, raised.Begin());
        foreach (var action in start.Steps[0].Actions) Run(action, start.Steps[0], null);
        FireNext(NodeOf(began));
    }

    /// <summary>A state that has this action is left or entered.</summary>
    public void Run(LifecycleAction<TState, TTrigger> action, StateMachine<TState, TTrigger>.Transition transition)
    {
        Follow(transition);
        Run(action, new(route!, instant), Payload(transition));
    }

    /// <summary>The trigger is taken in place.</summary>
    public void Stay(StateMachine<TState, TTrigger>.Transition transition)
    {
        Follow(transition);
        foreach (var action in route!.Transition?.Actions ?? []) Run(action, transition);
        FireNext(route.To);
    }

    private StateMachine<TState, TTrigger> Connect(StateMachine<TState, TTrigger> machine)
    {
        machine.OnTransitioned(PassBetween);
        machine.OnTransitionCompleted(Complete);
        machine.OnUnhandledTrigger(Refuse);
        return machine;
    }

    /// <summary>Everything is left that Stateless leaves, and nothing is entered yet. Of initial sub-states this is told again.</summary>
    private void PassBetween(StateMachine<TState, TTrigger>.Transition transition)
    {
        Follow(transition);
        if (!isBetween) return;
        isBetween = false;
        var (from, target) = (NodeOf(transition.Source), NodeOf(transition.Destination));
        if (!from.IsLeaf) return; // re-entry of a state with sub-states, which Stateless does as a whole
        var left = route!.LeftNodes.Skip(NativeWay.Left(from, target).Count());
        var entered = route.EnteredNodes.SkipLast(NativeWay.Entered(from, target).Count());
        foreach (var action in left.SelectMany(n => n.Declaration.Exit)) Run(action, transition);
        foreach (var action in route.Transition?.Actions ?? []) Run(action, transition);
        foreach (var action in entered.SelectMany(n => n.Declaration.Entry)) Run(action, transition);
    }

    private void Complete(StateMachine<TState, TTrigger>.Transition transition)
    {
        Follow(transition);
        FireNext(route!.To);
    }

    private void Refuse(TState state, TTrigger trigger)
    {
        var payload = asked;
        asked = null;
        if (continuing is not null) GiveUp();
        var reason = choice.Refusal(NodeOf(state), trigger, payload, time.GetUtcNow());
        throw new TriggerRefusedException(definition.Name, Spelling.Of(state), Spelling.Of(trigger), reason);
    }

    /// <summary>Learns of a firing from the first that is told of it: where it begins, and by which line it goes.</summary>
    private void Follow(StateMachine<TState, TTrigger>.Transition transition)
    {
        if (ReferenceEquals(transition.Parameters, parameters)) return;
        var source = NodeOf(transition.Source);
        var from = source.IsLeaf ? source : NodeOf(read()); // re-entry of a state with sub-states names that state
        if (!ReferenceEquals(transition.Parameters, continuing)) BeginRun(from.State);
        (parameters, continuing, asked, isBetween) = (transition.Parameters, null, null, true);
        instant = time.GetUtcNow();
        route = choice.Of(from, transition.Trigger, Payload(transition))?.Route ?? ForeignRoute(from, NodeOf(transition.Destination).Leaf);
    }

    private void BeginRun(TState from)
    {
        raised.End(); // one that a host broke off has never ended
        (began, run) = (from, raised.Begin());
    }

    private void Run(LifecycleAction<TState, TTrigger> action, in LifecycleStep<TState, TTrigger> step, object? payload)
    {
        try
        {
            // Complete when it returns, for lifecycles with asynchronous actions are refused.
            action.RunAsync(new Turn<TState, TTrigger>(step, raised, run), payload, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }
        catch
        {
            GiveUp();
            throw;
        }
    }

    /// <summary>
    /// Hands the machine the next trigger that an action raised, which it fires after the present one. Only one at a time: when something
    /// goes wrong, Stateless keeps those that wait and fires them later. One that is ignored would not be heard of again, so it is passed over.
    /// </summary>
    private void FireNext(StateNode<TState, TTrigger> stands)
    {
        while (raised.TryTake(out var next))
        {
            var payload = RaisedPayload<TState, TTrigger>.Of(next);
            if (choice.Of(stands, next.Trigger, payload)?.Kind == TransitionKind.Ignore) continue;
            continuing = new object[payload is null ? 0 : 1]; // one of its own also when it is empty
            if (payload is not null) continuing[0] = payload;
            Machine.Fire(new StateMachine<TState, TTrigger>.TriggerWithParameters(next.Trigger), continuing);
            return;
        }

        raised.End();
        parameters = null;
    }

    private void GiveUp()
    {
        write(began);
        raised.End();
        (parameters, continuing) = (null, null);
    }

    private static object? Payload(StateMachine<TState, TTrigger>.Transition transition) =>
        transition.Parameters is [var payload, ..] ? payload : null;

    /// <summary>The way of a line that a host has added to the machine itself.</summary>
    private static Route<TState, TTrigger> ForeignRoute(StateNode<TState, TTrigger> from, StateNode<TState, TTrigger> to) =>
        new(null, from.State, to, [], []);

    private StateNode<TState, TTrigger> NodeOf(TState state) => nodes.TryGetValue(state, out var node)
        ? node
        : new(new StateDeclaration<TState, TTrigger>(state, isFinal: false, SourceLocation.None), nodes.Count);
}
