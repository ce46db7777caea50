using RunbookSdk.Lifecycles;

namespace RunbookSdk.Benchmarks.Workloads;

/// <summary>Where a door stands.</summary>
public enum Place
{
    Shut,
    Open,
    Locked,
    House,
    Floor,
    Room,
}

/// <summary>What is done to a door.</summary>
public enum Push
{
    Push,
    Pull,
    Turn,
}

/// <summary>
/// Doors, and a walk through their states that comes back to its beginning: the triggers are data, chosen once by a fixed sequence of
/// numbers, so that neither compiler nor processor knows what comes next. A test holds that each door goes where hand-written code goes.
/// </summary>
internal static class DoorWorkload
{
    /// <summary>How hard somebody pushes; the guard wants more than nothing.</summary>
    public const int Force = 1;

    /// <summary>How long the walk is.</summary>
    public const int Steps = 1_000;

    /// <summary>How often the actions of <see cref="Acting"/> ran.</summary>
    public static long Acted { get; private set; }

    public static Lifecycle<Place, Push> Plain { get; } = Lifecycle.Define<Place, Push>("door").Initial(Place.Shut)
        .State(Place.Shut, s => s.Permit(Push.Push, Place.Open).Permit(Push.Turn, Place.Locked))
        .State(Place.Open, s => s.Permit(Push.Pull, Place.Shut))
        .State(Place.Locked, s => s.Permit(Push.Turn, Place.Shut))
        .Build();

    public static Lifecycle<Place, Push> Guarded { get; } = Lifecycle.Define<Place, Push>("door").Initial(Place.Shut)
        .State(Place.Shut, s => s
            .On(Push.Push).If("it is pushed", (int force) => force > 0).GoTo(Place.Open)
            .On(Push.Turn).If("it is turned", (int force) => force > 0).GoTo(Place.Locked))
        .State(Place.Open, s => s.On(Push.Pull).If("it is pulled", (int force) => force > 0).GoTo(Place.Shut))
        .State(Place.Locked, s => s.On(Push.Turn).If("it is turned", (int force) => force > 0).GoTo(Place.Shut))
        .Build();

    /// <summary>Something is done on leaving and on entering each state.</summary>
    public static Lifecycle<Place, Push> Acting { get; } = Lifecycle.Define<Place, Push>("door").Initial(Place.Shut)
        .State(Place.Shut, s => s.OnEntry("count", _ => Acted++).OnExit("count", _ => Acted++)
            .Permit(Push.Push, Place.Open).Permit(Push.Turn, Place.Locked))
        .State(Place.Open, s => s.OnEntry("count", _ => Acted++).OnExit("count", _ => Acted++).Permit(Push.Pull, Place.Shut))
        .State(Place.Locked, s => s.OnEntry("count", _ => Acted++).OnExit("count", _ => Acted++).Permit(Push.Turn, Place.Shut))
        .Build();

    /// <summary>Shut is three states deep, and what leads out of it is said of the outermost.</summary>
    public static Lifecycle<Place, Push> Nested { get; } = Lifecycle.Define<Place, Push>("door").Initial(Place.House)
        .State(Place.House, s => s.Initial(Place.Floor).Permit(Push.Push, Place.Open).Permit(Push.Turn, Place.Locked))
        .State(Place.Floor, s => s.Within(Place.House).Initial(Place.Room))
        .State(Place.Room, s => s.Within(Place.Floor).Initial(Place.Shut))
        .State(Place.Shut, s => s.Within(Place.Room))
        .State(Place.Open, s => s.Permit(Push.Pull, Place.House))
        .State(Place.Locked, s => s.Permit(Push.Turn, Place.House))
        .Build();

    /// <summary>A thousand triggers, each of which the door takes where it then stands.</summary>
    public static Push[] Walk { get; } = MakeWalk(Steps);

    private static Push[] MakeWalk(int length)
    {
        var (walk, place, number) = (new Push[length], Place.Shut, 12345u);
        for (var i = 0; i < length; i++)
        {
            number = (number * 1_664_525) + 1_013_904_223;
            walk[i] = place switch
            {
                Place.Shut => number >> 31 == 0 ? Push.Push : Push.Turn,
                Place.Open => Push.Pull,
                _ => Push.Turn,
            };
            place = place != Place.Shut ? Place.Shut : walk[i] == Push.Push ? Place.Open : Place.Locked;
        }

        return walk;
    }
}
