using System.Buffers;
using System.Text;
using System.Text.Json;
using RunbookSdk.Actions;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Rules;

namespace RunbookSdk.Tests.Journal;

public sealed class DecisionWriterTests
{
    private static readonly DateTimeOffset Instant = new(2019, 9, 11, 8, 46, 0, TimeSpan.FromHours(2));

    [Fact]
    public void A_decision_is_one_line_with_all_that_led_to_it()
    {
        var decision = Suspend with { LeaseUntil = Instant.AddHours(24), Approvers = ["ann", "bo"] };

        Assert.Equal(
            """
            {"specversion":"1.0","id":"3","source":"/runbook/replay","type":"runbook.decision.v1","subject":"component/online1/webtools","time":"2019-09-11T06:46:00Z","datacontenttype":"application/json","data":{"rule":"suspend-webtools","action":"suspend","target":"component/online1/webtools","mode":"act","outcome":"decided","because":"online1 above 85% & rising","matchBegan":"2019-09-11T06:45:59.5Z","leaseUntil":"2019-09-12T06:46:00Z","approvers":["ann","bo"],"idempotencyKey":"suspend-webtools/component/online1/webtools/2019-09-11T06:45:59.5Z/suspend","facts":[{"type":"ClusterLoad","key":"online1","observedAt":"2019-09-11T06:46:00Z","value":{"cluster":"online1","percent":87.5}},{"type":"Component","key":"online1/WebTools","observedAt":"2019-09-11T06:46:00Z","value":{"cluster":"online1","name":"WebTools","status":"degraded_performance","since":"2019-09-11T08:46:00+02:00","publicStatus":"degraded_performance"}}]}}

            """.ReplaceLineEndings("\n"),
            Write(decision));
    }

    [Fact]
    public void A_release_names_what_is_released()
    {
        var data = Data(Suspend with { Outcome = Outcome.Released, IsRelease = true });

        Assert.Equal("release", data.GetProperty("action").GetString());
        Assert.Equal("suspend", data.GetProperty("released").GetString());
        Assert.EndsWith("/release", data.GetProperty("idempotencyKey").GetString());
    }

    [Fact]
    public void Details_of_an_action_are_members_of_the_data()
    {
        var data = Data(Suspend with { Action = new RequireVersion("WebTools", ProductVersion.Parse("v 11.5"), Enforcement.Warn, "x") });

        Assert.Equal("11.5", data.GetProperty("version").GetString());
        Assert.Equal("warn", data.GetProperty("enforcement").GetString());
    }

    [Fact]
    public void Details_that_have_a_name_of_ours_do_not_hide_it()
    {
        var data = Data(Suspend with { Action = new Rename() });

        Assert.Equal("suspend-webtools", data.GetProperty("rule").GetString());
        Assert.Equal("another", data.GetProperty("actionRule").GetString());
    }

    [Fact]
    public void An_asserted_fact_is_written()
    {
        var data = Data(Suspend with { Action = new AssertFact(new Alert("a", "s", true), "x") });

        Assert.Equal("""{"name":"a","subject":"s","firing":true,"severity":""}""", data.GetProperty("fact").GetRawText());
    }

    [Fact]
    public void Values_of_every_kind_are_written_as_they_are_read()
    {
        var value = new Dictionary<string, object?>
        {
            ["z"] = double.NaN,
            ["number"] = 0.1 + 0.2,
            ["decimal"] = 1.10m,
            ["span"] = TimeSpan.FromMinutes(10),
            ["nothing"] = null,
            ["list"] = new object[] { 1, "two", true },
            ["version"] = ProductVersion.Parse("v11.5"),
            ["status"] = ComponentStatus.UnderMaintenance,
            ["letter"] = 'c',
        };

        var data = Data(Suspend with { Facts = [new Evidence("group", "k", Instant, value)] });

        Assert.Equal(
            """{"decimal":1.10,"letter":"c","list":[1,"two",true],"nothing":null,"number":0.30000000000000004,"span":"00:10:00","status":"under_maintenance","version":"11.5","z":"NaN"}""",
            data.GetProperty("facts")[0].GetProperty("value").GetRawText());
    }

    [Fact]
    public void One_writer_writes_many_lines_and_the_same_bytes_each_time()
    {
        using var writer = new DecisionWriter();
        var output = new ArrayBufferWriter<byte>();
        var text = new StringWriter();

        writer.Write(Suspend, output);
        writer.Write(Suspend, output);
        writer.Write(Suspend, text);

        Assert.Equal(text.ToString() + text, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private static Decision Suspend => new()
    {
        Sequence = 3,
        Instant = Instant,
        Rule = "suspend-webtools",
        Action = new Suspend(new Component("online1", "WebTools"), "online1 above 85% & rising"),
        Mode = Mode.Act,
        Outcome = Outcome.Decided,
        Because = "online1 above 85% & rising",
        MatchBegan = Instant.AddMilliseconds(-500),
        Facts =
        [
            new Evidence("ClusterLoad", "online1", Instant, new ClusterLoad("online1", 87.5)),
            new Evidence(
                "Component",
                "online1/WebTools",
                Instant,
                new Component("online1", "WebTools", ComponentStatus.DegradedPerformance, Instant)),
        ],
    };

    internal static Decision Example => Suspend;

    private static string Write(Decision decision)
    {
        using var writer = new DecisionWriter(new DecisionWriterOptions { Source = "/runbook/replay" });
        var text = new StringWriter();
        writer.Write(decision, text);
        return text.ToString();
    }

    private static JsonElement Data(Decision decision) => JsonDocument.Parse(Write(decision)).RootElement.GetProperty("data");

    private sealed record Rename() : OneShotAction("rename", Target.Of("thing", "one"), "x")
    {
        public override IReadOnlyList<KeyValuePair<string, string>> Details => [KeyValuePair.Create("rule", "another")];
    }
}
