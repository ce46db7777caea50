using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Rules;

namespace RunbookSdk.Testing.Scenarios;

/// <summary>
/// The JSON schema of files of scenarios (draft 7, which editors of YAML know best). It names the records of the SDK with their members; those that
/// a runbook declares may have any. What the schema cannot say, such as which rules there are, the reader says.
/// </summary>
internal static class ScenarioSchema
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>The schema as text.</summary>
    public static string Write() => Root().ToJsonString(Options) + "\n";

    private static JsonObject Root() => Described("Scenarios of RunbookSdk: what has to follow from which facts.", Closed(
        ["scenarios"],
        ("$schema", Text("Where this schema is.")),
        ("runbooks", Described("The runbooks that are tested, relative to this file; without it the .csx of the same name.", OneOrMany(Text()))),
        ("start", Described("When every scenario begins that does not say so itself, with its zone: 2019-09-11 08:00 Europe/Oslo.", Ref("instant"))),
        ("given", Described("What is known when each scenario begins.", ListOf(Ref("fact")))),
        ("scenarios", ListOf(Ref("scenario")))),
        ("$schema", "http://json-schema.org/draft-07/schema#"),
        ("definitions", Definitions()));

    private static JsonObject Definitions()
    {
        var readers = new ValueReaders();
        var definitions = new JsonObject
        {
            ["time"] = TimeSchema.Moment(),
            ["duration"] = TimeSchema.Duration(),
            ["instant"] = TimeSchema.Instant(),
            ["scenario"] = Scenario(),
            ["fact"] = Fact(),
            ["act"] = Act(),
            ["expectation"] = Expectation(),
            ["decision"] = Decision(),
            ["action"] = Closed([], ("rule", Text("Id of a rule.")), ("action", Text("Such as suspend.")), ("target", Text("Such as component/online1/webtools."))),
            ["records"] = Records(),
        };
        foreach (var type in DomainFacts.Types)
            definitions[type.Name] = Record(FactShape.Of(FactType.Of(type), readers).Members);
        return definitions;
    }

    private static JsonObject Scenario() => Closed(
        ["name", "expect"],
        ("name", Text("What happens, in a sentence; unique in the file.")),
        ("start", Described("When it begins, with its zone.", Ref("instant"))),
        ("until", Moment("When it ends; without it after the last fact, act and expectation.")),
        ("mode", Described("How far any rule may go; without it its own mode holds.", WordsOf<Mode>())),
        ("facts", Described("What is observed.", ListOf(Ref("fact")))),
        ("acts", Described("What operators do.", ListOf(Ref("act")))),
        ("expect", Described("What has to follow, and what must not.", ListOf(Ref("expectation")))));

    private static JsonObject Fact()
    {
        var fact = Closed(
            [],
            ("at", Moment("When it is told; without it at the beginning.")),
            ("observed", Moment("When it was seen, if that was earlier.")),
            ("every", Described("How long it takes to the next; numbers, truths and words may then be series such as 10x9 95x6 _x2.", Ref("duration"))),
            ("for", Described("How long it goes on when no series says so.", Ref("duration"))),
            ("retract", Described("What is no longer so: a record with its key.", Ref("records"))),
            ("series", Text("A series as promtool writes it: load{cluster=\"online1\"}.")),
            ("values", Described("The values of the series.", Types("string", "number"))),
            ("promtool", Text("A test file of promtool, relative to this file; its input_series are observed.")),
            ("test", Text("Which test of that file.")),
            ("as", Described("The record and its member that the values become: ClusterLoad.percent; for a file a mapping from metrics.", Types("string", "object"))));
        return WithRecords(fact);
    }

    private static JsonObject Act() => Closed(
        ["at"],
        ("at", Moment("When it is done.")),
        ("approve", Text("Id of the rule whose proposal is approved.")),
        ("deny", Text("Id of the rule whose proposal is denied.")),
        ("target", Text("Of the proposal, such as site/dc2.")),
        ("by", Described("Who; several names are several people.", OneOrMany(Text()))),
        ("because", Text("Why.")),
        ("pause", Text("What is stopped: all, rule/ID, or a target.")),
        ("resume", Text("What is no longer stopped.")),
        ("silence", Text("What is stopped for a time, without waking anybody.")),
        ("for", Described("How long the silence lasts.", Ref("duration"))),
        ("until", Moment("When the silence ends.")),
        ("id", Text("Which silence.")),
        ("endSilence", Text("Id of a silence that ends now.")),
        ("edit", Described("A fact as a person says it is.", Ref("records"))),
        ("handBack", Described("A fact that automation may move again.", Ref("records"))));

    private static JsonObject Expectation() => Closed(
        [],
        ("at", Moment("At which instant.")),
        ("from", Moment("Within a time: from here.")),
        ("until", Moment("Within a time: until here.")),
        ("decision", Described("Such a decision falls.", Ref("decision"))),
        ("decisions", Described("These decisions fall in this order, and no others.", ListOf(Ref("decision")))),
        ("never", Described("No such decision falls; 'any' stands for every decision.", new JsonObject { ["anyOf"] = new JsonArray(Enumeration(["any"]), Ref("decision")) })),
        ("inForce", Described("These standing actions are in force, and no others.", ListOf(Ref("action")))),
        ("waiting", Described("These requests wait for approval, and no others.", ListOf(Ref("action")))),
        ("known", Described("A fact with these values is known.", Ref("records"))),
        ("unknown", Described("No fact with these values is known.", Ref("records"))),
        ("fault", Described("A rule fails.", Closed([], ("rule", Text("Id of the rule."))))));

    private static JsonObject Decision() => Closed(
        [],
        ("rule", Text("Id of a rule.")),
        ("action", Text("Such as suspend; release when it is taken back.")),
        ("target", Text("Such as component/online1/webtools.")),
        ("outcome", Described("What became of it; without it decided, or released.", WordsOf<Outcome>())),
        ("because", Text("The whole reason.")),
        ("details", Described("Further values of the action.", new JsonObject { ["type"] = "object" })));

    private static JsonObject Records() => WithRecords(new JsonObject
    {
        ["type"] = "object",
        ["minProperties"] = 1,
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(),
    });

    /// <summary>The records of the SDK by name, and any other name that begins like one.</summary>
    private static JsonObject WithRecords(JsonObject schema)
    {
        foreach (var type in DomainFacts.Types) schema["properties"]![type.Name] = Ref(type.Name);
        schema["patternProperties"] = new JsonObject { ["^[A-Z]"] = Types("object", "null") };
        return schema;
    }

    private static JsonObject Record(IEnumerable<FactMember> members) => new()
    {
        ["type"] = Array("object", "null"),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(members.Select(m => KeyValuePair.Create<string, JsonNode?>(m.Shape.Name, Member(m)))),
    };

    private static JsonObject Member(FactMember member)
    {
        var type = Nullable.GetUnderlyingType(member.ValueType) ?? member.ValueType;
        var value = type.IsEnum
            ? new JsonObject { ["anyOf"] = new JsonArray(Enumeration(Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)), Types("string")) }
            : type == typeof(bool) ? Types("boolean", "string")
            : type == typeof(string) || type == typeof(ProductVersion) ? Types("string", "number", "boolean")
            : type.IsPrimitive || type == typeof(decimal) ? Types("number", "string")
            : type == typeof(DateTimeOffset) ? Described("now, a time after the beginning, or an instant with its zone.", Types("string", "integer"))
            : [];
        return member.Shape.MayBeNull ? new JsonObject { ["anyOf"] = new JsonArray(Types("null"), value) } : value;
    }

    private static JsonObject Closed(string[] required, params ReadOnlySpan<(string Name, JsonNode Schema)> properties)
    {
        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false };
        if (required.Length > 0) schema["required"] = Array(required);
        var named = new JsonObject();
        foreach (var (name, property) in properties) named[name] = property;
        schema["properties"] = named;
        return schema;
    }

    private static JsonObject Described(string description, JsonObject schema, params ReadOnlySpan<(string Name, JsonNode Value)> further)
    {
        if (schema.ContainsKey("$ref")) return new JsonObject { ["description"] = description, ["allOf"] = new JsonArray(schema) };
        schema["description"] = description;
        foreach (var (name, value) in further) schema[name] = value;
        return schema;
    }

    private static JsonObject Moment(string description) =>
        Described(description + " After the beginning: 90s, 10m, 1h30m, 2d; or an instant with its zone.", Ref("time"));

    private static JsonObject Text(string? description = null) =>
        description is null ? Types("string") : Described(description, Types("string", "number"));

    private static JsonObject OneOrMany(JsonObject item) => new() { ["anyOf"] = new JsonArray(item, ListOf(item.DeepClone().AsObject())) };

    private static JsonObject ListOf(JsonObject item) => new() { ["type"] = Array("array", "null"), ["items"] = item };

    private static JsonObject WordsOf<T>()
        where T : struct, Enum => Enumeration(Enum.GetValues<T>().Select(DecisionWords.Of));

    private static JsonObject Enumeration(IEnumerable<string> words) => new() { ["enum"] = Array([.. words]) };

    private static JsonObject Ref(string name) => new() { ["$ref"] = $"#/definitions/{name}" };

    private static JsonObject Types(params string[] types) => new() { ["type"] = types.Length == 1 ? types[0] : Array(types) };

    private static JsonArray Array(params string[] items) => new([.. items.Select(i => (JsonNode)i!)]);
}
