using RunbookSdk.Diagnostics;
using RunbookSdk.StatelessMachines;
using Stateless;
using Stateless.Reflection;

namespace RunbookSdk.Lifecycles;

/// <summary>Lifecycles as machines of the library Stateless, for hosts that hold those.</summary>
public static class StatelessExtensions
{
    /// <summary>
    /// Makes a machine that does what the lifecycle says, of an instance that begins now: what is to be done on entering its first state is
    /// done. What the machine refuses it refuses with a <see cref="TriggerRefusedException"/>, unless the host sets
    /// <c>OnUnhandledTrigger</c>; after that, or when an action throws, it stands where it stood before.
    /// </summary>
    /// <remarks>The machine is as thread-safe as any of Stateless: not at all.</remarks>
    /// <typeparam name="TState">Where an instance can stand.</typeparam>
    /// <typeparam name="TTrigger">What moves it.</typeparam>
    /// <param name="definition">The lifecycle.</param>
    /// <param name="time">The clock from which actions are told the instant.</param>
    /// <exception cref="RunbookException">
    /// The lifecycle asks for something that Stateless cannot do, codes RBK6010 to RBK6013; carries all of it.
    /// </exception>
    public static StateMachine<TState, TTrigger> ToStateless<TState, TTrigger>(
        this Lifecycle<TState, TTrigger> definition, TimeProvider time)
        where TState : notnull
        where TTrigger : notnull
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(time);
        var run = Make(definition, definition.Start(time.GetUtcNow()).After.State, time);
        run.Begin();
        return run.Machine;
    }

    /// <summary>Makes a machine of an instance that has begun; nothing is done until it is fired.</summary>
    /// <inheritdoc cref="ToStateless{TState, TTrigger}(Lifecycle{TState, TTrigger}, TimeProvider)"/>
    /// <param name="definition">The lifecycle.</param>
    /// <param name="snapshot">Where the instance stands.</param>
    /// <param name="time">The clock from which actions are told the instant.</param>
    /// <exception cref="ArgumentException">The snapshot does not follow the lifecycle.</exception>
    public static StateMachine<TState, TTrigger> ToStateless<TState, TTrigger>(
        this Lifecycle<TState, TTrigger> definition, Snapshot<TState> snapshot, TimeProvider time)
        where TState : notnull
        where TTrigger : notnull
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(time);
        if (definition.Misfit(snapshot) is { } misfit) throw new ArgumentException(misfit, nameof(snapshot));
        return Make(definition, snapshot.State, time).Machine;
    }

    /// <summary>Makes a machine whose state the host keeps, as in a column of its database; nothing is done until it is fired.</summary>
    /// <inheritdoc cref="ToStateless{TState, TTrigger}(Lifecycle{TState, TTrigger}, TimeProvider)"/>
    /// <param name="definition">The lifecycle.</param>
    /// <param name="read">Reads the state: one of the lifecycle, without sub-states.</param>
    /// <param name="write">Writes the state.</param>
    /// <param name="time">The clock from which actions are told the instant.</param>
    /// <exception cref="ArgumentException">No instance can stand in the state that is read.</exception>
    public static StateMachine<TState, TTrigger> ToStateless<TState, TTrigger>(
        this Lifecycle<TState, TTrigger> definition, Func<TState> read, Action<TState> write, TimeProvider time)
        where TState : notnull
        where TTrigger : notnull
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(time);
        if (!definition.Node(read()).IsLeaf)
            throw new ArgumentException($"{Spelling.Of(read())} has sub-states; an instance stands in one of them", nameof(read));
        return Make(definition, read, write, time).Machine;
    }

    /// <summary>Fires a trigger with what it brings, by the name that the lifecycle has for both.</summary>
    /// <typeparam name="TState">Where an instance can stand.</typeparam>
    /// <typeparam name="TTrigger">What moves it.</typeparam>
    /// <typeparam name="TPayload">What the trigger brings.</typeparam>
    /// <param name="machine">The machine.</param>
    /// <param name="trigger">The trigger.</param>
    /// <param name="payload">What it brings; null counts as nothing.</param>
    public static void Fire<TState, TTrigger, TPayload>(
        this StateMachine<TState, TTrigger> machine, Trigger<TTrigger, TPayload> trigger, TPayload payload)
        where TState : notnull
        where TTrigger : notnull
    {
        ArgumentNullException.ThrowIfNull(machine);
        machine.Fire(new StateMachine<TState, TTrigger>.TriggerWithParameters<TPayload>(trigger.Value), payload);
    }

    /// <inheritdoc cref="Fire{TState, TTrigger, TPayload}"/>
    public static Task FireAsync<TState, TTrigger, TPayload>(
        this StateMachine<TState, TTrigger> machine, Trigger<TTrigger, TPayload> trigger, TPayload payload)
        where TState : notnull
        where TTrigger : notnull
    {
        ArgumentNullException.ThrowIfNull(machine);
        return machine.FireAsync(new StateMachine<TState, TTrigger>.TriggerWithParameters<TPayload>(trigger.Value), payload);
    }

    /// <summary>Whether a trigger with what it brings would be taken or ignored now.</summary>
    /// <inheritdoc cref="Fire{TState, TTrigger, TPayload}"/>
    public static bool CanFire<TState, TTrigger, TPayload>(
        this StateMachine<TState, TTrigger> machine, Trigger<TTrigger, TPayload> trigger, TPayload payload)
        where TState : notnull
        where TTrigger : notnull
    {
        ArgumentNullException.ThrowIfNull(machine);
        return machine.CanFire(new StateMachine<TState, TTrigger>.TriggerWithParameters<TPayload>(trigger.Value), payload);
    }

    /// <summary>
    /// Reads a lifecycle from the configuration of a machine: states and sub-states, permitted, ignored and internal triggers, re-entry.
    /// What a machine does not tell has to be said; what it cannot tell is refused. It never tells of asynchronous guards: lines that have
    /// one are missing from what is read.
    /// </summary>
    /// <typeparam name="TState">Where an instance can stand.</typeparam>
    /// <typeparam name="TTrigger">What moves it.</typeparam>
    /// <param name="machine">The machine, configured. It is not fired.</param>
    /// <param name="name">What an instance is called in texts, in the singular.</param>
    /// <param name="say">Says what the machine does not tell; default: nothing.</param>
    /// <param name="version">Version of the lifecycle, from 1. Default: 1.</param>
    /// <exception cref="RunbookException">
    /// Something is missing or cannot be read, codes RBK6020 to RBK6024; or what is read is not in order, codes RBK12xx. Carries all of it.
    /// </exception>
    public static Lifecycle<TState, TTrigger> ToLifecycle<TState, TTrigger>(
        this StateMachine<TState, TTrigger> machine, string name, Action<MachineReading<TState, TTrigger>>? say = null, int version = 1)
        where TState : notnull
        where TTrigger : notnull
    {
        ArgumentNullException.ThrowIfNull(machine);
        return machine.GetInfo().ToLifecycle(name, say, version);
    }

    /// <summary>Reads a lifecycle from what a machine told of itself.</summary>
    /// <inheritdoc cref="ToLifecycle{TState, TTrigger}(StateMachine{TState, TTrigger}, string, Action{MachineReading{TState, TTrigger}}, int)"/>
    /// <param name="info">What it told, by <c>GetInfo()</c>.</param>
    /// <param name="name">What an instance is called in texts, in the singular.</param>
    /// <param name="say">Says what the machine does not tell; default: nothing.</param>
    /// <param name="version">Version of the lifecycle, from 1. Default: 1.</param>
    /// <exception cref="ArgumentException">The machine has states or triggers of other types.</exception>
    public static Lifecycle<TState, TTrigger> ToLifecycle<TState, TTrigger>(
        this StateMachineInfo info, string name, Action<MachineReading<TState, TTrigger>>? say = null, int version = 1)
        where TState : notnull
        where TTrigger : notnull
    {
        ArgumentNullException.ThrowIfNull(info);
        if (info.StateType != typeof(TState) || info.TriggerType != typeof(TTrigger))
            throw new ArgumentException($"The machine has states of {info.StateType.Name} and triggers of {info.TriggerType.Name}.", nameof(info));
        var reading = new MachineReading<TState, TTrigger>();
        say?.Invoke(reading);
        return new MachineReader<TState, TTrigger>(info, reading).Read(name, version);
    }

    private static MachineRun<TState, TTrigger> Make<TState, TTrigger>(
        Lifecycle<TState, TTrigger> definition, TState state, TimeProvider time)
        where TState : notnull
        where TTrigger : notnull
    {
        var stands = state;
        return Make(definition, () => stands, next => stands = next, time);
    }

    private static MachineRun<TState, TTrigger> Make<TState, TTrigger>(
        Lifecycle<TState, TTrigger> definition, Func<TState> read, Action<TState> write, TimeProvider time)
        where TState : notnull
        where TTrigger : notnull
    {
        MachineRefusals.Check(definition);
        var run = new MachineRun<TState, TTrigger>(definition, time, read, write);
        new MachineWriter<TState, TTrigger>(definition, run).Write();
        return run;
    }
}
