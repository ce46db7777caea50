using RunbookSdk.Diagnostics;

namespace RunbookSdk.Journal;

/// <summary>A journal cannot be opened, written or read. Nothing that it holds is lost by that.</summary>
public sealed class JournalException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="diagnostic">What was found, and what to do.</param>
    /// <param name="inner">What the storage said; null when it said nothing.</param>
    public JournalException(Diagnostic diagnostic, Exception? inner = null) : base(diagnostic?.ToString(), inner)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        Diagnostic = diagnostic;
    }

    /// <summary>What was found, and what to do.</summary>
    public Diagnostic Diagnostic { get; }
}
