namespace RunbookSdk.Cli.Check;

/// <summary>What was asked for on the command line.</summary>
internal sealed record CheckRequest(IReadOnlyList<string> Paths)
{
    public string Format { get; init; } = "text";

    /// <summary>Warnings fail too.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Mends what can be mended first.</summary>
    public bool Fixes { get; init; }

    public bool UsesCache { get; init; } = true;
}
