using RunbookSdk.Rules;

namespace RunbookSdk.Cli.Replay;

/// <summary>What was asked for on the command line, as it was written.</summary>
internal sealed record ReplayRequest(string Path)
{
    public const string DefaultMetric = "value";

    public IReadOnlyList<string> Facts { get; init; } = [];

    public string? Zone { get; init; }

    public string Metric { get; init; } = DefaultMetric;

    public string? From { get; init; }

    public string? Until { get; init; }

    public Mode Mode { get; init; } = Mode.Act;

    public bool IsJson { get; init; }

    public bool IsLive { get; init; }

    public string? Rejected { get; init; }

    /// <summary>The file to keep the journal in; null: it is kept nowhere.</summary>
    public string? State { get; init; }

    /// <summary>The other version of the runbooks to compare with; null: there is none.</summary>
    public string? Against { get; init; }

    /// <summary>The file to write a page of the replay to; null: none.</summary>
    public string? Report { get; init; }

    public bool UsesCache { get; init; } = true;
}
