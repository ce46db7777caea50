using RunbookSdk.Diagnostics;

namespace RunbookSdk.Scripting;

/// <summary>What the compiler made of a unit.</summary>
/// <param name="Image">The assembly; null when there is none that may run, empty when there is nothing to run.</param>
/// <param name="Diagnostics">What the compiler and the analyzers have to say; with an error among it the rules are refused.</param>
internal sealed record CompiledUnit(byte[]? Image, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Name of the class that the statements of scripts become.</summary>
    public const string ClassName = "runbook";

    /// <summary>True when it is worth keeping: an author mends an error, and the text is another one then.</summary>
    public bool IsKept => Image is not null && Diagnostics.All(d => d.Severity != Severity.Error);
}
