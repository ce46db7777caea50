using RunbookSdk.Lifecycles;
using Stateless;
using static RunbookSdk.Benchmarks.Figures.LifecycleStatelessDoors;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>How many times longer Stateless takes than we do to fire a trigger, each with a machine of its own making.</summary>
internal static class LifecycleStatelessFigures
{
    private const int Rounds = 50_000;
    private const int Pairs = 15;

    /// <summary>Our rounds for each of theirs, so that both are measured over as much time.</summary>
    private const int Times = 20;

    public static IReadOnlyList<Figure> All() => [new("fire-vs-stateless", () => TimesFaster(PlainMachine(), Plain))];

    private static double TimesFaster(StateMachine<Place, Push> machine, Lifecycle<Place, Push> lifecycle) =>
        Timing.Pair(() => Fire(machine, Rounds), () => Fire(lifecycle, Rounds * Times), Pairs).Ratio * Times;

    private static void Fire(StateMachine<Place, Push> machine, int rounds)
    {
        for (var i = 0; i < rounds; i++)
        {
            machine.Fire(Push.Go);
            machine.Fire(Push.Back);
        }
    }

    private static void Fire(Lifecycle<Place, Push> lifecycle, int rounds)
    {
        var instant = DateTimeOffset.UnixEpoch;
        var snapshot = lifecycle.Start(instant).After;
        for (var i = 0; i < rounds; i++)
        {
            snapshot = lifecycle.Fire(snapshot, Push.Go, instant).After;
            snapshot = lifecycle.Fire(snapshot, Push.Back, instant).After;
        }

        if (snapshot.State != lifecycle.Initial) throw new InvalidOperationException("The door is not where it began.");
    }
}

/// <content>Firing beside Stateless.</content>
internal static partial class FigureList
{
    static partial void AddStateless(List<Figure> figures) => figures.AddRange(LifecycleStatelessFigures.All());
}
