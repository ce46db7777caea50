using RunbookSdk.Diagnostics;
using RunbookSdk.Lifecycles;

namespace RunbookSdk.Tests.Lifecycles;

/// <summary>States in states, ways back, time and completions, each by an example; random machines: see <see cref="NestedProperties"/>.</summary>
public sealed class TimeAndHistoryTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static Lifecycle<string, string> Lamp { get; } = Lifecycle.Define<string, string>("lamp").Initial("off")
        .State("off", s => s.Permit("on", "lit").On("resume").GoToHistory("lit"))
        .State("lit", s => s.Initial("dim").Permit("off", "off").After(2 * Hour).GoTo("burnt"))
        .State("dim", s => s.Within("lit").Permit("turn", "bright"))
        .State("bright", s => s.Within("lit").Initial("warm").Permit("turn", "dim").After(Hour).GoTo("dim"))
        .State("warm", s => s.Within("bright").Permit("shift", "cold"))
        .State("cold", s => s.Within("bright").Permit("shift", "warm"))
        .Final("burnt").Build();

    [Fact]
    public void History_is_the_direct_sub_state_and_in_it_the_first()
    {
        var off = After("on", "turn", "shift", "off");

        Assert.Equal("warm", Lamp.Fire(off, "resume", Door.Later).After.State); // shallow: bright again, not cold
        Assert.Equal("dim", Lamp.Fire(off, "on", Door.Later).After.State);
    }

    [Fact]
    public void History_of_what_was_never_entered_is_the_first_sub_state() =>
        Assert.Equal("dim", Lamp.Fire(Lamp.Start(Door.Noon).After, "resume", Door.Later).After.State);

    [Fact]
    public void Outer_states_keep_their_time_while_their_sub_states_change()
    {
        var bright = Lamp.Fire(After("on"), "turn", Door.Noon + (1.5 * Hour)).After;

        Assert.Equal(Door.Noon + (2 * Hour), Lamp.NextDue(bright));
        Assert.Equal(("burnt", Door.Noon + (2 * Hour)), Stands(Lamp.Settle(bright, Door.Noon + (9 * Hour)).After));
    }

    [Fact]
    public void Times_come_one_after_the_other_each_at_its_own_instant()
    {
        var settled = Lamp.Settle(After("on", "turn"), Door.Noon + (5 * Hour));

        Assert.Equal(["warm>dim 13:00", "dim>burnt 14:00"], settled.Steps.Select(s => $"{s.From}>{s.To} {s.Instant:HH:mm}"));
    }

    [Fact]
    public void Leaving_a_state_cancels_its_time_and_entering_it_starts_it_anew()
    {
        var off = Lamp.Fire(After("on"), "off", Door.Noon + Hour).After;

        Assert.Null(Lamp.NextDue(off));
        Assert.Equal(Door.Noon + (12 * Hour), Lamp.NextDue(Lamp.Fire(off, "on", Door.Noon + (10 * Hour)).After));
    }

    [Fact]
    public void A_trigger_comes_after_what_was_due_before_it()
    {
        var bright = After("on", "turn");

        Assert.Equal(["warm>dim", "dim>warm"], Lamp.Fire(bright, "turn", Door.Noon + (1.5 * Hour)).Steps.Select(s => $"{s.From}>{s.To}"));
        var late = Lamp.Fire(bright, "turn", Door.Noon + (3 * Hour));
        Assert.Equal((true, bright), (late.IsRefused, late.After)); // burnt by then; what is refused moves nothing, not even time
    }

    [Fact]
    public void Time_that_leads_to_a_state_within_comes_once_until_the_state_is_left()
    {
        var alarm = Lifecycle.Define<string, string>("alarm").Initial("open")
            .State("open", s => s.Initial("waiting").After(Hour).GoTo("escalated").Reenter("again").Permit("close", "closed"))
            .State("waiting", s => s.Within("open"))
            .State("escalated", s => s.Within("open").Permit("calm", "waiting"))
            .Final("closed").Build();
        var escalated = alarm.Settle(alarm.Start(Door.Noon).After, Door.Noon + (9 * Hour));

        Assert.Equal(["waiting>escalated"], escalated.Steps.Select(s => $"{s.From}>{s.To}"));
        Assert.Equal(("escalated", Door.Noon + Hour), Stands(escalated.After));
        var calm = alarm.Fire(alarm.Restore(alarm.Save(escalated.After)).Snapshot, "calm", Door.Noon + (10 * Hour)).After;
        Assert.Equal(("waiting", null), (calm.State, alarm.NextDue(calm)));
        Assert.Equal(Door.Noon + (12 * Hour), alarm.NextDue(alarm.Fire(calm, "again", Door.Noon + (11 * Hour)).After));
    }

    [Fact]
    public void A_completion_is_asked_when_the_state_is_entered_and_when_the_instance_settles()
    {
        var job = Lifecycle.Define<string, string>("job").Initial("new")
            .State("new", s => s.Permit("go", "busy"))
            .State("busy", s => s.Automatically().If("nothing is left", (int left) => left == 0).GoTo("done").Permit("stop", "new"))
            .Final("done").Build();
        var begun = job.Start(Door.Noon).After;
        var busy = job.Fire(begun, "go", 3, Door.Later).After;

        Assert.Equal("done", job.Fire(begun, "go", 0, Door.Later).After.State);
        Assert.Equal("busy", busy.State);
        Assert.Equal(FireOutcome.Ignored, job.Settle(busy, 1, Door.Later).Outcome);
        Assert.Equal(FireOutcome.Ignored, job.Settle(busy, Door.Later).Outcome); // nobody says how many are left
        Assert.Equal("done", job.Settle(busy, 0, Door.Later).After.State);
    }

    [Fact]
    public void Guards_that_exclude_each_other_and_both_hold_are_refused_with_both()
    {
        var job = Lifecycle.Define<string, string>("job").ExclusiveGuards().Initial("new")
            .State("new", s => s
                .On("go").If("it is large", (int size) => size > 5).GoTo("slow")
                .On("go").If("it is even", (int size) => size % 2 == 0).GoTo("fast"))
            .Final("slow").Final("fast").Build();
        var begun = job.Start(Door.Noon).After;

        Assert.Equal("slow", job.Fire(begun, "go", 7, Door.Later).After.State);
        Assert.Equal("fast", job.Fire(begun, "go", 2, Door.Later).After.State);
        var reason = job.Fire(begun, "go", 8, Door.Later).Reason;
        Assert.Contains("it is large", reason, StringComparison.Ordinal);
        Assert.Contains("it is even", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Transitions_without_end_are_refused()
    {
        var clock = Lifecycle.Define<string, string>("clock").Initial("tick")
            .State("tick", s => s.After(TimeSpan.FromTicks(1)).GoTo("tock").Permit("stop", "off"))
            .State("tock", s => s.After(TimeSpan.FromTicks(1)).GoTo("tick")).Final("off").Build();

        var refused = Assert.Throws<RunbookException>(() => clock.Settle(clock.Start(Door.Noon).After, Door.Later));
        Assert.Equal("RBK5050", refused.Code);
    }

    private static Snapshot<string> After(params string[] triggers) =>
        triggers.Aggregate(Lamp.Start(Door.Noon).After, (at, trigger) => Lamp.Fire(at, trigger, Door.Noon).After);

    private static (string State, DateTimeOffset Since) Stands(in Snapshot<string> snapshot) => (snapshot.State, snapshot.Since);
}
