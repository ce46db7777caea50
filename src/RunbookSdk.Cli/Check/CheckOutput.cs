using RunbookSdk.Diagnostics;

namespace RunbookSdk.Cli.Check;

/// <summary>A form that the findings of a check are told in.</summary>
internal abstract class CheckOutput
{
    public abstract void Write(IReadOnlyList<Diagnostic> findings);
}

/// <summary>As compilers do, a line each.</summary>
internal sealed class TextCheckOutput(TextWriter output) : CheckOutput
{
    public override void Write(IReadOnlyList<Diagnostic> findings)
    {
        foreach (var finding in findings) output.WriteLine(OneLine(finding.ToString()));
    }

    /// <summary>The message of an exception may have several lines.</summary>
    private static string OneLine(string text) => text.AsSpan().IndexOfAny('\r', '\n') < 0 ? text : text.ReplaceLineEndings(" ");
}
