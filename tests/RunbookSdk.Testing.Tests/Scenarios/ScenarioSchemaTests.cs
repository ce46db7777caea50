using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;
using RunbookSdk.Diagnostics;
using RunbookSdk.Testing.Scenarios;
using RunbookSdk.Testing.Scenarios.Reading;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Testing.Tests.Scenarios;

/// <summary>The schema that editors complete scenarios with: it is the one in docs/, it takes every scenario there is, and it refuses others.</summary>
public sealed class ScenarioSchemaTests
{
    private static readonly string[] Folders = ["runbooks", "examples", "tests/RunbookSdk.Testing.Tests/Scenarios"];
    private static readonly Lazy<JsonSchema> Schema = new(() => JsonSchema.FromJsonAsync(ScenarioSchema.Write()).GetAwaiter().GetResult());

    public static TheoryData<string> Files => [.. Folders
        .SelectMany(f => Directory.EnumerateFiles(Repository.PathOf(f.Split('/')), "*" + ScenarioFile.Extension, SearchOption.AllDirectories)).Select(Repository.Relative).Order(StringComparer.Ordinal)];

    [Fact]
    public void Schema_in_docs_is_the_one_of_the_code() =>
        ApprovedFile.Check("docs/scenario.schema.json", ScenarioSchema.Write());

    [Theory]
    [MemberData(nameof(Files))]
    public void Schema_takes_every_scenario_of_the_repository(string file) => Assert.Empty(Problems(File.ReadAllText(Repository.PathOf(file))));

    [Theory]
    [InlineData("expects: []", "expects")]
    [InlineData("mode: acts", "mode")]
    [InlineData("facts: [{ ClusterLoad: { clustr: a } }]", "clustr")]
    [InlineData("facts: [{ clusterLoad: { cluster: a } }]", "clusterLoad")]
    [InlineData("acts: [{ aprove: x, at: 1m }]", "aprove")]
    [InlineData("acts: [{ approve: x }]", "at")]
    [InlineData("expect: [{ at: 1m, decision: { outcome: done } }]", "outcome")]
    [InlineData("expect: [{ at: 1m, decison: { rule: x } }]", "decison")]
    [InlineData("until: yesterday", "until")]
    [InlineData("expect: [{ at: 10 minutes, never: any }]", "at")]
    [InlineData("until: 1x", "until")]
    [InlineData("facts: [{ every: 1x, ClusterLoad: { cluster: a, percent: 1x2 } }]", "every")]
    [InlineData("acts: [{ silence: all, for: 90, at: 1m }]", "for")]
    public void Schema_refuses_what_the_reader_refuses(string content, string about)
    {
        var yaml = ScenarioSamples.One(content.Contains("expect:", StringComparison.Ordinal) ? content : content + "\nexpect: [{ never: any }]");

        Assert.Contains(Problems(yaml), p => p.Contains(about, StringComparison.Ordinal));
        Assert.NotEmpty(ScenarioSamples.Problems(yaml));
    }

    [Fact]
    public void Schema_takes_records_that_runbooks_declare() =>
        Assert.Empty(Problems(ScenarioSamples.One("facts: [{ Visit: { page: a, seconds: 1 } }]\nexpect: [{ never: any }]")));

    [Fact]
    public void Schema_takes_a_time_when_the_reader_does()
    {
        string[] pieces = ["", "1", "30", "0", "1.5", "d", "h", "m", "s", "ms", "1h", "2m", "3s", "4ms", "-", " ", "x"];
        var texts = (from a in pieces from b in pieces from c in pieces select a + b + c).ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(texts, t => Takes("duration", t) != ScenarioTime.TryParse(t, out _));
        Assert.DoesNotContain(texts, t => Takes("time", t) != (ScenarioTime.TryParse(t, out _) || ScenarioTime.LooksLikeADate(t)));
        Assert.DoesNotContain(texts, t => Takes("instant", t) != ScenarioTime.LooksLikeADate(t));
    }

    private static bool Takes(string definition, string text) =>
        Schema.Value.Definitions[definition].Validate(JsonValue.Create(text).ToJsonString()).Count == 0;

    private static List<string> Problems(string yaml)
    {
        var problems = new List<Diagnostic>();
        var root = YamlTree.Read(yaml, "x.scenario.yaml", problems);
        Assert.Empty(problems);
        return [.. Schema.Value.Validate(ToJson(root!)!.ToJsonString()).Select(e => e.ToString())];
    }

    /// <summary>As editors see YAML: plain numbers and truths are no texts.</summary>
    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMap map => new JsonObject(map.Fields.Select(f => KeyValuePair.Create(f.Name, ToJson(f.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(ToJson)]),
        YamlText { IsNull: true } => null,
        YamlText { IsQuoted: false, Text: "true" or "false" } truth => truth.Text == "true",
        YamlText { IsQuoted: false } text when IsNumber(text.Text) => JsonNode.Parse(text.Text),
        YamlText text => text.Text,
        _ => throw new InvalidOperationException("There is no other YAML."),
    };

    private static bool IsNumber(string text)
    {
        try
        {
            return JsonDocument.Parse(text).RootElement.ValueKind == JsonValueKind.Number;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
