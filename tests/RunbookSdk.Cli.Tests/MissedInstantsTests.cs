using System.Text.Json;

namespace RunbookSdk.Cli.Tests;

/// <summary>
/// Nobody ran for ten hours: the next run of <c>runbook eval</c> decides what was due meanwhile, each with its own instant, from the state that a
/// real script and a real file have.
/// </summary>
public sealed class MissedInstantsTests : IDisposable
{
    private const string Script = """
        Rule("lease", from l in Facts<ClusterLoad>() where l.Percent > 85
                      join c in Facts<Component>() on l.Cluster equals c.Cluster
                      select Suspend(c, because: "hot")).Mode(Act).Lease(Hours(2));
        Rule("ask", from l in Facts<ClusterLoad>() where l.Percent > 85 select Page("ask", because: "hot")).Mode(Act).RequireApproval(within: Hours(3)).Escalate("lead");
        Rule("lasting", from l in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 80, lasting: Minutes(90)) select Page("lasting", because: "hot for long")).Mode(Act);
        Rule("silenced", from a in Facts<Alert>() where a.Firing select RunJob("mend", new[] { a.Subject }, because: "it fires")).Mode(Act);
        Rule("date", from c in Facts<Component>() where Now >= Date("2019-09-05 12:34 UTC") select Page("date", because: "it is time")).Mode(Act);
        Rule("verified", from l in Facts<ClusterLoad>() where l.Percent > 85 select RunJob("drain", new[] { l.Cluster }, because: "hot")).Mode(Act)
            .Cooldown(Hours(1))
            .Verify(Minutes(45), (RunJob j) => Facts<ClusterLoad>().Where(l => l.Percent < 60), j => Page("drained", because: "drain did not help"))
            .Otherwise(Minutes(30), (RunJob j) => Page("lead", because: "nothing helps"));
        Rule("note", from n in Facts<Note>() join c in Facts<Component>() on n.Cluster equals c.Cluster
                     select Degrade(c, ComponentStatus.DegradedPerformance, because: "noted")).Mode(Act);

        [Retention("05:00:00")]
        public sealed record Note([Key] string Cluster);
        """;

    private static readonly string[] First =
    [
        "10:00 lease suspend component/c1/webtools decided", "10:00 ask page team/ask proposed", "10:00 silenced run-job job/mend denied",
        "10:00 verified run-job job/drain decided", "10:00 note degrade component/c1/webtools decided",
    ];

    private static readonly string[] Missed =
    [
        "10:45 verified run-job job/drain unverified", "10:45 verified/otherwise/1 page team/drained decided",
        "11:15 verified run-job job/drain unverified", "11:15 verified/otherwise/2 page team/lead decided",
        "11:30 lasting page team/lasting decided",
        "12:00 lease release component/c1/webtools released",
        "12:34 date page team/date decided",
        "13:00 ask page team/ask denied", "13:00 ask page team/lead decided",
        "14:00 silenced run-job job/mend decided",
        "15:00 note release component/c1/webtools released",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("runbook-missed").FullName;
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter error = new() { NewLine = "\n" };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Whatever_was_due_meanwhile_is_decided_at_its_own_instant()
    {
        await BeginAsync();
        await EvalAsync("20:00");

        Assert.Equal([.. First, .. Missed], Told());
    }

    [Fact]
    public async Task Many_runs_decide_what_one_does()
    {
        await BeginAsync();
        foreach (var time in (string[])["10:45", "12:00", "13:30", "20:00"]) await EvalAsync(time);

        Assert.Equal([.. First, .. Missed], Told());
    }

    [Fact]
    public async Task A_cool_down_that_ended_meanwhile_stops_nothing_and_one_that_did_not_does()
    {
        await BeginAsync();
        await EvalAsync("10:59", Event("ClusterLoad", """{"cluster":"c2","percent":95}""", "10:59"));
        Assert.Equal("10:59 verified run-job job/drain denied", Told().Last());

        await EvalAsync("11:00", Event("ClusterLoad", """{"cluster":"c3","percent":95}""", "11:00"));

        Assert.Contains("11:00 verified run-job job/drain decided", Told());
    }

    private Task BeginAsync() => EvalAsync(
        "10:00",
        Event("Component", """{"cluster":"c1","name":"WebTools"}"""),
        Event("Silence", """{"id":"s","scope":"rule/silenced","by":"ann","because":"I mend it","begins":"2019-09-05T09:00:00Z","ends":"2019-09-05T14:00:00Z"}"""),
        Event("Alert", """{"name":"down","subject":"crm","firing":true}"""),
        Event("Note", """{"cluster":"c1"}"""),
        Event("ClusterLoad", """{"cluster":"c1","percent":90}"""));

    private static string Event(string type, string data, string time = "10:00") =>
        $$"""{"specversion":"1.0","id":"{{type}}{{time}}","source":"/m","type":"{{type}}","time":"2019-09-05T{{time}}:00Z","data":{{data}} }""";

    private async Task EvalAsync(string time, params string[] facts)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "all.csx"), Script);
        await File.WriteAllLinesAsync(Path.Combine(folder, "facts.jsonl"), facts);
        var code = await RunbookCommand.RunAsync(
            [
                "eval", "--runbooks", Path.Combine(folder, "all.csx"), "--state", Path.Combine(folder, "state.db"), "--no-cache",
                "--at", $"2019-09-05 {time} UTC", "--facts", Path.Combine(folder, "facts.jsonl"),
            ],
            new CommandConsole(Stream.Null, output, error));
        Assert.True(code == 0, error.ToString());
    }

    private IEnumerable<string> Told() => output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Line);

    private static string Line(string text)
    {
        using var decision = JsonDocument.Parse(text);
        var (root, data) = (decision.RootElement, decision.RootElement.GetProperty("data"));
        var released = data.TryGetProperty("released", out _) || data.GetProperty("outcome").GetString() == "released";
        var action = released ? "release" : data.GetProperty("action").GetString();
        return $"{root.GetProperty("time").GetString()![11..16]} {data.GetProperty("rule").GetString()} {action} {root.GetProperty("subject").GetString()} {data.GetProperty("outcome").GetString()}";
    }
}
