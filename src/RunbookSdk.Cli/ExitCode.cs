namespace RunbookSdk.Cli;

/// <summary>What a command says to the shell.</summary>
internal static class ExitCode
{
    public const int Fine = 0;

    /// <summary>It ran, and something is to be looked at: facts were rejected, or rules had faults.</summary>
    public const int Findings = 1;

    /// <summary>It could not run, or not to the end.</summary>
    public const int CouldNotRun = 2;
}
