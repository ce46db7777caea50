using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Cli.Check;

/// <summary>
/// SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), one run. Places are relative to <c>%SRCROOT%</c>, the
/// folder that the command was started in, so that the same runbooks give the same log on every machine. What kept the check from running is
/// a notification of the invocation; all else is a result.
/// </summary>
/// <param name="output">Where the log goes.</param>
/// <param name="folder">The folder that files are named from.</param>
internal sealed class SarifCheckOutput(TextWriter output, string folder) : CheckOutput
{
    private const string Root = "%SRCROOT%";

    /// <summary>Readable: no escapes for letters that JSON allows as they are.</summary>
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write(IReadOnlyList<Diagnostic> findings)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options)) WriteLog(json, findings);
        output.WriteLine(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    private void WriteLog(Utf8JsonWriter json, IReadOnlyList<Diagnostic> findings)
    {
        var results = findings.Where(f => !CheckRun.IsOfCommand(f)).ToList();
        var rules = results.Select(f => f.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json, rules);
        WriteInvocation(json, [.. findings.Where(CheckRun.IsOfCommand)]);
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(Root);
        WriteText(json, "description", "The folder that the command was started in.");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach (var result in results) WriteResult(json, result, rules.IndexOf(result.Code));
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTool(Utf8JsonWriter json, List<string> rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "runbook");
        json.WriteString("semanticVersion", CodeHelp.Version);
        json.WriteStartArray("rules");
        foreach (var rule in rules) WriteRule(json, CodeHelp.Of(rule));
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, CodeHelp help)
    {
        json.WriteStartObject();
        json.WriteString("id", help.Code);
        if (help.What is { } what) WriteText(json, "shortDescription", what);
        if (help.Remedy is { } remedy)
        {
            json.WriteStartObject("help");
            json.WriteString("text", remedy);
            if (help.Markdown is { } page) json.WriteString("markdown", page);
            json.WriteEndObject();
        }

        if (help.Page is { } address) json.WriteString("helpUri", address);
        json.WriteEndObject();
    }

    private void WriteInvocation(Utf8JsonWriter json, List<Diagnostic> notifications)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", notifications.Count == 0);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var notification in notifications)
        {
            json.WriteStartObject();
            json.WriteStartObject("descriptor");
            json.WriteString("id", notification.Code);
            json.WriteEndObject();
            WriteFinding(json, notification);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteResult(Utf8JsonWriter json, Diagnostic result, int rule)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", result.Code);
        json.WriteNumber("ruleIndex", rule);
        WriteFinding(json, result);
        json.WriteEndObject();
    }

    private void WriteFinding(Utf8JsonWriter json, Diagnostic finding)
    {
        json.WriteString("level", finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" });
        WriteText(json, "message", finding.Message);
        json.WriteStartArray("locations");
        if (finding.Location.File.Length > 0) WriteLocation(json, finding.Location);
        json.WriteEndArray();
    }

    private void WriteLocation(Utf8JsonWriter json, SourceLocation place)
    {
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        if (PathFrom.Folder(folder, place.File) is { } relative)
        {
            json.WriteString("uri", string.Join('/', relative.Split('/').Select(Uri.EscapeDataString)));
            json.WriteString("uriBaseId", Root);
        }
        else json.WriteString("uri", new Uri(Path.GetFullPath(place.File, folder)).AbsoluteUri);

        json.WriteEndObject();
        if (place.Line > 0)
        {
            json.WriteStartObject("region");
            json.WriteNumber("startLine", place.Line);
            if (place.Column > 0) json.WriteNumber("startColumn", place.Column);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
