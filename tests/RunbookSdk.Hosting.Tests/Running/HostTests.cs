using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Tests.Running;

public sealed class HostTests : HostTest
{
    [Fact]
    public async Task A_fact_becomes_a_decision_that_a_handler_carries_out()
    {
        var handler = new ScriptedHandler<Suspend>();
        var host = await StartAsync(o => o.RuleBooks.Add(new Shedding()), b => b.AddHandler<Suspend>("switch", _ => handler, Patient));

        var evaluation = await host.ObserveAsync(Seen(new ClusterLoad("online1", 91)), default);
        await UntilDeliveredAsync(host, 1);
        await host.ObserveAsync(Seen(new ClusterLoad("online1", 40)), default);
        await UntilDeliveredAsync(host, 2);

        Assert.Equal("suspend", Assert.Single(evaluation.Decisions).Rule);
        Assert.Equal(["do component/online1/webtools 1", "release component/online1/webtools 1"], handler.Told);
        Assert.Equal(evaluation.Decisions[0].IdempotencyKey, handler.Calls[0].IdempotencyKey);
        Assert.Equal("online1 above 85%", handler.Calls[0].Action.Because);
    }

    [Fact]
    public async Task What_came_of_a_decision_is_a_fact_that_rules_read()
    {
        var pager = new ScriptedHandler<Page>();
        var host = await StartAsync(
            o => o.RuleBooks.Add(new Shedding()),
            b => b.AddHandler<Suspend>("switch", _ => new ScriptedHandler<Suspend>(_ => HandlerResult.GivenUp("no such switch")), Patient)
                .AddHandler<Page>("pager", _ => pager, Patient));

        await host.ObserveAsync(Seen(new ClusterLoad("online1", 91)), default);
        await UntilDeliveredAsync(host, 2);

        Assert.Equal("suspend component/online1/webtools: no such switch", Assert.Single(pager.Calls).Action.Because);
        var outcomes = host.Snapshot!.Facts<ActionOutcome>().OrderBy(o => o.Rule).ToList();
        Assert.Equal([("suspend", ActionStatus.DeadLettered), ("tell-of-failure", ActionStatus.Succeeded)], outcomes.Select(o => (o.Rule, o.Status)));
    }

    [Fact]
    public async Task A_decision_for_several_handlers_has_succeeded_when_all_of_them_have()
    {
        var isReady = false;
        var host = await StartAsync(
            o => o.RuleBooks.Add(new Shedding()),
            b => b.AddHandler<Suspend>("first", _ => new ScriptedHandler<Suspend>(), Patient)
                .AddHandler<Suspend>("second", _ => new ScriptedHandler<Suspend>(_ => isReady ? HandlerResult.Done("done") : HandlerResult.Failed("busy")), Patient));

        await host.ObserveAsync(Seen(new ClusterLoad("online1", 91)), default);
        await Time.UntilAsync(() => host.Deliveries(DeliveryState.Succeeded).Any(d => d.IsTold) && host.Deliveries(DeliveryState.Attempted).Any(d => d.Attempts > 2));
        Assert.NotEqual(ActionStatus.Succeeded, OutcomeOf(host).Status);
        isReady = true;
        await UntilDeliveredAsync(host, 2);

        Assert.Equal((ActionStatus.Succeeded, "second: done"), (OutcomeOf(host).Status, OutcomeOf(host).Because));
    }

    [Fact]
    public async Task What_is_due_is_decided_at_its_instant_though_no_fact_arrives()
    {
        var handler = new ScriptedHandler<Page>();
        var host = await StartAsync(o => o.RuleBooks.Add(new Patience()), b => b.AddHandler<Page>("pager", _ => handler, Patient));

        await host.ObserveAsync(Seen(new ClusterLoad("online1", 91)), default);
        await UntilDeliveredAsync(host, 1);

        Assert.Equal(Samples.Noon.AddMinutes(10), Assert.Single(handler.Calls).Decision.Instant);
    }

    [Fact]
    public async Task What_was_not_carried_out_when_the_host_stopped_is_carried_out_by_the_next_one()
    {
        var host = await StartAsync(
            o => (o.JournalPath, _) = (JournalPath, Add(o, new Shedding())),
            b => b.AddHandler<Suspend>("switch", _ => new ScriptedHandler<Suspend>(_ => HandlerResult.Failed("down")), Patient));
        var key = (await host.ObserveAsync(Seen(new ClusterLoad("online1", 91)), default)).Decisions[0].IdempotencyKey;
        await Time.UntilAsync(() => host.Deliveries(DeliveryState.Attempted).Any(d => d.Attempts == 2));
        await StopAsync();

        var handler = new ScriptedHandler<Suspend>();
        host = await StartAsync(
            o => (o.JournalPath, _) = (JournalPath, Add(o, new Shedding())), b => b.AddHandler<Suspend>("switch", _ => handler, Patient));
        await UntilDeliveredAsync(host, 1);

        var call = Assert.Single(handler.Calls);
        Assert.Equal(key, call.IdempotencyKey);
        Assert.True(call.Attempt >= 3);
        Assert.Equal(ActionStatus.Succeeded, OutcomeOf(host).Status);
    }

    [Fact]
    public async Task The_next_host_goes_on_where_the_last_one_ended_and_decides_nothing_again()
    {
        var (first, second) = (new ScriptedHandler<Suspend>(), new ScriptedHandler<Suspend>());
        var host = await StartAsync(
            o => (o.JournalPath, _) = (JournalPath, Add(o, new Shedding())), b => b.AddHandler<Suspend>("switch", _ => first, Patient));
        await host.ObserveAsync(Seen(new ClusterLoad("online1", 91)), default);
        await UntilDeliveredAsync(host, 1);
        await StopAsync();

        host = await StartAsync(
            o => (o.JournalPath, _) = (JournalPath, Add(o, new Shedding())), b => b.AddHandler<Suspend>("switch", _ => second, Patient));
        await host.ObserveAsync(Seen(new ClusterLoad("online1", 40)), default);
        await UntilDeliveredAsync(host, 2);

        Assert.Equal(["do component/online1/webtools 1"], first.Told);
        Assert.Equal(["release component/online1/webtools 1"], second.Told);
    }

    [Fact]
    public async Task What_is_decided_on_the_file_while_the_host_is_stopped_is_carried_out_by_the_next_start()
    {
        await StartAsync(o => (o.JournalPath, _) = (JournalPath, Add(o, new Shedding())));
        await StopAsync();
        using (var journal = Sqlite.SqliteJournal.Open(JournalPath))
        {
            var session = Sessions.RunbookSession.Open(
                Rules.RuleSet.Create(new Shedding()), Samples.Noon, new() { Journal = journal }, DomainFacts.CatalogWith([]), null, out _);
            session.Observe(new ClusterLoad("online1", 91));
            session.Evaluate(Samples.Noon.AddMinutes(1));
        }

        var handler = new ScriptedHandler<Suspend>();
        var host = await StartAsync(
            o => (o.JournalPath, _) = (JournalPath, Add(o, new Shedding())), b => b.AddHandler<Suspend>("switch", _ => handler, Patient));
        await UntilDeliveredAsync(host, 1);

        Assert.Equal(["do component/online1/webtools 1"], handler.Told);
    }

    [Fact]
    public async Task The_state_is_kept_now_and_then_and_at_the_stop_so_that_a_start_reads_no_old_facts_again()
    {
        var host = await StartAsync(o => (o.JournalPath, o.SnapshotEvery, _) = (JournalPath, 3, Add(o, new Shedding())));
        for (var i = 0; i < 4; i++) await host.ObserveAsync(Seen(new ClusterLoad($"online{i}", 50)), default);
        await Time.UntilAsync(() => Latest() > 0);
        Assert.InRange(Latest(), 3, 5);
        await StopAsync();

        using (var journal = Sqlite.SqliteJournal.Open(JournalPath)) Assert.Equal(journal.Count, journal.LatestSnapshot);
        host = await StartAsync(o => (o.JournalPath, _) = (JournalPath, Add(o, new Shedding())));
        Assert.Equal(4, host.Snapshot!.Facts<ClusterLoad>().Count());

        long Latest()
        {
            using var reader = Sqlite.SqliteJournal.Open(JournalPath, new() { IsReadOnly = true });
            return reader.LatestSnapshot;
        }
    }

    [Fact]
    public async Task A_handler_that_is_added_later_is_not_handed_what_was_decided_before_the_outbox()
    {
        using (var journal = Sqlite.SqliteJournal.Open(JournalPath))
        {
            var session = new Sessions.RunbookSession(Rules.RuleSet.Create(new Shedding()), Samples.Noon, new() { Journal = journal });
            session.Observe(new ClusterLoad("online1", 91));
            session.Evaluate(Samples.Noon);
        }

        var handler = new ScriptedHandler<Suspend>();
        var host = await StartAsync(
            o => (o.JournalPath, _) = (JournalPath, Add(o, new Shedding())), b => b.AddHandler<Suspend>("switch", _ => handler, Patient));
        await host.ObserveAsync(Seen(new ClusterLoad("online2", 91)), default);
        await UntilDeliveredAsync(host, 1);

        Assert.Equal(["do component/online2/webtools 1"], handler.Told);
    }

    [Fact]
    public async Task Who_sends_facts_that_are_refused_hears_of_it_and_others_do_not()
    {
        var host = await StartAsync(o =>
        {
            o.RuleBooks.Add(new Shedding());
            o.RuleBooks.Add(new Restless());
        });

        var bad = host.ObserveAsync(Seen(new Probe("here", "web", true)), default);
        var good = host.ObserveAsync(Seen(new ClusterLoad("online1", 91)), default);

        Assert.Equal("RBK5001", (await Assert.ThrowsAsync<RunbookException>(() => bad)).Code);
        Assert.Single((await good).Decisions);
    }

    [Fact]
    public async Task What_only_the_session_says_is_refused_before_anything_is_evaluated()
    {
        var host = await StartAsync(o => (o.JournalPath, _) = (JournalPath, Add(o, new Shedding())));
        var verification = new Verification("key", "rule", "team/ops", "page", Samples.Noon, null, 0);

        await Assert.ThrowsAsync<ArgumentException>(() => host.ObserveAsync(Seen(new ClusterLoad("online1", 50), verification), default));
        await host.ObserveAsync(Seen(new ClusterLoad("online2", 50)), default);

        Assert.Equal("online2", Assert.Single(host.Snapshot!.Facts<ClusterLoad>()).Cluster);
    }

    [Fact]
    public async Task Scripts_are_loaded_and_their_own_facts_known()
    {
        var script = Path.Combine(Folder, "disk.csx");
        await File.WriteAllTextAsync(script, """
            public sealed record Disk([Key] string Host, double Percent);
            Rule("page", from d in Facts<Disk>() where d.Percent > 90 select Page("ops", because: $"{d.Host} is full")).Mode(Act);
            Rule("load", from l in Facts<ClusterLoad>() where l.Percent > 90 select Page("web", because: l.Cluster)).Mode(Act);
            """);
        var handler = new ScriptedHandler<Page>();
        var host = await StartAsync(o => o.Scripts.Add(script), b => b.AddHandler<Page>("pager", _ => handler, Patient));

        await host.ObserveAsync(Seen(new ClusterLoad("online1", 91)), default);
        await UntilDeliveredAsync(host, 1);

        Assert.Equal("web", handler.Calls[0].Action.Team);
    }

    [Fact]
    public async Task A_script_with_mistakes_keeps_the_host_from_starting_and_all_of_them_are_told()
    {
        var script = Path.Combine(Folder, "wrong.csx");
        await File.WriteAllTextAsync(script, "Rule(\"a\", from x in Facts<Nothing>() select Page(\"ops\", because: \"\"));\nint y = \"text\";");

        var refusal = await Assert.ThrowsAsync<RunbookException>(() => StartAsync(o => o.Scripts.Add(script)));

        Assert.True(refusal.Diagnostics.Count >= 2, refusal.Message);
    }

    [Fact]
    public async Task Options_that_cannot_be_used_are_told_all_at_once_before_anything_is_opened()
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(
            o =>
            {
                o.Scripts.Add(Path.Combine(Folder, "nowhere.csx"));
                o.JournalPath = Path.Combine(Folder, "missing", "state.db");
                o.MaxWaitingBatches = 0;
            },
            b => b.AddHandler<Page>("pager", _ => new ScriptedHandler<Page>(), h => h.MaxAttempts = 0)
                .AddHandler<Page>("pager", _ => new ScriptedHandler<Page>(), h => h.Timeout = TimeSpan.Zero)));

        Assert.All(refusal.Failures, f => Assert.StartsWith("RBK6001: ", f, StringComparison.Ordinal));
        foreach (var word in (string[])["nowhere.csx", "its folder is not there", "MaxWaitingBatches is 0", "MaxAttempts of the handler 'pager' is 0", "Timeout", "2 handlers are called 'pager'"])
            Assert.Contains(refusal.Failures, f => f.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_without_runbooks_does_not_start() => Assert.Contains(
        "there are no runbooks", (await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(_ => { }))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_handler_of_standing_actions_that_cannot_release_them_keeps_the_host_from_starting()
    {
        var refusal = await Assert.ThrowsAsync<RunbookException>(() => StartAsync(
            o => o.RuleBooks.Add(new Shedding()),
            b => b.AddHandler<Suspend, OneWay>("switch").AddHandler<RunbookAction, OneWay>("all")));

        Assert.Equal(["RBK6002", "RBK6002"], refusal.Diagnostics.Select(d => d.Code));
        Assert.Contains("implement IStandingActionHandler<Suspend>", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_takes_what_its_options_choose_and_all_where_the_choice_fails()
    {
        var (first, second, third) = (new ScriptedHandler<Suspend>(), new ScriptedHandler<Suspend>(), new ScriptedHandler<Suspend>());
        var host = await StartAsync(
            o => o.RuleBooks.Add(new Shedding()),
            b => b.AddHandler<Suspend>("first", _ => first, h => h.Takes = a => a is Suspend { Component.Cluster: "online1" })
                .AddHandler<Suspend>("none", _ => second, h => h.Takes = _ => false)
                .AddHandler<Suspend>("broken", _ => third, h => h.Takes = _ => throw new InvalidOperationException()));

        await host.ObserveAsync(Seen(new ClusterLoad("online1", 91), new ClusterLoad("online2", 91)), default);
        await UntilDeliveredAsync(host, 3);

        Assert.Equal((1, 0, 2), (first.Calls.Count, second.Calls.Count, third.Calls.Count));
    }

    [Fact]
    public async Task Runbooks_can_be_added_in_several_places()
    {
        var handler = new ScriptedHandler<Page>();
        var host = await StartAsync(o => o.RuleBooks.Add(new Shedding()), b =>
            b.Services.AddRunbooks(o => o.RuleBooks.Add(new Patience())).AddHandler<Page>("pager", _ => handler, Patient));

        await host.ObserveAsync(Seen(new ClusterLoad("online1", 91)), default);
        await UntilDeliveredAsync(host, 1);

        Assert.Single(handler.Calls);
    }

    [Fact]
    public async Task After_a_host_that_was_killed_rules_only_propose_and_after_one_that_was_stopped_they_act()
    {
        void Configure(RunbooksOptions options, string journal)
        {
            (options.JournalPath, options.Session.ProposesAfterUncleanEnd) = (journal, true);
            options.RuleBooks.Add(new Shedding());
        }

        await StartAsync(o => Configure(o, JournalPath));
        var killed = Path.Combine(Folder, "killed.db");
        foreach (var ending in (string[])["", "-wal"]) CopyOfOpenFile(JournalPath + ending, killed + ending);
        await StopAsync();

        var afterStop = await StartAsync(o => Configure(o, JournalPath));
        var afterKill = await StartAsync(o => Configure(o, killed));

        Assert.Equal(Outcome.Decided, (await afterStop.ObserveAsync(Seen(new ClusterLoad("online1", 91)), default)).Decisions[0].Outcome);
        Assert.Equal(Outcome.Proposed, (await afterKill.ObserveAsync(Seen(new ClusterLoad("online1", 91)), default)).Decisions[0].Outcome);
    }

    [Fact]
    public async Task A_host_that_stops_at_once_closes_its_journal()
    {
        for (var i = 0; i < 20; i++)
        {
            await StartAsync(o => (o.JournalPath, _) = (JournalPath, Add(o, new Shedding())));
            await StopAsync();
            Sqlite.SqliteJournal.Open(JournalPath).Dispose();
        }
    }

    [Fact]
    public async Task A_host_that_does_not_run_takes_no_facts()
    {
        var stopped = Build(o => o.RuleBooks.Add(new Shedding())).Services.GetRequiredService<IRunbookHost>();

        await Assert.ThrowsAsync<InvalidOperationException>(() => stopped.ObserveAsync(Seen(new ClusterLoad("online1", 91)), default));
        Assert.Null(stopped.Snapshot);
    }

    private static bool Add(RunbooksOptions options, Runbook runbook)
    {
        options.RuleBooks.Add(runbook);
        return true;
    }

    private static void CopyOfOpenFile(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var target = File.Create(to);
        source.CopyTo(target);
    }

    private static ActionOutcome OutcomeOf(IRunbookHost host) => host.Snapshot!.Facts<ActionOutcome>().Single();

    private sealed class OneWay : IActionHandler<Suspend>, IActionHandler<RunbookAction>
    {
        public Task<HandlerResult> HandleAsync(ActionDelivery<Suspend> delivery, CancellationToken cancellationToken) => Task.FromResult(HandlerResult.Done(""));

        public Task<HandlerResult> HandleAsync(ActionDelivery<RunbookAction> delivery, CancellationToken cancellationToken) => Task.FromResult(HandlerResult.Done(""));
    }
}
