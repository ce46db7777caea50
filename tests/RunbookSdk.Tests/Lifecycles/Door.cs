using RunbookSdk.Lifecycles;

namespace RunbookSdk.Tests.Lifecycles;

internal enum DoorState
{
    Open,
    Closed,
    LockedUp,
    Bricked,
}

internal enum DoorTrigger
{
    Push,
    Pull,
    TurnKey,
    Knock,
    Brick,
    Paint,
}

/// <summary>Who turns the key.</summary>
internal readonly record struct KeyHolder(bool HasKey, bool IsOwner);

/// <summary>A toy with one of everything.</summary>
internal static class Door
{
    public static readonly DateTimeOffset Noon = new(2019, 9, 18, 12, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset Later = Noon.AddMinutes(5);

    public static Lifecycle<DoorState, DoorTrigger> Definition { get; } =
        Lifecycle.Define<DoorState, DoorTrigger>("door", version: 3)
            .Initial(DoorState.Open)
            .State(DoorState.Open, s => s
                .Permit(DoorTrigger.Pull, to: DoorState.Closed)
                .Reenter(DoorTrigger.Push)
                .Stay(DoorTrigger.Paint)
                .Ignore(DoorTrigger.Knock)
                .Refuse(DoorTrigger.TurnKey, "close it first"))
            .State(DoorState.Closed, s => s
                .Permit(DoorTrigger.Push, to: DoorState.Open)
                .On(DoorTrigger.TurnKey).If("the owner turns it", (KeyHolder k) => k.IsOwner).GoTo(DoorState.Bricked)
                .On(DoorTrigger.TurnKey).If("the key fits", (KeyHolder k) => k.HasKey).GoTo(DoorState.LockedUp))
            .State(DoorState.LockedUp, s => s
                .On(DoorTrigger.TurnKey).If("the key fits", (KeyHolder k) => k.HasKey).GoTo(DoorState.Closed)
                .Permit(DoorTrigger.TurnKey, to: DoorState.LockedUp))
            .Final(DoorState.Bricked, s => s.Ignore(DoorTrigger.Knock))
            .Build();

    public static Snapshot<DoorState> At(DoorState state) => Definition.At(state, Noon);
}
