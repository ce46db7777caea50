using RunbookSdk.Components;

namespace RunbookSdk.Hosting.Statuspage;

/// <summary>Which page at Statuspage, and what of it is kept. Read once, when a handler is made.</summary>
public sealed class StatuspageOptions
{
    /// <summary>The root of the API, version 1.</summary>
    /// <value>Default: <c>https://api.statuspage.io/v1/</c>.</value>
    public Uri Api { get; set; } = new("https://api.statuspage.io/v1/");

    /// <summary>Id of the page.</summary>
    /// <value>Default: none, one has to be given.</value>
    public string PageId { get; set; } = "";

    /// <summary>The key to write with. A secret.</summary>
    /// <value>Default: none, one has to be given.</value>
    public string ApiKey { get; set; } = "";

    /// <summary>How long to wait between two requests at least; Statuspage takes one a second.</summary>
    /// <value>Default: 1 second; not negative.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Which component of the page shows which of ours: from targets, such as <c>component/online1/webtools</c> or, with <c>*</c> at the end,
    /// what begins so, to the ids of the page; an empty id leaves one out. Where one shows several of ours, it shows the worst.
    /// </summary>
    /// <value>Default: none; components are not shown.</value>
    public IDictionary<string, string> Components { get; } = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where our components stand now: what the page is to show. It is called from several threads.</summary>
    /// <value>Default: null, in the session of the host (<see cref="IRunbookHost.Snapshot"/>).</value>
    public Func<IReadOnlyList<Component>>? Known { get; set; }

    /// <summary>
    /// A file in which the handler remembers what it has shown. Without it a person's edit could not be told from its own after a restart.
    /// </summary>
    /// <value>Default: none, one has to be given where components are shown.</value>
    public string StateFile { get; set; } = "";
}
