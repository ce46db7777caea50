using RunbookSdk.Diagnostics;

namespace RunbookSdk.Rules;

/// <summary>What a rule's author says about it besides its query.</summary>
internal sealed record RuleSettings
{
    public string Description { get; init; } = "";

    public Mode Mode { get; init; }

    public int Priority { get; init; }

    public TimeSpan Cooldown { get; init; }

    public int Approvals { get; init; }

    /// <summary>How long a proposal waits before it counts as denied.</summary>
    public TimeSpan ApprovalWithin { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Who may approve, people or teams; none: everybody.</summary>
    public Names Approvers { get; init; } = Names.None;

    /// <summary>Who wrote it: none of them approves what it asks for.</summary>
    public Names Authors { get; init; } = Names.None;

    public TimeSpan? Lease { get; init; }

    public bool AgainOnChange { get; init; }

    /// <summary>How often it may decide for one target.</summary>
    public Budget? Budget { get; init; }

    /// <summary>How many targets it may touch at one time; null: any number.</summary>
    public int? MostTargets { get; init; }

    /// <summary>The window outside of which it does not act; null: it acts at any time.</summary>
    public string? OnlyDuring { get; init; }

    /// <summary>Whom to wake when the gate stops what it asks for.</summary>
    public string? EscalatesTo { get; init; }

    public SourceLocation Location { get; init; } = SourceLocation.None;
}
