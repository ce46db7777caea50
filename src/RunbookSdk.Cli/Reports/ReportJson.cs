using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RunbookSdk.Facts;
using RunbookSdk.Journal;

namespace RunbookSdk.Cli.Reports;

/// <summary>Prints a report for programs: one object, instants in RFC 3339.</summary>
internal static class ReportJson
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter output, JournalReport report)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Json)) new FactJson().Write(writer, report);
        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
