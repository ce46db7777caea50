namespace RunbookSdk.Cli.Test;

/// <summary>What a run of <c>runbook test</c> is asked for.</summary>
/// <param name="Paths">Folders, files of scenarios, runbooks.</param>
internal sealed record TestRequest(IReadOnlyList<string> Paths)
{
    /// <summary>A regular expression that names have to match; null: all.</summary>
    public string? Filter { get; init; }

    /// <summary>Whether to name what was not reached.</summary>
    public bool ShowsCoverage { get; init; }

    /// <summary>Percent that have to be reached; null: any.</summary>
    public double? Threshold { get; init; }

    public string Format { get; init; } = "text";

    public bool UsesCache { get; init; } = true;
}
