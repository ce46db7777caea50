using System.Globalization;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Cli.Check;

/// <summary>
/// Commands of a GitHub workflow, which become annotations of the files
/// (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands). Their escapes are those of the runner's own
/// library (<c>@actions/core</c>, command.ts): in a message percent signs and line ends, in a property colons and commas as well.
/// </summary>
/// <param name="output">The log of the step.</param>
/// <param name="folder">The folder that files are named from: the root of the repository.</param>
internal sealed class GithubCheckOutput(TextWriter output, string folder) : CheckOutput
{
    public override void Write(IReadOnlyList<Diagnostic> findings)
    {
        foreach (var finding in findings) output.WriteLine($"::{Command(finding.Severity)} {Properties(finding)}::{Escaped(finding.Message)}");
    }

    private static string Command(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "notice",
    };

    private string Properties(Diagnostic finding)
    {
        var (file, line, column) = (finding.Location.File, finding.Location.Line, finding.Location.Column);
        var properties = new List<string>();
        if (file.Length > 0) properties.Add($"file={EscapedProperty(PathFrom.Folder(folder, file) ?? file)}");
        if (line > 0) properties.Add(string.Create(CultureInfo.InvariantCulture, $"line={line}"));
        if (column > 0) properties.Add(string.Create(CultureInfo.InvariantCulture, $"col={column}"));
        properties.Add($"title={EscapedProperty(finding.Code)}");
        return string.Join(',', properties);
    }

    private static string Escaped(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string EscapedProperty(string text) => Escaped(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
