using BenchmarkDotNet.Attributes;
using RunbookSdk.Benchmarks.HandWritten;
using RunbookSdk.Benchmarks.Workloads;
using RunbookSdk.Lifecycles;

namespace RunbookSdk.Benchmarks.Benchmarks;

/// <summary>One walk of a thousand triggers through a door, and through one three states deep; the switch is the floor of the first two.</summary>
[MemoryDiagnoser]
public class LifecycleBenchmarks
{
    private readonly LifecycleInstance<Place, Push> acting = DoorWorkload.Acting.Begin(TimeProvider.System);
    private readonly LifecycleInstance<Place, Push> instance = DoorWorkload.Plain.Begin(TimeProvider.System);
    private Snapshot<Place> actions = DoorWorkload.Acting.Start(DateTimeOffset.UnixEpoch).After;
    private Snapshot<Place> plain = DoorWorkload.Plain.Start(DateTimeOffset.UnixEpoch).After;
    private Snapshot<Place> guarded = DoorWorkload.Guarded.Start(DateTimeOffset.UnixEpoch).After;
    private Snapshot<Place> nested = DoorWorkload.Nested.Start(DateTimeOffset.UnixEpoch).After;
    private HandWrittenDoor door = new(Place.Shut, DateTimeOffset.UnixEpoch);

    [Benchmark(Baseline = true, OperationsPerInvoke = DoorWorkload.Steps)]
    public void Switch()
    {
        foreach (var trigger in DoorWorkload.Walk) door.TryFire(trigger, DateTimeOffset.UnixEpoch, out door);
    }

    [Benchmark(OperationsPerInvoke = DoorWorkload.Steps)]
    public void SwitchWithGuard()
    {
        foreach (var trigger in DoorWorkload.Walk) door.TryFire(trigger, DoorWorkload.Force, DateTimeOffset.UnixEpoch, out door);
    }

    [Benchmark(OperationsPerInvoke = DoorWorkload.Steps)]
    public void Fire()
    {
        foreach (var trigger in DoorWorkload.Walk) plain = DoorWorkload.Plain.Fire(plain, trigger, DateTimeOffset.UnixEpoch).After;
    }

    [Benchmark(OperationsPerInvoke = DoorWorkload.Steps)]
    public void FireWithGuard()
    {
        foreach (var trigger in DoorWorkload.Walk)
            guarded = DoorWorkload.Guarded.Fire(guarded, trigger, DoorWorkload.Force, DateTimeOffset.UnixEpoch).After;
    }

    [Benchmark(OperationsPerInvoke = DoorWorkload.Steps)]
    public void FireThreeStatesDeep()
    {
        foreach (var trigger in DoorWorkload.Walk) nested = DoorWorkload.Nested.Fire(nested, trigger, DateTimeOffset.UnixEpoch).After;
    }

    [Benchmark(OperationsPerInvoke = DoorWorkload.Steps)]
    public void FireAnInstance()
    {
        foreach (var trigger in DoorWorkload.Walk) instance.Fire(trigger);
    }

    [Benchmark(OperationsPerInvoke = DoorWorkload.Steps)]
    public void FireWithActions()
    {
        foreach (var trigger in DoorWorkload.Walk) actions = DoorWorkload.Acting.Fire(actions, trigger, DateTimeOffset.UnixEpoch).After;
    }

    [Benchmark(OperationsPerInvoke = DoorWorkload.Steps)]
    public void FireAnInstanceWithActions()
    {
        foreach (var trigger in DoorWorkload.Walk) acting.Fire(trigger);
    }
}
