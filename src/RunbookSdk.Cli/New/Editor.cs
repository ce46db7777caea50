namespace RunbookSdk.Cli.New;

/// <summary>What a new runbook is to be completed by.</summary>
internal enum Editor
{
    /// <summary>Nothing: a script alone.</summary>
    None,

    /// <summary>The C# extension of Visual Studio Code.</summary>
    VisualStudioCode,

    /// <summary>A server of C# that knows projects only.</summary>
    Project,
}
