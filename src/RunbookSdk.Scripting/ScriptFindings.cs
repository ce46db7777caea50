using RunbookSdk.Diagnostics;

namespace RunbookSdk.Scripting;

/// <summary>What a check of scripts found.</summary>
/// <param name="Diagnostics">All problems, in the order of files, lines and columns; those without a file come first.</param>
/// <param name="Rules">How many rules there are; -1 when something is wrong, and they could not be counted.</param>
/// <param name="Lifecycles">How many lifecycles there are; -1 likewise.</param>
internal sealed record ScriptFindings(IReadOnlyList<Diagnostic> Diagnostics, int Rules, int Lifecycles)
{
    /// <summary>The scripts can be loaded.</summary>
    public bool AreUsable => Rules >= 0;
}
