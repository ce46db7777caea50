using System.Text.Json;

namespace RunbookSdk.Cli.Tests.Against;

/// <summary>Two versions of a runbook on one history.</summary>
public sealed class AgainstTests : OperatorTest
{
    private const string Before =
        """
        const double High = 85;
        Rule("suspend-webtools",
            from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > High, lasting: Minutes(10)).ClearedWhen(l => l.Percent < 60)
            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
            select Suspend(tools, because: $"{load.Cluster} above {High}%"))
          .Mode(Act);

        """;

    private const string Told =
        """
        Rule("tell-when-suspended",
            from tools in Facts<Component>() where tools.Status == ComponentStatus.Suspended
            select Page("customer-care", because: $"{tools.Name} is suspended on {tools.Cluster}"))
          .Mode(Act);

        """;

    [Fact]
    public async Task The_same_runbooks_decide_the_same()
    {
        Assert.Equal(0, await AgainstAsync(Before, Before, Load(0, 90), Component(0, "WebTools"), Load(20, 50)));

        Assert.Equal(
            """
            here   here.csx
            there  there.csx

            rules      the same

            facts      3 read, 0 rejected
            decisions  2 here, 2 there; 2 are the same (0 in other words)
                       0 appear, 0 vanish, 0 move, 0 change

            """.ReplaceLineEndings("\n"),
            Output);
    }

    [Fact]
    public async Task Record_with_another_key_is_shown_and_so_is_what_only_the_other_version_cannot_read()
    {
        const string Disk = "public record Disk([property: Key] string Host, double Used);\nRule(\"disk\", from d in Facts<Disk>() where d.Used > 90 select Page(\"ops\", because: d.Host)).Mode(Act);\n";
        var there = Disk.Replace("string Host, ", "string Host, [property: Key] string Mount, ", StringComparison.Ordinal);

        Assert.Equal(1, await AgainstAsync(Disk, there,
            """{"specversion":"1.0","id":"1","source":"/x","type":"Disk","time":"2019-09-11T08:00:00Z","data":{"host":"a","mount":"/","used":95} }""",
            """{"specversion":"1.0","id":"2","source":"/x","type":"Disk","time":"2019-09-11T08:01:00Z","data":{"host":"b","used":95} }""",
            "no fact"));

        Assert.Contains("rules      the same\nfact changed     Disk\n                 here   host* text, used a number\n                 there  host* text, mount* text, used a number\n", Output, StringComparison.Ordinal);
        var error = Error;
        Assert.Contains("there: standard input(2,", error, StringComparison.Ordinal);
        Assert.Contains("Disk needs 'mount'", error, StringComparison.Ordinal);
        Assert.DoesNotContain("there: standard input(3,", error, StringComparison.Ordinal);
        Assert.Contains("here 2 facts were read and there 1\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_fact_can_be_read_nothing_is_compared()
    {
        Assert.Equal(2, await AgainstAsync(Before, Before, "no fact"));

        Assert.Contains("error RBK0004: None of the facts could be read, so there is nothing to compare.", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("the same", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_that_moved_is_one_line_with_the_clause_that_failed_and_its_values()
    {
        Assert.Equal(1, await AgainstAsync(
            Before.Replace("High = 85", "High = 80", StringComparison.Ordinal), Before, Component(0, "WebTools"), Load(0, 83), Load(4, 91), Load(30, 50)));

        Assert.Equal(
            """
            here   here.csx
            there  there.csx

            rule changed     suspend-webtools
                             here   .RaisedWhen(l => l.Percent > 80, lasting: 00:10:00).ClearedWhen(l => l.Percent < 60, lasting: 00:00:00)
                             there  .RaisedWhen(l => l.Percent > 85, lasting: 00:10:00).ClearedWhen(l => l.Percent < 60, lasting: 00:00:00)

            moves     2019-09-11 12:10:00 +00:00  suspend-webtools  suspend          component/online1/webtools                  act/decided       online1 above 80%
                      4 min earlier here; there at 2019-09-11 12:14:00 +00:00
                      at 2019-09-11 12:10:00 +00:00:
            """.ReplaceLineEndings("\n"),
            Lines(0, 10));
        Assert.Contains("there ClusterLoad online1, Component online1/WebTools fails .RaisedWhen(l => l.Percent > 85, lasting: 00:10:00)", Printed, StringComparison.Ordinal);
        Assert.Contains("l.Percent = 91; has held since", Printed, StringComparison.Ordinal);
        Assert.Contains("decisions  2 here, 2 there; 1 are the same (1 in other words)\n           0 appear, 0 vanish, 1 move, 0 change\n", Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decisions_appear_and_vanish_with_their_reason()
    {
        Assert.Equal(1, await AgainstAsync(
            Before.Replace("High = 85", "High = 92", StringComparison.Ordinal) + Told, Before, Component(0, "WebTools"), Load(0, 90), Load(30, 50), Load(60, 95), Load(90, 50)));

        Assert.Contains("rule only here   tell-when-suspended", Output, StringComparison.Ordinal);
        Assert.Contains("vanishes  2019-09-11 12:10:00 +00:00  suspend-webtools", Printed, StringComparison.Ordinal);
        Assert.Contains("here ClusterLoad online1, Component online1/WebTools fails .RaisedWhen(l => l.Percent > 92, lasting: 00:10:00)", Printed, StringComparison.Ordinal);
        Assert.Contains("l.Percent = 90; it would hold with l.Percent above 92", Printed, StringComparison.Ordinal);
        Assert.Contains("vanishes  2019-09-11 12:30:00 +00:00  suspend-webtools", Printed, StringComparison.Ordinal);
        Assert.Contains("here it is not in force", Printed, StringComparison.Ordinal);
        Assert.Contains("appears   2019-09-11 13:10:00 +00:00  tell-when-suspended", Printed, StringComparison.Ordinal);
        Assert.Contains("there there is no rule 'tell-when-suspended'", Printed, StringComparison.Ordinal);
        Assert.Contains("1 appear, 2 vanish, 0 move, 0 change", Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_rule_does_no_more_is_traced_to_the_fact_that_is_not_there()
    {
        const string Alert =
            """
            Rule("alert", from load in Facts<ClusterLoad>() where load.Percent > 85 select new Alert("load", load.Cluster, true, "page"));
            Rule("page", from alert in Facts<Alert>() select Page("ops", because: alert.Subject)).Mode(Act);

            """;
        await AgainstAsync(Alert.Replace("> 85", "> 95", StringComparison.Ordinal), Alert, Load(0, 90));

        Assert.Contains("vanishes  2019-09-11 12:00:00 +00:00  page", Output, StringComparison.Ordinal);
        Assert.Contains("here there is no Alert load/online1", Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_decision_says_otherwise_is_named()
    {
        await AgainstAsync(Told.Replace(".Mode(Act)", ".Mode(Propose)", StringComparison.Ordinal) + Before, Told + Before, Component(0, "WebTools"), Load(0, 90), Load(20, 90));

        Assert.Contains("changes   2019-09-11 12:10:00 +00:00  tell-when-suspended", Output, StringComparison.Ordinal);
        Assert.Contains("mode propose here, act there", Printed, StringComparison.Ordinal);
        Assert.Contains("outcome proposed here, decided there", Printed, StringComparison.Ordinal);
        Assert.Contains("rule changed     tell-when-suspended: what it asks for, or its settings", Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_with_another_name_is_a_change_and_no_two_decisions()
    {
        await AgainstAsync(Before.Replace("suspend-webtools", "shed-load", StringComparison.Ordinal), Before, Component(0, "WebTools"), Load(0, 90), Load(20, 50));

        Assert.Contains("rule shed-load here, suspend-webtools there", Output, StringComparison.Ordinal);
        Assert.Contains("0 appear, 0 vanish, 0 move, 2 change", Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_side_decides_what_a_replay_of_it_decides()
    {
        var example = RunbookSdk.Tests.Conventions.Repository.PathOf("examples", "superoffice-2019");
        var nothing = Path.Combine(Folder, "nothing.csx");
        await File.WriteAllTextAsync(nothing, "// No rule.\n");
        string[] until = ["--until", "2019-09-05 12:00 Europe/Oslo", "--format", "json"];

        await RunbookCommand.RunAsync(["replay", example, .. until], Console(0));
        var replayed = Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(KeyOf).ToList();
        Assert.Equal(1, await RunbookCommand.RunAsync(["replay", example, "--against", nothing, .. until], Console(0)));
        using var json = JsonDocument.Parse(Output);

        Assert.True(replayed.Count > 8);
        Assert.Equal(
            replayed,
            json.RootElement.GetProperty("differences").EnumerateArray().Select(d => d.GetProperty("here").GetProperty("idempotencyKey").GetString()));
        Assert.All(json.RootElement.GetProperty("differences").EnumerateArray(), d => Assert.Equal("appears", d.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task Json_is_one_object_and_the_same_bytes_twice()
    {
        string[] facts = [Component(0, "WebTools"), Load(0, 83), Load(4, 91), Load(30, 50)];
        var here = Before.Replace("High = 85", "High = 80", StringComparison.Ordinal);
        await AgainstAsync(here, Before, ["--format", "json"], facts);
        var first = Output;
        await AgainstAsync(here, Before, ["--format", "json"], facts);

        Assert.Equal(first, Output);
        using var json = JsonDocument.Parse(first);
        var difference = json.RootElement.GetProperty("differences").EnumerateArray().Single();
        Assert.Equal("moves", difference.GetProperty("kind").GetString());
        Assert.Equal("2019-09-11T12:10:00Z", difference.GetProperty("here").GetProperty("at").GetString());
        Assert.Equal("2019-09-11T12:14:00Z", difference.GetProperty("there").GetProperty("at").GetString());
        Assert.Equal("clause-fails", difference.GetProperty("reason").GetProperty("kind").GetString());
        Assert.Equal("91", difference.GetProperty("reason").GetProperty("clause").GetProperty("values")[0].GetProperty("value").GetString());
        Assert.Equal(1, json.RootElement.GetProperty("summary").GetProperty("moves").GetInt32());
    }

    [Fact]
    public async Task Each_version_reads_the_records_that_it_declares_also_from_a_pipe()
    {
        const string Queue = "public sealed record Queue([property: Key] string Name, int Length);\nRule(\"long\", from q in Facts<Queue>() where q.Length > 10 select Page(\"ops\", because: q.Name)).Mode(Act);\n";
        await AgainstAsync(Queue, Queue.Replace("> 10", "> 50", StringComparison.Ordinal), Fact("Queue", 0, """{"name":"mail","length":20}"""));

        Assert.Contains("appears   2019-09-11 12:00:00 +00:00  long", Output, StringComparison.Ordinal);
        Assert.Contains("rule changed     long\n                 here   where q.Length > 10\n                 there  where q.Length > 50\n", Printed, StringComparison.Ordinal);
        Assert.Contains("there Queue mail fails where q.Length > 50: q.Length = 20", Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_of_their_own_make_no_difference_between_rules_that_say_the_same()
    {
        const string Queue = "public sealed record Queue([property: Key] string Name, int Length);\nRule(\"long\", from q in Facts<Queue>() where q.Length > 10 select Page(\"ops\", because: q.Name)).Mode(Act);\n";

        Assert.Equal(0, await AgainstAsync(Queue, "// the same\n" + Queue, Fact("Queue", 0, """{"name":"mail","length":20}""")));
        Assert.Contains("rules      the same", Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--live", "RBK0009")]
    [InlineData("--state new.db", "RBK0009")]
    public async Task What_does_not_go_together_is_refused(string options, string code)
    {
        Assert.Equal(2, await AgainstAsync(Before, Before, options.Split(' '), []));

        Assert.Contains(code, Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_cannot_be_loaded_is_told_by_its_side()
    {
        Assert.Equal(2, await AgainstAsync(Before, "Rule(", Load(0, 90)));

        Assert.Contains("there: there.csx(1,", Error, StringComparison.Ordinal);
    }

    private static string? KeyOf(string cloudEvent)
    {
        using var json = JsonDocument.Parse(cloudEvent);
        return json.RootElement.GetProperty("data").GetProperty("idempotencyKey").GetString();
    }

    private string Printed { get; set; } = "";

    private new string Output => Printed = base.Output;

    private string Lines(int from, int count) => string.Join('\n', Output.Split('\n').Skip(from).Take(count));

    private Task<int> AgainstAsync(string here, string there, params string[] facts) => AgainstAsync(here, there, [], facts);

    private Task<int> AgainstAsync(string here, string there, string[] options, string[] facts)
    {
        File.WriteAllText(Path.Combine(Folder, "here.csx"), here);
        File.WriteAllText(Path.Combine(Folder, "there.csx"), there);
        string[] arguments = ["replay", Path.Combine(Folder, "here.csx"), "--against", Path.Combine(Folder, "there.csx"), "--facts", "-", .. options];
        return RunbookCommand.RunAsync(arguments, Console(0, string.Join('\n', facts)));
    }
}
