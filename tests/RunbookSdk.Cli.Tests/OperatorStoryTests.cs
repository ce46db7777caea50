using System.Text.Json;
using RunbookSdk.Sqlite;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Cli.Tests;

/// <summary>What people do while a scheduled job runs: they look, answer, stop and let go; each time in a process of its own.</summary>
public sealed class OperatorStoryTests : OperatorTest
{
    private const string Book =
        """
        Rule("suspend-webtools",
            from load in Facts<ClusterLoad>().Where(l => l.Percent > 85)
            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
            where tools.Name == "WebTools"
            select Suspend(tools, because: $"{load.Cluster} above 85%")).Mode(Act).Lease(Hours(24));
        Rule("fail-over",
            from load in Facts<ClusterLoad>().Where(l => l.Percent > 95)
            from service in Facts<Service>()
            from site in Facts<Site>()
            where site.Name != service.Site
            select FailOver(service, site, because: $"{load.Cluster} above 95%")).Mode(Act).RequireApproval(2);
        Rule("restart",
            from alert in Facts<Alert>() where alert.Firing
            select RunJob($"restart-{alert.Subject}", Array.Empty<string>(), because: $"{alert.Subject} is down")).Mode(Propose);
        """;

    public OperatorStoryTests() => Write(Book);

    [Fact]
    public async Task Window_for_rules_that_act_only_then_is_a_fact_that_status_shows()
    {
        const string Window =
            """{"id":"change-window","schedule":"30 14 * * *","zone":"Europe/Oslo","lasting":"01:00:00","by":"ben","because":"quiet hours","at":"2019-09-11T12:00:00Z","expires":"2019-09-20T00:00:00Z"}""";
        Assert.Equal(0, await EvalAsync(0, Fact("MaintenanceWindow", 0, Window)));
        Assert.Equal(0, await SayAsync(1, "status"));
        Assert.Contains(
            """
            Windows for rules that act only then
              change-window opens next 12:30 (in 29 min), expires 2019-09-20 00:00 (in 8 d 11 h); by ben: quiet hours
            """,
            Output,
            StringComparison.Ordinal);

        Assert.Equal(0, await EvalAsync(40));
        Assert.Equal(0, await SayAsync(41, "status", "--format", "json"));
        using var status = JsonDocument.Parse(Output);
        Assert.Equal("2019-09-11T13:30:00Z", status.RootElement.GetProperty("windows")[0].GetProperty("closesAt").GetString());
    }

    [Fact]
    public async Task A_rule_proposes_status_shows_it_two_people_approve_and_the_next_run_hands_it_over_once()
    {
        await ProposeAsync();

        Assert.Equal(0, await SayAsync(14, "status"));
        Assert.Equal(
            """
            state.db: last evaluation 12:00 (14 min ago); times of UTC
            Next due 2019-09-12 12:00 (in 23 h 46 min)

            Stopped: nothing

            WAITS FOR AN APPROVAL
              2  fail-over site/dc2 (service crm), asked for by fail-over since 12:00 (14 min ago)
                because online1 above 95%
                0 of 2 approved; counts as denied at 2019-09-12 12:00 (in 23 h 46 min)
                runbook approve 2 --state state.db
                runbook deny 2 --state state.db --because "..."

            In force
              suspend component/online1/webtools since 12:00 (14 min ago), by suspend-webtools, until 2019-09-12 12:00 (in 23 h 46 min) unless it is renewed
                because online1 above 85%

            Where things stand
              component/online1/webtools is suspended since 12:00 (14 min ago): WebTools of online1
              1 more: works, or is over (--all shows it)

            """,
            Output);

        Assert.Equal(0, await SayAsync(15, "approve", "2"));
        Assert.Equal(
            """
            Approved 2 as ann: fail-over site/dc2 (service crm), asked for by fail-over.
            It waits for 1 more: approved by ann, 2 are needed.
            The next one says: runbook approve 2 --state state.db

            """,
            Output);

        Assert.Equal(0, await SayAsync(16, "approve", "fail", "--by", "bob", "--zone", "Europe/Oslo"));
        Assert.Equal(
            """
            Approved 2 as bob: fail-over site/dc2 (service crm), asked for by fail-over.
            What follows:
            2019-09-11 14:16:00 +02:00  fail-over         fail-over        site/dc2                                    act/decided       online1 above 95% (service crm) [ann, bob]
            It is in the state, and the next run of 'runbook eval' hands it over.

            """,
            Output);

        Assert.Equal(0, await EvalAsync(20, ["--format", "text", "--zone", "Europe/Oslo", "--dry-run"], []));
        Assert.Equal("", Output);
        Assert.Equal(0, await EvalAsync(20));
        Assert.Equal("2019-09-11T12:16:00Z decided", Assert.Single(Decisions(Output)));
        Assert.Equal(0, await EvalAsync(25));
        Assert.Equal("", Output);
        Assert.Equal(0, await VerifyAsync());
    }

    /// <summary>The page shows it.</summary>
    [Fact]
    public async Task Status_puts_first_what_people_have_to_act_on()
    {
        await ProposeAsync();
        await SayAsync(10, "pause", "rule/restart", "--because", "the alerts are noise", "--by", "bob");
        await EvalAsync(12, Fact("Alert", 12, """{"name":"down","subject":"mail","firing":true}"""));
        _ = Output;

        Assert.Equal(0, await SayAsync(14, "status", "--zone", "Europe/Oslo"));

        ApprovedFile.Check("examples/on-call/status.txt", Output);
    }

    [Fact]
    public async Task What_is_denied_is_not_done_and_not_asked_for_again_while_its_reason_stands()
    {
        await ProposeAsync();

        Assert.Equal(2, await SayAsync(1, "deny", "2"));
        Assert.Contains("error RBK0016: No reason is given; say why with --because", Error, StringComparison.Ordinal);
        Assert.Equal(0, await SayAsync(1, "deny", "2", "--because", "dc2 is being rebuilt"));
        Assert.Contains("act/denied        denied by ann: dc2 is being rebuilt (service crm) [ann]", Output, StringComparison.Ordinal);
        await EvalAsync(5, Load(5, 98));
        Assert.Equal(["2019-09-11T12:01:00Z denied"], Decisions(Output));
        await SayAsync(6, "status");
        Assert.Contains("Waits for an approval: nothing", Output, StringComparison.Ordinal);

        Assert.Equal(2, await SayAsync(6, "approve", "2"));
        Assert.Equal("error RBK0017: '2' does not wait for an answer; nothing does. It was answered, its time ran out, or its reason ended.\n", Error);
    }

    [Fact]
    public async Task An_approval_that_comes_too_late_is_told_what_happened_meanwhile_and_changes_nothing()
    {
        await ProposeAsync();

        Assert.Equal(2, await SayAsync((60 * 24) + 1, "approve", "2"));

        var said = Output;
        Assert.Contains("Since the last evaluation:\n", said, StringComparison.Ordinal);
        Assert.Contains("2019-09-12 12:00:00 +00:00  fail-over         fail-over        site/dc2                                    act/denied        nobody approved within 24 hours", said, StringComparison.Ordinal);
        Assert.Contains("error RBK0017: '2' does not wait for an answer", Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Records(), r => r.Contains("\"Approval\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_switch_holds_what_rules_ask_for_until_it_is_taken_back()
    {
        await EvalAsync(0, Component(0, "WebTools"));
        Assert.Equal(0, await SayAsync(1, "pause", "all", "--because", "the monitoring lies"));
        Assert.Equal("Paused all as ann.\nIt is undone by: runbook resume all --state state.db\n", Output);

        await EvalAsync(5, Load(5, 90));
        Assert.Equal(["2019-09-11T12:05:00Z denied"], Decisions(Output));
        await SayAsync(7, "status");
        var status = Output;
        Assert.Contains("STOPPED\n  everything (all) is paused since 12:01 (6 min ago) by ann: the monitoring lies\n    runbook resume all --state state.db\n", status, StringComparison.Ordinal);
        Assert.Contains("Held back\n  suspend component/online1/webtools, asked for by suspend-webtools since 12:05 (2 min ago)\n", status, StringComparison.Ordinal);

        Assert.Equal(0, await SayAsync(8, "resume", "all"));
        Assert.Contains("2019-09-11 12:08:00 +00:00  suspend-webtools  suspend          component/online1/webtools                  act/decided", Output, StringComparison.Ordinal);
        await EvalAsync(10);
        Assert.Equal(["2019-09-11T12:08:00Z decided"], Decisions(Output));
        Assert.Equal(2, await SayAsync(11, "resume", "all"));
        Assert.Equal("error RBK0019: 'all' is not stopped; nothing is.\n", Error);
        Assert.Equal(0, await VerifyAsync());
    }

    [Fact]
    public async Task A_switch_says_what_stays_in_force_under_it()
    {
        await ProposeAsync();

        Assert.Equal(0, await SayAsync(1, "pause", "component/ONLINE1/*", "--because", "we look at it"));

        Assert.Equal(
            """
            Paused component/online1/* as ann.
            Still in force, until its reason ends:
              suspend component/online1/webtools, since 2019-09-11 12:00:00 +00:00, by suspend-webtools
            It is undone by: runbook resume 'component/online1/*' --state state.db

            """,
            Output);
    }

    [Fact]
    public async Task A_silence_ends_by_itself_and_what_it_held_is_asked_for_then()
    {
        await EvalAsync(0, Component(0, "WebTools"));
        Assert.Equal(0, await SayAsync(0, "silence", "rule/SUSPEND-webtools", "--for", "2h", "--because", "the cluster is replaced"));
        Assert.Equal(
            """
            Silenced rule/suspend-webtools as ann, as silence-3.
            It ends at 14:00 (in 2 h).
            It is ended early by: runbook resume silence-3 --state state.db

            """,
            Output);
        await EvalAsync(5, Load(5, 90));
        Assert.Equal(["2019-09-11T12:05:00Z denied"], Decisions(Output));
        await SayAsync(6, "status");
        Assert.Contains("  rule/suspend-webtools is silenced until 14:00 (in 1 h 54 min) by ann: the cluster is replaced\n    runbook resume silence-3 --state state.db\n", Output, StringComparison.Ordinal);

        await EvalAsync(125);

        Assert.Equal(["2019-09-11T14:00:00Z decided"], Decisions(Output));
    }

    [Fact]
    public async Task A_silence_can_be_announced_and_called_off()
    {
        await EvalAsync(0, Component(0, "WebTools"));

        Assert.Equal(0, await SayAsync(0, "silence", "all", "--from", "2019-09-11 20:00 UTC", "--for", "4h", "--because", "announced work"));
        Assert.Contains("It begins at 20:00 (in 8 h) and ends at 2019-09-12 00:00 (in 12 h).", Output, StringComparison.Ordinal);
        await SayAsync(1, "status");
        Assert.Contains("everything (all) will be silenced from 20:00 (in 7 h 59 min) to 2019-09-12 00:00 (in 11 h 59 min), by ann: announced work", Output, StringComparison.Ordinal);
        Assert.Equal(0, await SayAsync(1, "resume", "silence-3"));
        await SayAsync(2, "status");
        Assert.Contains("Stopped: nothing", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_follow_and_changes_nothing()
    {
        await ProposeAsync();
        await SayAsync(1, "approve", "2");
        var before = Convert.ToHexString(await File.ReadAllBytesAsync(State));

        Assert.Equal(0, await SayAsync(2, "approve", "2", "--by", "bob", "--dry-run"));

        var said = Output;
        Assert.Contains("Only tried: Approved 2 as bob", said, StringComparison.Ordinal);
        Assert.Contains("What would follow:\n2019-09-11 12:02:00", said, StringComparison.Ordinal);
        Assert.DoesNotContain("hands it over", said, StringComparison.Ordinal);
        Assert.Equal(before, Convert.ToHexString(await File.ReadAllBytesAsync(State)));
    }

    [Fact]
    public async Task A_run_for_people_hands_over_what_followed_from_an_answer_in_the_same_words()
    {
        await ProposeAsync();
        await SayAsync(1, "approve", "2");
        _ = Output;
        await SayAsync(2, "approve", "2", "--by", "bob");
        var told = Output.Split('\n')[2];

        Assert.Equal(0, await EvalAsync(5, ["--format", "text"], []));

        Assert.Equal(told + "\n", Output);
    }

    [Fact]
    public async Task Programs_get_decisions_as_CloudEvents_and_words_on_standard_error()
    {
        await ProposeAsync();
        await SayAsync(1, "approve", "2");
        _ = (Output, Error);

        Assert.Equal(0, await SayAsync(2, "approve", "2", "--by", "bob", "--format", "json"));

        Assert.Equal(["2019-09-11T12:02:00Z decided"], Decisions(Output));
        Assert.StartsWith("Approved 2 as bob", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_for_programs_is_one_object()
    {
        await ProposeAsync();
        await SayAsync(1, "pause", "rule/restart", "--because", "noise");
        _ = Output;

        Assert.Equal(0, await SayAsync(2, "status", "--format", "json"));

        using var status = JsonDocument.Parse(Output);
        var root = status.RootElement;
        Assert.Equal("2019-09-11T12:01:00Z", root.GetProperty("at").GetString());
        Assert.Equal((2, "fail-over"), (root.GetProperty("waiting")[0].GetProperty("number").GetInt32(), root.GetProperty("waiting")[0].GetProperty("rule").GetString()));
        Assert.Equal("rule/restart", root.GetProperty("stopped")[0].GetProperty("scope").GetString());
        Assert.Equal("suspend", root.GetProperty("inForce")[0].GetProperty("action").GetString());
        Assert.Equal(["operational", "suspended"], root.GetProperty("subjects").EnumerateArray().Select(s => s.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Status_reads_beside_a_run_that_has_the_state_and_an_answer_waits_for_it()
    {
        await ProposeAsync();
        var run = SqliteJournal.Open(State);

        Assert.Equal(0, await SayAsync(1, "status"));
        Assert.Contains("WAITS FOR AN APPROVAL", Output, StringComparison.Ordinal);
        Assert.Equal(75, await SayAsync(1, "approve", "2", "--wait", "0s"));
        Assert.Contains("error RBK5113: journal state.db: another process writes to it", Error, StringComparison.Ordinal);

        var console = Console(1) with { Time = TimeProvider.System };
        var answer = RunbookCommand.RunAsync(["approve", "2", "--state", State, "--at", "2019-09-11T12:01:00Z", "--wait", "1m"], console);
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        Assert.False(answer.IsCompleted);
        run.Dispose();
        Assert.Equal(0, await answer);
    }

    [Fact]
    public async Task An_approval_by_the_author_does_not_count_and_what_waits_goes_on_to_wait()
    {
        Write("""Rule("restart", from a in Facts<Alert>() select RunJob("x", Array.Empty<string>(), because: "down")).Mode(Propose).Author("Ann").RequireApproval(1, of: ["ann", "bob"]);""");
        await EvalAsync(0, Fact("Alert", 0, """{"name":"down","subject":"a","firing":true}"""));
        await SayAsync(1, "status");
        Assert.Contains("    0 of 1 approved, by ann or bob only; counts as denied", Output, StringComparison.Ordinal);

        Assert.Equal(1, await SayAsync(1, "approve", "restart"));

        Assert.Equal("", Output);
        Assert.Contains("error RBK5041", Error, StringComparison.Ordinal);
        Assert.Equal(0, await SayAsync(2, "approve", "restart", "--by", "bob"));
    }

    [Fact]
    public async Task What_is_only_proposed_since_an_unclean_end_is_shown_and_let_go_by_a_person()
    {
        await EvalAsync(0, Component(0, "WebTools"), Fact("ProposeOnly", 0, """{"scope":"all","by":"runbook","because":"the last run did not end","at":"2019-09-11T12:00:00Z"}"""));
        await EvalAsync(1, Load(1, 90));
        Assert.Equal(["2019-09-11T12:01:00Z proposed"], Decisions(Output));
        await SayAsync(2, "status");
        Assert.Contains("everything (all) is only proposed since 12:00 (2 min ago) by runbook: the last run did not end\n    runbook resume all", Output, StringComparison.Ordinal);

        Assert.Equal(0, await SayAsync(3, "resume", "all", "--because", "the disk is repaired"));

        await SayAsync(4, "status");
        Assert.Contains("Stopped: nothing", Output, StringComparison.Ordinal);
        Assert.Contains(Records(), r => r.Contains("\"scope\":\"all\",\"by\":\"ann\",\"because\":\"the disk is repaired\"", StringComparison.Ordinal));
        Assert.Equal(0, await VerifyAsync());
    }

    [Fact]
    public async Task A_window_is_shown_and_taken_back_and_what_a_rule_holds_is_for_no_person_to_let_go()
    {
        Write("""Rule("too-much", from l in Facts<ClusterLoad>() select Hold("component/*", because: "half of it is broken")).Mode(Act);""");
        await EvalAsync(
            0, Load(0, 97), Fact("MaintenanceWindow", 0, """{"id":"nightly","schedule":"0 12 * * *","zone":"UTC","lasting":"01:00:00","by":"ann","because":"backup","at":"2019-09-11T12:00:00Z","expires":"2019-09-14T12:00:00Z","scope":"component/online1/*"}"""));
        await EvalAsync(1, Fact("MaintenanceWindow", 1, """{"id":"deploy","schedule":"30 12 * * *","zone":"UTC","lasting":"01:00:00","by":"bob","because":"releases","at":"2019-09-11T12:00:00Z","expires":"2019-09-14T12:00:00Z"}"""));
        Assert.Equal("", Error);
        await SayAsync(10, "status");
        Assert.Contains(
            "Windows for rules that act only then\n  deploy opens next 12:30 (in 20 min), expires 2019-09-14 12:00 (in 2 d 23 h); by bob: releases\n", Output, StringComparison.Ordinal);
        await SayAsync(10, "status");
        Assert.Contains(
            "STOPPED\n  component/* is held by rule too-much since 12:00 (10 min ago), until its reason ends: half of it is broken\n"
            + "  component/online1/* is held in window nightly until 13:00 (in 50 min) by ann: backup\n    runbook resume nightly --state state.db\n",
            Output, StringComparison.Ordinal);

        Assert.Equal(2, await SayAsync(10, "resume", "component/*"));
        Assert.Contains("error RBK0019: 'component/*' is not stopped by a person. What is:\n  component/*  held by rule too-much since", Error, StringComparison.Ordinal);
        Assert.Equal(0, await SayAsync(11, "resume", "nightly"));
        _ = Output;
        await SayAsync(12, "status");
        Assert.DoesNotContain("nightly", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_of_runs_that_only_propose_is_answered_in_that_mode_and_a_run_in_another_goes_on_from_there()
    {
        string[] proposing = ["--mode", "propose"];
        await EvalAsync(0, proposing, [Component(0, "WebTools"), Load(0, 90)]);
        Assert.Equal(["2019-09-11T12:00:00Z proposed"], Decisions(Output));

        Assert.Equal(0, await SayAsync(1, "approve", "suspend"));
        Assert.Contains("propose/decided", Output, StringComparison.Ordinal);
        Assert.Equal(0, await EvalAsync(2, proposing, []));
        Assert.Equal(["2019-09-11T12:01:00Z decided"], Decisions(Output));
        await EvalAsync(3, Load(3, 10));
        _ = Output;
        await EvalAsync(4, Load(4, 90));
        Assert.Equal(["2019-09-11T12:04:00Z decided"], Decisions(Output));
        Assert.Equal(0, await VerifyAsync());

        // It goes on from a snapshot, with other rules, and is in that mode still.
        Assert.Equal(0, await RunbookCommand.RunAsync(["journal", "compact", State, "--keep", "0s"], Console(3)));
        Write(Book.Replace("> 85", "> 80", StringComparison.Ordinal));
        Assert.Equal(0, await EvalAsync(4, proposing, []));
        Assert.Equal(0, await EvalAsync(5, proposing, []));
        Assert.Equal("", Error);
    }

    [Fact]
    public async Task What_is_not_proved_to_have_worked_is_shown_and_left_to_follow_up()
    {
        Write(
            """
            Rule("restart", from a in Facts<Alert>() where a.Firing select RunJob(a.Subject, Array.Empty<string>(), because: "down")).Mode(Act)
                .Verify(within: Minutes(10), (RunJob job) => Facts<Probe>().Where(p => p.Subject == job.Job && p.Up), otherwise: job => Page("boss", because: "it did not help"));
            """);
        await EvalAsync(0, Fact("Alert", 0, """{"name":"down","subject":"web","firing":true}"""));
        Assert.Equal("", Error);
        await SayAsync(5, "status");
        Assert.Contains("Decided, and not proved yet to have worked\n  run-job job/web of restart, since 12:00 (5 min ago): has until 12:10 (in 5 min)\n", Output, StringComparison.Ordinal);

        await EvalAsync(11);
        _ = Output;
        await SayAsync(12, "status");
        Assert.Contains("  run-job job/web of restart, since 12:00 (12 min ago): NOT PROVED IN TIME", Output, StringComparison.Ordinal);
        await SayAsync(12, "report");
        Assert.Contains("- [ ] Never proved to have worked: run-job `job/web` of `restart`, unproved since 2019-09-11 12:10:00. Did it?\n", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_host_could_not_do_is_shown()
    {
        await ProposeAsync();
        await EvalAsync(
            1,
            Fact("ActionOutcome", 1, """{"idempotencyKey":"k","rule":"suspend-webtools","target":"component/online1/webtools","action":"suspend","status":"dead_lettered","attempts":5,"because":"connection refused","at":"2019-09-11T12:01:00Z"}"""),
            Fact("ActionOutcome", 1, """{"idempotencyKey":"l","rule":"x","target":"y/z","action":"x","status":"succeeded","attempts":1,"because":"","at":"2019-09-11T12:01:00Z"}"""));
        Assert.Equal("", Error + Output);

        await SayAsync(3, "status");

        Assert.Contains(
            "\nDecided, and not done by the host\n  suspend component/online1/webtools given up at 12:01 (2 min ago), attempt 5, asked for by suspend-webtools\n    connection refused\n\n",
            Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_is_set_aside_is_shown_with_its_last_fault()
    {
        Write("""Rule("broken", from l in Facts<ClusterLoad>() where 100 / (int)(l.Percent - 90) > 1 select Page("x", because: "y"));""");
        for (var i = 0; i < 10; i++)
        {
            await EvalAsync(2 * i, Load(2 * i, 90));
            await EvalAsync((2 * i) + 1, Load((2 * i) + 1, 80));
        }

        _ = Output;
        Assert.Equal(0, await SayAsync(30, "status"));

        Assert.Contains(
            "Rules set aside after too many faults\n  broken since 12:18 (12 min ago)\n    book.csx(1): DivideByZeroException: Attempted to divide by zero.\n",
            Output, StringComparison.Ordinal);
    }

    private async Task ProposeAsync()
    {
        await EvalAsync(
            0, Component(0, "WebTools"), Component(0, "Login"), Fact("Service", 0, """{"name":"crm","site":"dc1"}"""),
            Fact("Site", 0, """{"name":"dc2","healthy":true,"replicationLagSeconds":3}"""), Load(0, 97));
        Assert.Equal("", Error);
        Assert.Equal(["2019-09-11T12:00:00Z decided", "2019-09-11T12:00:00Z proposed"], Decisions(Output));
    }

    private Task<int> VerifyAsync() =>
        RunbookCommand.RunAsync(["journal", "verify", State, "--runbooks", Path.Combine(Folder, "book.csx")], Console(99));

    private List<string> Records()
    {
        using var journal = SqliteJournal.Open(State, new() { IsReadOnly = true });
        return [.. journal.Read().SelectMany(e => e.Records).Select(r => r.Data)];
    }

    private static List<string> Decisions(string lines) => [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
    {
        using var decision = JsonDocument.Parse(line);
        return $"{decision.RootElement.GetProperty("time").GetString()} {decision.RootElement.GetProperty("data").GetProperty("outcome").GetString()}";
    })];
}
