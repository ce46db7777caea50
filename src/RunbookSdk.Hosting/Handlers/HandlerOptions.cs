using RunbookSdk.Actions;

namespace RunbookSdk.Hosting.Handlers;

/// <summary>How a handler is called. Read once, when the host starts; checked then, all problems at once (RBK6001).</summary>
public sealed class HandlerOptions
{
    /// <summary>Which actions it takes, among those of its type; null for all. It is asked once for each decision; where it throws, the action is taken.</summary>
    /// <value>Default: null.</value>
    public Func<RunbookAction, bool>? Takes { get; set; }

    /// <summary>After how many failed attempts a delivery becomes a dead letter.</summary>
    /// <value>Default: 10; at least 1.</value>
    public int MaxAttempts { get; set; } = 10;

    /// <summary>How long to wait after the first failure; after each further one twice as long, less up to half of it, so that not all come at once.</summary>
    /// <value>Default: 2 seconds; more than none.</value>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long to wait between attempts at most; what the receiver asks for (<see cref="HandlerResult.RetryAfter"/>) may be longer, up to a day.</summary>
    /// <value>Default: 5 minutes; not less than <see cref="FirstDelay"/>.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one attempt may take; then it is cancelled, and counts as failed.</summary>
    /// <value>Default: 30 seconds; more than none.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many deliveries, of different targets, it may be handed at the same time.</summary>
    /// <value>Default: 4; at least 1.</value>
    public int MaxConcurrency { get; set; } = 4;

    /// <summary>
    /// After how many attempts within a minute, at least half of them failed, it is left alone for <see cref="BreakDuration"/>; deliveries wait
    /// meanwhile, and no attempt is counted. A refusal of one delivery (<see cref="HandlerResult.GivenUp"/>) is no such failure.
    /// </summary>
    /// <value>Default: 5; at least 2.</value>
    public int AttemptsUntilBreak { get; set; } = 5;

    /// <summary>For how long it is left alone; then one delivery tries.</summary>
    /// <value>Default: 30 seconds; at least half a second.</value>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether rules are told by a fact, <see cref="ActionOutcome"/>, what came of its attempts. Not for handlers that only write down what happens:
    /// that something was logged does not mean that it was done.
    /// </summary>
    /// <value>Default: true.</value>
    public bool ReportsOutcome { get; set; } = true;
}
