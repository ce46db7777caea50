using System.Diagnostics;
using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Hosting.Dispatching;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Tests.Dispatching;

/// <summary>What comes of one delivery.</summary>
public sealed class AttemptTests : DispatcherTest
{
    [Fact]
    public async Task What_works_is_done_once_and_told()
    {
        var handler = new ScriptedHandler<Page>(_ => HandlerResult.Done("they are awake"));
        Handle("pager", handler);

        Page("ops");
        await UntilSettledAsync();

        var call = Assert.Single(handler.Calls);
        Assert.Equal(("ops", "load", "rule", 1), (call.Action.Team, call.Action.Because, call.Decision.Rule, call.Attempt));
        Assert.Equal((DeliveryState.Succeeded, 1, "they are awake"), Standing(Outbox.Read()[0]));
        Assert.Equal([ActionStatus.Attempted, ActionStatus.Succeeded], Reports.Select(r => r.Status));
    }

    [Fact]
    public async Task That_an_attempt_begins_is_in_the_outbox_before_the_handler_is_called()
    {
        var seen = new List<(DeliveryState, int)>();
        Handle("pager", new ScriptedHandler<Page>(_ =>
        {
            seen.Add((Outbox.Read()[0].State, Outbox.Read()[0].Attempts));
            return seen.Count < 2 ? HandlerResult.Failed("busy") : HandlerResult.Done("done");
        }));

        Page("ops");
        await UntilSettledAsync();

        Assert.Equal([(DeliveryState.Attempted, 1), (DeliveryState.Attempted, 2)], seen);
    }

    [Fact]
    public async Task What_fails_is_tried_again_with_the_same_key_until_it_works()
    {
        var handler = new ScriptedHandler<Page>(d => d.Attempt < 4 ? HandlerResult.Failed("busy") : HandlerResult.Done("done"));
        Handle("pager", handler);

        var key = Page("ops")[0].IdempotencyKey;
        await UntilSettledAsync();

        Assert.Equal([1, 2, 3, 4], handler.Calls.Select(c => c.Attempt));
        Assert.All(handler.Calls, c => Assert.Equal(key, c.IdempotencyKey));
        Assert.Equal((DeliveryState.Succeeded, 4, "done"), Standing(Outbox.Read()[0]));
    }

    [Fact]
    public async Task Each_delay_is_that_of_the_options_doubled_less_up_to_half_of_it()
    {
        var times = new List<DateTimeOffset>();
        var options = Patient();
        (options.MaxAttempts, options.MaxDelay) = (7, TimeSpan.FromSeconds(20));
        Handle("pager", new ScriptedHandler<Page>(_ =>
        {
            times.Add(Time.GetUtcNow());
            return HandlerResult.Failed("busy");
        }), options);

        Page("ops");
        await UntilSettledAsync();

        double[] longest = [2, 4, 8, 16, 20, 20];
        var delays = times.Zip(times.Skip(1), (a, b) => (b - a).TotalSeconds).ToList();
        Assert.Equal(longest.Length, delays.Count);
        Assert.All(delays.Zip(longest), d => Assert.InRange(d.First, d.Second / 2, d.Second));
        Assert.True(delays.Zip(longest).Select(d => d.First / d.Second).Distinct().Count() > 3, "All delays have the same share taken off.");
    }

    [Fact]
    public async Task A_receiver_that_says_when_to_come_again_is_left_alone_until_then()
    {
        var times = new List<DateTimeOffset>();
        Handle("pager", new ScriptedHandler<Page>(_ =>
        {
            times.Add(Time.GetUtcNow());
            return times.Count < 2 ? HandlerResult.Failed("too many requests", TimeSpan.FromMinutes(17)) : HandlerResult.Done("done");
        }));

        Page("ops");
        await UntilSettledAsync();

        Assert.Equal(TimeSpan.FromMinutes(17), times[1] - times[0]);
    }

    [Fact]
    public async Task What_never_works_is_a_dead_letter_after_the_last_attempt()
    {
        var options = Patient();
        options.MaxAttempts = 3;
        var handler = new ScriptedHandler<Page>(_ => HandlerResult.Failed("nobody answers"));
        Handle("pager", handler, options);

        Page("ops");
        await UntilSettledAsync();

        Assert.Equal(3, handler.Calls.Count);
        Assert.Equal((DeliveryState.Dead, 3, "nobody answers"), Standing(Outbox.Read()[0]));
        Assert.Equal(
            [ActionStatus.Attempted, ActionStatus.Failed, ActionStatus.Attempted, ActionStatus.Failed, ActionStatus.Attempted, ActionStatus.DeadLettered],
            Reports.Select(r => r.Status));
    }

    [Fact]
    public async Task What_cannot_work_is_a_dead_letter_at_once()
    {
        var handler = new ScriptedHandler<Page>(_ => HandlerResult.GivenUp("there is no such team"));
        Handle("pager", handler);

        Page("ops");
        await UntilSettledAsync();

        Assert.Single(handler.Calls);
        Assert.Equal((DeliveryState.Dead, 1, "there is no such team"), Standing(Outbox.Read()[0]));
    }

    [Fact]
    public async Task A_handler_that_throws_has_failed_and_is_tried_again()
    {
        var handler = new ScriptedHandler<Page>(d => d.Attempt == 1 ? throw new FormatException("no number") : HandlerResult.Done("done"));
        Handle("pager", handler);

        Page("ops");
        await UntilSettledAsync();

        Assert.Equal(2, handler.Calls.Count);
        Assert.Equal("FormatException: no number", Reports[1].Delivery.Said);
    }

    [Fact]
    public async Task An_attempt_that_does_not_end_in_time_is_cancelled_and_made_again()
    {
        var options = Patient();
        options.Timeout = TimeSpan.FromSeconds(30);
        var handler = new ScriptedHandler<Page>(async (delivery, cancellation) =>
        {
            if (delivery.Attempt == 1) await Task.Delay(Timeout.Infinite, cancellation);
            return HandlerResult.Done("done");
        });
        Handle("pager", handler, options);

        Page("ops");
        await Time.UntilAsync(() => handler.Calls.Count == 1);
        await UntilSettledAsync();

        Assert.Equal([ActionStatus.Attempted, ActionStatus.TimedOut, ActionStatus.Attempted, ActionStatus.Succeeded], Reports.Select(r => r.Status));
        Assert.Contains("00:00:30", Reports[1].Delivery.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_standing_action_is_done_renewed_and_released_with_the_same_values()
    {
        var handler = new ScriptedHandler<Suspend>();
        Handle("switch", handler);

        Send(Suspending(DeliveryKind.Do), Suspending(DeliveryKind.Renew), Suspending(DeliveryKind.Release));
        await UntilSettledAsync();

        Assert.Equal(
            ["do component/online1/webtools 1", "renew component/online1/webtools 1", "release component/online1/webtools 1"], handler.Told);
        Assert.All(handler.Calls, c => Assert.Equal(new Component("online1", "WebTools"), c.Action.Component));
    }

    [Fact]
    public async Task What_cannot_be_made_again_from_the_journal_is_a_dead_letter_that_says_so()
    {
        var handler = new ScriptedHandler<Page>();
        Handle("pager", handler);

        Send(Paging("ops") with { Arguments = """{"team":{}}""" });
        await UntilSettledAsync();

        Assert.Empty(handler.Calls);
        Assert.Contains("cannot be made again from the journal as a Page", Outbox.Read()[0].Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_action_of_a_record_that_is_gone_reaches_who_takes_all()
    {
        var handler = new ScriptedHandler<RunbookAction>();
        Handle("log", handler);

        Send(Paging("ops", "log") with { ActionType = "Gone.Action" });
        await UntilSettledAsync();

        var action = Assert.IsType<RecordedAction>(handler.Calls[0].Action);
        Assert.Equal(("page", new Target("team", "ops"), "load"), (action.Name, action.Target, action.Because));
    }

    [Fact]
    public async Task What_stands_and_whose_record_is_gone_is_released_by_who_takes_all_that_stands()
    {
        var handler = new ScriptedHandler<StandingAction>();
        Handle("silences", handler);

        Send(Suspending(DeliveryKind.Release, "silences") with { ActionType = "Gone.Action" });
        await UntilSettledAsync();

        Assert.Equal(["release component/online1/webtools 1"], handler.Told);
        Assert.Equal("suspend", Assert.IsType<RecordedStandingAction>(handler.Calls[0].Action).Name);
    }

    [Fact]
    public async Task What_its_handler_cannot_be_given_any_more_is_a_dead_letter_that_says_so()
    {
        var handler = new ScriptedHandler<Page>();
        Handle("pager", handler);

        Send(Paging("ops") with { ActionType = "Gone.Action" });
        await UntilSettledAsync();

        Assert.Empty(handler.Calls);
        Assert.StartsWith("the record of 'page', Gone.Action, is known here no more as a Page, which the handler takes.", Outbox.Read(DeliveryState.Dead).Single().Said);
    }

    [Fact]
    public async Task Who_only_writes_things_down_tells_nobody_that_they_are_done()
    {
        var options = Patient();
        options.ReportsOutcome = false;
        Handle("pager", new ScriptedHandler<Page>(), options);

        Page("ops");
        await UntilSettledAsync();

        Assert.Empty(Reports);
        Assert.True(Outbox.Read()[0].IsTold);
    }

    [Fact]
    public void Delays_follow_from_the_delivery_and_the_attempt()
    {
        var options = new HandlerOptions();

        Assert.Equal(Backoff.After(options, "a", 3), Backoff.After(options, "a", 3));
        Assert.True(Enumerable.Range(0, 100).Select(i => Backoff.After(options, $"{i}", 3)).Distinct().Count() > 90);
        Assert.InRange(Backoff.After(options, "a", int.MaxValue), options.MaxDelay / 2, options.MaxDelay);
    }

    [Fact]
    public void No_receiver_is_left_alone_for_longer_than_a_day()
    {
        Assert.Equal(TimeSpan.FromHours(23), Backoff.After(new(), "a", 1, TimeSpan.FromHours(23)));
        Assert.Equal(TimeSpan.FromDays(1), Backoff.After(new(), "a", 1, TimeSpan.FromDays(50)));
        Assert.Equal(TimeSpan.FromDays(1), Backoff.After(new(), "a", 1, TimeSpan.MaxValue));
    }

    [Fact]
    public async Task What_cannot_be_waited_for_holds_up_nothing_that_follows_it()
    {
        var options = Patient();
        (options.FirstDelay, options.MaxDelay) = (TimeSpan.FromDays(200), TimeSpan.FromDays(200)); // no timer rings so late
        var handler = new ScriptedHandler<Page>(d => d.Decision.Number == 1 ? HandlerResult.Failed("busy") : HandlerResult.Done("done"));
        Handle("pager", handler, options);

        Page("ops", "ops");
        await Time.UntilAsync(() => Outbox.Read(DeliveryState.Succeeded).Count == 1);
        await Time.UntilAsync(() => Dispatcher.IsIdle);

        Assert.Equal([1, 2], handler.Calls.Select(c => c.Decision.Number));
        Assert.Single(Outbox.Read(DeliveryState.Attempted));
    }

    [Fact]
    public async Task A_span_tells_of_an_attempt_and_not_of_facts()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == RunbookTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                lock (spans) spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        Handle("secret-pager", new ScriptedHandler<Page>(d => d.Attempt == 1 ? HandlerResult.Failed("no mail to ann") : HandlerResult.Done("mailed to ann")));

        Send(Paging("ann", "secret-pager"));
        await UntilSettledAsync();
        await Time.UntilAsync(() => Own().Count == 2);

        Assert.Equal([(ActivityStatusCode.Error, "failed"), (ActivityStatusCode.Unset, null)], Own().Select(s => (s.Status, s.StatusDescription)));
        Assert.DoesNotContain(Own().SelectMany(s => s.TagObjects), t => $"{t.Value}".Contains("ann", StringComparison.Ordinal));
        Assert.All(Own(), s => Assert.Equal(Outbox.Read()[0].Number, s.GetTagItem("runbook.delivery.number")));

        List<Activity> Own()
        {
            lock (spans) return [.. spans.Where(s => (string?)s.GetTagItem("runbook.handler") == "secret-pager")];
        }
    }

    private static (DeliveryState, int, string) Standing(Delivery delivery) => (delivery.State, delivery.Attempts, delivery.Said);
}
