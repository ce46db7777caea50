namespace RunbookSdk.Cli;

/// <summary>What a command says to the shell.</summary>
internal static class ExitCode
{
    public const int Fine = 0;

    /// <summary>It ran, and something is to be looked at: facts were rejected, or rules had faults.</summary>
    public const int Findings = 1;

    /// <summary>It could not run, or not to the end.</summary>
    public const int CouldNotRun = 2;

    /// <summary>Another run has the state; a later try may do. The number is that of EX_TEMPFAIL in sysexits.h.</summary>
    public const int TryAgain = 75;
}
