using RunbookSdk.Diagnostics;

namespace RunbookSdk.Scripting;

/// <summary>What the compiler made of a unit.</summary>
/// <param name="Image">The assembly; null when there is an error, empty when there is nothing to run.</param>
/// <param name="Diagnostics">What the compiler has to say.</param>
internal sealed record CompiledUnit(byte[]? Image, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Name of the class that the statements of scripts become.</summary>
    public const string ClassName = "runbook";
}
