using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Cli.Tests;

/// <summary>The log that <c>runbook check --format sarif</c> writes, against the published schema and by what is in it.</summary>
public sealed class SarifTests : CheckTest
{
    private static readonly Lazy<JsonSchema> Schema = new(ReadSchema);

    [Fact]
    public async Task Log_of_nothing_is_valid()
    {
        Write("a.csx", Good("a"));

        Assert.Equal(0, await CheckAsync("a.csx", "--format", "sarif"));

        AssertIsValid();
        Assert.Empty(Run.GetProperty("results").EnumerateArray());
        Assert.True(Run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());
    }

    [Fact]
    public async Task Log_of_every_kind_of_finding_is_valid()
    {
        WriteEveryKind();

        Assert.Equal(2, await CheckAsync(".", "/nowhere.csx", "--format", "sarif"));

        AssertIsValid();
        Assert.Equal(
            [
                ("CS0029", "error", "bad%20one%23.csx", (1, 9)), ("RBK1302", "warning", "empty.csx", (1, 1)),
                ("RBK1001", "error", "sub/id.csx", (1, 6)), ("RBK1009", "error", "sub/result.csx", (1, 0)),
            ],
            Run.GetProperty("results").EnumerateArray().Select(Told));
    }

    [Fact]
    public async Task Rules_are_described_once_each_with_the_page_about_them()
    {
        WriteEveryKind();

        await CheckAsync(".", "--format", "sarif");

        var rules = Run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().ToList();
        Assert.Equal(["CS0029", "RBK1001", "RBK1009", "RBK1302"], rules.Select(r => r.GetProperty("id").GetString()));
        Assert.True(Uri.IsWellFormedUriString(rules[0].GetProperty("helpUri").GetString(), UriKind.Absolute));
        Assert.All(rules[1..], r => Assert.False(r.TryGetProperty("helpUri", out _))); // the page goes along
        Assert.Equal("The id of a rule is not kebab-case.", rules[1].GetProperty("shortDescription").GetProperty("text").GetString());
        Assert.Equal("Write lower-case words with hyphens, such as suspend-webtools.", rules[1].GetProperty("help").GetProperty("text").GetString());
        Assert.Equal(File.ReadAllText(Repository.PathOf("docs", "rules", "RBK1001.md")), rules[1].GetProperty("help").GetProperty("markdown").GetString());
        Assert.All(Run.GetProperty("results").EnumerateArray(), r => Assert.Equal(
            r.GetProperty("ruleId").GetString(), rules[r.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString()));
    }

    [Fact]
    public async Task What_kept_the_check_from_running_is_a_notification_and_no_result()
    {
        Assert.Equal(2, await CheckAsync("nowhere.csx", "/nowhere.csx", "--format", "sarif"));

        AssertIsValid();
        Assert.Empty(Run.GetProperty("results").EnumerateArray());
        var invocation = Run.GetProperty("invocations")[0];
        Assert.False(invocation.GetProperty("executionSuccessful").GetBoolean());
        var notifications = invocation.GetProperty("toolExecutionNotifications").EnumerateArray().ToList();
        Assert.Equal(["RBK0201", "RBK0201"], notifications.Select(n => n.GetProperty("descriptor").GetProperty("id").GetString()));
        Assert.Equal(["file:///nowhere.csx", "nowhere.csx"], notifications.Select(UriOf).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("level", "\"fatal\"")]
    [InlineData("ruleIndex", "\"zero\"")]
    [InlineData("kinds", "1")]
    [InlineData("locations", "{}")]
    public async Task Schema_refuses_what_SARIF_has_not(string property, string value)
    {
        WriteEveryKind();
        await CheckAsync(".", "--format", "sarif");
        var log = JsonNode.Parse(Output)!;

        log["runs"]![0]!["results"]![0]![property] = JsonNode.Parse(value);

        Assert.NotEmpty(Schema.Value.Validate(log.ToJsonString()));
    }

    private void WriteEveryKind()
    {
        Write("bad one#.csx", "int x = \"\";");
        Write("empty.csx", "// nothing yet");
        Write("sub/id.csx", Good("Other"));
        Write("sub/result.csx", "Rule(\"other\", from s in Facts<Site>() select s);");
    }

    private JsonElement Run => JsonDocument.Parse(Output).RootElement.GetProperty("runs")[0];

    private void AssertIsValid() => Assert.Empty(Schema.Value.Validate(Output).Select(e => e.ToString()));

    private static (string?, string?, string?, (int, int)) Told(JsonElement result)
    {
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("%SRCROOT%", place.GetProperty("artifactLocation").GetProperty("uriBaseId").GetString());
        var region = place.GetProperty("region");
        return (
            result.GetProperty("ruleId").GetString(),
            result.GetProperty("level").GetString(),
            UriOf(result),
            (region.GetProperty("startLine").GetInt32(), region.TryGetProperty("startColumn", out var column) ? column.GetInt32() : 0));
    }

    private static string? UriOf(JsonElement finding) =>
        finding.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString();

    private static JsonSchema ReadSchema()
    {
        using var reader = new StreamReader(typeof(SarifTests).Assembly.GetManifestResourceStream("sarif-2.1.0.json")!);
        return JsonSchema.FromJsonAsync(reader.ReadToEnd()).GetAwaiter().GetResult();
    }
}
