using System.Text.Json;
using System.Text.RegularExpressions;

namespace RunbookSdk.Cli.Tests;

/// <summary><c>runbook report</c>, on a state that runs of the scheduled job and a replay have written.</summary>
public sealed class ReportTests : OperatorTest
{
    public ReportTests() => Write(
        """
        Rule("open", from a in Facts<Alert>() where a.Firing select OpenIncident($"{a.Subject}-1", $"{a.Subject} is down", Impact.Major, because: "it fires")).Mode(Act);
        Rule("suspend", from a in Facts<Alert>() where a.Firing from c in Facts<Component>() select Suspend(c, because: "it | fires")).Lease(Days(7)).Mode(Act);
        Rule("restart", from a in Facts<Alert>() where a.Firing select RunJob($"restart-{a.Subject}", Array.Empty<string>(), because: "down")).Mode(Act).RequireApproval(1, Hours(1));
        Rule("watch", from a in Facts<Alert>() where a.Firing select Page("boss", because: "it fires"));
        """);

    [Fact]
    public async Task Texts_of_facts_stay_texts_in_a_report()
    {
        await EvalAsync(0, Fact("Alert", 0, """{"name":"down","subject":"![x](http://e/x.png) <b>|\nweb","firing":true}"""));
        await SayAsync(5, "pause", "rule/suspend", "--because", "[see](http://e)", "--by", "a|b <i>");
        _ = Output;

        Assert.Equal(0, await SayAsync(9, "report"));

        var report = Output;
        Assert.StartsWith("# Postmortem draft: ![x]\\(http://e/x.png) &lt;b>\\| web is down\n", report, StringComparison.Ordinal);
        Assert.Contains("| a\\|b &lt;i> | pause | `rule/suspend` | [see]\\(http://e) |", report, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\]\(", Regex.Replace(report, "`[^`]*`", "")); // in code they are text anyway
    }

    [Fact]
    public async Task A_question_that_was_asked_anew_or_met_by_another_rule_does_not_wait()
    {
        Write(
            """
            Rule("restart", from a in Facts<Alert>() where a.Firing select RunJob("restart", Array.Empty<string>(), because: a.Severity)).AgainOnChange().Mode(Act).RequireApproval();
            Rule("ask", from a in Facts<Alert>() where a.Firing from c in Facts<Component>() select Suspend(c, because: "it fires")).Lease(Days(7)).Mode(Act).RequireApproval();
            Rule("alone", from l in Facts<ClusterLoad>() from c in Facts<Component>() select Suspend(c, because: "hot")).Lease(Days(7)).Mode(Act);
            """);
        await EvalAsync(
            0,
            Fact("Component", 0, """{"cluster":"online1","name":"WebTools"}"""),
            Fact("Alert", 0, """{"name":"down","subject":"web","firing":true,"severity":"minor"}"""));
        await EvalAsync(
            5,
            Fact("Alert", 5, """{"name":"down","subject":"web","firing":true,"severity":"major"}"""),
            Fact("ClusterLoad", 5, """{"cluster":"online1","percent":90}"""));
        _ = Output;

        Assert.Equal(0, await SayAsync(9, "report"));

        var report = Output;
        Assert.Contains("| minor | asked anew after 5 min, for its facts had changed |", report, StringComparison.Ordinal);
        Assert.Contains("| it fires | met after 5 min by `alone` |", report, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(report, "Answer what waits"));
    }

    [Fact]
    public async Task A_report_drafts_what_happened_what_was_done_and_what_is_left_to_do()
    {
        await FireAsync();
        await EvalAsync(90);
        _ = Output;

        Assert.Equal(0, await SayAsync(99, "report", "--zone", "Europe/Oslo"));

        Assert.Equal(
            """
            # Postmortem draft: web is down

            From 2019-09-11 14:00:00 to 2019-09-11 15:30:00, times of Europe/Oslo. Drafted from the journal by `runbook report`: what is here was
            observed or decided; what only people know is left open.

            ## Summary

            - `web-1`: web is down (major), opened 2019-09-11 14:00:00, **not resolved**.
            - 1 component affected; Web of online1 for the longest: 1 h 30 min, suspended at worst.
            - 2 actions decided by 2 rules, 0 of them approved by people; 1 refused.
            - _For people to write:_ whom it hurt and how much, and the cause behind the causes.

            ## What happened

            ### web is down (`web-1`)

            | when | status | what was said | by |
            | --- | --- | --- | --- |
            | 2019-09-11 14:00:00 | investigating | it fires | `open` |

            _For people to write:_ why it began, and why it was not noticed or stopped earlier.

            ## What was done

            | from | for | what | to | by | why | ended by |
            | --- | --- | --- | --- | --- | --- | --- |
            | 2019-09-11 14:00:00 | 1 h 30 min, and goes on | suspend | `component/online1/web` | `suspend` | it \| fires | **in force** |

            What people said and did, as far as it was recorded:

            | when | who | what | about |  |
            | --- | --- | --- | --- | --- |
            | 2019-09-11 14:05:00 | ann | pause | `rule/suspend` | we look at it |

            What people were asked:

            | asked | what | to | by | why | answer |
            | --- | --- | --- | --- | --- | --- |
            | 2019-09-11 14:00:00 | run-job | `job/restart-web` | `restart` | down | denied after 1 h: nobody approved within 1 hours |

            ## What was asked for and not done

            - 2019-09-11 15:00:00: run-job `job/restart-web`, asked for by `restart`: nobody approved within 1 hours
            - page, 1 time, by `watch`, which only observes; first at 2019-09-11 14:00:00: it fires

            ## Affected components

            | component | at worst | for | when |
            | --- | --- | --- | --- |
            | Web of online1 | suspended | 1 h 30 min | suspended 2019-09-11 14:00:00 for 1 h 30 min, and goes on |

            ## Timeline

            | when | by | what | to |  | why |
            | --- | --- | --- | --- | --- | --- |
            | 2019-09-11 14:00:00 | `open` | open-incident (title web is down, impact major) | `incident/web-1` | decided | it fires |
            | 2019-09-11 14:00:00 | `suspend` | suspend | `component/online1/web` | decided | it \| fires |
            | 2019-09-11 14:00:00 | `restart` | run-job | `job/restart-web` | proposed | down |
            | 2019-09-11 14:00:00 | `watch` | page | `team/boss` | observed | it fires |
            | 2019-09-11 14:05:00 | `ann` | pause | `rule/suspend` |  | we look at it |
            | 2019-09-11 15:00:00 | `restart` | run-job | `job/restart-web` | denied | nobody approved within 1 hours |

            ## Follow-ups

            - [ ] Resolve `web-1`, open since 2019-09-11 14:00:00.
            - [ ] In force at the end: suspend `component/online1/web`, by `suspend` since 2019-09-11 14:00:00. Is it meant to stay?
            - [ ] Nobody answered in time: run-job `job/restart-web`, asked for by `restart` at 2019-09-11 14:00:00. Who should have, and did they know?
            - [ ] _For people to write:_ what is changed so that it does not happen again.

            """,
            Output);
    }

    [Theory]
    [InlineData("--from", "2030-01-01 UTC", "which ends at")]
    [InlineData("--until", "2018-01-01 UTC", "which begins at")]
    public async Task A_time_of_which_the_journal_holds_nothing_is_refused(string option, string time, string why)
    {
        await FireAsync();
        _ = Output;

        Assert.Equal(2, await SayAsync(99, "report", option, time));

        Assert.Contains($"error RBK0009: Nothing of that time is in the journal, {why} 2019-", Error, StringComparison.Ordinal);
        Assert.Empty(Output);
    }

    [Fact]
    public async Task A_report_for_programs_is_one_object()
    {
        await FireAsync();
        _ = Output;

        Assert.Equal(0, await SayAsync(99, "report", "--format", "json"));

        using var report = JsonDocument.Parse(Output);
        Assert.Equal("web-1", report.RootElement.GetProperty("incidents")[0].GetProperty("id").GetString());
        Assert.Equal("suspend", report.RootElement.GetProperty("terms")[0].GetProperty("began").GetProperty("action").GetString());
    }

    [Fact]
    public async Task One_incident_is_found_by_the_beginning_of_its_id()
    {
        await FireAsync();
        await EvalAsync(10, Fact("Alert", 10, """{"name":"down","subject":"mail","firing":true}"""));
        _ = Output;

        Assert.Equal(0, await SayAsync(99, "report", "--incident", "MAIL"));

        var report = Output;
        Assert.StartsWith("# Postmortem draft: mail is down\n\nFrom 2019-09-11 12:10:00 to", report, StringComparison.Ordinal);
        Assert.DoesNotContain("web-1", report, StringComparison.Ordinal);
        Assert.Equal(2, await SayAsync(99, "report", "--incident", "x"));
        Assert.Equal("error RBK0022: There is no incident 'x' in that time. There are:\n  web-1: web is down\n  mail-1: mail is down\n", Error);
        Assert.Equal(2, await SayAsync(99, "report", "--incident", "web", "--until", "2019-09-11 11:00 UTC"));
        Assert.Equal("error RBK0022: There is no incident 'web' in that time, nor any other.\n", Error);
    }

    [Fact]
    public async Task A_report_says_the_same_when_old_facts_were_dropped()
    {
        await FireAsync();
        await EvalAsync(10, Fact("Remedy", 10, """{"subject":"web","description":"restarted by hand","at":"2019-09-11T12:10:00Z"}"""));
        _ = Output;
        await SayAsync(99, "report");
        var before = Output;
        Assert.Contains("restarted by hand", before, StringComparison.Ordinal);

        Assert.Equal(0, await RunbookCommand.RunAsync(["journal", "compact", State, "--keep", "0s"], Console(99)));
        Assert.Contains("records up to entry", Output, StringComparison.Ordinal);

        await SayAsync(99, "report");
        Assert.Equal(before, Output);
    }

    [Fact]
    public async Task Mistakes_are_told_at_once()
    {
        Assert.Equal(2, await SayAsync(0, "report", "--from", "yesterday", "--zone", "Oslo"));
        var error = Error;
        Assert.All((string[])["--from: error RBK0007", "--zone: error RBK0008"], p => Assert.Contains(p, error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_replay_keeps_a_state_to_report_on_and_to_look_at_and_never_writes_over_one()
    {
        File.WriteAllLines(Path.Combine(Folder, "facts.jsonl"), Facts());

        Assert.Equal(0, await ReplayAsync());
        _ = (Output, Error);
        Assert.Equal(0, await SayAsync(99, "report"));
        Assert.StartsWith("# Postmortem draft: web is down", Output, StringComparison.Ordinal);
        Assert.Equal(0, await SayAsync(45, "status"));
        Assert.Contains("last evaluation 12:30 (15 min ago)", Output, StringComparison.Ordinal);

        Assert.Equal(2, await ReplayAsync());
        Assert.Equal("state.db: error RBK0023: There is a state already, and history does not go on from one; name another --state, or remove the file.\n", Error);
        Assert.Equal(0, await EvalAsync(45));
        Assert.Equal("", Output); // what was printed by the replay is not printed again
    }

    private Task<int> ReplayAsync() => RunbookCommand.RunAsync(
        ["replay", Path.Combine(Folder, "book.csx"), "--facts", Path.Combine(Folder, "facts.jsonl"), "--until", "2019-09-11 12:30 UTC", "--state", State], Console(99));

    private async Task FireAsync()
    {
        Assert.Equal(0, await EvalAsync(0, Facts()));
        Assert.Equal(0, await SayAsync(5, "pause", "rule/suspend", "--because", "we look at it"));
    }

    private string[] Facts() => [Component(0, "Web"), Fact("Alert", 0, """{"name":"down","subject":"web","firing":true}""")];
}
