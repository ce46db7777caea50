using System.Globalization;

namespace RunbookSdk.Lifecycles;

/// <summary>
/// The triggers that actions of a run have raised, waiting for their turn. An instance has one, for it has one run at a time; an action that
/// keeps its turn and raises when the run is over is told so.
/// </summary>
internal sealed class RaisedTriggers<TState, TTrigger>(int limit)
    where TState : notnull
    where TTrigger : notnull
{
    private readonly Queue<Raised> waiting = [];
    private int total;
    private int run;

    /// <summary>Begins a run and says its number.</summary>
    public int Begin() => ++run;

    /// <summary>Ends the run: nothing waits any more.</summary>
    public void End()
    {
        run++;
        total = 0;
        waiting.Clear();
    }

    public void Add<TPayload>(int of, TTrigger trigger, TPayload payload)
    {
        if (of != run)
            throw new InvalidOperationException($"{Spelling.Of(trigger)} is raised by a turn that is over; raise it while the action runs, or fire it.");
        if (++total > limit)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"One run has raised more than {limit} triggers; the last one is {Spelling.Of(trigger)}. Its actions raise each other, or the limit is too low."));
        }

        waiting.Enqueue(new Raised<TPayload>(trigger, payload));
    }

    public bool TryTake(out Raised raised) => waiting.TryDequeue(out raised!);

    /// <summary>A trigger that waits, whatever it brings.</summary>
    public abstract class Raised(TTrigger trigger)
    {
        public TTrigger Trigger { get; } = trigger;

        public abstract FireResult<TState, TTrigger> Fire(Lifecycle<TState, TTrigger> definition, in Snapshot<TState> snapshot, DateTimeOffset instant);

        public abstract ValueTask RunAsync(LifecycleAction<TState, TTrigger> action, Turn<TState, TTrigger> turn, CancellationToken cancellationToken);
    }

    private sealed class Raised<TPayload>(TTrigger trigger, TPayload payload) : Raised(trigger)
    {
        public override FireResult<TState, TTrigger> Fire(
            Lifecycle<TState, TTrigger> definition, in Snapshot<TState> snapshot, DateTimeOffset instant) =>
            definition.Fire(snapshot, Trigger, payload, instant);

        public override ValueTask RunAsync(
            LifecycleAction<TState, TTrigger> action, Turn<TState, TTrigger> turn, CancellationToken cancellationToken) =>
            action.RunAsync(turn, payload, cancellationToken);
    }
}
