using RunbookSdk.Lifecycles;
using static RunbookSdk.Tests.Lifecycles.Door;

namespace RunbookSdk.Tests.Lifecycles;

public sealed class LifecycleTests
{
    [Fact]
    public void Start_gives_the_initial_state_since_now_and_the_version() =>
        Assert.Equal((DoorState.Open, Noon, 3), Told(Definition.Start(Noon).After));

    [Fact]
    public void Fire_moves_and_leaves_the_old_snapshot_as_it_was()
    {
        var result = Definition.Fire(At(DoorState.Open), DoorTrigger.Pull, Later);

        Assert.Equal(FireOutcome.Moved, result.Outcome);
        Assert.Equal(At(DoorState.Open), result.Before);
        Assert.Equal((DoorState.Closed, Later, 3), Told(result.After));
        Assert.Null(result.Reason);
    }

    [Fact]
    public void Fire_reenters_since_now()
    {
        var result = Definition.Fire(At(DoorState.Open), DoorTrigger.Push, Later);

        Assert.Equal((FireOutcome.Moved, DoorState.Open, Later), (result.Outcome, result.After.State, result.After.Since));
    }

    [Fact]
    public void Fire_stays_since_when_it_did()
    {
        var result = Definition.Fire(At(DoorState.Open), DoorTrigger.Paint, Later);

        Assert.Equal((FireOutcome.Moved, At(DoorState.Open)), (result.Outcome, result.After));
    }

    [Fact]
    public void Fire_ignores_without_a_reason()
    {
        var result = Definition.Fire(At(DoorState.Open), DoorTrigger.Knock, Later);

        Assert.Equal((FireOutcome.Ignored, At(DoorState.Open), null), (result.Outcome, result.After, result.Reason));
    }

    [Theory]
    [InlineData(true, true, "Bricked")]
    [InlineData(true, false, "LockedUp")]
    [InlineData(false, true, "Bricked")]
    public void Fire_takes_the_first_guard_that_holds(bool hasKey, bool isOwner, string expected) => Assert.Equal(
        expected,
        Definition.Fire(At(DoorState.Closed), DoorTrigger.TurnKey, new KeyHolder(hasKey, isOwner), Later).After.State.ToString());

    [Fact]
    public void Fire_falls_to_the_line_without_a_guard_when_no_guard_holds() => Assert.Equal(
        (DoorState.LockedUp, Later, 3),
        Told(Definition.Fire(At(DoorState.LockedUp), DoorTrigger.TurnKey, default(KeyHolder), Later).After));

    [Fact]
    public void Fire_needs_no_guards_context_where_no_guard_is_asked() =>
        Assert.Equal(DoorState.Closed, Definition.Fire(At(DoorState.Open), DoorTrigger.Pull, "anything", Later).After.State);

    [Theory]
    [InlineData("Closed", "Knock", "a door in closed does not take knock; it takes push, turn_key")]
    [InlineData("Open", "TurnKey", "a door in open does not take turn_key; close it first")]
    [InlineData("Open", "Brick", "a door in open does not take brick; it takes pull, push, paint")]
    [InlineData("Bricked", "Push", "a door in bricked does not take push; it ends there")]
    [InlineData("Closed", "TurnKey", "a door in closed does not take turn_key without a KeyHolder, which tells whether the owner turns it")]
    [InlineData("LockedUp", "TurnKey", "a door in locked_up does not take turn_key without a KeyHolder, which tells whether the key fits")]
    public void Fire_refuses_and_says_what_to_do(string state, string trigger, string reason)
    {
        var before = At(Enum.Parse<DoorState>(state));
        var result = Definition.Fire(before, Enum.Parse<DoorTrigger>(trigger), Later);

        Assert.True(result.IsRefused);
        Assert.Equal(reason, result.Reason);
        Assert.Equal(before, result.After);
    }

    [Fact]
    public void Fire_refuses_when_no_guard_holds_and_names_all_of_them() => Assert.Equal(
        "a door in closed does not take turn_key; only when the owner turns it, or when the key fits",
        Definition.Fire(At(DoorState.Closed), DoorTrigger.TurnKey, default(KeyHolder), Later).Reason);

    [Fact]
    public void Fire_refuses_a_snapshot_of_another_version() => Assert.Equal(
        "a door of version 2 does not follow version 3 of its lifecycle; migrate it first",
        Definition.Fire(At(DoorState.Open) with { Definition = Definition.Id with { Version = 2 } }, DoorTrigger.Pull, Later).Reason);

    [Fact]
    public void Fire_refuses_a_snapshot_that_stands_nowhere() => Assert.Equal(
        "a door has no state '77'",
        Definition.Fire(At(DoorState.Open) with { State = (DoorState)77 }, DoorTrigger.Pull, Later).Reason);

    [Fact]
    public void Fire_lets_through_what_a_guard_throws()
    {
        var lifecycle = Lifecycle.Define<string, string>("job")
            .Initial("new")
            .State("new", s => s.On("end").If("it is safe", bool (int _) => throw new InvalidOperationException("broken")).GoTo("done"))
            .Final("done")
            .Build();

        Assert.Throws<InvalidOperationException>(() => lifecycle.Fire(lifecycle.Start(Noon).After, "end", 1, Later));
    }

    [Fact]
    public void CanFire_agrees_with_Fire_and_gives_its_reason()
    {
        Assert.True(Definition.CanFire(At(DoorState.Open), DoorTrigger.Pull, out var reason));
        Assert.Null(reason);
        Assert.True(Definition.CanFire(At(DoorState.Open), DoorTrigger.Knock, out _));
        Assert.False(Definition.CanFire(At(DoorState.Open), DoorTrigger.TurnKey, out reason));
        Assert.Equal("a door in open does not take turn_key; close it first", reason);
        Assert.True(Definition.CanFire(At(DoorState.Closed), DoorTrigger.TurnKey, new KeyHolder(true, false), out _));
    }

    [Fact]
    public void Permitted_lists_triggers_with_destinations_and_guards_in_order_of_declaration() => Assert.Equal(
        ["Push to Open", "TurnKey to Bricked when the owner turns it", "TurnKey to LockedUp when the key fits"],
        Definition.Permitted(At(DoorState.Closed)).Select(t =>
            $"{t.Trigger} to {t.To}{(t.Guard is null ? "" : $" when {t.Guard}")}"));

    [Fact]
    public void Permitted_leaves_out_what_is_ignored_or_refused() => Assert.Equal(
        [DoorTrigger.Pull, DoorTrigger.Push, DoorTrigger.Paint],
        Definition.Permitted(At(DoorState.Open)).Select(t => t.Trigger));

    [Fact]
    public void At_refuses_a_state_that_the_lifecycle_does_not_have() =>
        Assert.StartsWith(
            "a door has no state '77'",
            Assert.Throws<ArgumentException>(() => At((DoorState)77)).Message,
            StringComparison.Ordinal);

    private static (DoorState State, DateTimeOffset Since, int Version) Told(Snapshot<DoorState> snapshot) =>
        (snapshot.State, snapshot.Since, snapshot.Definition.Version);

    [Fact]
    public void One_definition_serves_many_threads() => Parallel.For(0, 1_000, i =>
    {
        var context = new KeyHolder(HasKey: i % 2 == 0, IsOwner: false);
        var result = Definition.Fire(At(DoorState.Closed), DoorTrigger.TurnKey, context, Later);
        Assert.Equal(i % 2 == 0, result.Outcome == FireOutcome.Moved);
    });
}
