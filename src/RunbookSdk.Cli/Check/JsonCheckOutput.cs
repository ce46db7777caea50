using System.Text.Encodings.Web;
using System.Text.Json;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Cli.Check;

/// <summary>An object a line.</summary>
internal sealed class JsonCheckOutput(TextWriter output) : CheckOutput
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write(IReadOnlyList<Diagnostic> findings)
    {
        foreach (var finding in findings) output.WriteLine(Line(finding));
    }

    private static string Line(Diagnostic finding) => JsonSerializer.Serialize(
        new
        {
            code = finding.Code,
            severity = finding.Severity.ToString().ToLowerInvariant(),
            message = finding.Message,
            file = finding.Location.File,
            line = finding.Location.Line,
            column = finding.Location.Column,
        },
        Json);
}
