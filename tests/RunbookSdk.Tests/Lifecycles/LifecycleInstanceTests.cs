using RunbookSdk.Lifecycles;
using RunbookSdk.Tests.TestDoubles;

namespace RunbookSdk.Tests.Lifecycles;

/// <summary>Instances that are fired in place: a run is whole or did not happen, whoever fires and whatever goes wrong.</summary>
public sealed class LifecycleInstanceTests
{
    private readonly ManualTimeProvider clock = new(Door.Noon);
    private readonly List<string> log = [];

    [Fact]
    public void When_an_action_throws_the_instance_stands_where_it_stood_and_nothing_waits()
    {
        var fails = true;
        var instance = Job(s => s.OnEntry("raise", turn => turn.Raise("end")).OnEntry("fail", _ => ThrowIf(fails))).Begin(clock);
        var before = instance.Snapshot;

        Assert.Throws<TimeoutException>(() => instance.Fire("go"));
        Assert.Equal(before, instance.Snapshot);
        fails = false;
        Assert.Equal(["new>busy", "busy>done"], Steps(instance.Fire("go"))); // and "end" once, not the one of before
    }

    [Fact]
    public void What_actions_raise_comes_after_the_transition_in_its_order_within_the_run()
    {
        var instance = Job(s => s
            .OnEntry("raise", turn =>
            {
                turn.Raise("note", 1);
                turn.Raise("note", 2);
                turn.Raise("end");
                log.Add("entered");
            })
            .On("note").Do("note", (int n, Turn<string, string> turn) => log.Add($"note {n} in {turn.To}")).Stay()
            .OnExit("leave", _ => log.Add("left"))).Begin(clock);

        Assert.Equal(["new>busy", "busy>busy", "busy>busy", "busy>done"], Steps(instance.Fire("go")));
        Assert.Equal(["entered", "note 1 in busy", "note 2 in busy", "left"], log);
    }

    [Fact]
    public void A_raised_trigger_that_is_refused_takes_the_whole_run_back()
    {
        var instance = Job(s => s.OnEntry("raise", turn => turn.Raise("go"))).Begin(clock);

        var refused = Assert.Throws<TriggerRefusedException>(() => instance.Fire("go"));
        Assert.Equal("new", instance.State);
        Assert.Contains("does not take go", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Actions_that_raise_each_other_meet_a_limit_and_the_run_is_taken_back()
    {
        var instance = Job(s => s.OnEntry("raise", turn => turn.Raise("again")).Reenter("again")).Begin(clock, new() { MaxRaised = 10 });

        Assert.Contains("more than 10 triggers", Assert.Throws<InvalidOperationException>(() => instance.Fire("go")).Message, StringComparison.Ordinal);
        Assert.Equal("new", instance.State);
        Assert.False(instance.TryFire("end").Outcome == FireOutcome.Moved);
    }

    [Theory]
    [InlineData(FiringMode.Guarded)]
    [InlineData(FiringMode.Serial)]
    public void Firing_from_inside_an_action_is_refused_and_says_what_to_do(FiringMode mode)
    {
        LifecycleInstance<string, string>? inside = null;
        var instance = Job(s => s.OnEntry("fire", _ => inside!.Fire("end"))).Begin(clock, new() { Mode = mode });
        inside = instance;

        Assert.Contains("Raise of the turn", Assert.Throws<InvalidOperationException>(() => instance.Fire("go")).Message, StringComparison.Ordinal);
        Assert.Equal("new", instance.State);
    }

    [Fact]
    public async Task A_second_caller_is_refused_while_the_first_is_inside()
    {
        var gate = new TaskCompletionSource();
        var instance = await Job(s => s.OnEntryAsync("wait", async (_, _) => await gate.Task)).BeginAsync(clock);
        var first = instance.FireAsync("go").AsTask();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await instance.FireAsync("go"));
        Assert.Equal("new", instance.State); // nobody sees half a run
        gate.SetResult();
        await first;
        Assert.Equal("busy", instance.State);
    }

    [Fact]
    public async Task Serial_callers_each_get_the_answer_to_their_own_trigger()
    {
        const int Threads = 8, Fires = 500;
        var taken = 0;
        var counter = Lifecycle.Define<string, string>("counter").Initial("even")
            .State("even", s => s.On("add").Do("count", (int n, Turn<string, string> _) => taken += n).GoTo("odd"))
            .State("odd", s => s.On("add").Do("count", (int n, Turn<string, string> _) => taken += n).GoTo("even")).Build();
        var instance = counter.Begin(clock, new() { Mode = FiringMode.Serial });

        var results = await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(
            () => Enumerable.Range(0, Fires).Select(_ => instance.Fire("add", 1)).Select(r => (r.Before.State, r.After.State)).ToList())));

        Assert.Equal(Threads * Fires, taken);
        Assert.Equal("even", instance.State);
        Assert.All(results.SelectMany(r => r), r => Assert.NotEqual(r.Item1, r.Item2));
        Assert.Equal(Threads * Fires / 2, results.Sum(r => r.Count(s => s.Item1 == "even")));
    }

    [Fact]
    public async Task Cancellation_ends_the_run_before_its_next_action_and_nothing_has_moved()
    {
        using var source = new CancellationTokenSource();
        var instance = await Job(s => s
            .OnEntryAsync("cancel", async (_, token) =>
            {
                Assert.Equal(source.Token, token);
                await source.CancelAsync();
            })
            .OnEntry("never", _ => log.Add("never"))).BeginAsync(clock);

        await Assert.ThrowsAsync<OperationCanceledException>(async () => await instance.FireAsync("go", source.Token));
        Assert.Equal(("new", 0), (instance.State, log.Count));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await instance.FireAsync("go", source.Token));
    }

    [Fact]
    public async Task What_cannot_be_stored_has_not_moved_and_what_is_seen_is_stored()
    {
        var fails = true;
        var stored = new List<string>();
        var instance = await Job(s => s).BeginAsync(clock, new()
        {
            Store = (snapshot, _) =>
            {
                ThrowIf(fails && snapshot.State == "busy");
                stored.Add(snapshot.State);
                return ValueTask.CompletedTask;
            },
        });

        await Assert.ThrowsAsync<TimeoutException>(async () => await instance.FireAsync("go"));
        Assert.Equal("new", instance.State);
        fails = false;
        await instance.FireAsync("go");
        Assert.Equal(["new", "busy"], stored);
        Assert.Throws<InvalidOperationException>(() => instance.Fire("end"));
    }

    [Fact]
    public void Fire_of_a_lifecycle_with_asynchronous_actions_says_which_method_to_use()
    {
        var lifecycle = Job(s => s.OnEntryAsync("wait", async (_, _) => await Task.Yield()));

        Assert.Contains("ends in Async", Assert.Throws<InvalidOperationException>(() => lifecycle.Begin(clock)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_is_an_answer_of_TryFire_and_an_exception_of_Fire_with_the_same_words()
    {
        var instance = Job(s => s).Begin(clock);

        var answer = instance.TryFire("end");
        Assert.False(instance.CanFire("end", out var reason));
        var refused = Assert.Throws<TriggerRefusedException>(() => instance.Fire("end"));
        Assert.Equal("a job in new does not take end; it takes go", answer.Reason);
        Assert.Equal(answer.Reason, reason);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_moves_an_instance_when_it_settles_or_is_fired()
    {
        var instance = Job(s => s.After(TimeSpan.FromDays(6)).GoTo("done")).Begin(clock);
        instance.Fire("go");
        Assert.Equal(Door.Noon.AddDays(6), instance.NextDue);
        clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal("busy", instance.State);
        instance.Settle();
        Assert.Equal(("done", Door.Noon.AddDays(6)), (instance.State, instance.Snapshot.Since));
    }

    private static Lifecycle<string, string> Job(Func<StateBuilder<string, string>, StateBuilder<string, string>> busy) =>
        Lifecycle.Define<string, string>("job").Initial("new")
            .State("new", s => s.Permit("go", "busy"))
            .State("busy", s => busy(s.Permit("end", "done")))
            .Final("done").Build();

    private static void ThrowIf(bool fails)
    {
        if (fails) throw new TimeoutException();
    }

    private static IEnumerable<string> Steps(FireResult<string, string> result) => result.Steps.Select(s => $"{s.From}>{s.To}");
}
