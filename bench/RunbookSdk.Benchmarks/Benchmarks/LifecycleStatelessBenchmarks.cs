using BenchmarkDotNet.Attributes;
using RunbookSdk.Lifecycles;
using Stateless;
using static RunbookSdk.Benchmarks.Figures.LifecycleStatelessDoors;

namespace RunbookSdk.Benchmarks.Benchmarks;

/// <summary>Two triggers, there and back, by us and by Stateless.</summary>
[MemoryDiagnoser]
public class LifecycleStatelessBenchmarks
{
    private readonly LifecycleInstance<Place, Push> acting = Acting.Begin(TimeProvider.System);
    private readonly StateMachine<Place, Push> plainMachine = PlainMachine();
    private readonly StateMachine<Place, Push> actingMachine = ActingMachine();
    private readonly StateMachine<Place, Push> nestedMachine = NestedMachine();
    private readonly (StateMachine<Place, Push> Machine, StateMachine<Place, Push>.TriggerWithParameters<int> Go, StateMachine<Place, Push>.TriggerWithParameters<int> Back) guarded = GuardedMachine();
    private Snapshot<Place> plain = Plain.Start(DateTimeOffset.UnixEpoch).After;
    private Snapshot<Place> pushed = Guarded.Start(DateTimeOffset.UnixEpoch).After;
    private Snapshot<Place> nested = Nested.Start(DateTimeOffset.UnixEpoch).After;

    [Benchmark(Baseline = true)]
    public void PlainOfOurs()
    {
        plain = Plain.Fire(plain, Push.Go, DateTimeOffset.UnixEpoch).After;
        plain = Plain.Fire(plain, Push.Back, DateTimeOffset.UnixEpoch).After;
    }

    [Benchmark]
    public void PlainOfStateless()
    {
        plainMachine.Fire(Push.Go);
        plainMachine.Fire(Push.Back);
    }

    [Benchmark]
    public void GuardOfOurs()
    {
        pushed = Guarded.Fire(pushed, Push.Go, 1, DateTimeOffset.UnixEpoch).After;
        pushed = Guarded.Fire(pushed, Push.Back, 1, DateTimeOffset.UnixEpoch).After;
    }

    [Benchmark]
    public void GuardOfStateless()
    {
        guarded.Machine.Fire(guarded.Go, 1);
        guarded.Machine.Fire(guarded.Back, 1);
    }

    [Benchmark]
    public void ActionsOfOurs()
    {
        acting.Fire(Push.Go);
        acting.Fire(Push.Back);
    }

    [Benchmark]
    public void ActionsOfStateless()
    {
        actingMachine.Fire(Push.Go);
        actingMachine.Fire(Push.Back);
    }

    [Benchmark]
    public void NestedOfOurs()
    {
        nested = Nested.Fire(nested, Push.Go, DateTimeOffset.UnixEpoch).After;
        nested = Nested.Fire(nested, Push.Back, DateTimeOffset.UnixEpoch).After;
    }

    [Benchmark]
    public void NestedOfStateless()
    {
        nestedMachine.Fire(Push.Go);
        nestedMachine.Fire(Push.Back);
    }
}
