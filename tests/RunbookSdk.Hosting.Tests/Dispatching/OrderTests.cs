using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Tests.Dispatching;

/// <summary>Several deliveries: their order, what goes on at the same time, and what stops all of them.</summary>
public sealed class OrderTests : DispatcherTest
{
    [Fact]
    public async Task Deliveries_of_one_target_wait_for_one_another_and_those_of_others_do_not()
    {
        var handler = new ScriptedHandler<Page>(d => d is { Action.Team: "ops", Attempt: < 3 } ? HandlerResult.Failed("busy") : HandlerResult.Done("done"));
        Handle("pager", handler);

        Page("ops", "ops", "web", "ops");
        await UntilSettledAsync();

        Assert.Equal(
            ["do team/ops 1", "do team/ops 2", "do team/ops 3", "do team/ops 1", "do team/ops 2", "do team/ops 3", "do team/ops 1", "do team/ops 2", "do team/ops 3"],
            handler.Told.Where(t => t.Contains("ops", StringComparison.Ordinal)));
        Assert.Equal(Samples.Noon, Outbox.Read().Single(d => d.Target == "team/web").ChangedAt);
        Assert.Equal(handler.Calls.Select(c => c.Decision.Number).Where(s => s != 3).Order(), handler.Calls.Select(c => c.Decision.Number).Where(s => s != 3));
    }

    [Fact]
    public async Task Two_handlers_of_one_target_do_not_wait_for_one_another()
    {
        Handle("pager", new ScriptedHandler<Page>(_ => HandlerResult.Failed("busy")));
        var log = new ScriptedHandler<RunbookAction>();
        Handle("log", log);

        Send(Paging("ops"), Paging("ops", "log"));
        await Time.UntilAsync(() => Outbox.Read().Any(d => d is { Handler: "log", State: DeliveryState.Succeeded }));

        Assert.Single(log.Calls);
    }

    [Fact]
    public async Task As_many_targets_as_the_options_say_are_handled_at_the_same_time()
    {
        var (running, most) = (0, 0);
        using var open = new SemaphoreSlim(0);
        var options = Patient();
        options.MaxConcurrency = 3;
        Handle("pager", new ScriptedHandler<Page>(async (_, cancellation) =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            await open.WaitAsync(cancellation);
            Interlocked.Decrement(ref running);
            return HandlerResult.Done("done");
        }), options);

        Page([.. Enumerable.Range(0, 20).Select(i => $"team{i}")]);
        await Time.UntilAsync(() => Volatile.Read(ref running) == 3);
        open.Release(20);
        await UntilSettledAsync();

        Assert.Equal(3, most);
    }

    [Fact]
    public async Task A_target_that_waits_for_its_next_attempt_takes_no_place_of_others()
    {
        var options = Patient();
        options.MaxConcurrency = 1;
        var handler = new ScriptedHandler<Page>(d => d.Action.Team == "ops" ? HandlerResult.Failed("busy") : HandlerResult.Done("done"));
        Handle("pager", handler, options);

        Page("ops", "web", "db");
        await Time.UntilAsync(() => Outbox.Read(DeliveryState.Succeeded).Count == 2);

        Assert.Equal(["team/web", "team/db"], Outbox.Read(DeliveryState.Succeeded).Select(d => d.Target));
    }

    [Fact]
    public async Task A_handler_that_only_fails_is_left_alone_for_a_while_and_no_attempt_is_counted()
    {
        var times = new List<DateTimeOffset>();
        var options = Patient();
        (options.AttemptsUntilBreak, options.BreakDuration, options.MaxConcurrency) = (4, TimeSpan.FromMinutes(10), 1);
        Handle("pager", new ScriptedHandler<Page>(_ =>
        {
            times.Add(Time.GetUtcNow());
            return times.Count <= 4 ? HandlerResult.Failed("down") : HandlerResult.Done("done");
        }), options);

        Page("a", "b", "c", "d", "e", "f");
        await UntilSettledAsync();

        Assert.Equal(4, times.Count(t => t == Samples.Noon));
        Assert.True(times[4] - times[3] >= TimeSpan.FromMinutes(10), $"Called again after {times[4] - times[3]}.");
        Assert.Equal(10, Outbox.Read().Sum(d => d.Attempts));
        Assert.Empty(Dispatcher.Broken);
    }

    [Fact]
    public async Task While_a_handler_is_left_alone_the_host_can_tell()
    {
        var options = Patient();
        (options.AttemptsUntilBreak, options.MaxConcurrency) = (2, 1);
        Handle("pager", new ScriptedHandler<Page>(_ => HandlerResult.Failed("down")), options);

        Page("a", "b");
        await Time.UntilAsync(() => Dispatcher.Broken.Count == 1);

        Assert.Equal(["pager"], Dispatcher.Broken);
    }

    [Fact]
    public async Task A_handler_whose_own_time_out_ends_its_attempts_is_left_alone_too()
    {
        var options = Patient();
        (options.AttemptsUntilBreak, options.MaxConcurrency) = (2, 1);
        Handle("pager", new ScriptedHandler<Page>(_ => throw new TaskCanceledException("the client waited long enough", new TimeoutException())), options);

        Page("a", "b");
        await Time.UntilAsync(() => Dispatcher.Broken.Count == 1);

        Assert.All(Reports.Where(r => r.Status == ActionStatus.Failed), r => Assert.StartsWith("TaskCanceledException: the client waited", r.Delivery.Said));
    }

    [Fact]
    public async Task Deliveries_of_a_handler_that_is_not_here_wait_for_it()
    {
        Handle("pager", new ScriptedHandler<Page>());

        Send(Paging("ops", "gone"), Paging("ops"));
        await Time.UntilAsync(() => Outbox.Read(DeliveryState.Succeeded).Count == 1);

        Assert.Equal("gone", Assert.Single(Outbox.Read(DeliveryState.Pending)).Handler);
        Assert.Equal(["gone"], Dispatcher.Missing);
    }

    [Fact]
    public async Task A_stop_lets_the_attempt_that_runs_end_and_begins_no_other()
    {
        using var open = new SemaphoreSlim(0);
        var handler = new ScriptedHandler<Page>(async (_, cancellation) =>
        {
            await open.WaitAsync(cancellation);
            return HandlerResult.Done("done");
        });
        Handle("pager", handler);
        Page("ops", "ops");
        await Time.UntilAsync(() => handler.Calls.Count == 1);

        var stopping = Dispatcher.StopAsync(CancellationToken.None);
        Assert.False(stopping.IsCompleted);
        open.Release(2);
        await stopping;

        AssertStates([DeliveryState.Succeeded, DeliveryState.Pending], Outbox.Read());
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_the_next_attempt()
    {
        var handler = new ScriptedHandler<Page>(_ => HandlerResult.Failed("busy"));
        Handle("pager", handler);
        Page("ops");
        await Time.UntilAsync(() => Reports.Count == 2);

        await Dispatcher.StopAsync(CancellationToken.None);

        AssertStates([DeliveryState.Attempted], Outbox.Read());
    }

    [Fact]
    public async Task An_attempt_that_the_host_ends_is_made_again_by_the_next_with_the_same_key_and_goes_on_counting()
    {
        var handler = new ScriptedHandler<Page>(async (delivery, cancellation) =>
        {
            if (delivery.Attempt == 1) await Task.Delay(Timeout.Infinite, cancellation);
            return HandlerResult.Done("done");
        });
        Handle("pager", handler);
        Page("ops");
        await Time.UntilAsync(() => handler.Calls.Count == 1);

        await RestartAsync();
        await UntilSettledAsync();

        Assert.Equal(["do team/ops 1", "do team/ops 2"], handler.Told);
        Assert.Equal(handler.Calls[0].IdempotencyKey, handler.Calls[1].IdempotencyKey);
    }

    [Fact]
    public async Task A_delivery_that_ends_the_process_each_time_is_given_up()
    {
        var handler = new ScriptedHandler<Page>();
        Handle("pager", handler);
        var delivery = Outbox.Take(1, [Paging("ops")])[0];
        Outbox.Save(delivery with { State = DeliveryState.Attempted, Attempts = 10 });

        await RestartAsync();
        await UntilSettledAsync();

        Assert.Empty(handler.Calls);
        Assert.Contains("10 attempts were made", Outbox.Read(DeliveryState.Dead)[0].Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_letter_is_tried_again_when_a_person_says_so()
    {
        var works = false;
        Handle("pager", new ScriptedHandler<Page>(_ => works ? HandlerResult.Done("done") : HandlerResult.GivenUp("no")));
        var delivery = Page("ops")[0];
        await UntilSettledAsync();

        works = true;
        Assert.Null(Dispatcher.Retry(delivery.Number));
        await UntilSettledAsync();

        AssertStates([DeliveryState.Succeeded], Outbox.Read());
        Assert.Equal("delivery 1 is succeeded, and no dead letter.", Dispatcher.Retry(delivery.Number));
        Assert.Equal("there is no delivery 99.", Dispatcher.Retry(99));
    }

    [Fact]
    public async Task A_dead_letter_is_not_tried_again_after_what_undoes_it()
    {
        Handle("switch", new ScriptedHandler<Suspend>(d => d.Kind == DeliveryKind.Do ? HandlerResult.GivenUp("no") : HandlerResult.Done("released")));
        Send(Suspending(DeliveryKind.Do), Suspending(DeliveryKind.Release));
        await UntilSettledAsync();
        AssertStates([DeliveryState.Dead, DeliveryState.Succeeded], Outbox.Read());

        Assert.Contains("would undo that", Dispatcher.Retry(1), StringComparison.Ordinal);
        Assert.Null(Dispatcher.Discard(1, "ann", "it is over"));

        Assert.Equal("no Discarded by ann: it is over", Outbox.Read(DeliveryState.Discarded)[0].Said);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); seen < value; seen = Volatile.Read(ref most))
            Interlocked.CompareExchange(ref most, value, seen);
    }
}
