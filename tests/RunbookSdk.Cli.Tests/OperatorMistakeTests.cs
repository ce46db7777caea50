namespace RunbookSdk.Cli.Tests;

/// <summary>What people get wrong at night, and what they are told.</summary>
public sealed class OperatorMistakeTests : OperatorTest
{
    public OperatorMistakeTests() => Write(
        """
        Rule("restart-web", from a in Facts<Alert>() where a.Firing select RunJob($"restart-{a.Subject}", Array.Empty<string>(), because: "down")).Mode(Propose);
        Rule("restart-mail", from a in Facts<Alert>() where a.Firing && a.Subject == "b" select RunJob("mail", Array.Empty<string>(), because: "down")).Mode(Propose);
        """);

    [Fact]
    public async Task A_state_that_is_not_there_is_told_and_not_made()
    {
        Assert.Equal(2, await SayAsync(0, "status"));
        Assert.Equal("error RBK5115: journal state.db: there is no such file, so there is nothing to read.\n", Error);
        Assert.Equal(2, await SayAsync(0, "pause", "all", "--because", "x"));
        Assert.Equal("error RBK5115: journal state.db: there is no such file, so there is nothing to read.\n", Error);
        Assert.False(File.Exists(State));
    }

    [Fact]
    public async Task A_state_that_no_run_has_written_to_is_told()
    {
        Sqlite.SqliteJournal.Open(State).Dispose();

        Assert.Equal(2, await SayAsync(0, "status"));

        Assert.StartsWith("state.db: error RBK0015: The state holds nothing yet", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_can_mean_several_proposals_lists_them()
    {
        await ProposeAsync();

        Assert.Equal(2, await SayAsync(1, "approve", "restart"));
        Assert.Equal(
            """
            error RBK0017: 'restart' can mean 3 proposals; give the number, or --target:
              1  run-job job/restart-a, asked for by restart-web
              2  run-job job/restart-b, asked for by restart-web
              3  run-job job/mail, asked for by restart-mail

            """,
            Error);
        Assert.Equal(2, await SayAsync(1, "approve", "restart-w"));
        Assert.Contains("'restart-w' can mean 2 proposals", Error, StringComparison.Ordinal);
        Assert.Equal(2, await SayAsync(1, "approve", "9"));
        Assert.Contains("'9' does not wait for an answer; it was answered, its time ran out, or its reason ended. What waits:\n  1  run-job", Error, StringComparison.Ordinal);
        Assert.Equal(2, await SayAsync(1, "approve", "restart-web", "--target", "job/x"));
        Assert.Contains("'restart-web' waits, and not for 'job/x'; it waits for:\n  1  run-job", Error, StringComparison.Ordinal);
        Assert.Equal(0, await SayAsync(1, "approve", "restart-web", "--target", "job/restart-B"));
        Assert.Contains("Approved 2 as ann", Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("restart-web", "'restart-web' is no scope; write all, rule/ID, or a target such as component/online1/webtools. Did you mean: rule/restart-web")]
    [InlineData("rule/restart-wbe", "'rule/restart-wbe' is no rule that is known. Did you mean: rule/restart-web, rule/restart-mail")]
    [InlineData("rule/mail", "'rule/mail' is no rule that is known. Did you mean: rule/restart-mail")]
    [InlineData("component/online1/webtool", "'component/online1/webtool' is no component that is known. Did you mean: component/online1/webtools")]
    [InlineData("component/online2/*", "'component/online2/*' is no component that is known. There are: component/online1/webtools")]
    [InlineData("*", "'*' is no scope; everything is 'all'.")]
    [InlineData("", "'' is no scope; everything is 'all'.")]
    public async Task A_scope_that_would_stop_nothing_is_refused(string scope, string message)
    {
        await ProposeAsync();
        await EvalAsync(0, Component(0, "WebTools"));

        Assert.Equal(2, await SayAsync(1, "pause", scope, "--because", "x"));

        Assert.Equal($"error RBK0018: {message}\n", Error);
    }

    [Fact]
    public async Task What_is_not_stopped_cannot_be_resumed_and_what_is_stopped_is_listed()
    {
        await ProposeAsync();
        await SayAsync(1, "pause", "rule/restart-mail", "--because", "noise");
        await SayAsync(1, "silence", "job/mail", "--for", "90m", "--because", "work");

        Assert.Equal(2, await SayAsync(2, "resume", "all"));

        Assert.Equal(
            """
            error RBK0019: 'all' is not stopped. What is:
              job/mail  silenced as silence-4 from 2019-09-11 12:01:00 +00:00 to 2019-09-11 13:31:00 +00:00 by ann: work
              rule/restart-mail  paused since 2019-09-11 12:01:00 +00:00 by ann: noise

            """,
            Error);
    }

    [Fact]
    public async Task All_mistakes_of_a_command_are_told_at_once()
    {
        await ProposeAsync();

        Assert.Equal(2, await SayAsync(1, "silence", "all", "--for", "2", "--from", "22:00", "--wait", "x", "--zone", "Oslo", "--at", "noon", "--by", " "));

        Assert.Equal(
            """
            --for: error RBK0012: '2' is no time; write 30s, 5m, 2h or 3d.
            --from: error RBK0007: '22:00' is not a date; write '2019-09-19 Europe/Oslo' or '2019-09-18 11:24 Europe/Oslo'.
            --by: error RBK0016: Nobody is named; say who you are with --by NAME.
            --because: error RBK0016: No reason is given; say why with --because "...": whoever comes next has to know.
            --at: error RBK0007: 'noon' is not a date; write '2019-09-19 Europe/Oslo' or '2019-09-18 11:24 Europe/Oslo'.
            --wait: error RBK0012: 'x' is no time; write 30s, 5m, 2h or 3d.
            --zone: error RBK0008: 'Oslo' is not a zone; write an IANA name such as Europe/Oslo, or UTC.

            """,
            Error);
    }

    [Theory]
    [InlineData("0m", null, "A silence has to last")]
    [InlineData("1h", "2019-09-11 10:00 UTC", "The silence would end at 2019-09-11 11:00:00 +00:00, which is over.")]
    [InlineData("400d", null, "'400d' is longer than 366 days.")]
    public async Task A_silence_that_cannot_be_is_refused(string time, string? from, string message)
    {
        await ProposeAsync();

        string[] begins = from is null ? [] : ["--from", from];
        Assert.Equal(2, await SayAsync(1, ["silence", "all", "--for", time, "--because", "x", .. begins]));

        Assert.Contains(message, Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_does_not_go_back_and_a_clock_that_is_behind_keeps_nobody_from_stopping_things()
    {
        await ProposeAsync();

        Assert.Equal(2, await SayAsync(1, "pause", "all", "--because", "x", "--at", "2019-09-11 11:59 UTC"));
        Assert.Contains("error RBK0009: The state was last evaluated at 2019-09-11 12:00:00 +00:00, after --at", Error, StringComparison.Ordinal);

        Assert.Equal(0, await SayAsync(-3, "pause", "all", "--because", "x"));
        Assert.Equal("This machine's clock is 3 min behind the state; it is taken as said at 2019-09-11 12:00:00 +00:00.\n", Error);
    }

    [Fact]
    public async Task Rules_that_do_not_come_to_rest_take_nothing_and_say_so_once()
    {
        Write("""Rule("again", from l in Facts<ClusterLoad>() where Now >= Date("2019-09-11 12:05 UTC") && !Facts<Site>().Any() select new Site("x", true, 0)).Mode(Act);""");
        await EvalAsync(0, Load(0, 1));

        Assert.Equal(2, await SayAsync(10, "pause", "rule/again", "--because", "it runs wild"));

        Assert.Contains("RBK5001", Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal("", Output);
    }

    [Fact]
    public async Task All_commands_together_are_shown_with_a_line_each_and_one_alone_with_all_that_it_can()
    {
        await RunbookCommand.RunAsync(["--help"], Console(0));
        Assert.Matches(@"\n  status +Says how things stand, for who has just been woken\n  approve <PROPOSAL> +Approves what a rule proposed\n", Output);

        // Names that a shell may complete are no part of the help: there are too many.
        await RunbookCommand.RunAsync(["pause", "--help"], Console(0));
        Assert.Contains(" pause <SCOPE> [options]\n", Output, StringComparison.Ordinal);

        await RunbookCommand.RunAsync(["approve", "--help"], Console(0));
        Assert.Contains("  runbook approve fail-over --target site/dc2 --state state.db --by ann\n", Output, StringComparison.Ordinal);
    }

    private async Task ProposeAsync()
    {
        await EvalAsync(0, Fact("Alert", 0, """{"name":"down","subject":"a","firing":true}"""), Fact("Alert", 0, """{"name":"down","subject":"b","firing":true}"""));
        Assert.Equal("", Error);
        _ = Output;
    }
}
