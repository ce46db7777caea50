namespace RunbookSdk.Diagnostics;

/// <summary>How much a <see cref="Diagnostic"/> matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Info,

    /// <summary>Works, and probably not as its author meant.</summary>
    Warning,

    /// <summary>Cannot be used as it is.</summary>
    Error,
}

/// <summary>One problem found in something that a person wrote: what, where, and what to do.</summary>
/// <param name="Code">Stable identity, such as <c>RBK1001</c>; see docs/diagnostics.md.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">What was found and what to do about it.</param>
/// <param name="Location">Where.</param>
public sealed record Diagnostic(string Code, Severity Severity, string Message, SourceLocation Location)
{
    /// <summary>Writes <c>file(line,column): error CODE: message</c>, which editors and CI systems understand.</summary>
    public override string ToString()
    {
        var severity = Severity.ToString().ToLowerInvariant();
        var place = Location.ToString();
        return place.Length == 0 ? $"{severity} {Code}: {Message}" : $"{place}: {severity} {Code}: {Message}";
    }
}
