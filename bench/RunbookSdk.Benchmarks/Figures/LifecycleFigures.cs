using System.Runtime.CompilerServices;
using RunbookSdk.Benchmarks.HandWritten;
using RunbookSdk.Benchmarks.Workloads;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>What it costs to fire a trigger, over a hand-written <c>switch</c> that goes the same walk.</summary>
internal static class LifecycleFigures
{
    private const int Rounds = 200;
    private const int Pairs = 25;

    /// <summary>Rounds of the switch for each of ours, so that both are measured over about as much time.</summary>
    private const int Times = 8;

    public static IReadOnlyList<Figure> All() =>
    [
        new("fire-vs-switch", () => Over(() => Fire(Rounds), () => FireByHand(Rounds * Times))),
        new("fire-guard-vs-switch", () => Over(() => FireGuarded(Rounds), () => FireGuardedByHand(Rounds * Times))),
        new("fire-bytes", () => Math.Max(Bytes(Fire), Bytes(FireGuarded))),
    ];

    private static double Over(Action ours, Action byHand)
    {
        // Long enough that the code is compiled for good.
        for (var i = 0; i < 20; i++)
        {
            ours();
            byHand();
        }

        return Timing.Pair(ours, byHand, Pairs).Ratio * Times;
    }

    /// <summary>Of each fire; what a walk of any length allocates at its beginning is no part of it.</summary>
    private static double Bytes(Action<int> fire)
    {
        fire(Rounds);
        return (Allocated(fire, 2 * Rounds) - Allocated(fire, Rounds)) / ((double)Rounds * DoorWorkload.Walk.Length);
    }

    private static long Allocated(Action<int> fire, int rounds)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        fire(rounds);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Fire(int rounds)
    {
        var (lifecycle, walk, instant) = (DoorWorkload.Plain, DoorWorkload.Walk, DateTimeOffset.UnixEpoch);
        var snapshot = lifecycle.Start(instant).After;
        for (var i = 0; i < rounds; i++)
        {
            foreach (var trigger in walk)
            {
                var fired = lifecycle.Fire(snapshot, trigger, instant);
                if (fired.IsRefused) throw new InvalidOperationException(fired.Reason);
                snapshot = fired.After;
            }
        }

        GC.KeepAlive(snapshot.Definition);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FireByHand(int rounds)
    {
        var (walk, instant) = (DoorWorkload.Walk, DateTimeOffset.UnixEpoch);
        var door = new HandWrittenDoor(Place.Shut, instant);
        for (var i = 0; i < rounds; i++)
        {
            foreach (var trigger in walk)
            {
                if (!door.TryFire(trigger, instant, out door)) throw new InvalidOperationException("It was refused.");
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FireGuarded(int rounds)
    {
        var (lifecycle, walk, instant) = (DoorWorkload.Guarded, DoorWorkload.Walk, DateTimeOffset.UnixEpoch);
        var snapshot = lifecycle.Start(instant).After;
        for (var i = 0; i < rounds; i++)
        {
            foreach (var trigger in walk)
            {
                var fired = lifecycle.Fire(snapshot, trigger, DoorWorkload.Force, instant);
                if (fired.IsRefused) throw new InvalidOperationException(fired.Reason);
                snapshot = fired.After;
            }
        }

        GC.KeepAlive(snapshot.Definition);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FireGuardedByHand(int rounds)
    {
        var (walk, instant) = (DoorWorkload.Walk, DateTimeOffset.UnixEpoch);
        var door = new HandWrittenDoor(Place.Shut, instant);
        for (var i = 0; i < rounds; i++)
        {
            foreach (var trigger in walk)
            {
                if (!door.TryFire(trigger, DoorWorkload.Force, instant, out door)) throw new InvalidOperationException("It was refused.");
            }
        }
    }
}
