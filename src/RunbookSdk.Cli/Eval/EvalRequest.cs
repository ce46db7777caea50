using RunbookSdk.Cli.Replay;
using RunbookSdk.Rules;

namespace RunbookSdk.Cli.Eval;

/// <summary>What was asked for on the command line, as it was written.</summary>
internal sealed record EvalRequest(string State)
{
    public IReadOnlyList<string> Runbooks { get; init; } = [];

    public IReadOnlyList<string> Facts { get; init; } = [];

    public string? Zone { get; init; }

    public string Metric { get; init; } = ReplayRequest.DefaultMetric;

    public string? At { get; init; }

    public string? WaitText { get; init; }

    public Mode Mode { get; init; } = Mode.Act;

    /// <summary>Whom to wake when something is stopped and its rule names nobody.</summary>
    public string? EscalatesTo { get; init; }

    /// <summary>How much all rules together may do; null: any number.</summary>
    public string? BudgetText { get; init; }

    /// <summary>Rules only propose after a run that did not end as it should.</summary>
    public bool ProposesAfterCrash { get; init; }

    /// <summary>The file of handlers; null for none.</summary>
    public string? Handlers { get; init; }

    public string? DeliverForText { get; init; }

    public bool IsDryRun { get; init; }

    public bool CatchesUp { get; init; }

    public bool IsText { get; init; }

    public string? Rejected { get; init; }

    public bool UsesCache { get; init; } = true;

    /// <summary>After how many entries a snapshot is kept; 0: never.</summary>
    public int SnapshotEvery { get; init; } = DefaultSnapshotEvery;

    public const int DefaultSnapshotEvery = 100;
}
