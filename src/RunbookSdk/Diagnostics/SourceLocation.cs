using System.Globalization;

namespace RunbookSdk.Diagnostics;

/// <summary>A place in a text: a runbook, or a file of facts.</summary>
/// <param name="File">Path as it was given to the reader; empty when the text has no file.</param>
/// <param name="Line">Line, counted from 1; 0 when unknown.</param>
/// <param name="Column">Column, counted from 1; 0 when unknown.</param>
public sealed record SourceLocation(string File, int Line, int Column = 0)
{
    /// <summary>The place of something that came from no text.</summary>
    public static SourceLocation None { get; } = new("", 0);

    /// <summary>Writes <c>file(line,column)</c>, as compilers do; parts that are unknown are left out.</summary>
    public override string ToString() => Line switch
    {
        0 => File,
        _ when Column == 0 => string.Create(CultureInfo.InvariantCulture, $"{File}({Line})"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{File}({Line},{Column})"),
    };
}
