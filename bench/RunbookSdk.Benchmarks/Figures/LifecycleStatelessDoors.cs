using RunbookSdk.Lifecycles;
using Stateless;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>
/// The same four doors for us and for Stateless, each fired back and forth: plain; with a guard that asks what the trigger brings; with an
/// action on entry and exit; three states deep.
/// </summary>
internal static class LifecycleStatelessDoors
{
    public enum Place
    {
        Open,
        Shut,
        House,
        Floor,
        Room,
        Corner,
    }

    public enum Push
    {
        Go,
        Back,
    }

    /// <summary>What actions do: as little as can be.</summary>
    public static int Counter { get; private set; }

    public static Lifecycle<Place, Push> Plain { get; } = Lifecycle.Define<Place, Push>("door").Initial(Place.Open)
        .State(Place.Open, s => s.Permit(Push.Go, Place.Shut))
        .State(Place.Shut, s => s.Permit(Push.Back, Place.Open)).Build();

    public static Lifecycle<Place, Push> Guarded { get; } = Lifecycle.Define<Place, Push>("door").Initial(Place.Open)
        .State(Place.Open, s => s.On(Push.Go).If("hard", (int force) => force > 0).GoTo(Place.Shut))
        .State(Place.Shut, s => s.On(Push.Back).If("hard", (int force) => force > 0).GoTo(Place.Open)).Build();

    public static Lifecycle<Place, Push> Acting { get; } = Lifecycle.Define<Place, Push>("door").Initial(Place.Open)
        .State(Place.Open, s => s.Permit(Push.Go, Place.Shut).OnExit("count", _ => Counter++))
        .State(Place.Shut, s => s.Permit(Push.Back, Place.Open).OnEntry("count", _ => Counter++)).Build();

    public static Lifecycle<Place, Push> Nested { get; } = Lifecycle.Define<Place, Push>("walker").Initial(Place.House)
        .State(Place.House, s => s.Initial(Place.Floor).Permit(Push.Go, Place.Open))
        .State(Place.Floor, s => s.Within(Place.House).Initial(Place.Room))
        .State(Place.Room, s => s.Within(Place.Floor).Initial(Place.Corner))
        .State(Place.Corner, s => s.Within(Place.Room))
        .State(Place.Open, s => s.Permit(Push.Back, Place.House)).Build();

    public static StateMachine<Place, Push> PlainMachine()
    {
        var machine = new StateMachine<Place, Push>(Place.Open);
        machine.Configure(Place.Open).Permit(Push.Go, Place.Shut);
        machine.Configure(Place.Shut).Permit(Push.Back, Place.Open);
        return machine;
    }

    public static (StateMachine<Place, Push> Machine, StateMachine<Place, Push>.TriggerWithParameters<int> Go, StateMachine<Place, Push>.TriggerWithParameters<int> Back) GuardedMachine()
    {
        var machine = new StateMachine<Place, Push>(Place.Open);
        var (go, back) = (machine.SetTriggerParameters<int>(Push.Go), machine.SetTriggerParameters<int>(Push.Back));
        machine.Configure(Place.Open).PermitIf(go, Place.Shut, force => force > 0, "hard");
        machine.Configure(Place.Shut).PermitIf(back, Place.Open, force => force > 0, "hard");
        return (machine, go, back);
    }

    public static StateMachine<Place, Push> ActingMachine()
    {
        var machine = PlainMachine();
        machine.Configure(Place.Open).OnExit(() => Counter++);
        machine.Configure(Place.Shut).OnEntry(() => Counter++);
        return machine;
    }

    public static StateMachine<Place, Push> NestedMachine()
    {
        var machine = new StateMachine<Place, Push>(Place.Open);
        machine.Configure(Place.House).InitialTransition(Place.Floor).Permit(Push.Go, Place.Open);
        machine.Configure(Place.Floor).SubstateOf(Place.House).InitialTransition(Place.Room);
        machine.Configure(Place.Room).SubstateOf(Place.Floor).InitialTransition(Place.Corner);
        machine.Configure(Place.Corner).SubstateOf(Place.Room);
        machine.Configure(Place.Open).Permit(Push.Back, Place.House);
        machine.Fire(Push.Back);
        return machine;
    }
}
