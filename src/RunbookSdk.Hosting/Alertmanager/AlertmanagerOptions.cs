using RunbookSdk.Actions;

namespace RunbookSdk.Hosting.Alertmanager;

/// <summary>Which Alertmanager, and what it is told. Read once, when a handler is made.</summary>
public sealed class AlertmanagerOptions
{
    /// <summary>The root of its web server, such as <c>http://alertmanager:9093/</c>; the API version 2 is below it.</summary>
    /// <value>Absolute, <c>https</c> or <c>http</c>; default: none, one has to be given.</value>
    public Uri? Url { get; set; }

    /// <summary>Labels that every alert carries besides its own, such as <c>severity</c>; what Alertmanager routes by.</summary>
    /// <value>Default: none.</value>
    public IDictionary<string, string> Labels { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long an alert of a one-shot action, such as a page, fires.</summary>
    /// <value>Default: 1 hour; more than none.</value>
    public TimeSpan AlertDuration { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long the alert or the silence of a standing action without a lease lasts, when nobody releases it before.</summary>
    /// <value>Default: 7 days; more than none.</value>
    public TimeSpan LongestDuration { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Which alerts a standing action silences while it is in force; an empty list silences none.</summary>
    /// <value>Default: those whose label <c>component</c> is the last part of the target and whose label <c>cluster</c> is the part before it.</value>
    public Func<RunbookAction, IReadOnlyList<AlertMatcher>> Silences { get; set; } = AlertMatcher.OfComponent;

    /// <summary>Who made the silences; handlers never touch one of anybody else.</summary>
    /// <value>Default: <c>runbook</c>.</value>
    public string CreatedBy { get; set; } = "runbook";
}
