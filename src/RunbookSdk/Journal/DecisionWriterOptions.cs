namespace RunbookSdk.Journal;

/// <summary>How decisions are written.</summary>
public sealed record DecisionWriterOptions
{
    /// <summary>Who says so: the CloudEvents <c>source</c>.</summary>
    /// <value>Default: <c>/runbook</c>.</value>
    public string Source { get; init; } = "/runbook";
}
