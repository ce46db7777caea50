namespace RunbookSdk.Cli.Explain;

/// <summary>What was asked for on the command line, as it was written.</summary>
/// <param name="Rule">Id of the rule.</param>
internal sealed record ExplainRequest(string Rule)
{
    public string? Path { get; init; }

    public IReadOnlyList<string> Facts { get; init; } = [];

    public required string Metric { get; init; }

    public string? State { get; init; }

    public string? Key { get; init; }

    public string? At { get; init; }

    public string? Zone { get; init; }

    public bool IsJson { get; init; }

    public bool UsesCache { get; init; } = true;
}
