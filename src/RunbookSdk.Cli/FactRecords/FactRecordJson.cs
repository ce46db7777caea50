using System.Text.Encodings.Web;
using System.Text.Json;

namespace RunbookSdk.Cli.FactRecords;

/// <summary>Fact records as JSON, one object a line; and a fact of each as a CloudEvent, which is what <c>--facts</c> reads.</summary>
internal static class FactRecordJson
{
    public const string ExampleTime = "2026-01-05T09:00:00Z";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter output, IEnumerable<FactRecord> records)
    {
        foreach (var record in records) output.WriteLine(JsonSerializer.Serialize(Of(record), Json));
    }

    /// <summary>The line of a fact that has what it must have.</summary>
    public static string Example(FactRecord record) => JsonSerializer.Serialize(EventOf(record), Json);

    private static Dictionary<string, object?> Of(FactRecord record) => new()
    {
        ["name"] = record.Name,
        ["type"] = record.WireName,
        ["origin"] = record.Origin,
        ["meaning"] = record.Meaning,
        ["retention"] = record.Retention?.ToString("c"),
        ["maxAge"] = record.MaxAge?.ToString("c"),
        ["members"] = record.Members.Select(m => new Dictionary<string, object?>
        {
            ["name"] = m.Name,
            ["json"] = m.JsonName,
            ["written"] = m.Written,
            ["isKey"] = m.IsKey,
            ["isRequired"] = m.IsRequired,
            ["meaning"] = m.Meaning,
        }).ToList(),
        ["example"] = EventOf(record),
    };

    private static Dictionary<string, object?> EventOf(FactRecord record) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = "1",
        ["source"] = "/monitoring",
        ["type"] = record.WireName,
        ["time"] = ExampleTime,
        ["data"] = record.Members.Where(m => m.IsRequired || m.IsKey).ToDictionary(m => m.JsonName, m => m.Example),
    };
}
