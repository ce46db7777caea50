namespace RunbookSdk.Diagnostics;

/// <summary>Refuses something that a person wrote; carries every problem found, not only the first.</summary>
public sealed class RunbookException : Exception
{
    /// <summary>Makes the exception for these problems.</summary>
    /// <param name="diagnostics">All problems found; at least one.</param>
    public RunbookException(IReadOnlyList<Diagnostic> diagnostics)
        : base(string.Join(Environment.NewLine, diagnostics))
    {
        ArgumentOutOfRangeException.ThrowIfZero(diagnostics.Count);
        Diagnostics = diagnostics;
    }

    /// <summary>Makes the exception for one problem.</summary>
    /// <param name="diagnostic">The problem.</param>
    public RunbookException(Diagnostic diagnostic) : this([diagnostic])
    {
    }

    /// <summary>All problems found, in the order of their places.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Code of the first problem.</summary>
    public string Code => Diagnostics[0].Code;
}
