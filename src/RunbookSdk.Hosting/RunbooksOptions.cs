using RunbookSdk.Rules;
using RunbookSdk.Scripting;
using RunbookSdk.Sessions;

namespace RunbookSdk.Hosting;

/// <summary>What a host runs. Read once, when it starts, and checked then: all problems at once (RBK6001). Not thread-safe while it is changed.</summary>
public sealed class RunbooksOptions
{
    /// <summary>Runbooks as scripts: <c>.csx</c> files, and folders of them.</summary>
    /// <value>Default: none.</value>
    public IList<string> Scripts { get; } = [];

    /// <summary>Runbooks as classes; their rules come before those of the scripts.</summary>
    /// <value>Default: none.</value>
    public IList<RuleBook> RuleBooks { get; } = [];

    /// <summary>Records of facts, besides the SDK's own and those that scripts declare, that the journal may hold.</summary>
    /// <value>Default: none.</value>
    public IList<Type> FactTypes { get; } = [];

    /// <summary>How scripts are loaded; <see cref="ScriptLoaderOptions.RuleBooks"/> count besides <see cref="RuleBooks"/>.</summary>
    /// <value>Default: see <see cref="ScriptLoaderOptions"/>.</value>
    public ScriptLoaderOptions Scripting { get; } = new();

    /// <summary>How the session behaves; its journal and its logger are the host's.</summary>
    /// <value>Default: see <see cref="SessionOptions"/>, with snapshots, so that <see cref="IRunbookHost.Snapshot"/> can be read.</value>
    public SessionOptions Session { get; } = new() { KeepsSnapshots = true };

    /// <summary>
    /// The file of the journal and the outbox; the first start makes it. Without one everything is forgotten when the host ends, also which
    /// decisions have still to be carried out.
    /// </summary>
    /// <value>Default: null, in memory only.</value>
    public string? JournalPath { get; set; }

    /// <summary>
    /// After how many entries of the journal's file the state of the session is kept in it, and at the stop too, so that the next start goes on from
    /// there. Fewer make a start after a crash faster, and cost time in proportion to what is known.
    /// </summary>
    /// <value>Default: 1,000; 0: never.</value>
    public int SnapshotEvery { get; set; } = 1000;

    /// <summary>How many batches of facts may wait to be evaluated; who observes more waits.</summary>
    /// <value>Default: 1,000; at least 1.</value>
    public int MaxWaitingBatches { get; set; } = 1000;

    internal static readonly TimeSpan DefaultDeliveryRetention = TimeSpan.FromDays(7);

    /// <summary>For how long deliveries that are done are kept in the outbox.</summary>
    /// <value>Default: 7 days; more than none.</value>
    public TimeSpan DeliveryRetention { get; set; } = DefaultDeliveryRetention;
}
