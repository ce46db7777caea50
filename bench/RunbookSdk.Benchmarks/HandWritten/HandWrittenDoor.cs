using RunbookSdk.Benchmarks.Workloads;

namespace RunbookSdk.Benchmarks.HandWritten;

/// <summary>
/// The floor of firing: what somebody writes who needs one lifecycle and no more. An instance is where it stands and since when; a trigger
/// makes a new one, or is refused.
/// </summary>
internal readonly record struct HandWrittenDoor(Place Place, DateTimeOffset Since)
{
    public bool TryFire(Push trigger, DateTimeOffset instant, out HandWrittenDoor after)
    {
        Place? to = Place switch
        {
            Place.Shut => trigger switch { Push.Push => Place.Open, Push.Turn => Place.Locked, _ => null },
            Place.Open => trigger == Push.Pull ? Place.Shut : null,
            Place.Locked => trigger == Push.Turn ? Place.Shut : null,
            _ => null,
        };
        after = to is { } place ? new(place, instant) : this;
        return to is not null;
    }

    public bool TryFire(Push trigger, int force, DateTimeOffset instant, out HandWrittenDoor after)
    {
        Place? to = Place switch
        {
            Place.Shut => trigger switch { Push.Push when force > 0 => Place.Open, Push.Turn when force > 0 => Place.Locked, _ => null },
            Place.Open => trigger == Push.Pull && force > 0 ? Place.Shut : null,
            Place.Locked => trigger == Push.Turn && force > 0 ? Place.Shut : null,
            _ => null,
        };
        after = to is { } place ? new(place, instant) : this;
        return to is not null;
    }
}
