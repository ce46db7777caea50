using System.Reflection;
using RunbookSdk.Tests.Sessions;
using RunbookSdk.Time;

namespace RunbookSdk.Tests.Time;

public sealed class TimerQueueTests
{
    private readonly TimerQueue queue = new();
    private readonly List<string> rung = [];

    [Fact]
    public void Alarms_ring_in_the_order_of_their_instants()
    {
        Set("late", 3);
        Set("early", 1);
        Set("between", 2);

        Assert.True(queue.Ring(Desk.Minute(2)));

        Assert.Equal(["early", "between"], rung);
        Assert.Equal(Desk.Minute(3), queue.NextDue);
    }

    [Fact]
    public void Alarms_of_one_instant_ring_in_the_order_in_which_they_were_set()
    {
        foreach (var name in new[] { "a", "b", "c", "d" }) Set(name, 1);

        queue.Ring(Desk.Minute(1));

        Assert.Equal(["a", "b", "c", "d"], rung);
    }

    [Fact]
    public void An_alarm_that_was_put_off_rings_once_at_its_last_instant()
    {
        var alarm = Set("a", 1);
        queue.Set(alarm, Desk.Minute(5));
        queue.Set(alarm, Desk.Minute(3));

        Assert.Equal(Desk.Minute(3), queue.NextDue);
        Assert.False(queue.Ring(Desk.Minute(2)));
        Assert.True(queue.Ring(Desk.Minute(9)));
        Assert.False(queue.Ring(Desk.Minute(9)));
        Assert.Equal(["a"], rung);
        Assert.Null(alarm.Due);
    }

    [Fact]
    public void An_alarm_that_was_cancelled_does_not_ring()
    {
        queue.Set(Set("a", 1), null);

        Assert.Null(queue.NextDue);
        Assert.False(queue.Ring(Desk.Minute(2)));
    }

    [Fact]
    public void An_alarm_that_another_cancels_while_both_ring_does_not_ring()
    {
        var second = new Note("second", rung);
        var first = new Note("first", rung) { Then = () => queue.Set(second, null) };
        queue.Set(first, Desk.Minute(1));
        queue.Set(second, Desk.Minute(1));

        queue.Ring(Desk.Minute(1));

        Assert.Equal(["first"], rung);
    }

    [Fact]
    public void Undo_brings_back_what_rang_was_set_and_was_cancelled()
    {
        var (rings, cancelled, added) = (Set("rings", 1), Set("cancelled", 2), new Note("added", rung));
        queue.Commit();

        queue.Ring(Desk.Minute(1));
        queue.Set(cancelled, null);
        queue.Set(added, Desk.Minute(1));
        queue.Undo();

        Assert.Equal((Desk.Minute(1), Desk.Minute(2), (DateTimeOffset?)null), (rings.Due, cancelled.Due, added.Due));
        rung.Clear();
        queue.Ring(Desk.Minute(5));
        Assert.Equal(["rings", "cancelled"], rung);
    }

    [Fact]
    public void A_hundred_thousand_postponements_of_one_alarm_keep_the_queue_small()
    {
        var alarm = Set("a", 1);
        for (var i = 0; i < 100_000; i++)
        {
            queue.Set(alarm, Desk.Minute(2 + i));
            Assert.False(queue.Ring(Desk.Minute(i)));
            queue.Commit();
        }

        Assert.InRange(EntriesOf(queue), 1, 2);
    }

    [Fact]
    public void Bringing_an_alarm_forward_again_and_again_keeps_the_queue_small()
    {
        var alarm = new Note("a", rung);
        for (var i = 0; i < 100_000; i++)
        {
            queue.Set(alarm, Desk.Minute(i + 1000));
            queue.Set(alarm, Desk.Minute(i + 500));
            _ = queue.NextDue;
            queue.Ring(Desk.Minute(i));
            queue.Commit();
        }

        Assert.InRange(EntriesOf(queue), 1, 2000);
    }

    private static int EntriesOf(TimerQueue queue)
    {
        var field = typeof(TimerQueue).GetFields(BindingFlags.NonPublic | BindingFlags.Instance).Single(f => f.FieldType.Name.StartsWith("PriorityQueue", StringComparison.Ordinal));
        return (int)field.FieldType.GetProperty("Count")!.GetValue(field.GetValue(queue))!;
    }

    private Note Set(string name, double minute)
    {
        var alarm = new Note(name, rung);
        queue.Set(alarm, Desk.Minute(minute));
        return alarm;
    }

    private sealed class Note(string name, List<string> rung) : Alarm
    {
        public Action? Then { get; init; }

        public override void Ring(DateTimeOffset now)
        {
            rung.Add(name);
            Then?.Invoke();
        }
    }
}
